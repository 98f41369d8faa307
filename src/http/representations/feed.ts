import type { Article, ArticleSummary } from '../../article.ts'

/** A feed holds articles with their text, or summaries. */
export type FeedItem = ArticleSummary | Article

export type FeedFacts = {
  /** What the feed holds, in words: `Broadsheet`, `Broadsheet: 朝鲜`. */
  title: string
  /** Scheme and host of this service, without a slash at the end. */
  origin: string
  /** This feed's path with its query. */
  self: string
  /** The same list as JSON, its path with its query: what the feed is a feed of. */
  list: string
  /** Path with query of the items after these; null behind the last. */
  next: string | null
  /** When it last changed (RFC 3339). */
  updated: string
  /** The sources' own names by source. */
  publishers: ReadonlyMap<string, string>
}
