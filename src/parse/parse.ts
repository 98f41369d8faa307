import type { ParsedArticle } from '../article.ts'
import type { Page } from '../page.ts'
import type { Problem } from '../problem.ts'
import type { TraceStep } from './fields.ts'

/** An article, or the reason why the page holds none. */
export type ParseOutcome =
  | { article: ParsedArticle; trace: TraceStep[] }
  | { problem: Problem; trace: TraceStep[] }

/**
 * Reads a page. The same page and hints always give the same outcome: no clock, no I/O.
 * Never throws, whatever the bytes.
 */
export function parsePage(_page: Page): ParseOutcome {
  throw new Error('not written yet')
}
