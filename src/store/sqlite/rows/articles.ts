import { hash } from 'node:crypto'
import { canonicalUrl, comparableUrl } from '../../../address.ts'
import type { Article } from '../../../article.ts'
import { absence, type KnownId } from '../../rules/save.ts'
import type { FoldedArticle } from '../../rules/search/searchable.ts'
import { movesOf, publishedOf, termNamesOf } from '../../rules/terms.ts'
import { type Answer, jsonOf } from '../../store.ts'
import {
  answerColumns,
  answerOf,
  foldedText,
  frameOf,
  keptText,
  storedArticle,
  summaryJsonOf,
} from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import { packTerms, unpackTerms } from '../lists/terms.ts'
import type { Transaction } from '../transaction.ts'

/** `revision`: the current one, of a deleted article the last one that it was given. */
export type ArticleRow = KnownId & { key: number }

const columns = 'key, id, revision, deleted_at AS deletedAt'

export function rowOf(connection: Connection, id: string): ArticleRow | undefined {
  return connection.rows<ArticleRow>(`SELECT ${columns} FROM articles WHERE id = ?`).get(id)
}

/** @throws Problem not-found, gone */
export function livingRowOf(connection: Connection, id: string): ArticleRow {
  const row = rowOf(connection, id)
  if (row === undefined || row.deletedAt !== null) throw absence(id, row)
  return row
}

/** @returns the stored article of an id; undefined where there is no living one */
export function storedOfId(connection: Connection, id: string): Answer | undefined {
  // As a join this takes half as long again.
  const sql = `SELECT ${answerColumns} FROM answers WHERE key = (SELECT key FROM articles WHERE id = ?)`
  return connection.rows<Answer>(sql).get(id)
}

/** @returns the stored article of a living article's key */
export function storedOfKey(connection: Connection, key: number): Answer {
  const sql = `SELECT ${answerColumns} FROM answers WHERE key = ?`
  const row = connection.rows<Answer>(sql).get(key)
  if (row === undefined) throw new Error(`there is no answer for article ${key}`)
  return row
}

/** @returns a living article as a list shows it */
export function summaryOfKey(connection: Connection, key: number): { id: string; json: Buffer } {
  const sql = `SELECT id, json FROM articles JOIN summaries USING (key) WHERE key = ?`
  const row = connection.rows<{ id: string; json: Buffer }>(sql).get(key)
  if (row === undefined) throw new Error(`there is no summary of article ${key}`)
  return { id: row.id, json: jsonOf({ frame: row.json }) }
}

/** @returns what reads the folded text of an article, for search */
export function textOf(connection: Connection): (key: number) => FoldedArticle {
  const etags = connection.values<string>('SELECT etag FROM answers WHERE key = ?')
  return (key) => keptText(etags.get(key) ?? '') ?? foldedText(storedOfKey(connection, key))
}

export function articleOfKey(connection: Connection, key: number): Article {
  return storedArticle(storedOfKey(connection, key))
}

/** @returns the living article of this address */
export function rowOfUrl(connection: Connection, url: string): ArticleRow | undefined {
  const address = comparableUrl(url)
  if (address === null) return undefined
  const sql = `SELECT ${columns} FROM articles WHERE url_hash IN (?, ?)`
  // Earlier versions hashed addresses with their escapes as they were.
  const rows = connection.rows<ArticleRow>(sql).all(hashOf(address), hashOf(canonicalUrl(url) ?? ''))
  return rows.find(({ key }) => comparableUrl(articleOfKey(connection, key).url ?? '') === address)
}

const hashBytes = 6

/** 48 bits of it: as many as a number holds for sure. */
function hashOf(address: string): number {
  return hash('sha256', address, 'buffer').readUIntBE(0, hashBytes)
}

/** Gives an id its place. */
export function addRow({ connection }: Transaction, id: string): ArticleRow {
  const { key } = connection.run('INSERT INTO articles (id, revision) VALUES (?, 0)', id)
  return { key, id, revision: 0, deletedAt: null }
}

/**
 * Puts an article in place of what was there, with all that finds it.
 * @param before the living article that it takes the place of
 */
export function writeArticle(
  transaction: Transaction,
  key: number,
  before: Article | null,
  article: Article,
  grams?: Float64Array,
): void {
  const { connection } = transaction
  writeRow(transaction, key, article)
  const { etag, updatedAt, frame } = answerOf(article)
  const sql = 'INSERT OR REPLACE INTO answers (key, etag, updated_at, json) VALUES (?, ?, ?, ?)'
  connection.run(sql, key, etag, updatedAt, frame)
  writeListed(transaction, key, article)
  const found = (of: Article) => JSON.stringify([of.title, of.paragraphs, of.publishedAt])
  if (before === null || found(before) !== found(article)) transaction.search(key, article, grams)
  transaction.changed.add(article.id)
}

/** Writes the columns by which an article is found. */
function writeRow({ connection }: Transaction, key: number, article: Article): void {
  const address = article.url === null ? null : comparableUrl(article.url)
  connection.run(
    'UPDATE articles SET revision = ?, deleted_at = NULL, native_id = ?, url_hash = ? WHERE key = ?',
    article.revision,
    article.nativeId,
    address === null ? null : hashOf(address),
    key,
  )
}

/** Writes all that finds an article anew, and leaves the article itself as it is. */
export function relistArticle(transaction: Transaction, key: number, article: Article): void {
  writeRow(transaction, key, article)
  writeListed(transaction, key, article)
  transaction.search(key, article)
  transaction.listsChanged = true
}

/** Writes what lists find an article by, and what they show of it. */
export function writeListed(transaction: Transaction, key: number, article: Article): void {
  const sql = 'INSERT OR REPLACE INTO summaries (key, json) VALUES (?, ?)'
  transaction.connection.run(sql, key, frameOf(Buffer.from(summaryJsonOf(article))))
  writeTerms(transaction, key, article)
}

/** Takes all that finds an article, and the article itself, away. `revision` of the row: the last one that it was given. */
export function eraseArticle(transaction: Transaction, { key, id, revision }: ArticleRow): void {
  const { connection, now } = transaction
  connection.run(
    'UPDATE articles SET revision = ?, deleted_at = ?, native_id = NULL, url_hash = NULL WHERE key = ?',
    revision,
    now,
    key,
  )
  connection.run('DELETE FROM answers WHERE key = ?', key)
  connection.run('DELETE FROM summaries WHERE key = ?', key)
  writeTerms(transaction, key, null)
  transaction.search(key, null)
  transaction.changed.add(id)
}

type Facts = { instant: number; day: number | null; terms: Buffer }

/** Moves an article from the lists and counts that it was in to those that it belongs to; null: to none. */
function writeTerms(transaction: Transaction, key: number, article: Article | null): void {
  const { connection, terms } = transaction
  const before = connection.rows<Facts>('SELECT instant, day, terms FROM facts WHERE key = ?').get(key)
  const oldTerms = before === undefined ? [] : unpackTerms(before.terms).map((term) => terms.numbered(term))
  const newTerms = article === null ? [] : termNamesOf(article).map((name) => terms.term(name))
  const { instant, day } = publishedOf(article?.publishedAt ?? null)
  const isMoved = before?.instant !== instant || before.day !== day
  const { uncounted, counted, left, entered } = movesOf(oldTerms, newTerms, isMoved)
  for (const term of uncounted) transaction.count(term, -1)
  for (const term of counted) transaction.count(term, 1)
  for (const term of left) {
    const sql = 'DELETE FROM postings WHERE term = ? AND instant = ? AND key = ?'
    const { changes } = connection.run(sql, term, before?.instant ?? null, key)
    transaction.countDay(term, before?.day ?? null, -changes)
  }
  for (const term of entered) {
    connection.run('INSERT INTO postings (term, instant, key) VALUES (?, ?, ?)', term, instant, key)
    transaction.countDay(term, day, 1)
  }
  if (article === null) {
    connection.run('DELETE FROM facts WHERE key = ?', key)
    return
  }
  const [ingested, updated] = [Date.parse(article.ingestedAt), Date.parse(article.updatedAt)]
  const sql = `INSERT OR REPLACE INTO facts (key, instant, day, terms, ingested, updated)
    VALUES (?, ?, ?, ?, ?, ?)`
  connection.run(sql, key, instant, day, packTerms(newTerms), ingested, updated)
}
