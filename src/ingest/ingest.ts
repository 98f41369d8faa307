import type { Article } from '../article.ts'
import { type ArchivedItem, type Item, type ItemLabel, type Page, receiptOf } from '../page.ts'
import type { ParseOutcome } from '../parse/parse.ts'
import { Problem } from '../problem.ts'
import type { Saved, SaveResult, Store } from '../store/store.ts'
import { groups } from './groups.ts'

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
  /** What parsing makes of a page, stored or not. */
  parse(page: Page): Promise<ParseOutcome>
  /**
   * Parses and stores items as they arrive, outcomes in their order, each durable before it is yielded; reads no
   * faster than it stores. One bad item never stops the others. Returns the summary.
   */
  many(
    items: AsyncIterable<Item>,
    options?: { dryRun?: boolean; groupSize?: number },
  ): AsyncGenerator<ItemOutcome, IngestSummary, void>
}

const usualGroupSize = 64

type Result = Saved | Problem

/** @param parser reads the pages; whoever made it closes it */
export function createIngest({ store, parser }: { store: Store; parser: Parser }): Ingest {
  /** What is known costs a hash; the rest is parsed side by side and stored in one commit. */
  async function saved(pages: readonly Page[]): Promise<Result[]> {
    const known = await store.known(pages.map(receiptOf))
    const results: (Result | undefined)[] = known.map((id) =>
      id === null ? undefined : { result: 'unchanged', id, fields: [] },
    )
    const waiting = results.flatMap((result, index) => (result === undefined ? [index] : []))
    const outcomes = await Promise.all(waiting.map((index) => parser.parse(pages[index]!)))
    const stored = waiting.filter((index, order) => {
      const outcome = outcomes[order]!
      if ('problem' in outcome) results[index] = outcome.problem
      return 'article' in outcome
    })
    const articles = outcomes.flatMap((outcome) => ('article' in outcome ? [outcome.article] : []))
    const answers =
      stored.length === 0
        ? []
        : await store.save(stored.map((index, order) => ({ page: pages[index]!, article: articles[order]! })))
    for (const [order, index] of stored.entries()) results[index] = answers[order]
    return results.map(
      (result) => result ?? new Problem('internal', 'The store gave no answer for the page.'),
    )
  }

  async function previewed(page: Page): Promise<Saved & { article: Article }> {
    const outcome = await parser.parse(page)
    if ('problem' in outcome) throw outcome.problem
    return store.preview({ page, article: outcome.article })
  }

  /** The results of a group in its order: its pages in one commit, what an export holds in another. */
  async function groupResults(group: readonly Item[], dryRun: boolean): Promise<Result[]> {
    const pages = group.flatMap((item) => ('page' in item ? [item.page] : []))
    const archived = group.flatMap((item) => ('archived' in item ? [item.archived] : []))
    const ofPages = (
      dryRun ? await Promise.all(pages.map((page) => orProblem(previewed(page)))) : await saved(pages)
    ).values()
    const ofArchived = (
      dryRun ? archived.map(wouldRestore) : archived.length > 0 ? await store.restore(archived) : []
    ).values()
    return group.map((item) => {
      if ('problem' in item) return item.problem
      const { value } = 'page' in item ? ofPages.next() : ofArchived.next()
      return value ?? new Problem('internal', 'The store gave no answer for the item.')
    })
  }

  return {
    parse: (page) => parser.parse(page),
    async page(page) {
      const [result] = await saved([page])
      if (result === undefined || result instanceof Problem) throw result
      return result
    },
    preview: previewed,
    async *many(items, { dryRun = false, groupSize = usualGroupSize } = {}) {
      const summary: IngestSummary = { items: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
      for await (const group of groups(items, groupSize)) {
        const results = await groupResults(group, dryRun)
        for (const [index, item] of group.entries()) {
          const result = results[index]
          const outcome: ItemOutcome =
            result === undefined || result instanceof Problem
              ? {
                  ...item.label,
                  result: 'failed',
                  problem: result ?? new Problem('internal', 'The item was lost.'),
                }
              : { ...item.label, result: result.result, id: result.id }
          summary.items++
          summary[outcome.result]++
          yield outcome
        }
      }
      return summary
    },
  }
}

const wouldRestore = ({ article }: ArchivedItem): Saved => ({ result: 'created', id: article.id, fields: [] })

/** A refusal as a value; any other error stays one. */
async function orProblem<T>(promise: Promise<T>): Promise<T | Problem> {
  try {
    return await promise
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}
