import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createIngest } from '../../src/ingest/ingest.ts'
import type { IngestSummary, ItemOutcome } from '../../src/ingest/outcome.ts'
import { createParser } from '../../src/ingest/threads/pool.ts'
import type { Item, Page } from '../../src/page.ts'
import { Problem } from '../../src/problem.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { jsonOf } from '../../src/store/store.ts'
import { mirrorPage, type Told } from '../http/pages.ts'
import { refuses } from '../store/open.ts'

async function archive(t: Test) {
  const store = await openStore({ path: join(t.testdir(), 'test.db') })
  const parser = createParser({ threads: 0 })
  t.teardown(() => store.close())
  return { store, parser, ingest: createIngest({ store, parser }) }
}

const pageOf = (told: Told): Page => ({
  bytes: Buffer.from(mirrorPage(told)),
  contentType: 'text/markdown',
  hints: {},
})
const noArticle: Page = { bytes: Buffer.from(''), contentType: 'text/html', hints: {} }
const broken = (line: number): Item => ({ label: { line }, problem: new Problem('malformed-request', 'No.') })
const numbered = (pages: readonly Page[]): Item[] =>
  pages.map((page, index) => ({ label: { line: index + 1 }, page }))

async function* from(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

async function all(outcomes: AsyncGenerator<ItemOutcome, IngestSummary, void>) {
  const seen: ItemOutcome[] = []
  for (let next = await outcomes.next(); ; next = await outcomes.next()) {
    if (next.done === true) return { seen, summary: next.value }
    seen.push(next.value)
  }
}

t.test('one page: created, unchanged, updated, refused', async (t) => {
  const { ingest, store } = await archive(t)
  t.match(await ingest.page(pageOf({ id: 'a1' })), { result: 'created', id: 'a1' })
  t.match(await ingest.page(pageOf({ id: 'a1' })), { result: 'unchanged', id: 'a1', fields: [] })
  t.match(await ingest.page(pageOf({ id: 'a1', title: '另一个标题' })), {
    result: 'updated',
    fields: ['title'],
  })
  await refuses(t, ingest.page(noArticle), 'no-article')
  t.equal(await store.lastSequence(), 2)
})

t.test('a preview says the same and writes nothing', async (t) => {
  const { ingest, store } = await archive(t)
  t.match(await ingest.preview(pageOf({ id: 'a1' })), {
    result: 'created',
    article: { id: 'a1', revision: 1 },
  })
  await refuses(t, ingest.preview(noArticle), 'no-article')
  const items = [...numbered([pageOf({ id: 'a1' }), noArticle]), broken(3)]
  const { seen, summary } = await all(ingest.many(from(items), { dryRun: true }))
  t.strictSame(
    seen.map(({ result }) => result),
    ['created', 'failed', 'failed'],
  )
  t.strictSame(summary, { items: 3, created: 1, updated: 0, unchanged: 0, failed: 2 })
  t.equal(await store.lastSequence(), 0)
})

t.test('many: order kept, each failure its own, a summary at the end', async (t) => {
  const { ingest, store } = await archive(t)
  const ids = Array.from({ length: 350 }, (_, index) => `a${1000 + index}`)
  const items = numbered(ids.map((id) => pageOf({ id })))
  for (let index = 0; index < items.length; index += 10) items[index] = broken(index + 1)
  const { seen, summary } = await all(ingest.many(from(items)))
  t.strictSame(
    seen.map((outcome) => 'line' in outcome && outcome.line),
    ids.map((_, index) => index + 1),
  )
  t.strictSame(
    seen.map(({ result }) => result),
    ids.map((_, index) => (index % 10 === 0 ? 'failed' : 'created')),
  )
  t.strictSame(summary, { items: 350, created: 315, updated: 0, unchanged: 0, failed: 35 })
  t.equal((await store.statistics()).articles, 315)
  const again = await all(ingest.many(from(items)))
  t.strictSame(again.summary, { items: 350, created: 0, updated: 0, unchanged: 315, failed: 35 })
  t.equal(await store.lastSequence(), 315, 'nothing written')
})

t.test('the same page twice in one group is stored once', async (t) => {
  const { ingest } = await archive(t)
  const { seen } = await all(ingest.many(from(numbered([pageOf({ id: 'a1' }), pageOf({ id: 'a1' })]))))
  t.strictSame(
    seen.map(({ result }) => result),
    ['created', 'unchanged'],
  )
})

t.test('each outcome is durable before it is told, and comes before the next item is there', async (t) => {
  const { ingest, store } = await archive(t)
  let release = () => {}
  async function* slow(): AsyncGenerator<Item> {
    yield* numbered([pageOf({ id: 'a1' })])
    await new Promise<void>((resolve) => {
      release = resolve
    })
    yield* numbered([pageOf({ id: 'a2' })])
  }
  const outcomes = ingest.many(slow())
  t.match((await outcomes.next()).value, { result: 'created', id: 'a1' })
  t.match(JSON.parse(jsonOf(await store.article('a1')).toString()), { id: 'a1' })
  release()
  t.match((await outcomes.next()).value, { result: 'created', id: 'a2' })
})

t.test('little more is read than is asked for', async (t) => {
  const { ingest } = await archive(t)
  let read = 0
  let isClosed = false
  async function* endless(): AsyncGenerator<Item> {
    try {
      for (;;) yield { label: { line: ++read }, page: pageOf({ id: `a${read}` }) }
    } finally {
      isClosed = true
    }
  }
  const outcomes = ingest.many(endless())
  await outcomes.next()
  for (let before = 0; before < read; await new Promise((resolve) => setTimeout(resolve, 200))) before = read
  t.ok(read <= 1200, `${read} items read for one outcome`)
  const readBefore = read
  await outcomes.return({ items: 0, created: 0, updated: 0, unchanged: 0, failed: 0 })
  t.ok(isClosed)
  t.equal(read, readBefore, 'nothing is read for who has left')
})

t.test('a source that fails ends the stream with its error, after what was whole', async (t) => {
  const { ingest, store } = await archive(t)
  async function* failing(): AsyncGenerator<Item> {
    yield* numbered([pageOf({ id: 'a1' })])
    throw new Error('the disk is gone')
  }
  await t.rejects(all(ingest.many(failing())), /the disk is gone/)
  t.ok((await store.statistics()).articles <= 1)
})
