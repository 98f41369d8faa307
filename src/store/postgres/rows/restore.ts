import { type ArchivedArticle, type ArchivedItem, type Deletion, receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import { deletionStep, restoredStep } from '../../rules/restore.ts'
import type { Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { type ArticleRow, addRow, articleOfKey, rowsOf, writeArticle, writeRow } from './articles.ts'
import { addRevision, holdersOf, revisionsOfKey } from './revisions.ts'
import { comes } from './save.ts'

/** @returns what restoring the article does; Problem `conflict` if its id, its address or one of its pages is another's */
export async function restoreStepOf(
  connection: Connection,
  archived: ArchivedItem,
): Promise<Saved | Problem> {
  if (!('deletedAt' in archived)) return (await articleStepOf(connection, archived, false)).step
  return deletionStep(archived, (await rowsOf(connection, archived.id, null)).byId)
}

/** @param locked in a transaction that restores it; @returns also the row of its id */
async function articleStepOf(
  connection: Connection,
  archived: ArchivedArticle,
  locked: boolean,
): Promise<{ step: Saved | Problem; row: ArticleRow | undefined }> {
  const { article, pages } = archived
  const { byId: row, byUrl: owner } = await rowsOf(connection, article.id, article.url, locked)
  const stored =
    row === undefined || row.deletedAt !== null
      ? undefined
      : {
          article: await articleOfKey(connection, row.key),
          revisions: await revisionsOfKey(connection, row.key),
        }
  const holders = await holdersOf(connection, pages.map(receiptOf))
  return { step: restoredStep(archived, { stored, owner: owner?.id, holders }), row }
}

/** Puts an article back as it was exported. `packed`: its pages, in their order. */
export async function restoreArticle(
  transaction: Transaction,
  archived: ArchivedArticle,
  packed: readonly PackedPage[],
): Promise<Saved | Problem> {
  const { connection } = transaction
  const { article } = archived
  await transaction.flush()
  const { step, row } = await articleStepOf(connection, archived, true)
  if (step instanceof Problem || step.result === 'unchanged') return step
  const { key } = row ?? (await addRow(transaction, article))
  for (const [index, page] of archived.pages.entries()) {
    const { contentType, hints, receivedAt, revision, captures } = page
    const received = { contentType, hints, receivedAt: Date.parse(receivedAt), captures }
    addRevision(transaction, key, revision, received, receiptOf(page), packed[index] as PackedPage)
  }
  comes(transaction, row)
  if (row !== undefined) await writeRow(transaction, key, article)
  await writeArticle(transaction, key, null, article)
  transaction.changed('created', key, step.fields)
  return step
}

/** Takes over that an article was deleted in the archive that was exported. A stored article is not deleted. */
export async function restoreDeletion(
  transaction: Transaction,
  deletion: Deletion,
): Promise<Saved | Problem> {
  const { connection } = transaction
  await transaction.flush()
  const step = deletionStep(deletion, (await rowsOf(connection, deletion.id, null, true)).byId)
  if (step instanceof Problem || step.result === 'unchanged') return step
  const { key } = await addRow(transaction, { ...deletion, nativeId: null, url: null })
  const sql = 'UPDATE articles SET deleted_at = $1 WHERE key = $2'
  await connection.run(sql, Date.parse(deletion.deletedAt), key)
  transaction.total('deleted', 1)
  transaction.changed('deleted', key, [])
  return step
}
