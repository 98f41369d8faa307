import type { Article, ParsedArticle } from '../article.ts'
import { captureOf, type Item, type Page, receiptOf } from '../page.ts'
import type { ParseOutcome } from '../parse/parse.ts'
import { Problem, type ProblemName } from '../problem.ts'
import type { Entry, Saved, SaveResult, Store } from '../store/store.ts'
import { takeMany, type Underway } from './many.ts'
import type { IngestSummary, ItemOutcome, Result } from './outcome.ts'
import { type GroupSize, groupsOf } from './threads/groups.ts'

/** Parses pages, on this thread or on others. */
export interface Parser {
  /**
   * @param isExplained whether its trace is wanted; else it is empty
   * @returns with the article its grams for the search index (store/rules/search/grams.ts), where a thread made them
   */
  parse(page: Page, isExplained?: boolean): Promise<ParseOutcome & { grams?: Float64Array }>
  close(): Promise<void>
}

/** Receives events about pages, for metrics. */
export type IngestObserver = {
  /** Called for each parsed page. The time includes waiting for a thread. */
  parsed(seconds: number): void
  /** Called for each result. @param source null if unknown; @param reason the problem of a failed page */
  done(source: string | null, result: SaveResult | 'failed', reason?: ProblemName): void
}

/** @returns why an article is not wanted; undefined for one that is */
export type Select = (
  article: Pick<ParsedArticle, 'url' | 'source' | 'language' | 'publishedAt'>,
) => string | undefined

/** Parses and stores pages, for HTTP and the command line. */
export interface Ingest {
  /** Parses and stores one page. Throws Problem `no-article`, `conflict`. */
  page(page: Page): Promise<Saved>
  /** Returns what `page` would do, and writes nothing. */
  preview(page: Page): Promise<Saved & { article: Article }>
  /** Parses a page without the store. */
  parse: Parser['parse']
  /**
   * Parses and stores items as they arrive and yields their outcomes in order, each after its commit. Reading waits for
   * storing. A failed item does not stop the others. Returns the summary.
   */
  many(
    items: AsyncIterable<Item>,
    options?: { dryRun?: boolean; select?: Select },
  ): AsyncGenerator<ItemOutcome, IngestSummary, void>
  /** Adds an observer. */
  observe(observer: IngestObserver): void
}

/** Limits of the items in one commit. */
const largestGroup: GroupSize = { items: 100, bytes: 2 * 1024 * 1024 }

/** @param parser parses the pages; the caller closes it */
export function createIngest({ store, parser }: { store: Store; parser: Parser }): Ingest {
  const observers: IngestObserver[] = []

  async function parsed(page: Page): ReturnType<Parser['parse']> {
    const began = performance.now()
    const outcome = await parser.parse(page)
    for (const observer of observers) observer.parsed((performance.now() - began) / 1000)
    return outcome
  }

  function tell(source: string | null, result: Result): void {
    if ('passedOver' in result) return
    for (const observer of observers) {
      if (result instanceof Problem) observer.done(source, 'failed', result.problem)
      else observer.done(source, result.result)
    }
  }

  /** Recognises stored pages by their receipts and parses the others in parallel. */
  async function prepared(pages: readonly Page[], select?: Select): Promise<Prepared[]> {
    const receipts = pages.map(receiptOf)
    const known = await store.known(receipts)
    return Promise.all(
      pages.map(async (page, index): Promise<Prepared> => {
        const id = known[index] ?? null
        if (id !== null) return { result: 'unchanged', id, fields: [] }
        const outcome = await parsed(page)
        if ('problem' in outcome) return outcome.problem
        const { article, capturedAt, grams } = outcome
        const reason = select?.(article)
        if (reason !== undefined) return { passedOver: reason }
        const capture = captureOf(page, capturedAt)
        return {
          page,
          article,
          receipt: receipts[index],
          ...(capture && { capture }),
          ...(grams && { grams }),
        }
      }),
    )
  }

  /** Counts the pages that were refused; what cannot be counted is refused all the same. */
  async function countRefused(results: readonly Result[]): Promise<void> {
    const problems = results.flatMap((result) =>
      result instanceof Problem && result.status < 500 ? [result.problem] : [],
    )
    if (problems.length > 0) await store.countRefusals(problems).catch(problemOnly)
  }

  /** Stores all entries in one commit and replaces them by their results. */
  async function stored(prepared: readonly Prepared[]): Promise<Result[]> {
    const entries = prepared.filter((one) => 'page' in one)
    const saved = (entries.length === 0 ? [] : await store.save(entries)).values()
    const results = prepared.map((one) => {
      const result = 'page' in one ? answerOf(saved.next().value) : one
      tell('page' in one ? one.article.source : null, result)
      return result
    })
    await countRefused(results)
    return results
  }

  async function preview(page: Page): Promise<Saved & { article: Article }> {
    const outcome = await parser.parse(page)
    if ('problem' in outcome) throw outcome.problem
    const capture = captureOf(page, outcome.capturedAt)
    return store.preview({ page, article: outcome.article, ...(capture && { capture }) })
  }

  async function previewed(page: Page, select?: Select): Promise<Result> {
    const saved = await preview(page)
    const reason = select?.(saved.article)
    return reason === undefined ? saved : { passedOver: reason }
  }

  function begin(group: readonly Item[], select?: Select): Underway {
    const pages = prepared(
      group.flatMap((item) => ('page' in item ? [item.page] : [])),
      select,
    )
    pages.catch(() => {})
    const archived = group.flatMap((item) => ('archived' in item ? [item.archived] : []))
    return {
      prepared: pages,
      async store() {
        const ofPages = (await stored(await pages)).values()
        const ofArchived = (archived.length === 0 ? [] : await store.restore(archived)).values()
        return group.map((item) => {
          if ('problem' in item) return item.problem
          if ('passedOver' in item) return { passedOver: item.passedOver }
          return answerOf(('page' in item ? ofPages : ofArchived).next().value)
        })
      },
    }
  }

  function beginPreview(group: readonly Item[], select?: Select): Underway {
    const results = Promise.all(
      group.map((item): Promise<Result> | Result => {
        if ('problem' in item) return item.problem
        if ('passedOver' in item) return { passedOver: item.passedOver }
        if ('page' in item) return previewed(item.page, select).catch(problemOnly)
        return store.previewRestore(item.archived).catch(problemOnly)
      }),
    )
    results.catch(() => {})
    return { prepared: results, store: () => results }
  }

  return {
    observe: (observer) => void observers.push(observer),
    parse: (page, isExplained) => parser.parse(page, isExplained),
    async page(page) {
      const [result] = await stored(await prepared([page]))
      const answer = answerOf(result)
      if (answer instanceof Problem) throw answer
      if ('passedOver' in answer) throw new Error('a page that was not selected among others')
      return answer
    },
    preview,
    many: (items, { dryRun = false, select } = {}) =>
      takeMany(groupsOf(items, largestGroup, sizeOf), (group) =>
        dryRun ? beginPreview(group, select) : begin(group, select),
      ),
  }
}

/** An entry to store, or the final result of a page that is not stored. */
type Prepared = Entry | Result

function sizeOf(item: Item): number {
  if ('page' in item) return item.page.bytes.length
  if (!('archived' in item) || !('pages' in item.archived)) return 0
  return item.archived.pages.reduce((sum, { size }) => sum + size, 0)
}

/** @returns the result; problem `internal` if the store returned too few results */
function answerOf(result: Result | undefined): Result {
  return result ?? new Problem('internal', 'The store gave no answer.')
}

/** @returns a Problem as a value; throws any other error */
function problemOnly(error: unknown): Problem {
  if (error instanceof Problem) return error
  throw error
}
