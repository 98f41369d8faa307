import { existsSync, readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { Config } from '../config.ts'
import type { Parser } from '../ingest/ingest.ts'
import { createParser } from '../ingest/threads/pool.ts'
import { type Access, type OpenOptions, openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { Progress } from './progress.ts'

/** Opens the store that the settings name, and shows how far the database of an older version is brought up to date. */
export async function open(config: Config, access: Access): Promise<Store> {
  const { DATABASE, DATABASE_REPLICAS: address, REPLICA_LAG: lag, SYNCHRONOUS: synchronous } = config
  const progress = new Progress({ what: 'articles brought up to date', total: null, unit: 'items' })
  try {
    return await openStore(DATABASE, {
      access,
      pages: pagesOf(config),
      replicas: address === undefined ? undefined : { address, lag },
      synchronous,
      onProgress: (done, total) => progress.show({ done, items: done, failed: 0 }, total),
    })
  } finally {
    progress.clear()
  }
}

/** @returns the object storage for raw pages, as it is given to openStore */
export const pagesOf = ({ PAGES: address }: Config): OpenOptions['pages'] =>
  address === undefined ? undefined : { address, environment: process.env }

/** Runs `work` with a resource and closes the resource afterwards, also after an error. */
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
const youngGeneration = 24

/** Milliseconds that a page may take: a process of the lowest priority may have to wait for its turn. */
const patience = 60_000

/** Starts parser threads for a long job, at the lowest process priority. */
export function startParser({ PARSER_THREADS }: Config): Parser {
  lowerPriority()
  return createParser({
    threads: PARSER_THREADS,
    startsAtOnce: true,
    youngGeneration,
    patience,
  })
}

/**
 * Gives this process the lowest priority, so that a service on the same machine answers as fast as without it. On Linux
 * each thread has its own priority, which new threads inherit from the thread that starts them.
 */
function lowerPriority(): void {
  const tasks = '/proc/self/task'
  const threads = existsSync(tasks) ? readdirSync(tasks).map(Number) : [process.pid]
  for (const thread of threads) {
    try {
      setPriority(thread, constants.priority.PRIORITY_LOW)
    } catch {
      // The thread has ended, or the system forbids it; the job runs all the same.
    }
  }
}

/** @returns a signal that the first SIGINT or SIGTERM aborts; a second one ends the process at once */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort())
  return controller.signal
}

/** The exit status of a process that SIGINT ended (128 + 2). */
export const interrupted = 130
