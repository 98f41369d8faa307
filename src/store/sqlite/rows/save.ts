import { receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import { absence, identified, reparsedStep, type Step, savedOf, stepOf } from '../../rules/save.ts'
import type { Entry, ParsedAnew, Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import {
  type ArticleRow,
  addRow,
  articleOfKey,
  eraseArticle,
  rowOf,
  rowOfUrl,
  writeArticle,
  writeListed,
} from './articles.ts'
import { addCapture, capturesByRevision, newestCapture } from './captures.ts'
import { addChange } from './changes.ts'
import type { Pages } from './pages.ts'
import { addReceipt, addRevision, eraseRevisions, lastRevision, revisionOfDigest } from './revisions.ts'

/** What saving an entry would do, and the row that it would do it to. */
type SaveStep = Step & { row: ArticleRow | undefined }

const ownerOf = (connection: Connection, url: string | null) =>
  url === null ? undefined : rowOfUrl(connection, url)

/**
 * @param digest SHA-256 of the entry's page
 * @returns what saving the entry would do; Problem `conflict`
 */
export function saveStepOf(
  connection: Connection,
  { page, article, capture }: Entry,
  digest: Buffer,
  now: number,
): SaveStep | Problem {
  const found = { byId: rowOf(connection, article.id), byUrl: ownerOf(connection, article.url) }
  const row = identified(article.id, found, page.hints.id !== undefined)
  if (row instanceof Problem) return row
  const given = { digest: digest.toString('hex'), capture }
  if (row === undefined || row.deletedAt !== null)
    return { ...stepOf(article, given, { known: row, held: null }, now), row }
  const { key } = row
  const revision = revisionOfDigest(connection, key, digest)
  const held = {
    article: articleOfKey(connection, key),
    newest: newestCapture(connection, key),
    revision,
    captures: revision === null ? [] : (capturesByRevision(connection, key).get(revision) ?? []),
  }
  const known = { ...row, revision: lastRevision(connection, key) }
  return { ...stepOf(article, given, { known, held }, now), row }
}

/** Stores an entry. `packed`: its page. */
export function saveEntry(
  transaction: Transaction,
  pages: Pages,
  entry: Entry,
  packed: PackedPage,
): Saved | Problem {
  const { connection, now } = transaction
  const step = saveStepOf(connection, entry, packed.digest, now)
  if (step instanceof Problem) return step
  const saved = savedOf(step)
  const { row, before, after, revision, isNewPage, capture } = step
  if (saved.result === 'unchanged' && capture === null) return saved
  const { key } = row ?? addRow(transaction, after.id)
  if (isNewPage) {
    const { contentType, hints } = entry.page
    const page = { ...pages.add(connection, packed), digest: packed.digest }
    addRevision(transaction, key, revision, { contentType, hints, receivedAt: now, captures: [] }, page)
  }
  if (capture !== null) addCapture(transaction, key, revision, capture)
  addReceipt(transaction, key, entry.receipt ?? receiptOf(entry.page))
  // Answers about revisions and captures differ even where the article is the same.
  transaction.changed.add(after.id)
  if (saved.result === 'unchanged' && before === after) return saved
  if (before === null) comes(transaction, row)
  if (before !== after) writeArticle(transaction, key, before, after, entry.grams)
  addChange(transaction, saved.result === 'created' ? 'created' : 'updated', key, saved.fields)
  return saved
}

/** Counts an article that comes, or comes back. */
export function comes(transaction: Transaction, row: ArticleRow | undefined): void {
  transaction.total('articles', 1)
  if (row !== undefined) transaction.total('deleted', -1)
}

/** @returns the objects that its pages are in; the Problem not-found or gone where there is nothing to delete */
export function removeArticle(transaction: Transaction, pages: Pages, id: string): string[] | Problem {
  const row = rowOf(transaction.connection, id)
  if (row === undefined || row.deletedAt !== null) return absence(id, row)
  const revision = lastRevision(transaction.connection, row.key)
  const objects = eraseRevisions(transaction, pages, row.key)
  eraseArticle(transaction, { ...row, revision })
  transaction.total('articles', -1)
  transaction.total('deleted', 1)
  addChange(transaction, 'deleted', row.key, [])
  return objects
}

/** Puts what parsing gives now in the place of what it gave before, unless another page came meanwhile. */
export function replaceArticle(
  transaction: Transaction,
  { article: parsed, revision: read }: ParsedAnew,
): Saved | Problem {
  const { connection, now } = transaction
  const row = rowOf(connection, parsed.id)
  if (row === undefined || row.deletedAt !== null) return absence(parsed.id, row)
  if (row.revision !== read) return { result: 'unchanged', id: parsed.id, fields: [] }
  const before = articleOfKey(connection, row.key)
  const captures = capturesByRevision(connection, row.key).get(read) ?? []
  const step = reparsedStep(parsed, { before, captures }, ownerOf(connection, parsed.url), now)
  if (step instanceof Problem) return step
  const { after, fields } = step
  if (fields.length === 0) {
    // A newer version may list the same article under other terms, or show more of it.
    writeListed(transaction, row.key, before)
    return { result: 'unchanged', id: parsed.id, fields }
  }
  writeArticle(transaction, row.key, before, after)
  addChange(transaction, 'updated', row.key, fields)
  return { result: 'updated', id: parsed.id, fields }
}
