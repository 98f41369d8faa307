import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createIngest, type Parser } from '../../src/ingest/ingest.ts'
import {
  type Reparsed,
  type ReparseOptions,
  type ReparseSummary,
  reparse,
  unparseable,
} from '../../src/ingest/reparse.ts'
import { createParser } from '../../src/ingest/threads/pool.ts'
import type { ParseOutcome } from '../../src/parse/parse.ts'
import { Problem } from '../../src/problem.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { jsonOf } from '../../src/store/store.ts'
import { mirrorPage } from '../http/pages.ts'

const ids = Array.from({ length: 130 }, (_, index) => `a${1000 + index}`)
const parser = createParser({ threads: 0 })

/** The parser as a later version of it could be. */
const betterParser = (change: (outcome: ParseOutcome) => ParseOutcome): Parser => ({
  ...parser,
  parse: async (page) => change(await parser.parse(page)),
})
const retitled = betterParser((outcome) =>
  'article' in outcome && outcome.article.id !== 'a1007'
    ? { ...outcome, article: { ...outcome.article, title: `改进：${outcome.article.title}` } }
    : outcome,
)
const stricter = betterParser((outcome) =>
  'article' in outcome && outcome.article.id === 'a1003'
    ? { problem: new Problem('no-article', 'None any more.'), trace: [] }
    : outcome,
)

async function archive(t: Test) {
  const store = await openStore({ path: join(t.testdir(), 'test.db') })
  t.teardown(() => store.close())
  const ingest = createIngest({ store, parser })
  for (const id of ids)
    await ingest.page({ bytes: Buffer.from(mirrorPage({ id })), contentType: 'text/markdown', hints: {} })
  await ingest.page({
    bytes: Buffer.from(mirrorPage({ id: 'a1000', channel: 'world' })),
    contentType: 'text/markdown',
    hints: {},
  })
  return store
}

async function all(outcomes: AsyncGenerator<Reparsed, ReparseSummary, void>) {
  const seen: Reparsed[] = []
  for (let next = await outcomes.next(); ; next = await outcomes.next()) {
    if (next.done === true) return { seen, summary: next.value }
    seen.push(next.value)
  }
}

t.test('the same parser changes nothing', async (t) => {
  const store = await archive(t)
  const before = await store.lastSequence()
  for (const dryRun of [true, false]) {
    const { summary } = await all(reparse({ store, parser }, { dryRun }))
    t.strictSame(summary, { articles: 130, updated: 0, unchanged: 130, failed: 0, fields: {} })
  }
  t.equal(await store.lastSequence(), before)
})

t.test('a better one: a dry run says what would change, then it changes', async (t) => {
  const store = await archive(t)
  const expected = { articles: 130, updated: 129, unchanged: 1, failed: 0, fields: { title: 129 } }
  const before = await store.lastSequence()
  t.strictSame((await all(reparse({ store, parser: retitled }, { dryRun: true }))).summary, expected)
  t.equal(await store.lastSequence(), before, 'nothing written')
  t.strictSame((await all(reparse({ store, parser: retitled }))).summary, expected)
  t.equal(await store.lastSequence(), before + 129, 'each change shows')
  const article = JSON.parse(jsonOf(await store.article('a1000')).toString())
  t.match(article, { id: 'a1000', title: /^改进：/, channels: ['city', 'world'] })
  t.equal((await store.revisions('a1001')).length, 1)
  t.strictSame((await all(reparse({ store, parser: retitled }))).summary.updated, 0, 'once is enough')
})

t.test('an article whose page yields none any more stays, and is named', async (t) => {
  const store = await archive(t)
  const { seen, summary } = await all(reparse({ store, parser: stricter }))
  t.match(summary, { unchanged: 129, failed: 1 })
  t.match(
    seen.find(({ result }) => result === 'failed'),
    { id: 'a1003' },
  )
  t.ok(await store.article('a1003'))
  const faults = []
  for await (const fault of unparseable({ store, parser: stricter }, () => {})) faults.push(fault.where)
  t.strictSame(faults, ['a1003'])
})

t.test('stopped, it goes on where it was', async (t) => {
  const store = await archive(t)
  const stop = new AbortController()
  const options: ReparseOptions = { signal: stop.signal }
  const outcomes = reparse({ store, parser: retitled }, options)
  let last = ''
  for (let next = await outcomes.next(); next.done !== true; next = await outcomes.next()) {
    last = next.value.id
    stop.abort()
  }
  t.equal(last, ids[99], 'the group under way is ended')
  const rest = await all(reparse({ store, parser: retitled }, { after: last }))
  t.strictSame(
    rest.seen.map(({ id }) => id),
    ids.slice(100),
  )
})

t.test('what is deleted while its page is parsed anew is no failure', async (t) => {
  const store = await archive(t)
  const amid: Parser = {
    ...parser,
    parse: async (page) => {
      const outcome = await parser.parse(page)
      if ('article' in outcome && outcome.article.id === 'a1005') await store.remove('a1005')
      return outcome
    },
  }
  const outcomes = reparse({ store, parser: amid })
  let next = await outcomes.next()
  for (; next.done !== true; next = await outcomes.next()) t.not(next.value.id, 'a1005')
  t.match(next.value, { articles: ids.length - 1, failed: 0 })
})
