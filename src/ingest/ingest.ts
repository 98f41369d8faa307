import type { Article } from '../article.ts'
import type { Item, ItemLabel, Page } from '../page.ts'
import type { ParseOutcome } from '../parse/parse.ts'
import type { Problem } from '../problem.ts'
import type { Saved, SaveResult, Store } from '../store/store.ts'

/** Reads pages, on this thread or on others. */
export interface Parser {
  parse(page: Page): Promise<ParseOutcome>
  close(): Promise<void>
}

/** What became of one item of many. */
export type ItemOutcome =
  | (ItemLabel & { result: SaveResult; id: string })
  | (ItemLabel & { result: 'failed'; problem: Problem })

export type IngestSummary = {
  items: number
  created: number
  updated: number
  unchanged: number
  failed: number
}

/** Pages in, stored articles out: what http and the command line hand pages to. */
export interface Ingest {
  /** Parses and stores one page. Throws Problem `no-article`, `conflict`. */
  page(page: Page): Promise<Saved>
  /** The same without writing. */
  preview(page: Page): Promise<Saved & { article: Article }>
  /**
   * Parses and stores items as they arrive, outcomes in their order, each durable before it is yielded; reads no
   * faster than it stores. One bad item never stops the others. Returns the summary.
   */
  many(
    items: AsyncIterable<Item>,
    options?: { dryRun?: boolean },
  ): AsyncGenerator<ItemOutcome, IngestSummary, void>
}

export declare function createIngest(options: { store: Store; parser: Parser }): Ingest
