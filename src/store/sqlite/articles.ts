import { hash } from 'node:crypto'
import { canonicalUrl } from '../../address.ts'
import type { Article } from '../../article.ts'
import { Problem } from '../../problem.ts'
import type { Connection } from './connection.ts'
import { recordOf } from './record.ts'
import { StoredRecord } from './stored-record.ts'
import { countsOf, listsOf, packTerms, publishedOf, termNamesOf, unpackTerms } from './terms.ts'
import type { Transaction } from './transaction.ts'

/** An id that was given once. `revision`: the last one; `deletedAt`: null for a living article. */
export type ArticleRow = { key: number; id: string; revision: number; deletedAt: number | null }

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

/** @returns why there is no article of this id */
export function absence(id: string, row: ArticleRow | undefined): Problem {
  if (row === undefined || row.deletedAt === null) {
    return new Problem('not-found', `There is no article ${id}.`)
  }
  const deletedAt = new Date(row.deletedAt).toISOString()
  return new Problem('gone', `The article ${id} was deleted at ${deletedAt}.`, { deletedAt })
}

/** Where the record stands that was asked for by id last. */
let scratch = Buffer.alloc(2 ** 14)

/**
 * @param known the key that the id probably has
 * @returns the record of a living article, by its id; to be read before the next is asked for
 */
export function recordOfId(connection: Connection, id: string, known?: number): StoredRecord | undefined {
  // A Buffer for each answer is memory outside of V8's heap, for which V8 collects all the time: as text, which costs
  // nothing once nobody holds it, an answer takes a tenth less, and the slowest of a hundred half as long.
  if (known !== undefined) {
    const sql = 'SELECT hex(record) FROM answers WHERE key = ?'
    const record = recordOfText(connection, connection.values<string>(sql).get(known))
    if (record?.isOf(id)) return record
  }
  // As a join this costs half as much again.
  const sql = 'SELECT hex(record) FROM answers WHERE key = (SELECT key FROM articles WHERE id = ?)'
  return recordOfText(connection, connection.values<string>(sql).get(id))
}

function recordOfText(connection: Connection, text: string | undefined): StoredRecord | undefined {
  if (text === undefined) return undefined
  const size = text.length / 2
  if (size > scratch.length) scratch = Buffer.alloc(size * 2)
  scratch.write(text, 'hex')
  return read(connection, scratch.subarray(0, size))
}

export function recordOfKey(connection: Connection, key: number): StoredRecord {
  const packed = connection.values<Buffer>('SELECT record FROM answers WHERE key = ?').get(key)
  if (packed === undefined) throw new Error(`there is no answer for article ${key}`)
  return read(connection, packed)
}

function read(connection: Connection, packed: Buffer): StoredRecord {
  return new StoredRecord(packed, (number) => connection.codebooks.decoder(connection, number))
}

export function articleOfKey(connection: Connection, key: number): Article {
  return recordOfKey(connection, key).article()
}

/** @returns the living article of this address */
export function rowOfUrl(connection: Connection, url: string): ArticleRow | undefined {
  const address = canonicalUrl(url)
  if (address === null) return undefined
  const rows = connection
    .rows<ArticleRow>(`SELECT ${columns} FROM articles WHERE url_hash = ?`)
    .all(hashOf(address))
  return rows.find(({ key }) => canonicalUrl(articleOfKey(connection, key).url ?? '') === address)
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
): void {
  const { connection } = transaction
  const address = article.url === null ? null : canonicalUrl(article.url)
  connection.run(
    'UPDATE articles SET revision = ?, deleted_at = NULL, native_id = ?, url_hash = ? WHERE key = ?',
    article.revision,
    article.nativeId,
    address === null ? null : hashOf(address),
    key,
  )
  const packed = recordOf(article, connection.codebooks.newest)
  connection.run('INSERT OR REPLACE INTO answers (key, record) VALUES (?, ?)', key, packed)
  writeFacts(transaction, key, article)
  const found = (of: Article) => JSON.stringify([of.title, of.paragraphs, of.publishedAt])
  if (before === null || found(before) !== found(article)) transaction.search(key, article)
  transaction.changed.add(article.id)
}

/** Takes all that finds an article, and the article itself, away. */
export function eraseArticle(transaction: Transaction, { key, id }: ArticleRow): void {
  const { connection, now } = transaction
  connection.run(
    'UPDATE articles SET deleted_at = ?, native_id = NULL, url_hash = NULL WHERE key = ?',
    now,
    key,
  )
  connection.run('DELETE FROM answers WHERE key = ?', key)
  writeFacts(transaction, key, null)
  transaction.search(key, null)
  transaction.changed.add(id)
}

type Facts = { instant: number; terms: Buffer }

/** Moves an article from the lists and counts that it was in to those that it belongs to. */
function writeFacts(transaction: Transaction, key: number, article: Article | null): void {
  const { connection, terms } = transaction
  const before = connection.rows<Facts>('SELECT instant, terms FROM facts WHERE key = ?').get(key)
  const oldTerms = before === undefined ? [] : unpackTerms(before.terms).map((term) => terms.numbered(term))
  const newTerms = article === null ? [] : termNamesOf(article).map((name) => terms.term(name))
  const { instant, day } = publishedOf(article?.publishedAt ?? null)

  const oldCounts = countsOf(oldTerms)
  const newCounts = countsOf(newTerms)
  for (const term of oldCounts) if (!newCounts.has(term)) transaction.count(term, -1)
  for (const term of newCounts) if (!oldCounts.has(term)) transaction.count(term, 1)

  const moved = before?.instant !== instant
  const oldLists = listsOf(oldTerms)
  const newLists = listsOf(newTerms)
  for (const term of oldLists) {
    if (!moved && newLists.has(term)) continue
    const sql = 'DELETE FROM postings WHERE term = ? AND instant = ? AND key = ?'
    connection.run(sql, term, before?.instant ?? null, key)
  }
  for (const term of newLists) {
    if (!moved && oldLists.has(term)) continue
    connection.run('INSERT INTO postings (term, instant, key) VALUES (?, ?, ?)', term, instant, key)
  }
  if (article === null) {
    connection.run('DELETE FROM facts WHERE key = ?', key)
    return
  }
  const sql = 'INSERT OR REPLACE INTO facts (key, instant, day, terms) VALUES (?, ?, ?, ?)'
  connection.run(sql, key, instant, day, packTerms(newTerms))
}
