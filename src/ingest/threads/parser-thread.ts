import { extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { textsOf } from '../../article.ts'
import type { ParseOutcome } from '../../parse/parse.ts'
import { Problem } from '../../problem.ts'
import type { Parser } from '../ingest.ts'
import type { Asked, PlainOutcome } from './thread.ts'

type Outcome = Awaited<ReturnType<Parser['parse']>>

/** A page to parse, and the callback for its outcome. */
export type Job = { page: Asked; resolve: (outcome: Outcome) => void }

export type ThreadOptions = {
  /** Milliseconds of processor time after which a page fails. */
  patience: number
  /** Mebibytes of heap after which the page fails. */
  memory: number
  /** Largest size of V8's young generation, in mebibytes. */
  youngGeneration: number
  /** Called after each batch. */
  onAnswer: () => void
  /** Called when the thread has ended, with the pages that it did not begin. */
  onEnd: (unread: Job[]) => void
}

/** The main thread's side of a parser thread (thread.ts): its batches in progress, and its time limit. */
export class ParserThread {
  readonly #worker: Worker
  /** Settles when the thread has loaded its modules, or has ended. */
  readonly #loaded: Promise<void>
  readonly #onAnswer: () => void
  readonly #patience: number
  /** The number of pages begun; shared with the thread, which counts. */
  readonly #begun = new Int32Array(new SharedArrayBuffer(4))
  #batches: Job[][] = []
  #answered = 0
  #watch: NodeJS.Timeout | undefined
  /** The page that was begun last when its time was looked at first, and the thread's time then. */
  #watched = { begun: -1, used: 0 }
  #isLate = false

  constructor(options: ThreadOptions) {
    this.#onAnswer = options.onAnswer
    this.#patience = options.patience
    // In the compiled package the file ends in .js.
    const file = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url)
    this.#worker = new Worker(file, {
      workerData: this.#begun,
      resourceLimits: {
        maxOldGenerationSizeMb: options.memory,
        maxYoungGenerationSizeMb: options.youngGeneration,
      },
    })
    this.#loaded = new Promise((resolve) => {
      this.#worker.once('message', () => {
        this.#worker.on('message', (outcomes: PlainOutcome[]) => this.#answer(outcomes))
        resolve()
      })
      this.#worker.once('exit', () => resolve())
    })
    let failure: Error | undefined
    this.#worker.on('error', (error) => {
      failure = error
    })
    this.#worker.once('exit', () => {
      clearTimeout(this.#watch)
      options.onEnd(this.#giveUp(failure))
    })
    this.#worker.unref()
  }

  get batches(): number {
    return this.#batches.length
  }

  take(jobs: Job[]): void {
    if (this.#batches.push(jobs) === 1) this.#await()
    // Copies, whose memory can be moved to the thread.
    const pages = jobs.map(({ page }) => ({ ...page, bytes: new Uint8Array(page.bytes) }))
    this.#worker.postMessage(
      pages,
      pages.map(({ bytes }) => bytes.buffer),
    )
  }

  async end(): Promise<void> {
    // Terminating a thread while it evaluates modules with top-level await can abort the whole process.
    this.#worker.ref()
    await this.#loaded
    await this.#worker.terminate()
  }

  /** Starts the time limit. A busy thread keeps the process alive; an idle one does not. */
  #await(): void {
    this.#worker.ref()
    this.#watched = { begun: -1, used: 0 }
    this.#watchOn()
  }

  #watchOn(): void {
    clearTimeout(this.#watch)
    this.#watch = setTimeout(() => {
      // Messages that have arrived are handled first: the main thread itself may have been busy.
      setImmediate(() => void this.#look())
    }, this.#patience / 2)
  }

  /**
   * Terminates the thread if it has spent its time on one page. On a busy machine a thread waits for a core, which is no
   * fault of the page.
   */
  async #look(): Promise<void> {
    const begun = Atomics.load(this.#begun, 0)
    const used = await this.#timeUsed()
    if (this.#batches.length === 0) return
    if (begun !== this.#watched.begun) this.#watched = { begun, used: used ?? 0 }
    else if (begun > 0 && (used === undefined || used - this.#watched.used >= this.#patience / 2)) {
      this.#isLate = true
      void this.#worker.terminate()
      return
    }
    this.#watchOn()
  }

  /** @returns milliseconds of the processor; undefined where the thread is deaf or the system does not tell */
  async #timeUsed(): Promise<number | undefined> {
    const used = this.#worker.cpuUsage().then(
      ({ user, system }) => (user + system) / 1000,
      () => undefined,
    )
    return Promise.race([used, pause(this.#patience / 2, undefined, { ref: false })])
  }

  #answer(outcomes: PlainOutcome[]): void {
    const jobs = this.#batches.shift() ?? []
    this.#answered += jobs.length
    for (const [index, { resolve }] of jobs.entries()) resolve(outcomeOf(outcomes[index]))
    if (this.#batches.length > 0) this.#watchOn()
    else {
      clearTimeout(this.#watch)
      this.#worker.unref()
    }
    this.#onAnswer()
  }

  /** Fails the page in progress. @returns the others, for another thread */
  #giveUp(failure: Error | undefined): Job[] {
    const unread = this.#batches.flat()
    this.#batches = []
    const [culprit] = unread.splice(Math.max(0, Atomics.load(this.#begun, 0) - this.#answered - 1), 1)
    culprit?.resolve({ problem: this.#problemOf(failure), trace: [] })
    return unread
  }

  #problemOf(failure: (Error & { code?: string }) | undefined): Problem {
    if (failure?.code === 'ERR_WORKER_OUT_OF_MEMORY')
      return new Problem('unreadable-page', 'Reading the page takes too much memory.')
    if (this.#isLate)
      return new Problem('unreadable-page', `Reading the page takes over ${this.#patience / 1000} seconds.`)
    return new Problem('internal', 'The thread that read the page ended.', {}, failure)
  }
}

function outcomeOf(plain: PlainOutcome | undefined): Outcome {
  if (plain === undefined) return failed('The page was lost between two threads.')
  if ('failure' in plain) return failed(plain.failure)
  if ('article' in plain) {
    const { article, ...rest } = plain
    return { article: { ...article, paragraphs: textsOf(article.body) }, ...rest }
  }
  return { problem: new Problem(plain.problem, plain.detail, plain.details), trace: plain.trace }
}

/** @returns the outcome for an error of the parser, which should never throw */
export function failed(cause: unknown): ParseOutcome {
  return { problem: new Problem('internal', 'The parser failed at the page.', {}, cause), trace: [] }
}
