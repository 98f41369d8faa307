import { fold } from '../../fold.ts'
import type { ArticleSort, Position } from '../../query.ts'
import type { Connection } from './connection.ts'
import { gramsOf } from './grams.ts'
import { documentOfKey, freeDocument } from './search-documents.ts'
import { bestScore, matchesOf, type Terms, termsOf } from './search-expression.ts'
import type { Query } from './search-query.ts'
import { type FoldedArticle, satisfies, scoreOf } from './search-score.ts'
import { candidatesOf, type WalkRange } from './search-walk.ts'

/** What is searched of an article: its title ('' where it has none) and its text. */
export type SearchableText = { title: string; text: string }

/** An article as the index takes it. */
export type SearchDocument = SearchableText & {
  /** The article's integer key. */
  key: number
  /** Seconds since 1970-01-01T00:00:00Z; null for an undated article. */
  published: number | null
}

/** An article that a query finds. Hits are ordered by (relevance,) published and key; undated ones come last. */
export type Hit = { key: number; published: number | null; relevance: number }

/** Reads an article's text, for what the index alone cannot decide. */
export type TextOf = (key: number) => SearchableText

const folded = ({ title, text }: SearchableText): FoldedArticle => ({ title: fold(title), text: fold(text) })

/**
 * Puts articles into the index, inside of the caller's transaction; an article that is there already is replaced.
 * Many at once cost much less than one by one: gather what a transaction writes and call this once, at its end.
 */
export function indexArticles(connection: Connection, documents: readonly SearchDocument[]): void {
  const placed = documents.map((article) => {
    const before = documentOfKey(connection, article.key)
    if (before !== undefined) {
      connection.run('DELETE FROM search WHERE rowid = CAST(? AS INTEGER)', before.document)
      if (before.published === article.published) return { article, document: before.document }
      connection.run('DELETE FROM search_documents WHERE document = ?', before.document)
    }
    const document = freeDocument(connection, article.key, article.published)
    connection.run('INSERT INTO search_documents VALUES (?, ?, ?)', document, article.key, article.published)
    return { article, document }
  })
  // FTS5 begins a new segment wherever numbers do not ascend.
  placed.sort((a, b) => a.document - b.document)
  for (const { article, document } of placed) {
    const { title, text } = folded(article)
    connection.run('INSERT INTO search (rowid, grams) VALUES (?, ?)', document, gramsOf(title, text))
  }
}

/** Takes articles out of the index, inside of the caller's transaction; one that is not there is passed over. */
export function unindexArticles(connection: Connection, keys: readonly number[]): void {
  for (const key of keys) {
    const before = documentOfKey(connection, key)
    if (before === undefined) continue
    connection.run('DELETE FROM search WHERE rowid = CAST(? AS INTEGER)', before.document)
    connection.run('DELETE FROM search_documents WHERE document = ?', before.document)
  }
}

/** @returns the keyset position behind a hit, for a cursor */
export function positionOf(hit: Hit): Position {
  return [hit.relevance, hit.published, hit.key]
}

/** How hits are walked. */
export type HitOptions = {
  sort: ArticleSort
  textOf: TextOf
  /** The position of the last hit seen (`positionOf`). */
  after?: Position
  /** Only articles published in it; without it undated ones as well. */
  range?: WalkRange
}

/**
 * Walks the hits of a query in order and reads no more of the index and of articles than the hits asked for need:
 * leave the loop when there are enough. Relevance is scoreOf's (search-score.ts), 0 in the other orders.
 * @throws SqliteError where the index cannot be read
 */
export function* hits(
  connection: Connection,
  query: Query,
  { sort, textOf, after, range }: HitOptions,
): Generator<Hit, void, void> {
  const terms = termsOf(query)
  const [relevance, published, key] = after ?? []
  const behind =
    after === undefined ? undefined : { published: published as number | null, key: key as number }
  if (sort !== 'relevance') {
    const options = { newestFirst: sort === 'newest', range, behind }
    for (const candidate of candidatesOf(connection, matchesOf(terms), options)) {
      if (!candidate.certain && !satisfies(folded(textOf(candidate.key)), terms)) continue
      yield { key: candidate.key, published: candidate.published, relevance: 0 }
    }
    return
  }
  const first = after === undefined ? bestScore : (relevance as number)
  for (let score = first; score >= 0; score--) {
    const options = { newestFirst: true, range, behind: score === relevance ? behind : undefined }
    for (const candidate of candidatesOf(connection, matchesOf(terms, score), options)) {
      if (!candidate.certain && scoreOfKey(candidate.key, terms, textOf) !== score) continue
      yield { key: candidate.key, published: candidate.published, relevance: score }
    }
  }
}

/** @returns the relevance of an article, undefined where the query does not find it */
function scoreOfKey(key: number, terms: Terms, textOf: TextOf): number | undefined {
  const article = folded(textOf(key))
  return satisfies(article, terms) ? scoreOf(article, terms) : undefined
}

const isCandidate = `
  SELECT 1 FROM search WHERE search MATCH ? AND rowid = CAST(? AS INTEGER)`

/** @returns those of the keys whose article the query finds, as hits: for a filter that leaves few articles */
export function matching(
  connection: Connection,
  query: Query,
  keys: readonly number[],
  { sort, textOf }: { sort: ArticleSort; textOf: TextOf },
): Hit[] {
  const terms = termsOf(query)
  const matches = matchesOf(terms)
  return keys.flatMap((key) => {
    const indexed = documentOfKey(connection, key)
    if (indexed === undefined) return []
    const match = matches.find(
      ({ expression }) => connection.values(isCandidate).get(expression, indexed.document) !== undefined,
    )
    if (match === undefined) return []
    const hit = { key, published: indexed.published, relevance: 0 }
    if (match.certain && sort !== 'relevance') return [hit]
    const relevance = scoreOfKey(key, terms, textOf)
    if (relevance === undefined) return []
    return [sort === 'relevance' ? { ...hit, relevance } : hit]
  })
}

/** @returns how many articles the query finds, without other filters */
export function countHits(connection: Connection, query: Query, { textOf }: { textOf: TextOf }): number {
  const terms = termsOf(query)
  let count = 0
  for (const match of matchesOf(terms)) {
    if (match.certain) {
      count += connection
        .values<number>('SELECT count(*) FROM search WHERE search MATCH ?')
        .get(match.expression) as number
    } else {
      for (const candidate of candidatesOf(connection, [match], { newestFirst: true })) {
        if (satisfies(folded(textOf(candidate.key)), terms)) count++
      }
    }
  }
  return count
}

/**
 * @param most at least 1
 * @returns how many articles the query finds at most; `most` where it may be as many or more
 */
export function estimateHits(connection: Connection, query: Query, most: number): number {
  const sql = 'SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)'
  let count = 0
  for (const { expression } of matchesOf(termsOf(query))) {
    count += connection.values<number>(sql).get(expression, most) as number
  }
  return Math.min(count, most)
}
