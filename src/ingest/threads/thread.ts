import { parentPort, workerData } from 'node:worker_threads'
import type { ParsedArticle } from '../../article.ts'
import { type PackedPage, Packer } from '../../packing.ts'
import type { Page } from '../../page.ts'
import { parsePage } from '../../parse/parse.ts'
import type { ProblemDetails, ProblemName } from '../../problem.ts'
import { gramsOf } from '../../store/rules/search/grams.ts'
import { folded, searchableOf } from '../../store/rules/search/searchable.ts'

/** Pages as they pass to a thread. `packing`: the thread packs them as well; `dictionary` where it has that not yet. */
export type PlainPages = { pages: Page[]; packing: number | null; dictionary?: Uint8Array | null }

/** An outcome as it passes between threads, where classes do not. */
export type PlainOutcome =
  | { article: Omit<ParsedArticle, 'paragraphs'>; packed?: PackedPage; grams: Float64Array }
  | { problem: ProblemName; detail: string; details: ProblemDetails }
  | { failure: unknown }

/** How many pages were begun: what the other side sees even of a thread that hangs or dies. */
const begun = workerData as Int32Array

let packer = new Packer({ number: -1, dictionary: null })
/** Settles when the batch before is answered: answers go back in the order of their batches. */
let before: Promise<void> = Promise.resolve()

parentPort?.on('message', (batch: PlainPages) => {
  before = before.then(() => answer(batch))
})

// The first message says that everything is loaded.
parentPort?.postMessage(null)

async function answer({ pages, packing, dictionary }: PlainPages): Promise<void> {
  if (packing !== null && dictionary !== undefined) packer = new Packer({ number: packing, dictionary })
  const outcomes: PlainOutcome[] = []
  for (const page of pages) outcomes.push(await outcomeOf(page, packing !== null))
  const moved = outcomes.flatMap((outcome) => {
    if (!('article' in outcome)) return []
    const { packed, grams } = outcome
    return [grams.buffer, ...(packed === undefined ? [] : [packed.content.buffer, packed.digest.buffer])]
  })
  parentPort?.postMessage(outcomes, moved as ArrayBuffer[])
}

async function outcomeOf(page: Page, isPacked: boolean): Promise<PlainOutcome> {
  Atomics.add(begun, 0, 1)
  try {
    // Another thread packs the page while this one reads it.
    const packed = isPacked ? packer.pack(page.bytes) : undefined
    packed?.catch(() => {})
    const outcome = parsePage(page)
    if ('article' in outcome) {
      // Its paragraphs stand in its body: a message would carry each text twice.
      const { paragraphs, ...article } = outcome.article
      const grams = gramsOf(folded(searchableOf(outcome.article)))
      return { article, grams, ...(packed && { packed: await packed }) }
    }
    const { problem, message, details } = outcome.problem
    return { problem, detail: message, details }
  } catch (failure) {
    return { failure }
  }
}
