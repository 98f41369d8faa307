import { parentPort } from 'node:worker_threads'
import type { ParsedArticle } from '../article.ts'
import type { Page } from '../page.ts'
import { parsePage } from '../parse/parse.ts'
import type { ProblemDetails, ProblemName } from '../problem.ts'

/** An outcome as it passes between threads, where classes do not. */
export type PlainOutcome =
  | { article: ParsedArticle }
  | { problem: ProblemName; detail: string; details: ProblemDetails }

parentPort?.on('message', (pages: Page[]) => {
  const outcomes = pages.map((page): PlainOutcome => {
    const outcome = parsePage(page)
    if ('article' in outcome) return { article: outcome.article }
    const { problem, message, details } = outcome.problem
    return { problem, detail: message, details }
  })
  parentPort?.postMessage(outcomes)
})
