import { hash } from 'node:crypto'
import { comparableUrl } from '../../../address.ts'
import type { Article } from '../../../article.ts'
import { absence, type KnownId } from '../../rules/save.ts'
import type { FoldedArticle } from '../../rules/search/searchable.ts'
import { movesOf, publishedOf, termNamesOf } from '../../rules/terms.ts'
import type { Answer } from '../../store.ts'
import { answerColumns, answerOf, foldedText, keptText, storedArticle } from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import type { Facts } from './gathered.ts'

/** `revision`: the current one, of a deleted article the last one that it was given. */
export type ArticleRow = KnownId & { key: number }

const columns = 'key, id, revision, deleted_at AS "deletedAt"'

export async function rowOf(connection: Connection, id: string): Promise<ArticleRow | undefined> {
  return connection.row<ArticleRow>(`SELECT ${columns} FROM articles WHERE id = $1`, id)
}

/** @throws Problem not-found, gone */
export async function livingRowOf(connection: Connection, id: string): Promise<ArticleRow> {
  const row = await rowOf(connection, id)
  if (row === undefined || row.deletedAt !== null) throw absence(id, row)
  return row
}

const digestOf = (url: string | null): Buffer | null => {
  const address = url === null ? null : comparableUrl(url)
  return address === null ? null : hash('sha256', address, 'buffer')
}

/**
 * @param locked keeps other nodes from writing the rows until the transaction ends
 * @returns the row of an id, and that of the living article of an address
 */
export async function rowsOf(
  connection: Connection,
  id: string,
  url: string | null,
  locked = false,
): Promise<{ byId: ArticleRow | undefined; byUrl: ArticleRow | undefined }> {
  const digest = digestOf(url)
  const rows = await connection.rows<ArticleRow & { isOfUrl: boolean | null }>(
    `SELECT ${columns}, url_digest = $2 AS "isOfUrl" FROM articles WHERE id = $1 OR url_digest = $2
     ORDER BY key ${locked ? 'FOR UPDATE' : ''}`,
    id,
    digest,
  )
  const given = ({ isOfUrl: _, ...row }: ArticleRow & { isOfUrl: boolean | null }): ArticleRow => row
  const [byId, byUrl] = [rows.find((row) => row.id === id), rows.find((row) => row.isOfUrl === true)]
  return { byId: byId && given(byId), byUrl: byUrl && given(byUrl) }
}

/** @returns the living article of this address */
export async function rowOfUrl(connection: Connection, url: string): Promise<ArticleRow | undefined> {
  return connection.row<ArticleRow>(`SELECT ${columns} FROM articles WHERE url_digest = $1`, digestOf(url))
}

/** @returns the stored article of an id; undefined where there is no living one */
export async function storedOfId(connection: Connection, id: string): Promise<Answer | undefined> {
  const sql = `SELECT ${answerColumns} FROM answers WHERE key = (SELECT key FROM articles WHERE id = $1)`
  return connection.row<Answer>(sql, id)
}

/** @returns the stored articles of living articles, by key */
export async function storedOfKeys(
  connection: Connection,
  keys: readonly number[],
): Promise<Map<number, Answer>> {
  if (keys.length === 0) return new Map()
  const sql = `SELECT key, ${answerColumns} FROM answers WHERE key = ANY($1)`
  const rows = await connection.rows<Answer & { key: number }>(sql, keys)
  return new Map(rows.map((row) => [row.key, row]))
}

/** @returns what gives the folded texts of these articles, for search; undefined for one that is not living */
export async function textsOf(
  connection: Connection,
  keys: readonly number[],
): Promise<(key: number) => FoldedArticle | undefined> {
  const sql = 'SELECT key, etag FROM answers WHERE key = ANY($1)'
  const rows = keys.length === 0 ? [] : await connection.rows<{ key: number; etag: string }>(sql, keys)
  const kept = new Map(rows.map(({ key, etag }) => [key, keptText(etag)]))
  const missing = rows.flatMap(({ key }) => (kept.get(key) === undefined ? [key] : []))
  const stored = await storedOfKeys(connection, missing)
  return (key) => {
    const answer = stored.get(key)
    return answer === undefined ? kept.get(key) : foldedText(answer)
  }
}

/** @returns the stored article of a living article's key */
export async function storedOfKey(connection: Connection, key: number): Promise<Answer> {
  const stored = (await storedOfKeys(connection, [key])).get(key)
  if (stored === undefined) throw new Error(`there is no answer for article ${key}`)
  return stored
}

export const articleOfKey = async (connection: Connection, key: number): Promise<Article> =>
  storedArticle(await storedOfKey(connection, key))

type Found = Pick<Article, 'revision' | 'nativeId' | 'url'>
const foundBy = ({ revision, nativeId, url }: Found) => [revision, nativeId, digestOf(url)] as const

const nextKey = "nextval(pg_get_serial_sequence('articles', 'key'))"

/** @returns as many keys as are asked for, rising, for articles that are given their places one after another */
export const newKeys = (connection: Connection, count: number): Promise<number[]> =>
  connection.values<number>(`SELECT ${nextKey} FROM generate_series(1, $1)`, count)

/** Gives an id its place. Where another node did so meanwhile the transaction is run again. @param key the next where it is null */
export async function addRow(
  { connection }: Transaction,
  article: Found & { id: string },
  key: number | null = null,
): Promise<{ key: number }> {
  const sql = `INSERT INTO articles (id, revision, native_id, url_digest, key) OVERRIDING SYSTEM VALUE
     VALUES ($1, $2, $3, $4, coalesce($5, ${nextKey})) RETURNING key`
  return { key: (await connection.value<number>(sql, article.id, ...foundBy(article), key)) as number }
}

/**
 * `revision`: 1 where it is not given. `key`: the next where it is not given. `isLeft`: it is given no place, and what
 * comes behind with its id or address neither.
 */
type Placed = {
  id: string
  nativeId: string | null
  url: string | null
  revision?: number
  key?: number
  isLeft?: boolean
}

/**
 * Gives places to new articles, in their order.
 * @returns the keys by id, of those alone whose id and address are nobody's, nor those of one that comes before
 */
export async function addRows(
  { connection }: Transaction,
  articles: readonly Placed[],
): Promise<Map<string, number>> {
  const seen = new Set<string>()
  const asked = articles
    .map(({ url, revision = 1, ...rest }) => ({ ...rest, revision, digest: digestOf(url) }))
    .filter(({ id, digest, isLeft = false }) => {
      const names = [`id ${id}`, ...(digest === null ? [] : [digest.toString('hex')])]
      const isFirst = !names.some((name) => seen.has(name))
      for (const name of names) seen.add(name)
      return isFirst && !isLeft
    })
  const rows = await connection.rows<{ id: string; key: number }>(
    `INSERT INTO articles (id, revision, native_id, url_digest, key) OVERRIDING SYSTEM VALUE
     SELECT id, revision, native_id, digest, coalesce(key, ${nextKey})
     FROM unnest($1::text[], $2::integer[], $3::text[], $4::bytea[], $5::bigint[]) WITH ORDINALITY
       AS given (id, revision, native_id, digest, key, number)
     WHERE NOT EXISTS (SELECT FROM articles AS known WHERE known.id = given.id)
       AND NOT EXISTS (SELECT FROM articles AS known WHERE known.url_digest = given.digest)
     ORDER BY number RETURNING id, key`,
    asked.map(({ id }) => id),
    asked.map(({ revision }) => revision),
    asked.map(({ nativeId }) => nativeId),
    asked.map(({ digest }) => digest),
    asked.map(({ key }) => key ?? null),
  )
  return new Map(rows.map(({ id, key }) => [id, key]))
}

/** Writes the columns by which an article is found. */
export async function writeRow({ connection }: Transaction, key: number, article: Article): Promise<void> {
  const sql =
    'UPDATE articles SET deleted_at = NULL, revision = $2, native_id = $3, url_digest = $4 WHERE key = $1'
  await connection.run(sql, key, ...foundBy(article))
}

/**
 * Puts an article in place of what was there, with all that finds it but its row.
 * @param before the living article that it takes the place of
 */
export async function writeArticle(
  transaction: Transaction,
  key: number,
  before: Article | null,
  article: Article,
  grams?: Float64Array,
): Promise<void> {
  transaction.rows.answers.set(key, answerOf(article))
  await writeTerms(transaction, key, article, before === null)
  const found = (of: Article) => JSON.stringify([of.title, of.paragraphs, of.publishedAt])
  if (before === null || found(before) !== found(article)) transaction.search(key, article, grams)
  transaction.isChanged = true
}

/** Writes all that finds an article anew, and leaves the article itself as it is. */
export async function relistArticle(transaction: Transaction, key: number, article: Article): Promise<void> {
  await writeRow(transaction, key, article)
  await writeTerms(transaction, key, article)
  transaction.search(key, article)
  transaction.isChanged = true
}

/** Takes all that finds an article, and the article itself, away. `revision` of the row: the last one that it was given. */
export async function eraseArticle(transaction: Transaction, { key, revision }: ArticleRow): Promise<void> {
  const { connection, now } = transaction
  await connection.run(
    'UPDATE articles SET revision = $1, deleted_at = $2, native_id = NULL, url_digest = NULL WHERE key = $3',
    revision,
    now,
    key,
  )
  await connection.run('DELETE FROM answers WHERE key = $1', key)
  await writeTerms(transaction, key, null)
  transaction.search(key, null)
  transaction.isChanged = true
}

/**
 * Moves an article from the lists and counts that it was in to those that it belongs to; null: to none.
 * @param isNew whether it is in none
 */
export async function writeTerms(
  transaction: Transaction,
  key: number,
  article: Article | null,
  isNew = false,
): Promise<void> {
  const { connection, terms } = transaction
  const sql = 'SELECT instant, day, terms, ingested, updated FROM facts WHERE key = $1'
  if (!isNew) await transaction.flush()
  const before = isNew ? undefined : await connection.row<Facts>(sql, key)
  const oldTerms = before === undefined ? [] : await terms.numbered(before.terms)
  const newTerms = article === null ? [] : await terms.named(termNamesOf(article))
  const { instant, day } = publishedOf(article?.publishedAt ?? null)
  const isMoved = before?.instant !== instant || before.day !== day
  const { uncounted, counted, left, entered } = movesOf(oldTerms, newTerms, isMoved)
  for (const term of uncounted) transaction.count(term, -1)
  for (const term of counted) transaction.count(term, 1)
  if (left.size > 0 && before !== undefined) {
    const sql = 'DELETE FROM postings WHERE term = ANY($1) AND instant = $2 AND key = $3'
    await connection.run(sql, [...left], before.instant, key)
    for (const list of left) transaction.countDay(list, before.day, -1)
  }
  for (const list of entered) transaction.countDay(list, day, 1)
  if (article === null) {
    await connection.run('DELETE FROM facts WHERE key = $1', key)
    return
  }
  const numbers = [...new Set(newTerms.map(({ term }) => term))]
  const [ingested, updated] = [Date.parse(article.ingestedAt), Date.parse(article.updatedAt)]
  const isArchived = before?.ingested === ingested && before.updated === updated
  const isSame = !isMoved && isArchived && String(before.terms) === String(numbers)
  if (isSame && entered.size === 0) return
  transaction.rows.facts.set(key, { instant, day, terms: numbers, ingested, updated, entered: [...entered] })
}
