import { zstdDecompressSync } from 'node:zlib'
import type { Article, ParsedArticle } from '../article.ts'
import type { ArchivedItem, Capture, Page, RawPage, Revision } from '../page.ts'
import type { Problem } from '../problem.ts'
import type { ArticleFilter, ArticleSort, FacetName, Position, TagSort } from '../query.ts'
import type { ActivityStore, StoreActivity } from './activity.ts'
import type { Change } from './changes.ts'
import type { JobQueue, QueueDepth } from './jobs.ts'
import type { SweptStore } from './objects/objects.ts'

/**
 * An article's JSON as it is stored: `frame` is one zstd frame without a dictionary (RFC 8878); `jsonOf`
 * decodes it. Nobody writes into it.
 * `etag`: the opaque part of the ETag, made of the JSON; `updatedAt`: RFC 3339, for Last-Modified (RFC 9110, 8.8).
 */
export type Answer = { readonly frame: Buffer; readonly etag: string; readonly updatedAt: string }

/** @returns the article's JSON, in memory of its own: in one piece, since it is three to four times as long as its frame */
export const jsonOf = ({ frame }: Pick<Answer, 'frame'>): Buffer =>
  zstdDecompressSync(frame, { chunkSize: Math.max(1000, 4 * frame.length) })

/**
 * A page and what parsing made of it. `capture`: when it was captured; without it, it is the newest of its article.
 * `receipt`: the page's receipt, if it is known already; `grams`: the article's grams for the search index
 * (rules/search/grams.ts), if a parsing thread made them.
 */
export type Entry = {
  page: Page
  article: ParsedArticle
  capture?: Capture
  receipt?: string
  grams?: Float64Array
}

/** An article with its current page, or why they cannot be read. */
export type CurrentPage = { id: string } & ({ page: Page; article: Article } | { problem: Problem })

/** What parsing makes now of an article's page. `revision`: the one that the page is. */
export type ParsedAnew = { article: ParsedArticle; revision: number }

/** `earlier`: the page became an earlier revision, and the article is as it was. */
export type SaveResult = 'created' | 'updated' | 'earlier' | 'unchanged'

/** What storing a page did. `fields`: the members of the article that changed, for the change sequence. */
export type Saved = { result: SaveResult; id: string; fields: string[] }

export type { ArticleChange, Change, TagChange } from './changes.ts'
export type { Job, JobQueue, JobResult, QueueDepth, RunState } from './jobs.ts'
export type { RawPage, Revision, StoreActivity }

export type ArticleList = {
  /** Ready-made summaries; a searched list has snippets, HTML-escaped text with `<mark>`. */
  items: { id: string; json: Buffer; snippet?: string }[]
  next: Position | null
  total?: number
  facets?: Partial<Record<FacetName, { value: string; count: number }[]>>
}
export type ListRequest = {
  filter: ArticleFilter
  sort: ArticleSort
  limit: number
  after?: Position
  count?: boolean
  facets?: FacetName[]
  /** Values of each facet at most: those with the most articles, of a date the latest. All where none is named. */
  facetLimit?: number
}

/** `contains`: a part of the tag's name; `filter`: which articles are counted. */
export type TagsRequest = {
  contains?: string
  filter?: ArticleFilter
  sort: TagSort
  limit: number
  after?: Position
}
export type TagCount = { tag: string; count: number }
/** A tag with the names of the tags that were merged into it; or the name of the tag that it was merged into itself. */
export type Tag =
  | { tag: string; count: number; aliases: string[]; related: TagCount[] }
  | { mergedInto: string }

export type SourceSummary = {
  source: string
  articles: number
  firstPublishedAt: string | null
  lastPublishedAt: string | null
  channels: { channel: string; articles: number }[]
}

export type Similar = {
  id: string
  json: Buffer
  /** Estimated share of common text, 0 to 1. */
  similarity: number
  /** A reprint has (nearly) the same text; `related` shares passages. */
  kind: 'reprint' | 'related'
}

export type StoreStatistics = {
  archiveId: string
  articles: number
  deleted: number
  revisions: number
  tags: number
  lastSequence: number
  /** Bytes of the database on disk, its write-ahead log included. */
  size: number
  /** Bytes of all raw pages as they came. */
  rawSize: number
  bySource: { source: string | null; articles: number }[]
  byMonth: { month: string; articles: number }[]
  topTags: TagCount[]
}

/** One thing that `verify` found wrong; `where`: an article's id, a table or an index. `isDerived`: `rebuild` repairs it. */
export type Fault = { where: string; what: string; isDerived?: boolean }

/**
 * What a store says of its way to its server. `commitsBehind`: commits that the replica lacks; null where none is read, or
 * where it gives no answer.
 */
export type StoreConnections = {
  pools: { pool: string; used: number; idle: number; waiting: number }[]
  commitsBehind: number | null
}

export type RebuildOptions = {
  /** Is told how many articles are done, of how many. */
  onProgress?: (done: number, total: number) => void
  /** Once aborted, no further batch is begun; the next rebuild goes on. */
  signal?: AbortSignal
}

/**
 * What is kept. Each method is one unit of work: it either happened whole and durably, or not at all. Text that
 * names a tag, a credit or a query is folded inside (fold.ts). Any method may throw Problem `unavailable`, and a
 * writing one `insufficient-storage`, when the disk fails; reads go on where they can.
 */
export interface Store extends ActivityStore, SweptStore {
  /** For each receipt (page.ts) the id of the living article that holds this very page, else null. */
  known(receipts: readonly string[]): Promise<(string | null)[]>

  /**
   * Stores each page with its article, in order, all durable when the promise settles. An entry stands alone: one
   * that is refused (a Problem `conflict` in its place) does not harm the others.
   *
   * An article is known again by its id, else by its canonical address. The article is what its newest capture says
   * (captures.ts). Other bytes: a new revision, `updated` or, if its capture is not the newest, `earlier`. Bytes
   * that the article has already: `unchanged`, or `updated` where they are the newest capture again; a capture is
   * added if its time is known. A channel that is new is added. A deleted article comes back as `created`, its
   * revisions counted on.
   */
  save(entries: readonly Entry[]): Promise<(Saved | Problem)[]>

  /** What `save` would answer and the article as it would then be; writes nothing. Throws Problem `conflict`. */
  preview(entry: Entry): Promise<Saved & { article: Article }>

  /**
   * Puts articles back as they were exported, times, revision numbers and mergers of their tags included. One that is
   * there already, the same to the byte, is `unchanged`; another article of that id is a `conflict`.
   */
  restore(archived: readonly ArchivedItem[]): Promise<(Saved | Problem)[]>

  /** What `restore` would answer; writes nothing. Throws Problem `conflict`. */
  previewRestore(archived: ArchivedItem): Promise<Saved>

  /** Deletes an article with its pages; its id stays taken. Throws `not-found`, `gone`. */
  remove(id: string): Promise<void>

  /** The article's JSON. Throws `not-found`, and `gone` (with `deletedAt`) for a deleted one. */
  article(id: string): Promise<Answer>
  /** Ids of the living articles with this native id, in order. */
  idsOfNativeId(nativeId: string): Promise<string[]>
  /** The page as it came; the current revision where none is named. Throws `not-found`, `gone`. */
  rawPage(id: string, revision?: number): Promise<RawPage>
  /** All revisions, in the order of their newest captures: the last one is current. Throws `not-found`, `gone`. */
  revisions(id: string): Promise<Revision[]>
  /** Near-duplicates, most similar first. Throws `not-found`, `gone`. */
  similar(id: string, limit: number): Promise<Similar[]>

  list(request: ListRequest): Promise<ArticleList>
  tags(request: TagsRequest): Promise<{ items: TagCount[]; next: Position | null }>
  /** Counts those of its articles that pass the filter, and the tags beside it. Throws `not-found` for a tag of no article. */
  tag(name: string, filter?: ArticleFilter): Promise<Tag>
  /** Merges `alias` into `tag`, for good. Throws `not-found` (no such tag), `conflict` (it would point in a circle). */
  addTagAlias(tag: string, alias: string): Promise<void>
  /** Throws `not-found`. */
  removeTagAlias(tag: string, alias: string): Promise<void>

  /** Absent in an engine without a server. */
  connections?(): StoreConnections
  /** Opens the queue, to be closed; absent as before. Throws ConfigError where the role may not use it. */
  openQueue?(): Promise<JobQueue>
  /** Numbers of all jobs; null where there is no queue yet, or none that the role may read. */
  queueDepth?(): Promise<QueueDepth | null>
  sources(): Promise<SourceSummary[]>
  statistics(): Promise<StoreStatistics>
  /** Changes after this sequence number, in order and without gaps, but for one that a restore leaves. */
  changes(since: number, limit: number): Promise<Change[]>
  /**
   * Calls the listener whenever what is stored has changed, merged tags included: for a write of this store before its
   * promise resolves, for one of another process within milliseconds.
   * @returns a function that ends the calls
   */
  onChange(listener: () => void): () => void
  /** The archive's identity: random, and new for each restored backup. */
  archiveId(): Promise<string>
  /** The number of the last change; 0 where nothing was ever stored. */
  lastSequence(): Promise<number>
  /** Whether a follower can go on behind this number: 0, the last one, that of a change, or one before a change. */
  isSequence(sequence: number): Promise<boolean>

  /**
   * Whole articles in the order of their ids, from one snapshot, whatever is written meanwhile. `sequence`: the
   * last change that the snapshot holds. The iterator must be run to its end or returned. It throws `unavailable` where
   * it is read too slowly: a snapshot has a deadline.
   */
  export(filter: ArticleFilter): Promise<{ sequence: number; articles: AsyncIterable<Buffer> }>
  /** The same with every page, for an export that rebuilds the archive. */
  exportArchived(filter: ArticleFilter): Promise<{ sequence: number; articles: AsyncIterable<ArchivedItem> }>

  /**
   * Pages to parse anew: the current page of each living article after this id, in the order of ids; a Problem in the
   * place of one that cannot be read.
   */
  currentPages(afterId: string | null, limit: number): Promise<CurrentPage[]>
  /**
   * Takes the place of what parsing gave before; revisions and raw pages stay. `unchanged` where it is equal, or where
   * another page came meanwhile, of which it says nothing.
   */
  replaceParsed(articles: readonly ParsedAnew[]): Promise<(Saved | Problem)[]>

  /** Resolves when the store can write, or was opened to be read only and can be read; throws `unavailable` otherwise. */
  ready(): Promise<void>
  /** Makes the store small: for the end of a great deal of writing. What fails in it is left for later. */
  compact(): Promise<void>
  /** Writes a consistent copy while the store is in use; absent in an engine whose own tools do it. */
  backup?(path: string, onProgress?: (done: number, total: number) => void): Promise<void>
  /**
   * Writes anew what follows from the articles: what lists, counts and searches are answered from. Until it is complete
   * they may lack articles. What is saved meanwhile is kept.
   * @returns the articles that cannot be read, which are in no list; whether all were done
   */
  rebuild(options?: RebuildOptions): Promise<{ faults: Fault[]; isComplete: boolean }>
  /** Everything that is wrong with the store; nothing where it is sound. */
  verify(onProgress?: (done: number, total: number) => void): AsyncIterable<Fault>
  close(): Promise<void>
}
