import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../config.ts'
import type { Connection } from './connection.ts'
import { isUnconverted } from './legacy/convert.ts'
import { isRelistDue } from './relist.ts'

const ownMigrations = join(import.meta.dirname, '../../../migrations/sqlite')

/** 'BdSh': marks a file as one of this program's. */
const applicationId = 0x42645368

/**
 * Brings a database to the newest schema, each migration in a transaction of its own and recorded by name. A
 * database that is there already costs two small reads.
 * @param folder SQL files, applied in the order of their names
 * @throws ConfigError for a database of a newer version, or of another program
 */
export function migrate(connection: Connection, folder = ownMigrations): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  if (pending(connection, files).length === 0) return
  const { database } = connection
  /** @returns whether there was another one */
  const applyNext = database.transaction((): boolean => {
    // Another process may be at it: what is left is only known under the lock.
    const [next] = pending(connection, files)
    if (next === undefined) return false
    database.exec(
      'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL)',
    )
    database.pragma(`application_id = ${applicationId}`)
    database.exec(readFileSync(join(folder, next), 'utf8'))
    database.prepare('INSERT INTO migrations VALUES (?, ?)').run(next, Date.now())
    return true
  })
  while (applyNext.immediate());
}

/** @throws ConfigError for a file without tables, of another program, or of a newer version; older versions pass */
export function checkOwn(connection: Connection, folder = ownMigrations): void {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  if (pending(connection, files).length === files.length) {
    throw new ConfigError(`DATABASE: ${connection.path} is a database of another program`)
  }
}

/** @throws ConfigError where the schema is not exactly the newest: whoever only reads cannot bring it there */
export function checkMigrated(connection: Connection, folder = ownMigrations): void {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const left = pending(connection, files)
  if (left.length > 0 || isUnconverted(connection) || isRelistDue(connection)) {
    throw new ConfigError(
      `DATABASE: ${connection.path} has the schema of an older version; start the service once to bring it up`,
    )
  }
}

/** The files that the database has not seen yet. */
function pending(connection: Connection, files: readonly string[]): string[] {
  const { database, path } = connection
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  if (tables.length === 0) return [...files]
  if (
    database.pragma('application_id', { simple: true }) !== applicationId ||
    !tables.includes('migrations')
  ) {
    throw new ConfigError(`DATABASE: ${path} is a database of another program`)
  }
  const applied = database.prepare('SELECT name FROM migrations ORDER BY name').pluck().all() as string[]
  const unknown = applied.find((name) => !files.includes(name))
  if (unknown !== undefined) {
    throw new ConfigError(
      `DATABASE: ${path} was written by a newer version of this program (its migration ${unknown} is unknown here)`,
    )
  }
  return files.filter((name) => !applied.includes(name))
}
