import { type ArchivedArticle, type ArchivedItem, type Deletion, receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import { deletionStep, restoredStep } from '../../rules/restore.ts'
import { termNamesOf } from '../../rules/terms.ts'
import type { Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { articleOfKey, writeArticle } from './articles.ts'
import { type ArticleRow, addRow, addRows, newKeys, rowsOf, writeRow } from './places.ts'
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
 * Restores items. `packed`: the pages of each, in their order. All are given their keys in the order of the items, also
 * those that take their place later: articles of one instant stand in the order of their keys.
 */
export async function restoreItems(
  transaction: Transaction,
  items: readonly ArchivedItem[],
  packed: readonly (readonly PackedPage[])[],
): Promise<(Saved | Problem)[]> {
  const receipts = items.map((item) => ('pages' in item ? item.pages.map(receiptOf) : []))
  const held = await heldAmong(transaction.connection, receipts.flat())
  const reserved = await newKeys(transaction.connection, items.length)
  const placed = items.map((item, index) =>
    'pages' in item
      ? {
          ...item.article,
          key: reserved[index] as number,
          isLeft: receipts[index]?.some((receipt) => held.has(receipt)) === true,
        }
      : { id: item.id, nativeId: null, url: null, isLeft: true },
  )
  const keys = await addRows(transaction, placed)
  await transaction.terms.named(
    items.flatMap((item) => ('pages' in item && keys.has(item.article.id) ? termNamesOf(item.article) : [])),
  )
  const results: (Saved | Problem)[] = []
  for (const [index, item] of items.entries()) {
    const key = reserved[index] as number
    if (!('pages' in item)) {
      results.push(await restoreDeletion(transaction, item, key))
      continue
    }
    const pages = item.pages.map((page, place) => ({
      page,
      receipt: receipts[index]?.[place] ?? receiptOf(page),
      packed: packed[index]?.[place] as PackedPage,
    }))
    const { id } = item.article
    results.push(await restoreArticle(transaction, item, pages, { key, isPlaced: keys.has(id) }))
    keys.delete(id)
  }
  return results
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

/** Puts an article back as it was exported. `key`: of one that is new. `isPlaced`: it has its place, and conflicts with nothing. */
async function restoreArticle(
  transaction: Transaction,
  archived: ArchivedArticle,
  pages: readonly RestoredPage[],
  { key: newKey, isPlaced }: { key: number; isPlaced: boolean },
): Promise<Saved | Problem> {
  const { article } = archived
  if (!isPlaced) await transaction.flush()
  const { step, row } = isPlaced
    ? { step: restoredStep(archived, { stored: undefined, owner: undefined, holders: [] }), row: undefined }
    : await articleStepOf(transaction.connection, archived, true)
  if (step instanceof Problem || step.result === 'unchanged') return step
  const key = isPlaced ? newKey : (row ?? (await addRow(transaction, article, newKey))).key
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
async function restoreDeletion(
  transaction: Transaction,
  deletion: Deletion,
  newKey: number,
): Promise<Saved | Problem> {
  const { connection } = transaction
  await transaction.flush()
  const step = deletionStep(deletion, (await rowsOf(connection, deletion.id, null, true)).byId)
  if (step instanceof Problem || step.result === 'unchanged') return step
  const { key } = await addRow(transaction, { ...deletion, nativeId: null, url: null }, newKey)
  const sql = 'UPDATE articles SET deleted_at = $1 WHERE key = $2'
  await connection.run(sql, Date.parse(deletion.deletedAt), key)
  transaction.total('deleted', 1)
  transaction.changed('deleted', key, [])
  return step
}
