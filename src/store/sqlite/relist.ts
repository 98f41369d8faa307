import { inBatches } from './batches.ts'
import type { Connection } from './connection.ts'
import { Terms } from './lists/terms.ts'
import { articleOfKey, writeListed } from './rows/articles.ts'
import { setTotal, totalOf } from './rows/totals.ts'
import { Transaction } from './transaction.ts'

/** Articles in a transaction. */
const batchSize = 200

/** The row of `totals` that a migration adds: the key of the last article that is done. */
const progressName = 'listed to'

/** @returns whether articles are listed as an older version did, with terms or summaries that this one does not know */
export const isRelistDue = (connection: Connection): boolean =>
  totalOf(connection, progressName) !== undefined

/**
 * Lists each article under the terms, and with the summary, of this version. A migration asks for it where they are others
 * than before.
 *
 * @param onProgress is told how many articles are done, of how many are left at the start
 */
export async function relist(
  connection: Connection,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const left = 'SELECT count(*) FROM answers WHERE key > ?'
  const total = connection.values<number>(left).get(totalOf(connection, progressName) ?? -1) ?? 0
  const terms = new Terms(connection)
  const batch = () => {
    terms.forget()
    return relistBatch(new Transaction(connection, terms))
  }
  await inBatches(connection, { isDue: () => isRelistDue(connection), batch, total }, onProgress)
}

/** @returns how many articles were listed */
function relistBatch(transaction: Transaction): number {
  const { connection } = transaction
  const after = totalOf(connection, progressName) ?? -1
  const sql = 'SELECT key FROM answers WHERE key > ? ORDER BY key LIMIT ?'
  const keys = connection.values<number>(sql).all(after, batchSize)
  for (const key of keys) {
    const article = readable(connection, key)
    if (article !== null) writeListed(transaction, key, article)
  }
  for (const _ of transaction.finish());
  const last = keys.at(-1)
  if (last === undefined || keys.length < batchSize) {
    connection.run('DELETE FROM totals WHERE name = ?', progressName)
    connection.run("DELETE FROM terms WHERE kind = 'month' AND articles = 0")
  } else setTotal(connection, progressName, last)
  return keys.length
}

/** @returns null for an article that cannot be read, which stays where it is: `verify` names it */
function readable(connection: Connection, key: number): ReturnType<typeof articleOfKey> | null {
  try {
    return articleOfKey(connection, key)
  } catch {
    return null
  }
}
