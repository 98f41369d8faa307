import type { ArticleSort } from '../../../query.ts'
import { matchesOf, type Terms, termsOf } from '../../rules/search/expression.ts'
import { gramsOf } from '../../rules/search/grams.ts'
import type { Hit } from '../../rules/search/hit.ts'
import { bestScore, satisfies, scoreOf } from '../../rules/search/match.ts'
import type { Query } from '../../rules/search/query.ts'
import { type FoldedArticle, folded, type SearchableText } from '../../rules/search/searchable.ts'
import type { Connection } from '../connection.ts'
import { addDocuments, removeDocuments, undated } from './index.ts'
import { SegmentReader } from './segment-reader.ts'
import { bounds, segmentsOf } from './segments.ts'
import { candidatesOf, type DocumentRange, ordinalsOf } from './walk.ts'

/** An article as the index takes it. */
export type SearchDocument = SearchableText & {
  /** The article's integer key. */
  key: number
  /** Seconds since 1970-01-01T00:00:00Z; null for an undated article. */
  published: number | null
  /** The article's grams (gramsOf), where they were made before. */
  grams?: Float64Array
}

/** Reads an article's folded text, for what the index alone cannot decide. */
export type TextOf = (key: number) => FoldedArticle

/** Seconds since 1970, both inclusive. */
export type PublishedRange = { from: number; to: number }

/**
 * Puts articles into the index, inside of the caller's transaction; one that is there already is replaced. Articles
 * that are put in together share a segment, which makes each much cheaper: gather what a transaction writes and call
 * this once, at its end. Yields between pieces of work of about a millisecond; must be run to its end.
 */
export function* indexArticles(
  connection: Connection,
  articles: readonly SearchDocument[],
): Generator<void, void, void> {
  unindexArticles(
    connection,
    articles.map(({ key }) => key),
  )
  const documents = articles.map((article) => ({ ...article, published: article.published ?? undated }))
  yield* addDocuments(connection, documents, ({ grams, ...article }) => grams ?? gramsOf(folded(article)))
}

/** Takes articles out of the index, inside of the caller's transaction; one that is not there is passed over. */
export function unindexArticles(connection: Connection, keys: readonly number[]): void {
  removeDocuments(connection, keys)
}

/** Empties the index, inside of the caller's transaction. */
export function clearIndex(connection: Connection): void {
  for (const table of ['segments', 'blocks', 'parts', 'deleted', 'articles'])
    connection.run(`DELETE FROM search_${table}`)
}

/** How hits are walked. */
export type HitOptions = {
  sort: ArticleSort
  textOf: TextOf
  /** The last hit seen: only hits behind it. */
  after?: Hit
  /** Only articles published in it; without it undated ones as well. */
  range?: PublishedRange
}

/** Articles that are checked before a walk offers a pause: about a millisecond's work. */
const looksAtOnce = 20
/** The length of an article, in UTF-16 units, that counts as one of them. */
const lengthOfLook = 3000

/** @returns what reads an article's text, and says when as many were read as call for a pause */
function looker(textOf: TextOf) {
  let looks = 0
  return (key: number): { article: FoldedArticle; isPauseDue: boolean } => {
    const article = textOf(key)
    looks += Math.ceil((article.text.length + 1) / lengthOfLook)
    const isPauseDue = looks >= looksAtOnce
    if (isPauseDue) looks = 0
    return { article, isPauseDue }
  }
}

/**
 * Walks the hits of a query in order and reads no more of the index and of articles than the hits asked for need:
 * leave the loop when there are enough. Where hits are far apart it yields null, for a pause. Relevance is scoreOf's
 * (rules/search/match.ts), 0 in the other orders.
 * @throws Error where the index cannot be read
 */
export function* hits(
  connection: Connection,
  query: Query,
  { sort, textOf, after, range }: HitOptions,
): Generator<Hit | null, void, void> {
  const terms = termsOf(query)
  const readers = segmentsOf(connection).map((segment) => new SegmentReader(connection, segment))
  const behind = after === undefined ? undefined : { published: after.published ?? undated, key: after.key }
  const look = looker(textOf)
  const first = sort !== 'relevance' ? 0 : Math.min(bestScore, after?.relevance ?? bestScore)
  for (let score = first; score >= 0; score--) {
    const matches = matchesOf(terms, sort === 'relevance' ? score : undefined)
    const start = score === first ? behind : undefined
    for (const { documents, forward } of walksOf(sort, start, range)) {
      for (const { key, published, certain } of candidatesOf(readers, matches, documents, forward)) {
        if (!certain) {
          const { article, isPauseDue } = look(key)
          if (isPauseDue) yield null
          if (!satisfies(article, terms)) continue
          if (sort === 'relevance' && scoreOf(article, terms) !== score) continue
        }
        yield { key, published: published === undated ? null : published, relevance: score }
      }
    }
  }
}

/** The stretches of documents to walk one after the other: undated ones are the last in every order. */
function walksOf(
  sort: ArticleSort,
  behind: { published: number; key: number } | undefined,
  range: PublishedRange | undefined,
): { documents: DocumentRange; forward: boolean }[] {
  const dated = range === undefined ? bounds.dated : edgesOf(range)
  const forward = sort === 'oldest'
  const stretches = range === undefined ? [dated, bounds.undated] : [dated]
  const left = behind?.published === undated ? stretches.slice(1) : stretches
  return left.map((documents, index) => {
    if (index > 0 || behind === undefined) return { documents, forward }
    // Keys are whole numbers: half a one further on is behind the key and before the next.
    const edge = { published: behind.published, key: behind.key + (forward ? 0.5 : -0.5) }
    const { first, last } = documents
    const inside = forward ? later(first, edge) : earlier(last, edge)
    return { documents: forward ? { first: inside, last } : { first, last: inside }, forward }
  })
}

const edgesOf = ({ from, to }: PublishedRange): DocumentRange => ({
  first: { published: from, key: Number.NEGATIVE_INFINITY },
  last: { published: to, key: Number.POSITIVE_INFINITY },
})

type Place = { published: number; key: number }
const isEarlier = (a: Place, b: Place) =>
  a.published < b.published || (a.published === b.published && a.key < b.key)
const earlier = (a: Place, b: Place) => (isEarlier(a, b) ? a : b)
const later = (a: Place, b: Place) => (isEarlier(a, b) ? b : a)

/** @returns those of the keys whose article the query finds, as hits: for a filter that leaves few articles */
export function matching(
  connection: Connection,
  query: Query,
  keys: readonly number[],
  { sort, textOf }: { sort: ArticleSort; textOf: TextOf },
): Hit[] {
  const terms = termsOf(query)
  const published = connection.values<number | null>('SELECT published FROM search_articles WHERE key = ?')
  return keys.flatMap((key) => {
    const at = published.get(key)
    if (at === undefined) return []
    const article = textOf(key)
    if (!satisfies(article, terms)) return []
    return [{ key, published: at, relevance: sort === 'relevance' ? scoreOf(article, terms) : 0 }]
  })
}

/** Walks the articles that a query finds, whatever else is asked of them, in no order; yields null for pauses. */
export function* keysOfHits(
  connection: Connection,
  query: Query,
  { textOf }: { textOf: TextOf },
): Generator<number | null, void, void> {
  const terms: Terms = termsOf(query)
  const matches = matchesOf(terms)
  const look = looker(textOf)
  for (const segment of segmentsOf(connection)) {
    const reader = new SegmentReader(connection, segment)
    yield null
    for (const { condition, certain } of matches) {
      const ordinals = ordinalsOf(reader, condition, true)
      for (let at = ordinals.seek(0); at !== -1; at = ordinals.seek(at + 1)) {
        if (reader.isDeleted(at)) continue
        const { key } = reader.documentAt(at)
        if (!certain) {
          const { article, isPauseDue } = look(key)
          if (isPauseDue) yield null
          if (!satisfies(article, terms)) continue
        }
        yield key
      }
    }
  }
}

/**
 * @param most at least 1
 * @returns how many articles the query finds at most; `most` where it may be as many or more
 */
export function estimateHits(connection: Connection, query: Query, most: number): number {
  const matches = matchesOf(termsOf(query))
  let estimate = 0
  for (const segment of segmentsOf(connection)) {
    const reader = new SegmentReader(connection, segment)
    for (const { condition } of matches) estimate += ordinalsOf(reader, condition, true).atMost
    if (estimate >= most) return most
  }
  return estimate
}
