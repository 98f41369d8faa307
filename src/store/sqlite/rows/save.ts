import { type Article, articleOf, type ParsedArticle } from '../../../article.ts'
import type { PackedPage } from '../../../packing.ts'
import { receiptOf } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { Entry, ParsedAnew, Saved } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import {
  type ArticleRow,
  absence,
  addRow,
  articleOfKey,
  eraseArticle,
  rowOf,
  rowOfUrl,
  writeArticle,
} from './articles.ts'
import { addChange, changedFields } from './changes.ts'
import type { Pages } from './pages.ts'
import { addReceipt, addRevision, eraseRevisions, hasPage } from './revisions.ts'

/** What a page makes of the archive: the article as it is, as it will be, and whether the page's bytes are new. */
type Step = {
  row: ArticleRow | undefined
  before: Article | null
  after: Article
  newPage: boolean
}

const conflict = (id: string, owner: string): Problem =>
  new Problem('conflict', `The page is ${id} by its id and ${owner} by its address.`, { ids: [id, owner] })

/** @returns the row that the page belongs to: by its id, else by its address */
function identified(
  connection: Connection,
  { id, url }: Pick<ParsedArticle, 'id' | 'url'>,
  insists: boolean,
): ArticleRow | undefined | Problem {
  const row = rowOf(connection, id)
  const owner = url === null ? undefined : rowOfUrl(connection, url)
  if (owner === undefined || owner.key === row?.key) return row
  // An id that the sender names is an id that the page must have, even where it is new.
  return row !== undefined || insists ? conflict(id, owner.id) : owner
}

const union = (some: readonly string[], more: readonly string[]): string[] => [...new Set([...some, ...more])]

/**
 * A clock can be set back. What is written later has a later time all the same, by a second, which is as much as
 * Last-Modified tells: who asks If-Modified-Since would else be told that nothing changed.
 * @param now milliseconds since 1970
 */
function timeBehind(before: Article | null, now: number): string {
  const last = before === null ? 0 : Date.parse(before.updatedAt)
  return new Date(now > last ? now : last + 1000).toISOString()
}

/** What saving the entry would do. `digest`: SHA-256 of its page. */
export function stepOf(
  connection: Connection,
  { page, article }: Entry,
  digest: Uint8Array,
  now: number,
): Step | Problem {
  const row = identified(connection, article, page.hints.id !== undefined)
  if (row instanceof Problem) return row
  const time = timeBehind(null, now)
  if (row === undefined || row.deletedAt !== null) {
    const state = { revision: (row?.revision ?? 0) + 1, ingestedAt: time, updatedAt: time }
    return { row, before: null, after: articleOf(article, state), newPage: true }
  }
  const before = articleOfKey(connection, row.key)
  const changedAt = timeBehind(before, now)
  const channels = union(before.channels, article.channels)
  if (hasPage(connection, row.key, digest)) {
    const after =
      channels.length === before.channels.length ? before : { ...before, channels, updatedAt: changedAt }
    return { row, before, after, newPage: false }
  }
  const state = { revision: before.revision + 1, ingestedAt: before.ingestedAt, updatedAt: changedAt }
  const parsed = { ...article, id: row.id, channels }
  return { row, before, after: articleOf(parsed, state), newPage: true }
}

/** @returns what a step is called to the outside */
export function savedOf({ before, after }: Step): Saved {
  const fields = before === after ? [] : changedFields(before, after)
  const result = before === null ? 'created' : before === after ? 'unchanged' : 'updated'
  return { result, id: after.id, fields }
}

/** Stores an entry. `packed`: its page. */
export function saveEntry(
  transaction: Transaction,
  pages: Pages,
  entry: Entry,
  packed: PackedPage,
): Saved | Problem {
  const { connection, now } = transaction
  const step = stepOf(connection, entry, packed.digest, now)
  if (step instanceof Problem) return step
  const saved = savedOf(step)
  if (saved.result === 'unchanged') return saved
  const { row, before, after, newPage } = step
  const { key } = row ?? addRow(transaction, after.id)
  if (newPage) {
    const { contentType, hints } = entry.page
    const page = { ...pages.add(connection, packed), digest: packed.digest }
    addRevision(transaction, key, after.revision, { contentType, hints, receivedAt: now }, page)
  }
  addReceipt(transaction, key, entry.receipt ?? receiptOf(entry.page))
  if (before === null) comes(transaction, row)
  writeArticle(transaction, key, before, after)
  addChange(transaction, saved.result, key, saved.fields)
  return saved
}

/** Counts an article that comes, or comes back. */
export function comes(transaction: Transaction, row: ArticleRow | undefined): void {
  transaction.total('articles', 1)
  if (row !== undefined) transaction.total('deleted', -1)
}

/** @returns the Problem not-found or gone where there is nothing to delete */
export function removeArticle(transaction: Transaction, pages: Pages, id: string): Problem | undefined {
  const row = rowOf(transaction.connection, id)
  if (row === undefined || row.deletedAt !== null) return absence(id, row)
  eraseRevisions(transaction, pages, row.key)
  eraseArticle(transaction, row)
  transaction.total('articles', -1)
  transaction.total('deleted', 1)
  addChange(transaction, 'deleted', row.key, [])
  return undefined
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
  const owner = parsed.url === null ? undefined : rowOfUrl(connection, parsed.url)
  if (owner !== undefined && owner.key !== row.key) return conflict(parsed.id, owner.id)
  const before = articleOfKey(connection, row.key)
  const { revision, ingestedAt } = before
  const channels = union(before.channels, parsed.channels)
  const after = articleOf(
    { ...parsed, channels },
    { revision, ingestedAt, updatedAt: timeBehind(before, now) },
  )
  const fields = changedFields(before, after)
  if (fields.length === 0) return { result: 'unchanged', id: parsed.id, fields }
  writeArticle(transaction, row.key, before, after)
  addChange(transaction, 'updated', row.key, fields)
  return { result: 'updated', id: parsed.id, fields }
}
