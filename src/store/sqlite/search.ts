import type { Database } from 'better-sqlite3'
import type { ArticleSort, Position } from '../../query.ts'
import type { Query } from './search-query.ts'

/** What is searched of an article: its title, and the texts of its body joined by newlines. */
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

/**
 * Puts articles into the index, inside of the caller's transaction; an article that is there already is replaced.
 * Many at once cost much less than one by one: gather what a transaction writes and call this once, at its end.
 */
export declare function indexArticles(db: Database, documents: readonly SearchDocument[]): void

/** Takes articles out of the index; one that is not there is passed over. */
export declare function unindexArticles(db: Database, keys: readonly number[]): void

/**
 * Walks the hits of a query in order, a chunk at a time, never reading more of the index than the chunks asked for
 * need; leave the loop when there are enough.
 * @param after the position of the last hit seen (`positionOf`)
 */
export declare function hits(
  db: Database,
  query: Query,
  options: { sort: ArticleSort; after?: Position; textOf: TextOf },
): Generator<Hit[], void, void>

/** @returns the keyset position behind a hit, for a cursor */
export declare function positionOf(hit: Hit): Position

/** @returns those of the keys whose article the query finds: for a filter that leaves few articles */
export declare function matching(query: Query, keys: readonly number[], options: { textOf: TextOf }): number[]

/** @returns how many articles the query finds, without other filters */
export declare function countHits(db: Database, query: Query, options: { textOf: TextOf }): number
