import { parentPort, workerData } from 'node:worker_threads'
import type { ParsedArticle } from '../article.ts'
import { type PackedPage, type Packing, packPage } from '../packing.ts'
import type { Page } from '../page.ts'
import { parsePage } from '../parse/parse.ts'
import type { ProblemDetails, ProblemName } from '../problem.ts'

/** Pages as they pass to a thread. `packing`: the thread packs them as well; `dictionary` where it has that not yet. */
export type PlainPages = { pages: Page[]; packing: number | null; dictionary?: Uint8Array | null }

/** An outcome as it passes between threads, where classes do not. */
export type PlainOutcome =
  | { article: Omit<ParsedArticle, 'paragraphs'>; packed?: PackedPage }
  | { problem: ProblemName; detail: string; details: ProblemDetails }
  | { failure: unknown }

/** How many pages were begun: what the other side sees even of a thread that hangs or dies. */
const begun = workerData as Int32Array

let newest: Packing = { number: -1, dictionary: null }

parentPort?.on('message', ({ pages, packing, dictionary }: PlainPages) => {
  if (packing !== null && dictionary !== undefined) newest = { number: packing, dictionary }
  const outcomes = pages.map((page) => outcomeOf(page, packing === null ? null : newest))
  const packed = outcomes.flatMap((outcome) => ('article' in outcome ? (outcome.packed ?? []) : []))
  parentPort?.postMessage(
    outcomes,
    packed.flatMap(({ content, digest }) => [content.buffer, digest.buffer]),
  )
})

// The first message says that everything is loaded.
parentPort?.postMessage(null)

function outcomeOf(page: Page, packing: Packing | null): PlainOutcome {
  Atomics.add(begun, 0, 1)
  try {
    const outcome = parsePage(page)
    if ('article' in outcome) {
      // Its paragraphs stand in its body: a message would carry each text twice.
      const { paragraphs, ...article } = outcome.article
      return { article, ...(packing && { packed: packPage(page.bytes, packing) }) }
    }
    const { problem, message, details } = outcome.problem
    return { problem, detail: message, details }
  } catch (failure) {
    return { failure }
  }
}
