import { parentPort, workerData } from 'node:worker_threads'
import type { ParsedArticle } from '../../article.ts'
import type { Page } from '../../page.ts'
import { parsePage } from '../../parse/parse.ts'
import type { ProblemDetails, ProblemName } from '../../problem.ts'
import { gramsOf } from '../../store/rules/search/grams.ts'
import { folded, searchableOf } from '../../store/rules/search/searchable.ts'

/** An outcome as it passes between threads, where classes do not. */
export type PlainOutcome =
  | { article: Omit<ParsedArticle, 'paragraphs'>; grams: Float64Array }
  | { problem: ProblemName; detail: string; details: ProblemDetails }
  | { failure: unknown }

/** How many pages were begun: what the other side sees even of a thread that hangs or dies. */
const begun = workerData as Int32Array

parentPort?.on('message', (pages: Page[]) => {
  const outcomes = pages.map(outcomeOf)
  const grams = outcomes.flatMap((outcome) =>
    'grams' in outcome ? [outcome.grams.buffer as ArrayBuffer] : [],
  )
  parentPort?.postMessage(outcomes, grams)
})

// The first message says that everything is loaded.
parentPort?.postMessage(null)

function outcomeOf(page: Page): PlainOutcome {
  Atomics.add(begun, 0, 1)
  try {
    const outcome = parsePage(page)
    if ('article' in outcome) {
      // Its paragraphs stand in its body: a message would carry each text twice.
      const { paragraphs: _, ...article } = outcome.article
      return { article, grams: gramsOf(folded(searchableOf(outcome.article))) }
    }
    const { problem, message, details } = outcome.problem
    return { problem, detail: message, details }
  } catch (failure) {
    return { failure }
  }
}
