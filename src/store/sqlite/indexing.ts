import type { Article } from '../../article.ts'

/** The instant of an article without a date: sorts below every date. */
export const undated = -1e11

/** An article as indexes hold it. */
export type Indexed = {
  /** Its row in `articles`; the same for as long as its id exists. */
  key: number
  /** Seconds since 1970 of publishedAt, or `undated`. */
  instant: number
  article: Article
}

/** A place in a sorted list. `score` only where the list is sorted by relevance: higher is better. */
export type Place = { score?: number; instant: number; key: number }

/** Order of a list: by instant, then key; newest has both descending. Undated articles are last in both. */
export type Order = 'newest' | 'oldest' | 'relevance'

/** Instants that a list may hold, both inclusive. */
export type Range = { low: number; high: number }
