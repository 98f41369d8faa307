// Several nodes on one PostgreSQL database; ROUNDS says for how many seconds they write at least.
import t from 'tap'
import type { ArchivedItem } from '../../../src/page.ts'
import { Problem } from '../../../src/problem.ts'
import { openStore } from '../../../src/store/open.ts'
import { type ArticleChange, jsonOf } from '../../../src/store/store.ts'
import { below, randomOf } from '../../faults/random.ts'
import { entry } from '../entries.ts'
import { articleFrom, refuses } from '../open.ts'
import { startServer } from './server.ts'

const server = await startServer(t)
const writersOfNode = 4
const turns = 40
const seconds = Number(process.env.ROUNDS ?? 0)

// It fails where numbers come from a sequence of the server's: those of transactions that commit later are jumped over.
t.test('eight writers on two nodes, with deletions and rollbacks; a third node follows', async (t) => {
  const url = await server.database()
  const nodes = await Promise.all([openStore(url), openStore(url), openStore(url)])
  t.teardown(() => Promise.all(nodes.map((node) => node.close())))
  // A transaction that stores such an article fails in the database, after it has written much else.
  await server.run(
    url,
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
     CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON articles FOR EACH ROW
       WHEN (new.native_id = 'bad') EXECUTE FUNCTION refuse()`,
  )
  const [first, second, follower] = nodes as [(typeof nodes)[0], (typeof nodes)[0], (typeof nodes)[0]]
  const copy = new Map<string, string>()
  let since = 0
  let isWriting = true
  const gaps: string[] = []
  const following = (async () => {
    for (;;) {
      const isLast = !isWriting
      for (const { sequence, id } of (await follower.changes(since, 50)) as ArticleChange[]) {
        if (sequence !== since + 1) gaps.push(`${sequence} after ${since}`)
        since = sequence
        const answer = await follower.article(id).catch(() => null)
        if (answer === null) copy.delete(id)
        else copy.set(id, jsonOf(answer).toString())
      }
      if (isLast && since >= (await follower.lastSequence())) return
    }
  })()
  const end = Date.now() + seconds * 1000
  let refused = 0
  const problems: string[] = []
  const writing = [first, second].flatMap((node, which) =>
    Array.from({ length: writersOfNode }, async (_, writer) => {
      const random = randomOf(which * 100 + writer + 1)
      for (let turn = 0; turn < turns || Date.now() < end; turn++) {
        const id = `n${below(random, 25)}`
        if (random() < 0.25) {
          await node.remove(id).catch((error: unknown) => {
            if (!(error instanceof Problem)) throw error
          })
          continue
        }
        const draft = { id, title: `第${below(random, 5)}版`, tags: [`标签${below(random, 9)}`] }
        const bad = { id: `bad${which}${writer}${turn}`, nativeId: 'bad' }
        const results = await node.save(
          random() < 0.2
            ? [entry(draft), entry(bad), entry({ id: `n${below(random, 25)}` })]
            : [entry(draft)],
        )
        for (const result of results) {
          if (!(result instanceof Problem)) continue
          if (result.problem === 'internal') refused++
          else problems.push(result.message)
        }
      }
    }),
  )
  await Promise.all(writing)
  isWriting = false
  await following
  t.strictSame(gaps, [], 'the follower sees each number once, in order')
  t.strictSame(problems, [], 'nodes wait for each other')
  t.ok(refused > 5, 'transactions were rolled back')
  t.ok(since > 100, `${since} changes`)
  const changes = await follower.changes(0, since)
  t.strictSame(
    changes.map(({ sequence }) => sequence),
    Array.from({ length: since }, (_, index) => index + 1),
  )
  const all: string[] = []
  for await (const json of (await first.export({})).articles) all.push(json.toString())
  t.strictSame([...copy.values()].sort(), all.sort(), 'the copy is exact')
  for await (const fault of second.verify()) t.fail(JSON.stringify(fault))
})

t.test('a node sees its own writes at once, and hears of those of others', async (t) => {
  const url = await server.database()
  const [one, other] = await Promise.all([openStore(url), openStore(url)])
  t.teardown(() => Promise.all([one.close(), other.close()]))
  let heard: () => void = () => undefined
  const notice = () => new Promise<void>((resolve) => (heard = resolve))
  const end = other.onChange(() => heard())
  t.teardown(() => end())
  for (let turn = 0; turn < 5; turn++) {
    const noticed = notice()
    await one.save([entry({ id: 'a1', title: `第${turn}版` })])
    t.match(await articleFrom(one, 'a1'), { title: `第${turn}版` })
    await noticed
    t.match(await articleFrom(other, 'a1'), { title: `第${turn}版` })
  }
  await one.addTagAlias('x', 'y').catch(() => undefined)
  await one.save([entry({ id: 'a2', tags: ['甲'] })])
  const merged = notice()
  await one.addTagAlias('甲', '乙')
  await merged
  // The other node knew the tag before it was merged.
  await other.save([entry({ id: 'a3', tags: ['乙'] })])
  t.match(await one.tag('甲'), { count: 2 })
})

t.test('an address, a page and an id belong to one article, whichever node stores it', async (t) => {
  const url = await server.database()
  const nodes = await Promise.all([openStore(url), openStore(url)])
  t.teardown(() => Promise.all(nodes.map((node) => node.close())))
  for (let turn = 0; turn < 10; turn++) {
    const results = await Promise.all(
      nodes.map((node, index) =>
        node.save([entry({ id: `${turn}-${index}`, url: `https://news.example.org/${turn}` })]),
      ),
    )
    const kinds = results.flat().map((result) => (result instanceof Problem ? result.problem : result.result))
    t.strictSame(kinds.sort(), ['created', 'updated'])
  }
  t.equal((await nodes[0]?.statistics())?.articles, 10)
})

t.test('pages that are restored are compressed with what they have in common', async (t) => {
  const url = await server.database()
  const [from, to] = await Promise.all([openStore(await server.database()), openStore(url)])
  t.teardown(() => Promise.all([from.close(), to.close()]))
  await from.save(Array.from({ length: 40 }, (_, number) => entry({ id: `r${number}` })))
  const { articles } = await from.exportArchived({})
  const archived: ArchivedItem[] = []
  for await (const item of articles) archived.push(item)
  for (const some of [archived.slice(0, 20), archived.slice(20)]) await to.restore(some)
  // A division by zero where there is none.
  await server.run(url, 'SELECT 1 / count(*) FROM broadsheet.revisions WHERE dictionary > 0')
  for (const { id } of archived.flatMap((one) => ('article' in one ? one.article : [])))
    t.same((await to.rawPage(id)).bytes, (await from.rawPage(id)).bytes)
})

t.test('what may be missing', async (t) => {
  const url = await server.database()
  for (const access of ['read', 'existing'] as const) {
    await t.rejects(openStore(url, { access }), {
      name: 'ConfigError',
      message: 'DATABASE: there is no archive in this database',
    })
  }
  await Promise.all([openStore(url), openStore(url)]).then((nodes) =>
    Promise.all(nodes.map((node) => node.close())),
  )
  const reader = await openStore(url, { access: 'read' })
  await refuses(t, reader.remove('a1'), 'unavailable')
  await reader.ready()
  await reader.close()
  const wrong = url.replace(/:[^:@/]+@/, ':not-the-secret@')
  const refusal: unknown = await openStore(wrong).catch((error: unknown) => error)
  t.match(refusal, { name: 'ConfigError', message: /^DATABASE: .*password/ })
  t.notMatch(String(refusal), /not-the-secret/, 'no message repeats the password')
  const nowhere = new URL(url)
  nowhere.port = '1'
  await t.rejects(openStore(nowhere.href), { name: 'ConfigError', message: /cannot be used/ })
  await t.rejects(openStore('postgres://'), { name: 'ConfigError' })
  const unsafe = `${url}?options=${encodeURIComponent('-c synchronous_commit=off')}`
  await t.rejects(openStore(unsafe), { name: 'ConfigError', message: /synchronous_commit/ })
  await server.run(url, `INSERT INTO migrations VALUES ('9999_from_the_future.sql', now())`)
  await t.rejects(openStore(url), { name: 'ConfigError', message: /newer version.*9999_from/ })
})
