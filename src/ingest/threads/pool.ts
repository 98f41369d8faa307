import type { Page } from '../../page.ts'
import type { ParseOutcome } from '../../parse/parse.ts'
import type { Parser } from '../ingest.ts'
import { failed, type Job, ParserThread } from './parser-thread.ts'

export type ParserOptions = {
  /** 0 parses on the calling thread. */
  threads: number
  /** Milliseconds after which a page fails. */
  patience?: number
  /** Whether to start the threads at once, so that they load their modules early. */
  startsAtOnce?: boolean
  /** Mebibytes of a thread's heap after which its page fails. */
  memory?: number
  /** Largest size of V8's young generation in a thread, in mebibytes. A larger one is collected less often. */
  youngGeneration?: number
}

/** Pages in one message: a message costs about as much as parsing a short page. */
const batchSize = 16
/** Batches queued for a thread, so that it does not wait while the main thread is busy storing. */
const batchesAhead = 4
/** Default size of the young generation; it bounds the memory that a huge page takes. */
const smallYoungGeneration = 12

/**
 * Creates a parser that uses worker threads, started when first needed or at once. A page that ends its thread or takes
 * too long fails alone: a new thread parses the others.
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
    parse: (page, isExplained = false) =>
      new Promise((resolve) => {
        waiting.push({ page: { ...page, isExplained }, resolve })
        // A full batch is sent at once; a smaller one at the end of this turn of the event loop.
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

/** Parses on the main thread, which loads the parser only if it is needed here. */
async function parsedHere(page: Page, isExplained = false): Promise<ParseOutcome> {
  const { parsePage } = await import('../../parse/parse.ts')
  try {
    return parsePage(page, isExplained)
  } catch (cause) {
    return failed(cause)
  }
}
