import { type ArchivedArticle, type ArchivedItem, type Deletion, receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import { deletionStep, restoredStep } from '../../rules/restore.ts'
import type { Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { addRow, articleOfKey, rowOf, rowOfUrl, writeArticle } from './articles.ts'
import { addChange } from './changes.ts'
import type { Pages } from './pages.ts'
import { addReceipt, addRevision, holderOf, revisionsOf } from './revisions.ts'
import { comes } from './save.ts'

/** Puts an article back as it was exported. `packed`: its pages, in their order. */
export function restoreArticle(
  transaction: Transaction,
  pages: Pages,
  archived: ArchivedArticle,
  packed: readonly PackedPage[],
): Saved | Problem {
  const { connection } = transaction
  const { article } = archived
  const step = restoreStepOf(connection, archived)
  if (step instanceof Problem || step.result === 'unchanged') return step
  const row = rowOf(connection, article.id)
  const { key } = row ?? addRow(transaction, article.id)
  for (const [index, page] of archived.pages.entries()) {
    const { contentType, hints, receivedAt, revision, captures, bytes } = page
    const own = packed[index]!
    const received = { contentType, hints, receivedAt: Date.parse(receivedAt), captures }
    const place = { ...pages.add(connection, own), digest: own.digest }
    addRevision(transaction, key, revision, received, place)
    addReceipt(transaction, key, receiptOf({ bytes, contentType, hints }))
  }
  comes(transaction, row)
  writeArticle(transaction, key, null, article)
  addChange(transaction, 'created', key, step.fields)
  return step
}

/** @returns what restoring the article does; Problem `conflict` if its id, its address or one of its pages is another's */
export function restoreStepOf(connection: Connection, archived: ArchivedItem): Saved | Problem {
  if ('deletedAt' in archived) return deletionStep(archived, rowOf(connection, archived.id))
  const { article, pages } = archived
  const row = rowOf(connection, article.id)
  return restoredStep(archived, {
    stored:
      row === undefined || row.deletedAt !== null
        ? undefined
        : { article: articleOfKey(connection, row.key), revisions: revisionsOf(connection, row.id) },
    owner: article.url === null ? undefined : rowOfUrl(connection, article.url)?.id,
    holders: pages.map((page) => holderOf(connection, receiptOf(page))),
  })
}

/** Takes over that an article was deleted in the archive that was exported. A stored article is not deleted. */
export function restoreDeletion(transaction: Transaction, deletion: Deletion): Saved | Problem {
  const { connection } = transaction
  const step = deletionStep(deletion, rowOf(connection, deletion.id))
  if (step instanceof Problem || step.result === 'unchanged') return step
  const { key } = addRow(transaction, deletion.id)
  const sql = 'UPDATE articles SET revision = ?, deleted_at = ? WHERE key = ?'
  connection.run(sql, deletion.revision, Date.parse(deletion.deletedAt), key)
  transaction.total('deleted', 1)
  addChange(transaction, 'deleted', key, [])
  return step
}
