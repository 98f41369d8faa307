import type { Fault, RebuildOptions } from '../store.ts'
import { articleOfKey, relistArticle } from './rows/articles.ts'
import { setTotal, totalOf, totals } from './rows/totals.ts'
import { clearIndex } from './search/search.ts'
import type { Transaction } from './transaction.ts'
import type { Writer } from './writer.ts'

/** Articles in a transaction. */
const batchSize = 100

/** The row of `totals` that is there while a rebuild is not complete: the key of the last article that is done. */
const progressName = 'rebuilt to'

/** @returns whether a rebuild was begun and not completed */
export const isRebuildPending = (connection: Transaction['connection']): boolean =>
  totalOf(connection, progressName) !== undefined

type Batch = { done: number; total: number; faults: Fault[]; isLast: boolean }

/**
 * Writes anew what follows from the articles: terms, lists, counts, the search index, sums. First all of it is removed,
 * then the articles are listed again in batches, each a transaction of its own; one that was interrupted goes on.
 *
 * @returns the articles that cannot be read: they are in no list
 */
export async function rebuild(
  writer: Writer,
  { onProgress, signal }: RebuildOptions = {},
): Promise<{ faults: Fault[]; isComplete: boolean }> {
  await writer.write(begin)
  const faults: Fault[] = []
  while (!signal?.aborted) {
    const batch = await writer.write(relistBatch)
    faults.push(...batch.faults)
    onProgress?.(batch.done, batch.total)
    if (batch.isLast) return { faults, isComplete: true }
  }
  return { faults, isComplete: false }
}

// biome-ignore lint/correctness/useYield: statements that cannot be parted.
function* begin(transaction: Transaction): Generator<void, void, void> {
  const { connection } = transaction
  if (isRebuildPending(connection)) return
  connection.run('DELETE FROM postings')
  connection.run('DELETE FROM facts')
  connection.run('DELETE FROM term_days')
  connection.run('DELETE FROM summaries')
  connection.run('UPDATE terms SET articles = 0')
  clearIndex(connection)
  transaction.forgetCounts()
  setTotal(connection, progressName, -1)
  transaction.listsChanged = true
}

function* relistBatch(transaction: Transaction): Generator<void, Batch, void> {
  const { connection } = transaction
  const after = totalOf(connection, progressName) ?? -1
  const sql = 'SELECT key, id FROM articles WHERE key > ? AND deleted_at IS NULL ORDER BY key LIMIT ?'
  const rows = connection.rows<{ key: number; id: string }>(sql).all(after, batchSize)
  const faults: Fault[] = []
  for (const { key, id } of rows) {
    try {
      relistArticle(transaction, key, articleOfKey(connection, key))
    } catch (error) {
      faults.push({ where: id, what: `cannot be read: ${(error as Error).message}` })
    }
    yield
  }
  const last = rows.at(-1)?.key ?? after
  const isLast = rows.length < batchSize
  if (isLast) {
    connection.run('DELETE FROM totals WHERE name = ?', progressName)
    transaction.recount()
  } else setTotal(connection, progressName, last)
  const done = 'SELECT count(*) FROM articles WHERE key <= ? AND deleted_at IS NULL'
  return {
    done: connection.values<number>(done).get(last) ?? 0,
    total: connection.values<number>(totals.articles as string).get() ?? 0,
    faults,
    isLast,
  }
}
