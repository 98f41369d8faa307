import { existsSync, readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { Config } from '../config.ts'
import type { Parser } from '../ingest/ingest.ts'
import { createParser } from '../ingest/threads/pool.ts'
import { openStore } from '../store/open.ts'
import type { Access, Store } from '../store/store.ts'

/** Opens the store that the settings name. */
export const open = ({ DATABASE, CACHE_SIZE }: Config, access: Access): Promise<Store> =>
  openStore(DATABASE, { access, cacheSize: CACHE_SIZE })

/** Works with something that must be closed, and closes it whatever happens. */
export async function using<T extends { close(): Promise<void> }, R>(
  opening: Promise<T>,
  work: (open: T) => Promise<R>,
): Promise<R> {
  const open = await opening
  try {
    return await work(open)
  } finally {
    await open.close()
  }
}

/** Mebibytes of V8's young generation in each parsing thread: a page's objects die young. */
const youngGeneration = 48

/** Threads that parse pages for work on many of them; they start at once. */
export function startParser({ PARSER_THREADS }: Config): Parser {
  letOthersGoFirst()
  return createParser({
    threads: PARSER_THREADS,
    startsAtOnce: true,
    youngGeneration,
  })
}

/**
 * For long work beside a service: it takes what processors have left, so that who asks meanwhile is answered as at rest.
 * Linux gives each thread its own priority, and new ones that of the thread which starts them.
 */
function letOthersGoFirst(): void {
  const tasks = '/proc/self/task'
  const threads = existsSync(tasks) ? readdirSync(tasks).map(Number) : [process.pid]
  for (const thread of threads) {
    try {
      setPriority(thread, constants.priority.PRIORITY_LOW)
    } catch {
      // A thread that has just ended, or a system that forbids it: nothing depends on it.
    }
  }
}

/** Aborted by the first SIGINT or SIGTERM; a second one ends the process at once, as it always does. */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort())
  return controller.signal
}

/** The exit status that a shell takes for an end by SIGINT. */
export const interrupted = 130
