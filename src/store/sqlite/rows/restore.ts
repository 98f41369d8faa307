import type { Article } from '../../../article.ts'
import { type ArchivedArticle, type ArchivedItem, type Deletion, receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import { changedFields } from '../../rules/changed.ts'
import type { Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { type ArticleRow, addRow, articleOfKey, rowOf, rowOfUrl, writeArticle } from './articles.ts'
import { addChange } from './changes.ts'
import type { PackedPage } from './packing.ts'
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
    const { contentType, hints, receivedAt, revision, bytes } = page
    const own = packed[index]!
    const received = { contentType, hints, receivedAt: Date.parse(receivedAt) }
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
  if ('deletedAt' in archived) return deletionStepOf(connection, archived)
  const { article, pages } = archived
  const row = rowOf(connection, article.id)
  if (row !== undefined && row.deletedAt === null) {
    return isSame(connection, row, archived)
      ? { result: 'unchanged', id: article.id, fields: [] }
      : conflictOf(article, article.id)
  }
  const owner = article.url === null ? undefined : rowOfUrl(connection, article.url)
  if (owner !== undefined) return conflictOf(article, owner.id)
  for (const page of pages) {
    const holder = holderOf(connection, receiptOf(page))
    if (holder !== null && holder !== article.id) {
      const detail = `Page ${page.revision} of ${article.id} is stored as a page of ${holder}.`
      return new Problem('conflict', detail, { ids: [article.id, holder] })
    }
  }
  return { result: 'created', id: article.id, fields: changedFields(null, article) }
}

function deletionStepOf(connection: Connection, { id }: Deletion): Saved | Problem {
  const row = rowOf(connection, id)
  if (row?.deletedAt === null)
    return new Problem('conflict', `The article ${id}, deleted in the export, is stored here.`, { ids: [id] })
  return { result: row === undefined ? 'created' : 'unchanged', id, fields: [] }
}

/** Takes over that an article was deleted in the archive that was exported. A stored article is not deleted. */
export function restoreDeletion(transaction: Transaction, deletion: Deletion): Saved | Problem {
  const { connection } = transaction
  const step = deletionStepOf(connection, deletion)
  if (step instanceof Problem || step.result === 'unchanged') return step
  const { key } = addRow(transaction, deletion.id)
  const sql = 'UPDATE articles SET revision = ?, deleted_at = ? WHERE key = ?'
  connection.run(sql, deletion.revision, Date.parse(deletion.deletedAt), key)
  transaction.total('deleted', 1)
  addChange(transaction, 'deleted', key, [])
  return step
}

function conflictOf(article: Article, id: string): Problem {
  const detail =
    id === article.id
      ? `Another article ${id} is stored already.`
      : `The address of ${article.id} is that of ${id}.`
  return new Problem('conflict', detail, { ids: [article.id, id] })
}

function isSame(connection: Connection, row: ArticleRow, { article, pages }: ArchivedArticle): boolean {
  const before = articleOfKey(connection, row.key)
  if (before.ingestedAt !== article.ingestedAt || before.updatedAt !== article.updatedAt) return false
  if (changedFields(before, article).length > 0) return false
  const stored = revisionsOf(connection, row.id)
  return (
    stored.length === pages.length &&
    stored.every(({ revision, digest }, index) => {
      const page = pages[index]
      return page?.revision === revision && page.digest === digest
    })
  )
}
