import { createHash, hash } from 'node:crypto'
import type { Article } from './article.ts'
import type { Problem } from './problem.ts'

/** What the sender of a page says of it; the page's own word fills the rest. */
export type PageHints = {
  /** The article's original address. */
  url?: string
  source?: string
  channel?: string
  id?: string
  /**
   * Where the page lay, its last three segments (`pages/<channel>/<id>.md`): mirrors of 2018 name their channel
   * nowhere else.
   */
  path?: string
}

/** A page as it came: its bytes, unaltered, and what is known of them. */
export type Page = {
  bytes: Uint8Array
  /** A media type, with its parameters: `text/html; charset=gb18030`. */
  contentType: string
  hints: PageHints
}

/** The same page sent again has the same receipt, whatever was sent in between: SHA-256, hex. */
export function receiptOf(page: Page): string {
  const { url, source, channel, id, path } = page.hints
  return createHash('sha256')
    .update(JSON.stringify([page.contentType, url, source, channel, id, path]))
    .update('\0')
    .update(page.bytes)
    .digest('hex')
}

/** @returns SHA-256 of the bytes, hex */
export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

/** Where an item stood in what was sent: the line of an NDJSON stream, or the path in a folder or tar. */
export type ItemLabel = { line: number } | { path: string }

/** One version of an article's page, without its bytes. */
export type Revision = {
  /** 1 for the first; never reused, a deletion included. */
  revision: number
  /** SHA-256 of the bytes, hex. */
  digest: string
  contentType: string
  /** Bytes of the page as it came. */
  size: number
  hints: PageHints
  receivedAt: string
}
export type RawPage = Revision & { bytes: Buffer }

/** A name of a tag that was merged into another tag. */
export type TagAlias = { alias: string; tag: string }

/**
 * A whole article with every page that it was read from: what an export with raw pages holds a line of. `tagAliases`:
 * the mergers that its tags have a part in; absent where there are none.
 */
export type ArchivedItem = { article: Article; pages: RawPage[]; tagAliases?: TagAlias[] }

/** One thing out of a folder, a tar or an NDJSON stream: a page, a line of an export, or why neither could be read. */
export type Item =
  | { label: ItemLabel; page: Page }
  | { label: ItemLabel; archived: ArchivedItem }
  | { label: ItemLabel; problem: Problem }
