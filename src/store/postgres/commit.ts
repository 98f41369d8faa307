import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { Problem } from '../../problem.ts'
import { failureOf, isConcurrent } from './failures.ts'

/** Milliseconds that a commit may wait for the standby. */
const commitPatience = 5000

/**
 * Whether a commit that was cut off, or waits too long for a standby, is stored is unknown. A server that stops waiting for
 * its standby commits and says so in a warning: whether the transaction would outlive the server is unknown then. Both are
 * no success; to send the same again is safe.
 */
export async function commit(client: pg.PoolClient): Promise<void> {
  let doubt: Error | undefined
  const onNotice = (notice: { code?: string | undefined; message?: string | undefined }) => {
    if (notice.code === '01000') doubt = new Error(notice.message)
  }
  const answered = new AbortController()
  const late = setTimeout(commitPatience, undefined, { signal: answered.signal, ref: false })
  client.on('notice', onNotice)
  try {
    const result = await Promise.race([client.query('COMMIT'), late])
    if (result === undefined) doubt = new Error('the commit was not answered')
    else if (result.command !== 'COMMIT') throw new Error('the transaction was rolled back')
  } catch (error) {
    if (failureOf(error, true) === error || isConcurrent(error)) throw error
    doubt = error as Error
  } finally {
    client.off('notice', onNotice)
    answered.abort()
  }
  if (doubt === undefined) return
  const detail = 'It is unknown whether this is stored for good; send it again.'
  throw new Problem('unavailable', detail, { retryAfter: 1 }, doubt)
}
