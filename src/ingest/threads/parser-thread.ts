import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { alone } from '../../alone.ts'
import { textsOf } from '../../article.ts'
import type { Page } from '../../page.ts'
import type { ParseOutcome } from '../../parse/parse.ts'
import { Problem } from '../../problem.ts'
import type { Parser } from '../ingest.ts'
import type { PlainOutcome } from './thread.ts'

type Outcome = Awaited<ReturnType<Parser['parse']>>

/** A page to read, and who is told what came of it. */
export type Job = { page: Page; resolve: (outcome: Outcome) => void }

export type ThreadOptions = {
  /** Milliseconds after which a page is given up. */
  patience: number
  /** Mebibytes that the thread may need before its page is given up. */
  memory: number
  /** Mebibytes of V8's young generation at most. */
  youngGeneration: number
  /** Is called behind each batch. */
  onAnswer: () => void
  /** Is given the pages that a thread which has ended did not begin. */
  onEnd: (unread: Job[]) => void
}

/** A thread that reads pages (thread.ts), from outside of it: what it has at hand, and how long it is waited for. */
export class ParserThread {
  readonly #worker: Worker
  /** Settles when the thread has all of its modules, or is gone. */
  readonly #loaded: Promise<void>
  readonly #onAnswer: () => void
  readonly #patience: number
  /** Shared with the thread, which adds to it whenever it begins a page. */
  readonly #begun = new Int32Array(new SharedArrayBuffer(4))
  #batches: Job[][] = []
  #answered = 0
  #watch: NodeJS.Timeout | undefined
  #begunWhenWatched = -1
  #isLate = false

  constructor(options: ThreadOptions) {
    this.#onAnswer = options.onAnswer
    this.#patience = options.patience
    // Compiled, the file beside this one has another ending.
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
    const pages = jobs.map(({ page }) => ({ ...page, bytes: alone(page.bytes) }))
    this.#worker.postMessage(
      pages,
      pages.map(({ bytes }) => bytes.buffer),
    )
  }

  async end(): Promise<void> {
    // V8 ends the whole process where a thread is ended while it evaluates modules that waited for others.
    this.#worker.ref()
    await this.#loaded
    await this.#worker.terminate()
  }

  /** Work keeps the process alive; an idle thread does not. */
  #await(): void {
    this.#worker.ref()
    this.#begunWhenWatched = -1
    this.#watchOn()
  }

  #watchOn(): void {
    clearTimeout(this.#watch)
    this.#watch = setTimeout(() => {
      // What has arrived is looked at first: the main thread itself may have been busy for so long.
      setImmediate(() => this.#look())
    }, this.#patience / 2)
  }

  /** A thread that has begun no page between two looks, and still owes an answer, hangs. */
  #look(): void {
    if (this.#batches.length === 0) return
    const begun = Atomics.load(this.#begun, 0)
    if (begun > 0 && begun === this.#begunWhenWatched) {
      this.#isLate = true
      void this.#worker.terminate()
      return
    }
    this.#begunWhenWatched = begun
    this.#watchOn()
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

  /** Fails the page that was being read, and hands back the others: they are as good as not begun. */
  #giveUp(failure: Error | undefined): Job[] {
    const unread = this.#batches.flat()
    this.#batches = []
    const [culprit] = unread.splice(Math.max(0, Atomics.load(this.#begun, 0) - this.#answered - 1), 1)
    culprit?.resolve({ problem: this.#problemOf(failure), trace: [] })
    return unread
  }

  #problemOf(failure: (Error & { code?: string }) | undefined): Problem {
    if (this.#isLate)
      return new Problem('unreadable-page', `Reading the page takes over ${this.#patience / 1000} seconds.`)
    if (failure?.code === 'ERR_WORKER_OUT_OF_MEMORY')
      return new Problem('unreadable-page', 'Reading the page takes too much memory.')
    return new Problem('internal', 'The thread that read the page ended.', {}, failure)
  }
}

function outcomeOf(plain: PlainOutcome | undefined): Outcome {
  if (plain === undefined) return failed('The page was lost between two threads.')
  if ('failure' in plain) return failed(plain.failure)
  if ('article' in plain) {
    const { article, grams } = plain
    return { article: { ...article, paragraphs: textsOf(article.body) }, trace: [], grams }
  }
  return { problem: new Problem(plain.problem, plain.detail, plain.details), trace: [] }
}

/** The parser broke a promise of its own: never to throw. */
export function failed(cause: unknown): ParseOutcome {
  return { problem: new Problem('internal', 'The parser failed at the page.', {}, cause), trace: [] }
}
