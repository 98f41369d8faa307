import { parentPort, workerData } from 'node:worker_threads'
import type { ParsedArticle } from '../article.ts'
import type { Page } from '../page.ts'
import { parsePage } from '../parse/parse.ts'
import type { ProblemDetails, ProblemName } from '../problem.ts'

/** An outcome as it passes between threads, where classes do not. */
export type PlainOutcome =
  | { article: Omit<ParsedArticle, 'paragraphs'> }
  | { problem: ProblemName; detail: string; details: ProblemDetails }
  | { failure: unknown }

/** How many pages were begun: what the other side sees even of a thread that hangs or dies. */
const begun = workerData as Int32Array

parentPort?.on('message', (pages: Page[]) => {
  parentPort?.postMessage(pages.map(outcomeOf))
})

function outcomeOf(page: Page): PlainOutcome {
  Atomics.add(begun, 0, 1)
  try {
    const outcome = parsePage(page)
    if ('article' in outcome) {
      // Its paragraphs stand in its body: a message would carry each text twice.
      const { paragraphs, ...article } = outcome.article
      return { article }
    }
    const { problem, message, details } = outcome.problem
    return { problem, detail: message, details }
  } catch (failure) {
    return { failure }
  }
}
