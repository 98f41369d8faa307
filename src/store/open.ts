import { ConfigError } from '../config.ts'
import type { OpenOptions, Store } from './store.ts'

const scheme = /^([a-z][a-z0-9+.-]*):/i

/**
 * Opens the store that the setting DATABASE names, with the engine of its scheme: a path, or `sqlite:` and a path, is an
 * SQLite file.
 *
 * @throws ConfigError, one line, for a scheme without an engine and for a database that cannot be opened as asked
 */
export async function openStore(database: string, options: OpenOptions = {}): Promise<Store> {
  // Loaded only when needed: threads that parse pages start meanwhile, and parsing alone needs no database.
  const { openDatabase } = await import('./sqlite/open.ts')
  return openDatabase(pathOf(database), options)
}

/**
 * Replaces the store that DATABASE names by a backup, which gets a new identity.
 *
 * @param file a file that Store.backup wrote
 * @throws ConfigError, one line, if the file is no whole backup, or if the store is in use
 */
export async function restoreStore(
  database: string,
  file: string,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const { restoreDatabase } = await import('./sqlite/rows/backup.ts')
  await restoreDatabase(pathOf(database), file, onProgress)
}

/** @returns the path of an SQLite file; its name on Windows may begin with a drive's letter */
function pathOf(database: string): string {
  const name = scheme.exec(database)?.[1]?.toLowerCase()
  if (name === undefined || name.length === 1) return database
  if (name === 'sqlite') return database.slice('sqlite:'.length)
  throw new ConfigError(
    `DATABASE: there is no engine for ${name}: (only an SQLite file can be named so far, as a path or as sqlite:PATH)`,
  )
}
