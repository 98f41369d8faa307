import { once } from 'node:events'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { zstdDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import t from 'tap'
import { ConfigError } from '../../src/config.ts'
import type { ArticleFilter, Position } from '../../src/query.ts'
import { Connection } from '../../src/store/sqlite/connection.ts'
import { listOf } from '../../src/store/sqlite/lists/lists.ts'
import { planOf } from '../../src/store/sqlite/lists/plan.ts'
import { tagsOf } from '../../src/store/sqlite/lists/tags.ts'
import { walk } from '../../src/store/sqlite/lists/walk.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { changesAfter } from '../../src/store/sqlite/rows/changes.ts'
import { statisticsOf } from '../../src/store/sqlite/rows/statistics.ts'
import { jsonOf } from '../../src/store/store.ts'
import { conforms } from './conformance.ts'
import { entry } from './entries.ts'
import { articleFrom, idsOf, refuses } from './open.ts'

const folder = t.testdir()
let opened = 0
const fresh = () => join(folder, `${opened++}.db`)

await conforms(t, async (t, path = fresh()) => {
  const store = await openStore({ path })
  t.teardown(() => store.close())
  return { store, path }
})

t.test('a commit waits for the disk, on a file opened again as well', async (t) => {
  const path = fresh()
  await (await openStore({ path })).close()
  // A trigger runs in the connection that writes, and so tells what holds there.
  const other = new Database(path)
  t.teardown(() => other.close())
  other.exec(`CREATE TABLE told (synchronous, journal_mode);
    CREATE TRIGGER tells AFTER INSERT ON articles BEGIN
      INSERT INTO told SELECT synchronous, journal_mode FROM pragma_synchronous, pragma_journal_mode;
    END`)
  for (const time of ['first', 'second', 'third']) {
    const store = await openStore({ path })
    await store.save([entry({ id: time })])
    await store.close()
    t.same(
      other.prepare('SELECT * FROM told ORDER BY rowid DESC LIMIT 1').get(),
      { synchronous: 2, journal_mode: 'wal' },
      `FULL the ${time} time`,
    )
  }
  t.same(other.prepare('SELECT count(*) AS n FROM told').get(), { n: 3 })
})

/** Another connection to a file, which keeps it locked for so many milliseconds. */
const locking = `
  const { parentPort, workerData } = require('node:worker_threads')
  const other = new (require('better-sqlite3'))(workerData.path)
  other.exec('BEGIN EXCLUSIVE')
  parentPort.postMessage('locked')
  setTimeout(() => other.exec('COMMIT'), workerData.time)
`

t.test('a locked file is tried again for longer than SQLite waits, and refused in the end', async (t) => {
  for (const [time, isOpened] of [
    [2500, true],
    [10_000, false],
  ] as const) {
    const path = fresh()
    const worker = new Worker(locking, { eval: true, workerData: { path, time } })
    t.teardown(() => worker.terminate())
    await once(worker, 'message')
    if (isOpened) await (await openStore({ path })).close()
    else await t.rejects(openStore({ path }), { message: `DATABASE: ${path} is locked by another program` })
    await worker.terminate()
  }
})

t.test('what is no store of ours is refused in one line', async (t) => {
  const text = fresh()
  writeFileSync(text, 'This is a shopping list, not a database. '.repeat(100))
  const foreign = fresh()
  new Database(foreign).exec('CREATE TABLE recipes (name TEXT)').close()
  const newer = fresh()
  await (await openStore({ path: newer })).close()
  new Database(newer).exec("INSERT INTO migrations VALUES ('9999_from_the_future.sql', 0)").close()
  const older = fresh()
  await (await openStore({ path: older })).close()
  new Database(older).exec("DELETE FROM migrations WHERE name = '0001_initial.sql'").close()
  const rows = [
    { what: 'a text', options: { path: text }, says: /is no SQLite database/ },
    { what: 'the database of another program', options: { path: foreign }, says: /of another program/ },
    { what: 'the database of a newer version', options: { path: newer }, says: /newer version.*9999_from/ },
    { what: 'a folder', options: { path: folder }, says: /cannot be opened/ },
    { what: 'a file in no folder', options: { path: join(folder, 'no', 'x.db') }, says: /cannot be opened/ },
    { what: 'no file, to read', options: { path: fresh(), readOnly: true }, says: /cannot be opened/ },
    { what: 'an older one, to read', options: { path: older, readOnly: true }, says: /older version/ },
  ]
  for (const { what, options, says } of rows) {
    const before = what === 'a text' ? readFileSync(text) : undefined
    try {
      await (await openStore(options)).close()
      t.fail(`${what} is refused`)
    } catch (error) {
      t.type(error, ConfigError, what)
      t.match(String(error), says, what)
      t.match(String(error), /DATABASE: [^\n]*$/, what)
    }
    if (before !== undefined) t.ok(readFileSync(text).equals(before), 'it is left as it was')
  }
})

t.test('a migration happens whole or not at all, and those before it stay', async (t) => {
  const migrations = t.testdir({
    '0001_one.sql': 'CREATE TABLE one (x);',
    '0002_two.sql': 'CREATE TABLE two (x); INSERT INTO two VALUES (1); CREATE TABLE one (x);',
    'README.md': 'not one of them',
  })
  const connection = new Connection(join(migrations, 'x.db'))
  t.teardown(() => connection.close())
  const tables = () => connection.values<string>('SELECT name FROM sqlite_schema ORDER BY name').all()
  t.throws(() => migrate(connection, migrations), /table one already exists/)
  t.ok(tables().includes('one'))
  t.notOk(tables().includes('two'))
  writeFileSync(join(migrations, '0002_two.sql'), 'CREATE TABLE two (x);')
  migrate(connection, migrations)
  migrate(connection, migrations)
  t.ok(tables().includes('two'))
  t.strictSame(connection.values<string>('SELECT name FROM migrations ORDER BY name').all(), [
    '0001_one.sql',
    '0002_two.sql',
  ])
})

t.test('two processes on one file see what the other writes', async (t) => {
  const path = fresh()
  const [one, other] = [await openStore({ path }), await openStore({ path })]
  const reader = await openStore({ path, readOnly: true })
  t.teardown(async () => {
    for (const store of [one, other, reader]) await store.close()
  })
  await one.save([entry({ id: 'a1', tags: ['甲'] })])
  t.match(await articleFrom(other, 'a1'), { revision: 1 })
  const writing = [one, other].flatMap((store, writer) =>
    Array.from({ length: 20 }, (_, index) =>
      store.save([entry({ id: `w${writer}-${index}`, tags: ['甲', '乙'] })]),
    ),
  )
  t.strictSame(
    (await Promise.all(writing)).map(([result]) => result && 'result' in result && result.result),
    Array.from({ length: 40 }, () => 'created'),
  )
  await other.save([entry({ id: 'a1', title: '新' })])
  await new Promise((resolve) => setTimeout(resolve, 20))
  for (const store of [one, other, reader]) {
    t.match(await articleFrom(store, 'a1'), { title: '新' })
    t.equal(await store.lastSequence(), 42)
    t.match(await store.tag('乙'), { count: 40 })
  }
  await refuses(t, reader.save([entry({ id: 'x' })]), 'unavailable')
})

t.test('what writing left to be done is done, and the disk has its room back', async (t) => {
  const path = fresh()
  const store = await openStore({ path })
  t.teardown(() => store.close())
  const ids = Array.from({ length: 300 }, (_, index) => `c${index}`)
  const paragraphs = Array.from({ length: 40 }, (_, index) => `第${index}段，${'長文'.repeat(20 + index)}。`)
  for (let start = 0; start < ids.length; start += 10) {
    await store.save(ids.slice(start, start + 10).map((id) => entry({ id, paragraphs })))
  }
  for (const id of ids.slice(100)) await store.remove(id)
  const database = new Database(path, { readonly: true })
  t.teardown(() => database.close())
  const sizes = () => ({
    all: database.pragma('page_count', { simple: true }) as number,
    free: database.pragma('freelist_count', { simple: true }) as number,
  })
  const before = sizes()
  t.ok(before.free > 10, 'deleting leaves room in the file')
  await store.compact()
  const after = sizes()
  t.equal(after.free, 0)
  t.ok(after.all <= before.all - before.free, 'the file is smaller by it')
  t.equal(database.prepare('SELECT count(*) FROM search_segments WHERE state <> 1').pluck().get(), 0)
  for await (const fault of store.verify()) t.fail('verify finds nothing', fault)
  const found = await store.list({ filter: { q: '長文' }, sort: 'newest', limit: 200 })
  t.strictSame(idsOf(found).sort(), ids.slice(0, 100).sort())
  const reader = await openStore({ path, readOnly: true })
  await refuses(t, reader.compact(), 'unavailable')
  await reader.close()
})

t.test('what holds the lock is waited for, and reading goes on', async (t) => {
  const path = fresh()
  const store = await openStore({ path })
  const other = new Database(path)
  t.teardown(() => {
    other.close()
    return store.close()
  })
  await store.save([entry({ id: 'a1' })])
  other.exec('BEGIN IMMEDIATE')
  const saving = store.save([entry({ id: 'a2' })])
  t.match(await articleFrom(store, 'a1'), { id: 'a1' })
  other.exec('COMMIT')
  t.match(await saving, [{ result: 'created' }])
})

t.test('a group in which the database refuses one work keeps the others', async (t) => {
  const path = fresh()
  const store = await openStore({ path })
  t.teardown(() => store.close())
  const other = new Database(path)
  other.exec(`CREATE TRIGGER refused BEFORE INSERT ON articles WHEN NEW.id = 'bad'
    BEGIN SELECT RAISE(ABORT, 'not this one'); END`)
  other.close()
  const works = ['a1', 'bad', 'a2'].map((id) => store.save([entry({ id })]))
  t.match(await Promise.all(works), [
    [{ result: 'created' }],
    [{ problem: 'internal' }],
    [{ result: 'created' }],
  ])
  const together = await store.save([entry({ id: 'b1' }), entry({ id: 'bad' }), entry({ id: 'b2' })])
  t.match(together, [{ result: 'created' }, { problem: 'internal' }, { result: 'created' }])
  const changes = await store.changes(0, 9)
  t.strictSame(
    changes.map(({ sequence }) => sequence),
    [1, 2, 3, 4],
  )
  t.strictSame(changes.map((change) => ('id' in change ? change.id : '')).sort(), ['a1', 'a2', 'b1', 'b2'])
})

t.test('a copy of the file, without its log, is whole after closing', async (t) => {
  const path = fresh()
  const store = await openStore({ path })
  await store.save([entry({ id: 'a1' })])
  await store.close()
  const copied = fresh()
  copyFileSync(path, copied)
  const copy = await openStore({ path: copied })
  t.teardown(() => copy.close())
  t.strictSame(idsOf(await copy.list({ filter: {}, sort: 'newest', limit: 9 })), ['a1'])
})

t.test('articles and pages in the file are read with nothing but SQL and Zstandard', async (t) => {
  const path = fresh()
  const store = await openStore({ path })
  const pages = Array.from({ length: 40 }, (_, index) =>
    entry({
      id: `n${index}`,
      paragraphs: ['习近平访问香港。'.repeat(9 * index), '𠮷 \u{1f600} \ud800 "\n"'],
    }),
  )
  for (const page of pages) await store.save([page])
  const answers = new Map<string, string>()
  for (const { article } of pages) answers.set(article.id, jsonOf(await store.article(article.id)).toString())
  await store.close()

  const database = new Database(path, { readonly: true })
  t.teardown(() => database.close())
  const value = (sql: string, ...values: unknown[]) =>
    database
      .prepare(sql)
      .pluck()
      .get(...values)
  const packings = new Set()
  for (const [index, { page, article }] of pages.entries()) {
    const key = index + 1
    const json = zstdDecompressSync(value('SELECT json FROM answers WHERE key = ?', key) as Buffer).toString()
    t.equal(json, answers.get(article.id))
    t.equal(json, JSON.stringify(JSON.parse(json)))
    t.strictSame(JSON.parse(json).paragraphs, article.paragraphs)

    const parts = database
      .prepare(
        `SELECT content FROM page_parts, revisions WHERE key = ? AND revision = 1
         AND part BETWEEN first_part AND first_part + parts - 1 ORDER BY part`,
      )
      .pluck()
      .all(key) as Buffer[]
    const packing = value('SELECT dictionary FROM revisions WHERE key = ?', key) as number | null
    packings.add(packing)
    const content = value('SELECT content FROM dictionaries WHERE dictionary = ?', packing) as
      | Buffer
      | undefined
    const dictionary = content && zstdDecompressSync(content)
    t.ok(zstdDecompressSync(Buffer.concat(parts), { dictionary }).equals(page.bytes))
  }
  t.ok(packings.size > 1, 'with and without a dictionary')
})

t.test('a list of more articles than are sorted at once is by the index what it is by sorting', async (t) => {
  const store = await openStore({ path: fresh() })
  t.teardown(() => store.close())
  const all = Array.from({ length: 2300 }, (_, index) =>
    entry({
      id: `a${index}`,
      source: index % 20 === 0 ? 'rfa' : 'ntdtv',
      tags: index % 3 === 0 ? ['丙'] : [],
      publishedAt: `20${10 + (index % 9)}-01-01T00:00:00Z`,
      paragraphs: [index % 7 === 0 ? '七的倍数。' : '别的。'],
    }),
  )
  for (let start = 0; start < all.length; start += 100) await store.save(all.slice(start, start + 100))
  // Again, so that they change in another order than they came.
  for (const { article } of all.filter((_, index) => index % 50 === 0).reverse())
    await store.save([entry({ ...article, title: '新' })])
  const known = new Map<string, { ingestedAt: string; updatedAt: string }>()
  const { articles } = await store.export({})
  for await (const json of articles) {
    const article = JSON.parse(json.toString())
    known.set(article.id, article)
  }
  const timeOf = (id: string, sort: 'ingested' | 'updated') => Date.parse(known.get(id)![`${sort}At`])
  const filters: [ArticleFilter, (index: number) => boolean][] = [
    [{}, () => true],
    [{ source: 'ntdtv' }, (index) => index % 20 !== 0],
    [{ source: 'ntdtv', tag: ['丙'] }, (index) => index % 20 !== 0 && index % 3 === 0],
    [{ host: 'ntdtv.com', notTag: ['丙'], year: '2011' }, (index) => index % 3 !== 0 && index % 9 === 1],
    [{ q: '的' }, () => true],
    [{ q: '七的倍数' }, (index) => index % 7 === 0],
    [
      { q: '七的倍数', ingestedFrom: '2020-01-01', source: 'ntdtv' },
      (index) => index % 7 === 0 && index % 20 !== 0,
    ],
  ]
  for (const sort of ['ingested', 'updated'] as const)
    for (const [filter, passes] of filters) {
      const wanted = [...known.keys()]
        .filter((id) => passes(Number(id.slice(1))))
        .sort((a, b) => timeOf(b, sort) - timeOf(a, sort) || Number(b.slice(1)) - Number(a.slice(1)))
      const ids: string[] = []
      for (let after: Position | undefined; ; ) {
        const list = await store.list({ filter, sort, limit: 400, after })
        ids.push(...idsOf(list))
        if (list.next === null) break
        after = list.next
      }
      t.strictSame(ids, wanted, `${sort} ${JSON.stringify(filter)}`)
    }
})

t.test('every list is walked along an index', async (t) => {
  const path = fresh()
  const store = await openStore({ path })
  const words = Array.from({ length: 9 }, (_, index) => `标签${index}`)
  await store.save(
    Array.from({ length: 90 }, (_, index) =>
      entry({ id: `a${index}`, tags: [words[index % 9] as string, '共'], missing: ['byline'] }),
    ),
  )
  await store.close()
  const connection = new Connection(path, { readOnly: true })
  t.teardown(() => connection.close())
  const filters: ArticleFilter[] = [
    {},
    { tag: ['共'] },
    { tag: ['共', '标签1'], source: 'ntdtv' },
    { anyTag: ['标签1', '标签2', '标签3'] },
    { notTag: ['标签1'], from: '2020-01-01', to: '2024-01-01T00:00:00Z' },
    { id: ['a1', 'a2'], missing: 'byline' },
    { url: 'https://www.ntdtv.com/gb/2022/08/15/a1.html' },
    { q: '标题', tag: ['共'] },
    { notTag: ['标签1'], updatedFrom: '2020-01-01' },
    { host: 'www.ntdtv.com', ingestedTo: '2999-01-01' },
  ]
  for (const filter of filters) {
    const plan = planOf(connection, filter)
    if (plan === null) throw new Error(`nothing passes ${JSON.stringify(filter)}`)
    for (const sort of ['newest', 'oldest', 'ingested', 'updated'] as const) {
      const first = [...walk(connection, plan, sort)].find((hit) => hit !== null)
      if (first === undefined || first === null)
        throw new Error(`nothing is found by ${JSON.stringify(filter)}`)
      const { relevance, published, key } = first
      ;[...walk(connection, plan, sort, [relevance, published, key])]
    }
  }
  for (const sort of ['count', 'name'] as const) {
    await tagsOf(connection, { sort, limit: 1 })
    await tagsOf(connection, { sort, limit: 1, after: [1, '标签1'] })
    await tagsOf(connection, { sort, limit: 1, filter: { host: 'ntdtv.com', year: '2022' } })
  }
  await listOf(connection, {
    filter: { tag: ['共'], year: '2022' },
    sort: 'newest',
    limit: 0,
    facets: ['day'],
  })
  await listOf(connection, { filter: {}, sort: 'newest', limit: 0, facets: ['day', 'tag'] })
  changesAfter(connection, 5, 5)
  statisticsOf(connection)
  const statements = connection.prepared().filter((sql) => sql.startsWith('SELECT'))
  t.ok(statements.length > 20)
  for (const sql of statements) {
    const values = Array.from({ length: sql.split('?').length - 1 }, () => null)
    const plan = connection.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
    for (const { detail } of plan) {
      if (/^SCAN (archive$|search|p$|CONSTANT|\(subquery)/.test(detail)) continue
      t.notMatch(detail, /^SCAN (?!.*INDEX)|USE TEMP B-TREE FOR ORDER BY/, sql)
    }
  }
})
