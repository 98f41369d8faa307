import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { ConfigError } from '../../../config.ts'
import { Connection } from '../connection.ts'
import { isBusy } from '../failures.ts'
import { checkOwn } from '../migrate.ts'
import { markCopy } from './changes.ts'

/** Pages of the file copied in one step, between which the event loop continues. */
const pagesAtOnce = 64

type Progress = (done: number, total: number) => void

/**
 * Copies the database at `path` into a new file, from one snapshot, while others read and write it: what is committed
 * after the start is not in the copy. The copy becomes an archive of its own when it is first opened to be written. It
 * gets its name when it is complete and on disk; an existing file of that name is replaced.
 *
 * @throws SqliteError, or the file system's error; no part of a copy is left then
 */
export async function backupDatabase(path: string, target: string, onProgress?: Progress): Promise<void> {
  const part = `${target}.${process.pid}.part`
  try {
    await copyDatabase(path, part, onProgress)
    await rename(part, target)
    await syncFolder(dirname(target))
  } finally {
    for (const rest of filesOf(part)) await rm(rest, { force: true })
  }
}

/**
 * Puts a backup in the place of the database at `path`, with a new identity. The old file's log is removed before the
 * exchange, so that it cannot be replayed over the backup; a crash leaves the old or the new database, whole.
 *
 * @throws ConfigError, one line, if the backup is not a whole database of this program, or if a process has the old
 *   database open; nothing is changed then
 */
export async function restoreDatabase(path: string, source: string, onProgress?: Progress): Promise<void> {
  checkBackup(source)
  const part = `${path}.${process.pid}.part`
  let old: Database.Database | undefined
  try {
    await copyDatabase(source, part, onProgress)
    old = lockedForReplacement(path)
    const [, ...logs] = filesOf(path)
    for (const log of logs) await rm(log, { force: true })
    await rename(part, path)
    await syncFolder(dirname(path))
  } finally {
    old?.close()
    for (const rest of filesOf(part)) await rm(rest, { force: true })
  }
}

/** A database file with the files that SQLite keeps beside it. */
const filesOf = (path: string): string[] => [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]

/** Copies a database with all that its log holds. */
async function copyDatabase(path: string, target: string, onProgress?: Progress): Promise<void> {
  const source = new Database(path, { readonly: true, fileMustExist: true })
  try {
    // Without an open transaction each step reads the newest state, and starts again when it has changed.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    await source.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress?.(totalPages - remainingPages, totalPages)
        return pagesAtOnce
      },
    })
  } finally {
    source.close()
  }
  const copy = new Database(target, { fileMustExist: true })
  try {
    copy.pragma('synchronous = FULL')
    // Without a log of its own: the copy is one file.
    copy.pragma('journal_mode = DELETE')
    markCopy(copy)
  } finally {
    copy.close()
  }
}

/** @throws ConfigError unless the file is a whole database of this program */
function checkBackup(source: string): void {
  let connection: Connection | undefined
  try {
    connection = new Connection(source, { readOnly: true })
    checkOwn(connection)
    const [fault] = connection.values<string>('PRAGMA quick_check(1)').all()
    if (fault !== 'ok') throw new ConfigError(`${source} is damaged: ${fault}`)
  } catch (error) {
    if (error instanceof ConfigError) throw new ConfigError(error.message.replace(/^DATABASE: /, ''))
    if (!(error instanceof Database.SqliteError)) throw error
    throw new ConfigError(`${source} cannot be restored: it is no whole SQLite database (${error.message})`)
  } finally {
    connection?.close()
  }
}

/**
 * Writes the log of the old database back and holds it exclusively.
 *
 * @returns the connection that holds it; undefined if there is no database, or one too damaged to be opened
 * @throws ConfigError if another connection has it open
 */
function lockedForReplacement(path: string): Database.Database | undefined {
  if (!existsSync(path)) return undefined
  const old = new Database(path, { timeout: 0 })
  try {
    // SQLite leaves WAL mode only if no other connection has the database open.
    old.pragma('journal_mode = DELETE')
    old.exec('BEGIN EXCLUSIVE')
    return old
  } catch (error) {
    old.close()
    if (!isBusy(error)) return undefined
    throw new ConfigError(`DATABASE: ${path} is in use: stop the service and other commands first`)
  }
}

/** Makes a new name in a folder durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
