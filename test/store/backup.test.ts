import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { backupDatabase } from '../../src/store/sqlite/rows/backup.ts'

const rows = 20_000

/** A database of two tables that always agree, as every transaction leaves them. */
function databaseIn(folder: string) {
  const path = join(folder, 'store.db')
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.exec(
    'CREATE TABLE one (key INTEGER PRIMARY KEY, text TEXT); CREATE TABLE two (key INTEGER PRIMARY KEY)',
  )
  const insertOne = database.prepare('INSERT INTO one VALUES (?, ?)')
  const insertTwo = database.prepare('INSERT INTO two VALUES (?)')
  const add = database.transaction((first: number, count: number) => {
    for (let key = first; key < first + count; key++) {
      insertOne.run(key, 'x'.repeat(200))
      insertTwo.run(key)
    }
  })
  add(0, rows)
  return { path, database, add }
}

t.test('a copy made while others write is one state of the database', async (t) => {
  const folder = t.testdir()
  const { path, database, add } = databaseIn(folder)
  const target = join(folder, 'copy.db')
  const seen: [done: number, total: number][] = []
  let written = rows
  await backupDatabase(path, target, (done, total) => {
    seen.push([done, total])
    add(written, 10)
    database.prepare('UPDATE one SET text = ? WHERE key = ?').run('changed', written % 100)
    written += 10
  })
  database.close()
  const copy = new Database(target, { readonly: true })
  t.same(copy.pragma('integrity_check', { simple: true }), 'ok')
  t.same(copy.prepare('SELECT count(*) AS n FROM one').get(), { n: rows }, 'as it was at the start')
  t.same(copy.prepare("SELECT count(*) AS n FROM one WHERE text = 'changed'").get(), { n: 0 })
  t.same(copy.prepare('SELECT count(*) AS n FROM two').get(), { n: rows })
  copy.close()
  t.ok(written > rows + 50, 'was written to meanwhile')
  t.ok(
    seen.length > 5 &&
      seen.every(([done, total], index) => done <= total && done >= (seen[index - 1]?.[0] ?? 0)),
  )
})

t.test('a copy takes the place of an older one', async (t) => {
  const folder = t.testdir({ 'copy.db': 'an older copy' })
  const { path, database } = databaseIn(folder)
  database.close()
  await backupDatabase(path, join(folder, 'copy.db'))
  const copy = new Database(join(folder, 'copy.db'), { readonly: true })
  t.same(copy.prepare('SELECT count(*) AS n FROM one').get(), { n: rows })
  copy.close()
})

t.test('what fails leaves nothing behind', async (t) => {
  const folder = t.testdir({
    'no-database.db': 'this is no database, but it is long enough to be read as one'.repeat(99),
  })
  await t.rejects(backupDatabase(join(folder, 'missing.db'), join(folder, 'copy.db')))
  await t.rejects(backupDatabase(join(folder, 'no-database.db'), join(folder, 'copy.db')), {
    code: 'SQLITE_NOTADB',
  })
  const { path, database } = databaseIn(folder)
  database.close()
  await t.rejects(backupDatabase(path, join(folder, 'no such folder', 'copy.db')))
  t.notOk(existsSync(join(folder, 'copy.db')))
  t.same(
    readdirSync(folder).filter((name) => name.includes('.part')),
    [],
  )
})
