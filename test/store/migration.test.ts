import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import t from 'tap'
import { Connection } from '../../src/store/sqlite/connection.ts'
import { codebooksOf, convertBatch } from '../../src/store/sqlite/legacy/convert.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { entry } from './entries.ts'
import { idsOf, refuses } from './open.ts'
import { articlesOf } from './raw-export.ts'

// A file of each schema that ever was, kept as its version left it, and what it held (keep.ts).
const kept = join(import.meta.dirname, 'kept')
const schemas = readdirSync(join(import.meta.dirname, '../../migrations/sqlite')).map((name) =>
  name.replace(/\.sql$/, ''),
)
const unpacked = (name: string) => gunzipSync(readFileSync(join(kept, name)))

t.test('a file of each schema is kept', async (t) => {
  t.strictSame(
    readdirSync(kept).sort(),
    schemas.flatMap((name) => [`${name}.db.gz`, `${name}.ndjson.gz`]).sort(),
  )
})

for (const schema of schemas)
  t.test(`an archive of ${schema} opens with all that it held, and goes on`, async (t) => {
    const path = join(t.testdir(), 'kept.db')
    writeFileSync(path, unpacked(`${schema}.db.gz`))
    const held = unpacked(`${schema}.ndjson.gz`).toString()
    const store = await openStore({ path })
    t.teardown(() => store.close())
    t.equal(await articlesOf(store), held)
    const faults = []
    for await (const fault of store.verify()) faults.push(fault)
    t.strictSame(faults, [])

    t.match(await store.save([entry({ id: 'z1', title: '后来的石桥', tags: ['石桥'] })]), [
      { result: 'created' },
    ])
    const found = await store.list({ filter: { q: '后来的石桥' }, sort: 'newest', limit: 9 })
    t.strictSame(idsOf(found), ['z1'])
    if (held === '') return
    const articles = held.trimEnd().split('\n').length
    const { total, facets } = await store.list({
      filter: { host: 'ntdtv.com', ingestedFrom: '2000-01-01' },
      sort: 'updated',
      limit: 0,
      count: true,
      facets: ['day'],
    })
    t.equal(total, articles + 1, 'filters that came later find what was there before')
    t.equal(
      facets?.day?.reduce((sum, { count }) => sum + count, 0),
      total,
    )
    t.match(await store.tag('石桥'), { count: articles + 1 })
    await refuses(t, store.article('a1004'), 'gone')
    const changed = await store.list({ filter: { q: '改过的标题' }, sort: 'relevance', limit: 9 })
    t.strictSame(idsOf(changed), ['a1003'])
    t.equal((await store.revisions('a1003')).length, 2)
  })

/** What was there of older versions, of which no part may be left. */
const tablesOf = (path: string): string[] => {
  const database = new Database(path, { readonly: true })
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  database.close()
  return names as string[]
}

for (const schema of ['0002_search', '0004_text_records'])
  t.test(`an archive of ${schema}, its conversion interrupted, is converted to the end`, async (t) => {
    const path = join(t.testdir(), 'kept.db')
    writeFileSync(path, unpacked(`${schema}.db.gz`))
    // As a kill leaves it: the schema is new, one batch is committed.
    const connection = new Connection(path)
    migrate(connection)
    const all = connection.values<number>('SELECT count(*) FROM legacy_answers').get() ?? 0
    connection.run('BEGIN')
    convertBatch(connection, codebooksOf(connection), 50)
    connection.run('COMMIT')
    connection.close()

    await t.rejects(openStore({ path, readOnly: true }), { message: /older version; start the service once/ })
    const progress: [number, number][] = []
    const store = await openStore({ path, onProgress: (done, total) => progress.push([done, total]) })
    t.teardown(() => store.close())
    t.equal(await articlesOf(store), unpacked(`${schema}.ndjson.gz`).toString())
    t.notOk(tablesOf(path).some((name) => /legacy|codebooks/.test(name)))
    t.strictSame(progress[0], [all - 50, all - 50], 'what was done before is not done again')
  })

t.test('an archive whose listing anew was interrupted is listed to the end', async (t) => {
  const path = join(t.testdir(), 'kept.db')
  writeFileSync(path, unpacked('0007_archive_identity.db.gz'))
  const connection = new Connection(path)
  migrate(connection)
  connection.run("UPDATE totals SET value = 60 WHERE name = 'listed to'")
  connection.close()
  await t.rejects(openStore({ path, readOnly: true }), { message: /older version; start the service once/ })
  const progress: [number, number][] = []
  const store = await openStore({ path, onProgress: (done, total) => progress.push([done, total]) })
  const { articles } = await store.statistics()
  t.strictSame(progress, [[articles - 59, articles - 59]], 'what was done before is not done again')
  const faults = []
  for await (const fault of store.verify()) faults.push(fault)
  t.ok(
    faults.length > 0 && faults.every(({ isDerived }) => isDerived),
    'what was passed over is seen by verify',
  )
  t.match(await store.rebuild(), { isComplete: true, faults: [] })
  for await (const fault of store.verify()) t.fail('and mended by rebuild', fault)
  await store.close()
})

t.test('an article that cannot be read is named, and nothing is lost', async (t) => {
  const folder = t.testdir()
  const damages = ['substr(record, 1, 200)', "'a'", "replace(record, substr(record, 60, 9), '~~~~')", "x'01'"]
  for (const [index, damaged] of damages.entries()) {
    const path = join(folder, `${index}.db`)
    writeFileSync(path, unpacked('0005_compressed_dictionaries.db.gz'))
    const database = new Database(path)
    const record = database.prepare('SELECT record FROM answers WHERE key = 7').pluck().get()
    database.exec(`UPDATE answers SET record = ${damaged} WHERE key = 7`)
    database.close()
    await t.rejects(openStore({ path }), {
      name: 'ConfigError',
      message: /^DATABASE: article a1006 is damaged, /,
    })

    const again = new Database(path)
    again.prepare('UPDATE legacy_answers SET record = ? WHERE key = 7').run(record)
    again.close()
    const store = await openStore({ path })
    t.equal(await articlesOf(store), unpacked('0005_compressed_dictionaries.ndjson.gz').toString())
    await store.close()
  }
})

t.test('hints of older versions become captures where an article has one page', async (t) => {
  const path = join(t.testdir(), 'kept.db')
  writeFileSync(path, unpacked('0007_archive_identity.db.gz'))
  const database = new Database(path)
  const hinted = `UPDATE revisions SET hints = json_set(hints, '$.capturedAt', ?)
    WHERE key = (SELECT key FROM articles WHERE id = ?)`
  database.prepare(hinted).run('2020-02-01T08:00:00.123Z', 'a1001')
  database.prepare(hinted).run('2020-02-01T08:00:00.123Z', 'a1003')
  const clockSetBack = `UPDATE revisions SET received_at = received_at - 9000000
    WHERE revision = 2 AND key = (SELECT key FROM articles WHERE id = 'a1003')`
  database.prepare(clockSetBack).run()
  database.close()
  const store = await openStore({ path })
  t.teardown(() => store.close())
  t.match(await store.revisions('a1001'), [{ captures: [{ at: '2020-02-01T08:00:00.123Z', from: 'hint' }] }])
  t.match(await store.revisions('a1003'), [
    { revision: 1, captures: [{ from: 'arrival' }] },
    { revision: 2, captures: [{ from: 'arrival' }] },
  ])
  const faults = []
  for await (const fault of store.verify()) faults.push(fault)
  t.strictSame(faults, [])
})
