import { ConfigError } from '../config.ts'
import type { OpenOptions } from './options.ts'
import type { Store } from './store.ts'

export type { Access, OpenOptions } from './options.ts'

const scheme = /^([a-z][a-z0-9+.-]*):/i

/**
 * Opens the store that the setting DATABASE names, with the engine of its scheme: a path, or `sqlite:` and a path, is an
 * SQLite file; `postgres:` and `postgresql:` name a PostgreSQL database.
 *
 * @throws ConfigError, one line, for a scheme without an engine and for a database that cannot be opened as asked
 */
export async function openStore(database: string, { pages, ...rest }: OpenOptions = {}): Promise<Store> {
  const options = { ...rest, objects: pages === undefined ? null : await objectsOf(pages) }
  if (isPostgres(database)) {
    const { openDatabase } = await import('./postgres/open.ts')
    return openDatabase(database, options)
  }
  if (options.replicas !== undefined || options.synchronous !== undefined) {
    throw new ConfigError('DATABASE_REPLICAS and SYNCHRONOUS are for a PostgreSQL database')
  }
  // Loaded only when needed: threads that parse pages start meanwhile, and parsing alone needs no database.
  const { openDatabase } = await import('./sqlite/open.ts')
  return openDatabase(pathOf(database), options)
}

const objectsOf = async ({ address, environment }: NonNullable<OpenOptions['pages']>) =>
  new (await import('./objects/s3.ts')).S3(address, environment)

/**
 * Replaces the store that DATABASE names by a backup, which gets a new identity.
 *
 * @param file a file that Store.backup wrote
 * @throws ConfigError, one line, if the file is no whole backup, if the store is in use, or for an engine with other means
 */
export async function restoreStore(
  database: string,
  file: string,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  if (isPostgres(database)) {
    throw new ConfigError(
      'DATABASE: a backup of PostgreSQL is restored with its own tools (pg_restore, or the physical backup that was made)',
    )
  }
  const { restoreDatabase } = await import('./sqlite/rows/backup.ts')
  await restoreDatabase(pathOf(database), file, onProgress)
}

const schemeOf = (database: string): string | undefined => scheme.exec(database)?.[1]?.toLowerCase()

/** @returns whether the setting DATABASE names a PostgreSQL database */
export const isPostgres = (database: string): boolean =>
  ['postgres', 'postgresql'].includes(schemeOf(database) ?? '')

/** @returns the path of an SQLite file; its name on Windows may begin with a drive's letter */
function pathOf(database: string): string {
  const name = schemeOf(database)
  if (name === undefined || name.length === 1) return database
  if (name === 'sqlite') return database.slice('sqlite:'.length)
  throw new ConfigError(
    `DATABASE: there is no engine for ${name}: (a path or sqlite:PATH names an SQLite file, postgres://… a PostgreSQL database)`,
  )
}
