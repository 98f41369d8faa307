import { parentPort, workerData } from 'node:worker_threads'
import type { ParsedArticle } from '../../article.ts'
import type { Page } from '../../page.ts'
import type { TraceStep } from '../../parse/fields.ts'
import { parsePage } from '../../parse/parse.ts'
import type { ProblemDetails, ProblemName } from '../../problem.ts'
import { gramsOf } from '../../store/rules/search/grams.ts'
import { folded, searchableOf } from '../../store/rules/search/searchable.ts'

/** A page to parse, and whether its trace is wanted. */
export type Asked = Page & { isExplained: boolean }

/** An outcome as a plain object: class instances do not pass between threads. */
export type PlainOutcome =
  | {
      article: Omit<ParsedArticle, 'paragraphs'>
      capturedAt: string | null
      grams: Float64Array
      trace: TraceStep[]
    }
  | { problem: ProblemName; detail: string; details: ProblemDetails; trace: TraceStep[] }
  | { failure: unknown }

/** The number of pages begun, in shared memory: the main thread can read it even if this thread hangs or dies. */
const begun = workerData as Int32Array

parentPort?.on('message', (pages: Asked[]) => {
  const outcomes = pages.map(outcomeOf)
  const grams = outcomes.flatMap((outcome) =>
    'grams' in outcome ? [outcome.grams.buffer as ArrayBuffer] : [],
  )
  parentPort?.postMessage(outcomes, grams)
})

// The first message means that all modules are loaded.
parentPort?.postMessage(null)

function outcomeOf({ isExplained, ...page }: Asked): PlainOutcome {
  Atomics.add(begun, 0, 1)
  try {
    const outcome = parsePage(page, isExplained)
    const { trace } = outcome
    if ('article' in outcome) {
      // The paragraphs are part of the body: leave them out, so that no text is copied twice.
      const { paragraphs: _, ...article } = outcome.article
      const { capturedAt } = outcome
      return { article, capturedAt, grams: gramsOf(folded(searchableOf(outcome.article))), trace }
    }
    const { problem, message, details } = outcome.problem
    return { problem, detail: message, details, trace }
  } catch (failure) {
    return { failure }
  }
}
