import type { Page } from '../../page.ts'
import type { ParseOutcome } from '../../parse/parse.ts'
import type { Parser } from '../ingest.ts'
import { failed, type Job, ParserThread } from './parser-thread.ts'

export type ParserOptions = {
  /** 0 parses on the calling thread. */
  threads: number
  /** Milliseconds after which a page is given up. Real pages take a few. */
  patience?: number
  /** Starts the threads at once: they load while other things are made ready. */
  startsAtOnce?: boolean
  /** Mebibytes that a thread may need before its page is given up. */
  memory?: number
  /** Mebibytes of V8's young generation in a thread, at most. More of them collect less often. */
  youngGeneration?: number
}

/** Pages in one message: passing one costs about as much as parsing a short page. */
const batchSize = 16
/** Batches that a thread has at hand, so that it need not wait while the main thread is busy storing. */
const batchesAhead = 4
/** Keeps a page of 200,000 nodes under 300 MB in all. */
const smallYoungGeneration = 12

/**
 * Parses on threads of their own, started when they are first needed, or at once. A page that ends its thread, or takes too
 * long, fails by itself: the thread is replaced and goes on with the others.
 */
export function createParser(options: ParserOptions): Parser {
  const { threads: count, startsAtOnce = false, patience = 10_000, memory = 1024 } = options
  const { youngGeneration = smallYoungGeneration } = options
  if (count === 0) return { parse: parsedHere, close: async () => {} }
  const waiting: Job[] = []
  const threads = new Set<ParserThread>()
  let isScheduled = false
  let isClosed = false

  function dispatch(): void {
    isScheduled = false
    while (waiting.length > 0) {
      const thread = leastBusy()
      if (thread === undefined) return
      const share = Math.min(batchSize, Math.ceil(waiting.length / count))
      thread.take(waiting.splice(0, share))
    }
  }
  function leastBusy(): ParserThread | undefined {
    const [thread] = [...threads].sort((a, b) => a.batches - b.batches)
    if ((thread === undefined || thread.batches > 0) && threads.size < count) return started()
    return thread !== undefined && thread.batches < batchesAhead ? thread : undefined
  }
  function started(): ParserThread {
    const thread: ParserThread = new ParserThread({
      patience,
      memory,
      youngGeneration,
      onAnswer: dispatch,
      onEnd: (unread) => {
        threads.delete(thread)
        if (isClosed) return
        waiting.unshift(...unread)
        dispatch()
      },
    })
    threads.add(thread)
    return thread
  }
  if (startsAtOnce) while (threads.size < count) started()

  return {
    parse: (page) =>
      new Promise((resolve) => {
        waiting.push({ page, resolve })
        // A full batch goes at once; less waits until all that was asked for in this turn is there.
        if (waiting.length >= batchSize * count) dispatch()
        else if (!isScheduled) {
          isScheduled = true
          setImmediate(dispatch)
        }
      }),
    async close() {
      isClosed = true
      await Promise.all([...threads].map((thread) => thread.end()))
    },
  }
}

/** Loads what reads pages only here: where threads read them, this one is without it. */
async function parsedHere(page: Page): Promise<ParseOutcome> {
  const { parsePage } = await import('../../parse/parse.ts')
  try {
    return parsePage(page)
  } catch (cause) {
    return failed(cause)
  }
}
