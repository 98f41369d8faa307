import { createHash, hash } from 'node:crypto'
import type { Article } from './article.ts'
import type { Problem } from './problem.ts'

/** Facts about a page that its sender states. They take precedence over the page itself. */
export type PageHints = {
  /** The article's original address. */
  url?: string
  source?: string
  channel?: string
  id?: string
  /**
   * The last three segments of the page's path (`pages/<channel>/<id>.md`); some mirrors name the channel only there.
   */
  path?: string
  /** When the page was fetched or saved, as its container says: RFC 3339, UTC. */
  capturedAt?: string
  /** The date of the page's file, of an import that takes it for the time of capture: RFC 3339, UTC. */
  modifiedAt?: string
}

/** A raw page: its unaltered bytes with media type and hints. */
export type Page = {
  bytes: Uint8Array
  /** A media type, with its parameters: `text/html; charset=gb18030`. */
  contentType: string
  hints: PageHints
}

/**
 * @returns the identity of a page with its media type and hints (SHA-256, hex); equal when the same capture is sent again
 */
export function receiptOf(page: Page): string {
  const { url, source, channel, id, path, capturedAt, modifiedAt } = page.hints
  const capture = capturedAt ?? modifiedAt
  return createHash('sha256')
    .update(JSON.stringify([page.contentType, url, source, channel, id, path, ...(capture ? [capture] : [])]))
    .update('\0')
    .update(page.bytes)
    .digest('hex')
}

/** @returns SHA-256 of the bytes, hex */
export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

/**
 * What says when a page was captured. The page: the mark of the tool that saved it, or its address in a web archive; a
 * hint: the date of its WARC record or message, or its sender; its file's date, where the import asks for that; where
 * nothing says it, the time of its arrival.
 */
export const captureOrigins = ['page', 'hint', 'file', 'arrival'] as const

/** A time at which a page was captured: RFC 3339, UTC, with milliseconds. `from`: what says so. */
export type Capture = { at: string; from: (typeof captureOrigins)[number] }

/**
 * @param own the time that the page itself says; null where it says none
 * @returns the page's capture; undefined where neither the page nor a hint says when it was captured
 */
export function captureOf({ hints }: Page, own: string | null): Capture | undefined {
  const { capturedAt, modifiedAt } = hints
  if (own !== null) return { at: own, from: 'page' }
  if (capturedAt !== undefined) return { at: new Date(capturedAt).toISOString(), from: 'hint' }
  return modifiedAt === undefined ? undefined : { at: modifiedAt, from: 'file' }
}

/** The place of an item in its container: the line of an NDJSON stream, or the path in a folder or archive. */
export type ItemLabel = { line: number } | { path: string }

/** One version of an article's page, without its bytes. */
export type Revision = {
  /** 1 for the first that arrived; never reused, not even after a deletion. */
  revision: number
  /** SHA-256 of the bytes, hex. */
  digest: string
  contentType: string
  /** Length of the page in bytes, uncompressed. */
  size: number
  hints: PageHints
  receivedAt: string
  /** When these bytes were captured, oldest first: at least once. */
  captures: Capture[]
}
export type RawPage = Revision & { bytes: Buffer }

/** A tag that was merged into another one. */
export type TagAlias = { alias: string; tag: string }

/**
 * An article with all versions of its page: one line of a raw export. `tagAliases`: the merges that concern its tags;
 * absent if there are none.
 */
export type ArchivedArticle = { article: Article; pages: RawPage[]; tagAliases?: TagAlias[] }

/** A deleted article: a line of a raw export that holds all articles. `revision`: its last one. */
export type Deletion = { id: string; revision: number; deletedAt: string }

/** A line of a raw export: a whole article with every page that it was read from, or its deletion. */
export type ArchivedItem = ArchivedArticle | Deletion

/**
 * One item of a container: a page, a line of a raw export, the problem that it cannot be read, or, for what is no page,
 * its kind (`.jpg`, `image/png`, `revisit`, `status 404`).
 */
export type Item =
  | { label: ItemLabel; page: Page }
  | { label: ItemLabel; archived: ArchivedItem }
  | { label: ItemLabel; problem: Problem }
  | { label: ItemLabel; passedOver: string }
