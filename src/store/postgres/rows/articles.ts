import type { Article } from '../../../article.ts'
import type { FoldedArticle } from '../../rules/search/searchable.ts'
import { movesOf, publishedOf, termNamesOf } from '../../rules/terms.ts'
import type { Answer } from '../../store.ts'
import { answerColumns, answerOf, foldedText, keptText, storedArticle } from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import type { Facts } from './gathered.ts'
import { type ArticleRow, writeRow } from './places.ts'

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

/** @returns what lists know of these articles, by key */
export async function factsOfKeys(
  connection: Connection,
  keys: readonly number[],
): Promise<Map<number, Facts>> {
  const sql = 'SELECT key, instant, day, terms, ingested, updated FROM facts WHERE key = ANY($1)'
  const rows = await connection.rows<Facts & { key: number }>(sql, keys)
  return new Map(rows.map(({ key, ...facts }) => [key, facts]))
}

/**
 * Puts an article in place of what was there, with all that finds it but its row.
 * @param before the living article that it takes the place of
 * @param known its grams, and what lists know of `before`, where they are known
 */
export async function writeArticle(
  transaction: Transaction,
  key: number,
  before: Article | null,
  article: Article,
  { grams, facts }: { grams?: Float64Array; facts?: Facts | null } = {},
): Promise<void> {
  transaction.rows.answers.set(key, answerOf(article))
  await writeTerms(transaction, key, article, before === null ? null : facts)
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
 * @param facts what lists know of it: null where it is in none; left out, they are asked
 */
export async function writeTerms(
  transaction: Transaction,
  key: number,
  article: Article | null,
  facts?: Facts | null,
): Promise<void> {
  const { connection, terms } = transaction
  if (facts === undefined) await transaction.flush()
  const before = (facts === undefined ? (await factsOfKeys(connection, [key])).get(key) : facts) ?? undefined
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
