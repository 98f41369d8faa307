import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Page } from '../page.ts'
import { type ParseOutcome, parsePage } from '../parse/parse.ts'
import { Problem } from '../problem.ts'
import type { Parser } from './ingest.ts'
import type { PlainOutcome } from './thread.ts'

type Job = {
  page: Page
  /** It was in a batch that ended a thread: it is tried once more, by itself. */
  suspect: boolean
  resolve: (outcome: ParseOutcome) => void
}

/** Pages handed to a thread at once: passing a message costs about as much as parsing a short page. */
const batchSize = 16
/** Milliseconds after which a page is given up. Real pages take a few. */
const patience = 20_000

/** Parses on the thread that calls. */
export function inlineParser(): Parser {
  return { parse: async (page) => parsePage(page), close: async () => {} }
}

/**
 * Parses on threads of their own. A page that ends its thread, or takes longer than 20 s, fails by itself; the
 * thread is replaced.
 *
 * @param count threads; 0 for none, which parses on the calling thread
 */
export function createParser(count: number): Parser {
  if (count === 0) return inlineParser()
  const waiting: Job[] = []
  const idle: Thread[] = []
  const threads = new Set<Thread>()
  let closed = false

  function dispatch(): void {
    while (waiting.length > 0) {
      const thread = idle.pop() ?? (threads.size < count ? add() : undefined)
      if (thread === undefined) return
      const share = Math.ceil(waiting.length / count)
      thread.run(waiting.splice(0, waiting[0]?.suspect ? 1 : Math.min(batchSize, share)))
    }
  }
  function add(): Thread {
    const thread = new Thread({
      onIdle: () => {
        idle.push(thread)
        dispatch()
      },
      onEnd: (unfinished) => {
        threads.delete(thread)
        if (closed) return
        for (const job of unfinished) {
          if (unfinished.length === 1) job.resolve(unreadable())
          else waiting.unshift({ ...job, suspect: true })
        }
        dispatch()
      },
    })
    threads.add(thread)
    return thread
  }

  return {
    parse: (page) =>
      new Promise((resolve) => {
        waiting.push({ page, suspect: false, resolve })
        if (waiting.length === 1) setImmediate(dispatch)
      }),
    async close() {
      closed = true
      await Promise.all([...threads].map((thread) => thread.end()))
    },
  }
}

const unreadable = (): ParseOutcome => ({
  problem: new Problem('no-article', `The page could not be read within ${patience / 1000} seconds.`),
  trace: [],
})

class Thread {
  readonly #worker: Worker
  readonly #onIdle: () => void
  #jobs: Job[] = []
  #timer: NodeJS.Timeout | undefined

  constructor({ onIdle, onEnd }: { onIdle: () => void; onEnd: (unfinished: Job[]) => void }) {
    this.#onIdle = onIdle
    const file = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url)
    this.#worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    this.#worker.unref()
    this.#worker.on('message', (outcomes: PlainOutcome[]) => this.#finish(outcomes))
    this.#worker.on('error', () => void this.#worker.terminate())
    this.#worker.once('exit', () => {
      clearTimeout(this.#timer)
      onEnd(this.#jobs)
    })
  }

  run(jobs: Job[]): void {
    this.#jobs = jobs
    this.#worker.ref()
    this.#timer = setTimeout(() => void this.#worker.terminate(), patience)
    this.#worker.postMessage(jobs.map(({ page }) => page))
  }

  #finish(outcomes: PlainOutcome[]): void {
    clearTimeout(this.#timer)
    const jobs = this.#jobs
    this.#jobs = []
    this.#worker.unref()
    for (const [index, { resolve }] of jobs.entries()) {
      const outcome = outcomes[index]
      if (outcome === undefined) resolve(unreadable())
      else if ('article' in outcome) resolve({ article: outcome.article, trace: [] })
      else resolve({ problem: new Problem(outcome.problem, outcome.detail, outcome.details), trace: [] })
    }
    this.#onIdle()
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
