import { type ArchivedArticle, type ArchivedItem, type Deletion, receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import { deletionStep, restoredStep } from '../../rules/restore.ts'
import { termNamesOf } from '../../rules/terms.ts'
import type { Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { articleOfKey, writeArticle } from './articles.ts'
import { type ArticleRow, addRow, addRows, rowsOf, writeRow } from './places.ts'
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

/**
 * Restores items. `packed`: the pages of each, in their order. Articles of one instant stand in the order of their keys:
 * so those that can be placed together are placed up to the next item that is looked at alone.
 */
export async function restoreItems(
  transaction: Transaction,
  items: readonly ArchivedItem[],
  packed: readonly (readonly PackedPage[])[],
): Promise<(Saved | Problem)[]> {
  const receipts = items.map((item) => ('pages' in item ? item.pages.map(receiptOf) : []))
  const held = await heldAmong(transaction.connection, receipts.flat())
  const isAlone = items.map(
    (item, index) => !('pages' in item) || receipts[index]?.some((receipt) => held.has(receipt)) === true,
  )
  let keys = new Map<string, number>()
  const results: (Saved | Problem)[] = []
  for (const [index, item] of items.entries()) {
    if (!isAlone[index] && (index === 0 || isAlone[index - 1])) {
      const next = isAlone.indexOf(true, index)
      keys = await placed(transaction, items.slice(index, next < 0 ? undefined : next))
    }
    if (!('pages' in item)) {
      results.push(await restoreDeletion(transaction, item))
      continue
    }
    const pages = item.pages.map((page, place) => ({
      page,
      receipt: receipts[index]?.[place] ?? receiptOf(page),
      packed: packed[index]?.[place] as PackedPage,
    }))
    const { id } = item.article
    results.push(await restoreArticle(transaction, item, pages, isAlone[index] ? undefined : keys.get(id)))
    keys.delete(id)
  }
  return results
}

/** @returns the keys of those that conflict with nothing, by id, with the terms of all of them named */
async function placed(
  transaction: Transaction,
  items: readonly ArchivedItem[],
): Promise<Map<string, number>> {
  const articles = items.flatMap((item) => ('pages' in item ? [item.article] : []))
  const keys = await addRows(transaction, articles)
  await transaction.terms.named(articles.filter(({ id }) => keys.has(id)).flatMap(termNamesOf))
  return keys
}

/** @returns the receipts of pages that are stored already, or stand twice among these */
async function heldAmong(connection: Connection, receipts: readonly string[]): Promise<Set<string>> {
  const holders = await holdersOf(connection, receipts)
  const seen = new Set<string>()
  const held = new Set<string>()
  for (const [index, receipt] of receipts.entries()) {
    if (holders[index] !== null || seen.has(receipt)) held.add(receipt)
    seen.add(receipt)
  }
  return held
}

type RestoredPage = { page: ArchivedArticle['pages'][number]; receipt: string; packed: PackedPage }

/** Puts an article back as it was exported. @param newKey of one that conflicts with nothing */
async function restoreArticle(
  transaction: Transaction,
  archived: ArchivedArticle,
  pages: readonly RestoredPage[],
  newKey: number | undefined,
): Promise<Saved | Problem> {
  const { article } = archived
  if (newKey === undefined) await transaction.flush()
  const { step, row } =
    newKey === undefined
      ? await articleStepOf(transaction.connection, archived, true)
      : { step: restoredStep(archived, { stored: undefined, owner: undefined, holders: [] }), row: undefined }
  if (step instanceof Problem || step.result === 'unchanged') return step
  const key = newKey ?? (row ?? (await addRow(transaction, article))).key
  for (const { page, receipt, packed } of pages) {
    const { contentType, hints, receivedAt, revision, captures } = page
    const received = { contentType, hints, receivedAt: Date.parse(receivedAt), captures }
    addRevision(transaction, key, revision, received, receipt, packed)
  }
  comes(transaction, row)
  if (row !== undefined) await writeRow(transaction, key, article)
  await writeArticle(transaction, key, null, article)
  transaction.changed('created', key, step.fields)
  return step
}

/** Takes over that an article was deleted in the archive that was exported. A stored article is not deleted. */
async function restoreDeletion(transaction: Transaction, deletion: Deletion): Promise<Saved | Problem> {
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
