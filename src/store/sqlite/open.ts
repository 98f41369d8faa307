import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { ConfigError } from '../../config.ts'
import { Problem } from '../../problem.ts'
import { PageObjects } from '../objects/pages.ts'
import type { EngineOptions } from '../options.ts'
import type { Store } from '../store.ts'
import { Connection } from './connection.ts'
import { failureOf, isBusy } from './failures.ts'
import { convertAnswers } from './legacy/convert.ts'
import { checkMigrated, migrate } from './migrate.ts'
import { Reader } from './reader.ts'
import { relist } from './relist.ts'
import { beginCopy } from './rows/changes.ts'
import { SqliteStore } from './store.ts'

export type StoreOptions = Omit<EngineOptions, 'access'> & {
  /** The database file; made where there is none. */
  path: string
  /** Only to read: nothing is made and nothing migrated. */
  readOnly?: boolean
}

/** The database can be opened, if at all, only to be read. */
class ReadOnlyError extends ConfigError {}

const mebibyte = 1024 * 1024
const pageCache = 16 * mebibyte
/** Milliseconds between two tries to open a file that another connection has locked, and for which there are more. */
const busyWait = 10
const busyAtMost = 3000
/** Bytes that the file of the write-ahead log keeps once the log is written back. */
const longestLog = 64 * mebibyte
/**
 * The log is written back into the database when it has so many pages; readers look through it until then. Half of what
 * its file may keep: a longer log slows reading.
 */
const checkpointPages = 2000

/**
 * Opens an SQLite file as store/open.ts says.
 * @throws ConfigError
 */
export async function openDatabase(
  path: string,
  { access = 'write', ...options }: EngineOptions,
): Promise<Store> {
  const isNew = !existsSync(path)
  if (isNew && (access === 'read' || access === 'existing')) {
    throw new ConfigError(`DATABASE: there is no ${path}`)
  }
  if (access === 'read') return openStore({ path, readOnly: true, ...options })
  if (isNew) makeFolder(dirname(path))
  try {
    return await openStore({ path, ...options })
  } catch (error) {
    if (access !== 'read if write fails' || !(error instanceof ReadOnlyError)) throw error
    return openStore({ path, readOnly: true, ...options })
  }
}

/** Creates a folder in an existing one only: a mistyped path must not create a tree of folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  try {
    mkdirSync(folder)
  } catch {
    throw new ConfigError(`DATABASE: there is no folder ${folder}, and it cannot be made`)
  }
}

/**
 * Opens a store in an SQLite file and brings its schema up to date.
 * @throws ConfigError, one line, for a file that is no database, one of a newer version, or none that can be opened;
 *   ReadOnlyError for a file that may only be read
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { path, readOnly = false, onProgress, exportDeadlines, objects } = options
  let connection: Connection | undefined
  try {
    connection = await connected(path, readOnly, onProgress)
    const reader = new Reader(path, pageCache, exportDeadlines)
    if (!readOnly) return new SqliteStore(reader, connection, new PageObjects(objects ?? null))
    connection.close()
    return new SqliteStore(reader, null, new PageObjects(objects ?? null))
  } catch (error) {
    connection?.close()
    throw refusalOf(error, path, readOnly)
  }
}

/**
 * Tries again where the file is locked: of two that make the same new one at once, SQLite may refuse one without the
 * wait that it was told of (sqlite3_busy_handler).
 */
async function connected(
  path: string,
  readOnly: boolean,
  onProgress: EngineOptions['onProgress'],
): Promise<Connection> {
  const began = performance.now()
  for (;;) {
    let connection: Connection | undefined
    try {
      connection = new Connection(path, { readOnly, cache: pageCache })
      if (readOnly) checkMigrated(connection)
      else {
        prepareToWrite(connection)
        migrate(connection)
        beginCopy(connection)
        await convertAnswers(connection, onProgress)
        await relist(connection, onProgress)
        // Waiting inside of SQLite stops all else: from now on the writer waits itself.
        connection.database.pragma('busy_timeout = 0')
      }
      return connection
    } catch (error) {
      connection?.close()
      if (!isBusy(error) || performance.now() - began > busyAtMost) throw error
      await setTimeout(busyWait)
    }
  }
}

/** Sets what each connection that writes must set anew. */
function prepareToWrite({ database }: Connection): void {
  // Only a new file takes it: what is free in it can be given back to the disk.
  database.pragma('auto_vacuum = INCREMENTAL')
  database.pragma('journal_mode = WAL')
  // Each connection begins with NORMAL, under which a power cut takes back what was committed last.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  // What is deleted is overwritten where that costs no further writing.
  database.pragma('secure_delete = FAST')
  database.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  database.pragma(`journal_size_limit = ${longestLog}`)
}

function refusalOf(error: unknown, path: string, readOnly: boolean): unknown {
  if (error instanceof ConfigError || error instanceof Problem) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_NOTADB') return new ConfigError(`DATABASE: ${path} is no SQLite database`)
  if (readOnly && code === 'SQLITE_CANTOPEN' && isReadOnly(path)) {
    return new ConfigError(
      `DATABASE: ${path} can be read only where SQLite may make its log's files beside it`,
    )
  }
  // SQLite says no more of a folder in which it may not make the log.
  if (code.startsWith('SQLITE_READONLY') || (code === 'SQLITE_CANTOPEN' && isReadOnly(path))) {
    return new ReadOnlyError(`DATABASE: ${path} cannot be written`)
  }
  if (code === 'SQLITE_CANTOPEN' || error instanceof TypeError) {
    return new ConfigError(`DATABASE: ${path} cannot be opened; is it a file in a folder that is there?`)
  }
  if (code.startsWith('SQLITE_BUSY')) return new ConfigError(`DATABASE: ${path} is locked by another program`)
  return failureOf(error, true)
}

function isReadOnly(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    return false
  } catch {
    return true
  }
}
