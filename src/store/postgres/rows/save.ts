import { receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import { absence, identified, type Step, savedOf, stepOf } from '../../rules/save.ts'
import { termNamesOf } from '../../rules/terms.ts'
import type { Entry, Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { articleOfKey, eraseArticle, writeArticle } from './articles.ts'
import { addCaptures, capturesOfKeys, newestCaptures } from './captures.ts'
import { type ArticleRow, addRow, addRows, rowsOf, writeRow } from './places.ts'
import { addReceipt, addRevision, eraseRevisions, lastRevision, revisionOfDigest } from './revisions.ts'

/** What saving an entry would do, and the row that it would do it to. */
type SaveStep = Step & { row: ArticleRow | undefined }

/**
 * @param digest SHA-256 of the entry's page
 * @param locked in a transaction that saves it
 * @returns what saving the entry would do; Problem `conflict`
 */
export async function saveStepOf(
  connection: Connection,
  entry: Entry,
  digest: Buffer,
  now: number,
  locked = false,
): Promise<SaveStep | Problem> {
  const { page, article, capture } = entry
  const found = await rowsOf(connection, article.id, article.url, locked)
  const row = identified(article.id, found, page.hints.id !== undefined)
  if (row instanceof Problem) return row
  if (row === undefined || row.deletedAt !== null) return newStepOf(entry, digest, row, now)
  const { key } = row
  const revision = await revisionOfDigest(connection, key, digest)
  const held = {
    article: await articleOfKey(connection, key),
    newest: (await newestCaptures(connection, [key])).get(key) ?? null,
    revision,
    captures: revision === null ? [] : (await capturesOfKeys(connection, [key]))(key, revision),
  }
  const known = { ...row, revision: await lastRevision(connection, key) }
  const given = { digest: digest.toString('hex'), capture }
  return { ...stepOf(article, given, { known, held }, now), row }
}

/** @returns what saving an entry does of which there is no living article. `row`: that of a deleted one. */
function newStepOf(
  { article, capture }: Entry,
  digest: Buffer,
  row: ArticleRow | undefined,
  now: number,
): SaveStep {
  const given = { digest: digest.toString('hex'), capture }
  return { ...stepOf(article, given, { known: row, held: null }, now), row }
}

/** Stores entries. `packed`: their pages. */
export async function saveEntries(
  transaction: Transaction,
  entries: readonly Entry[],
  packed: readonly PackedPage[],
): Promise<(Saved | Problem)[]> {
  const articles = entries.map(({ article }) => article)
  const keys = await addRows(transaction, articles)
  await transaction.terms.named(articles.flatMap(termNamesOf))
  const results: (Saved | Problem)[] = []
  for (const [index, entry] of entries.entries()) {
    const { id } = entry.article
    results.push(await saveEntry(transaction, entry, packed[index] as PackedPage, keys.get(id)))
    keys.delete(id)
  }
  return results
}

/** @param newKey of an article that is new */
async function saveEntry(
  transaction: Transaction,
  entry: Entry,
  packed: PackedPage,
  newKey: number | undefined,
): Promise<Saved | Problem> {
  const { connection, now } = transaction
  if (newKey === undefined) await transaction.flush()
  const step =
    newKey === undefined
      ? await saveStepOf(connection, entry, packed.digest, now, true)
      : newStepOf(entry, packed.digest, undefined, now)
  if (step instanceof Problem) return step
  const saved = savedOf(step)
  const { row, before, after, revision, isNewPage, capture } = step
  if (saved.result === 'unchanged' && capture === null) return saved
  const key = newKey ?? row?.key ?? (await addRow(transaction, after)).key
  const captures = capture === null ? [] : [capture]
  const receipt = entry.receipt ?? receiptOf(entry.page)
  if (isNewPage) {
    const { contentType, hints } = entry.page
    const received = { contentType, hints, receivedAt: now, captures }
    addRevision(transaction, key, revision, received, receipt, packed)
  } else {
    addCaptures(transaction, key, revision, captures)
    addReceipt(transaction, key, receipt)
  }
  // Answers about revisions and captures differ even where the article is the same.
  transaction.isChanged = true
  if (saved.result === 'unchanged' && before === after) return saved
  if (before === null) comes(transaction, row)
  if (before !== after) {
    if (row !== undefined) await writeRow(transaction, key, after)
    await writeArticle(transaction, key, before, after, { grams: entry.grams })
  }
  transaction.changed(saved.result === 'created' ? 'created' : 'updated', key, saved.fields)
  return saved
}

/** Counts an article that comes, or comes back. */
export function comes(transaction: Transaction, row: ArticleRow | undefined): void {
  transaction.total('articles', 1)
  if (row !== undefined) transaction.total('deleted', -1)
}

/** @returns the objects that its pages are in; the Problem not-found or gone where there is nothing to delete */
export async function removeArticle(transaction: Transaction, id: string): Promise<string[] | Problem> {
  await transaction.flush()
  const { byId: row } = await rowsOf(transaction.connection, id, null, true)
  if (row === undefined || row.deletedAt !== null) return absence(id, row)
  const revision = await lastRevision(transaction.connection, row.key)
  const objects = await eraseRevisions(transaction, row.key)
  await eraseArticle(transaction, { ...row, revision })
  transaction.total('articles', -1)
  transaction.total('deleted', 1)
  transaction.changed('deleted', row.key, [])
  return objects
}
