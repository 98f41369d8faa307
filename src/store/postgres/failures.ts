import pg from 'pg'
import { Problem } from '../../problem.ts'

const retryAfter = 1

/** SQLSTATEs of a server without room: for what is stored, for a temporary file. */
const noRoom = /^53100$/
/** Of one that cannot answer now: connection, resources, operator's intervention, read-only, damaged, locked. */
const unavailable = /^(08|53|57|58|XX)|^(25006|28000|28P01|3D000|40001|40P01|55P03|0A000|01000)$/
/** Of a transaction that another one was in the way of: serialisation, deadlock, a unique value that came meanwhile. */
const concurrent = /^(40001|40P01|23505)$/

/** The errors of sockets and of the driver itself have no SQLSTATE. */
const disconnected =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ENOENT)|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|after calling end|does not support SSL/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * @param writing whether something was to be stored
 * @returns the Problem that a failure of the server or of the way to it is; any other error as it is
 */
export function failureOf(error: unknown, writing: boolean): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const code = codeOf(error)
  if (writing && noRoom.test(code)) {
    return new Problem('insufficient-storage', 'The store has no room; nothing was kept.', {}, error)
  }
  const isServers = error instanceof pg.DatabaseError
  if (isServers ? unavailable.test(code) : disconnected.test(code) || disconnected.test(error.message)) {
    const detail = `The store cannot be ${writing ? 'written' : 'read'} now.`
    return new Problem('unavailable', detail, { retryAfter }, error)
  }
  return error
}

/** @returns whether the server can only be read */
export const isOfStandby = (error: unknown): boolean => codeOf(error) === '25006'

/** @returns whether the transaction may succeed if it is run again */
export const isConcurrent = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && concurrent.test(codeOf(error))
