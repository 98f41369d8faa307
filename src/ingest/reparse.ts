import type { ParsedArticle } from '../article.ts'
import { Problem } from '../problem.ts'
import { changedFields } from '../store/rules/changed.ts'
import type { CurrentPage, Fault, Saved, Store } from '../store/store.ts'
import type { Parser } from './ingest.ts'

/** The result of reparsing one article. */
export type Reparsed =
  | { id: string; result: 'updated'; fields: string[] }
  | { id: string; result: 'unchanged' }
  | { id: string; result: 'failed'; problem: Problem }

export type ReparseSummary = {
  articles: number
  updated: number
  unchanged: number
  failed: number
  /** The number of changed articles by field. */
  fields: Record<string, number>
}

export type ReparseOptions = {
  /** Whether to report changes without writing them. */
  dryRun?: boolean
  /** The id after which to continue an interrupted run. */
  after?: string | null
  /** The last id; of all where there is none. */
  to?: string | null
  /** Once aborted, no further group is begun. */
  signal?: AbortSignal
}

/** Articles in one commit. */
const groupSize = 100

/**
 * Parses the current page of every article again, in the order of ids. Ids, revisions and raw pages stay. An article
 * whose page no longer yields one is kept and reported. Pages ingested meanwhile are not overwritten: each group is read,
 * parsed and stored before the next.
 *
 * @yields the result of each article
 * @returns the summary
 */
export async function* reparse(
  { store, parser }: { store: Store; parser: Pick<Parser, 'parse'> },
  { dryRun = false, after, to = null, signal }: ReparseOptions = {},
): AsyncGenerator<Reparsed, ReparseSummary, void> {
  const summary: ReparseSummary = { articles: 0, updated: 0, unchanged: 0, failed: 0, fields: {} }
  let last = after ?? null
  while (!signal?.aborted) {
    const all = await store.currentPages(last, groupSize)
    const group = to === null ? all : all.filter(({ id }) => id <= to)
    if (group.length === 0) break
    const parsed = await Promise.all(group.map((one) => parsedAnew(parser, one)))
    for (const outcome of dryRun ? compared(group, parsed) : await replaced(store, group, parsed)) {
      summary.articles++
      summary[outcome.result]++
      if (outcome.result === 'updated')
        for (const field of outcome.fields) summary.fields[field] = (summary.fields[field] ?? 0) + 1
      yield outcome
    }
    last = group.at(-1)?.id ?? null
  }
  return summary
}

/** @yields a fault for each article whose current page no longer yields one */
export async function* unparseable(
  { store, parser }: { store: Store; parser: Parser },
  onProgress: (done: number) => void,
): AsyncGenerator<Fault, void, void> {
  const outcomes = reparse({ store, parser }, { dryRun: true })
  let done = 0
  for await (const outcome of outcomes) {
    onProgress(++done)
    if (outcome.result === 'failed')
      yield { where: outcome.id, what: `its page cannot be parsed: ${outcome.problem.message}` }
  }
}

async function parsedAnew(
  parser: Pick<Parser, 'parse'>,
  current: CurrentPage,
): Promise<ParsedArticle | Problem> {
  if ('problem' in current) return current.problem
  const { id, page, article } = current
  const outcome = await parser.parse(page)
  if ('problem' in outcome) return outcome.problem
  // The id stays, and the archive knows the channels of all pages of the article.
  const channels = [...new Set([...article.channels, ...outcome.article.channels])]
  return { ...outcome.article, id, channels }
}

async function replaced(
  store: Store,
  group: readonly CurrentPage[],
  parsed: readonly (ParsedArticle | Problem)[],
): Promise<Reparsed[]> {
  const articles = group.flatMap((current, index) => {
    const one = parsed[index]
    if (one === undefined || one instanceof Problem || 'problem' in current) return []
    return [{ article: one, revision: current.article.revision }]
  })
  const saved = (articles.length === 0 ? [] : await store.replaceParsed(articles)).values()
  return group.flatMap(({ id }, index) => {
    const one = parsed[index]
    const result = one instanceof Problem ? one : saved.next().value
    return wasDeleted(result) ? [] : [reparsed(id, result)]
  })
}

/** Whether the article was deleted during the run; it is then not reported. */
const wasDeleted = (result: Saved | Problem | undefined) =>
  result instanceof Problem && (result.problem === 'gone' || result.problem === 'not-found')

function reparsed(id: string, result: Saved | Problem | undefined): Reparsed {
  if (result === undefined) throw new Error('an article got no result')
  if (result instanceof Problem) return { id, result: 'failed', problem: result }
  if (result.result === 'unchanged') return { id, result: 'unchanged' }
  return { id, result: 'updated', fields: result.fields }
}

function compared(group: readonly CurrentPage[], parsed: readonly (ParsedArticle | Problem)[]): Reparsed[] {
  return group.map((current, index) => {
    const { id } = current
    const one = parsed[index]!
    if (one instanceof Problem) return { id, result: 'failed', problem: one }
    if ('problem' in current) return { id, result: 'failed', problem: current.problem }
    const fields = changedFields(current.article, one)
    return fields.length === 0 ? { id, result: 'unchanged' } : { id, result: 'updated', fields }
  })
}
