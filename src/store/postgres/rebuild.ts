import type { Fault, RebuildOptions } from '../store.ts'
import { storedArticle } from '../stored-article.ts'
import { relistArticle, storedOfKeys } from './rows/articles.ts'
import type { Transaction } from './transaction.ts'
import type { Writer } from './writer.ts'

/** Articles in a transaction. */
const batchSize = 100

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
  await writer.write('everything', begin)
  const faults: Fault[] = []
  while (!signal?.aborted) {
    const batch = await writer.write('everything', relistBatch)
    faults.push(...batch.faults)
    onProgress?.(batch.done, batch.total)
    if (batch.isLast) return { faults, isComplete: true }
  }
  return { faults, isComplete: false }
}

async function begin(transaction: Transaction): Promise<void> {
  const { connection } = transaction
  const pending = await connection.value<number | null>('SELECT rebuilt_to FROM state')
  if (pending !== null) return
  // Rows are deleted rather than tables truncated: whoever reads meanwhile still reads its snapshot.
  for (const table of ['postings', 'term_days', 'facts', 'search'])
    await connection.run(`DELETE FROM ${table}`)
  await connection.run('UPDATE terms SET articles = 0 WHERE articles <> 0')
  await connection.run('UPDATE state SET rebuilt_to = -1')
  transaction.isChanged = true
}

async function relistBatch(transaction: Transaction): Promise<Batch> {
  const { connection } = transaction
  const after = (await connection.value<number | null>('SELECT rebuilt_to FROM state')) ?? -1
  const rows = await connection.rows<{ key: number; id: string }>(
    'SELECT key, id FROM articles WHERE key > $1 AND deleted_at IS NULL ORDER BY key LIMIT $2',
    after,
    batchSize,
  )
  const faults: Fault[] = []
  const stored = await storedOfKeys(
    connection,
    rows.map(({ key }) => key),
  )
  for (const { key, id } of rows) {
    try {
      const answer = stored.get(key)
      if (answer === undefined) throw new Error('there is no answer')
      await relistArticle(transaction, key, storedArticle(answer))
    } catch (error) {
      // What the database refuses has ended the transaction; what cannot be decoded is a fault of this article alone.
      if (error instanceof Error && 'severity' in error) throw error
      faults.push({ where: id, what: `cannot be read: ${(error as Error).message}` })
    }
  }
  const last = rows.at(-1)?.key ?? after
  const isLast = rows.length < batchSize
  await connection.run(isLast ? recounted : 'UPDATE state SET rebuilt_to = $1', ...(isLast ? [] : [last]))
  const [done, total] = await connection.values<number>(
    `SELECT count(*) FROM articles WHERE key <= $1 AND deleted_at IS NULL
     UNION ALL SELECT articles FROM state`,
    last,
  )
  return { done: done ?? 0, total: total ?? 0, faults, isLast }
}

/** The sums of `state`, each with the SQL that counts it anew. */
export const totals: Readonly<Record<string, string>> = {
  articles: 'SELECT count(*) FROM articles WHERE deleted_at IS NULL',
  deleted: 'SELECT count(*) FROM articles WHERE deleted_at IS NOT NULL',
  revisions: 'SELECT count(*) FROM revisions',
  raw_size: 'SELECT coalesce(sum(size), 0)::bigint FROM revisions',
}

const recounted = `UPDATE state SET rebuilt_to = NULL, ${Object.entries(totals)
  .map(([name, sql]) => `${name} = (${sql})`)
  .join(', ')}`
