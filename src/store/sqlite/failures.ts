import Database from 'better-sqlite3'
import { Problem } from '../../problem.ts'

const retryAfter = 1

/** What SQLite says when there is no room: the shared-memory file of the log cannot grow either. */
const noRoom = /^SQLITE_(FULL|IOERR_(WRITE|SHMSIZE|SHMOPEN|FSYNC|TRUNCATE))$/
const unavailable = /^SQLITE_(IOERR|BUSY|LOCKED|READONLY|CORRUPT|NOTADB|CANTOPEN|PROTOCOL|NOMEM|PERM|AUTH)/

/**
 * @param writing whether something was to be stored
 * @returns the Problem that a failure of the disk or of the database is; any other error as it is
 */
export function failureOf(error: unknown, writing: boolean): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  if (writing && noRoom.test(error.code)) {
    return new Problem('insufficient-storage', 'The store has no room; nothing was kept.', {}, error)
  }
  if (unavailable.test(error.code)) {
    const detail = `The store cannot be ${writing ? 'written' : 'read'} now.`
    return new Problem('unavailable', detail, { retryAfter }, error)
  }
  return error
}

/** @returns whether another connection holds the write lock */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
