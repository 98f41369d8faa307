import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { dirname } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Config } from '../config.ts'
import type { Parser } from '../ingest/ingest.ts'
import { createParser } from '../ingest/threads/pool.ts'
import type { Store } from '../store/store.ts'
import { CommandError } from './command.ts'

/** The store is loaded here and not before: threads that read pages begin to load meanwhile. */
const loadedStore = () => import('../store/sqlite/open.ts')

/** Opens the database that the settings name, and makes it where there is none. */
export async function openDatabase({ DATABASE, CACHE_SIZE }: Config): Promise<Store> {
  makeFolder(dirname(DATABASE))
  const { openStore } = await loadedStore()
  return openStore({ path: DATABASE, cacheSize: CACHE_SIZE })
}

/** The same for a service: one that refuses every write is content with a database that may only be read. */
export async function openToServe(config: Config): Promise<Store> {
  try {
    return await openDatabase(config)
  } catch (error) {
    const { ReadOnlyError } = await loadedStore()
    if (!(config.READ_ONLY && error instanceof ReadOnlyError)) throw error
    return openExisting(config)
  }
}

/** Makes a folder in one that is there: a mistyped path is not built up. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  try {
    mkdirSync(folder)
  } catch {
    throw new CommandError(`DATABASE: there is no folder ${folder}, and it cannot be made`)
  }
}

/** Opens a database that must be there, for reading only. */
export async function openExisting({ DATABASE, CACHE_SIZE }: Config): Promise<Store> {
  mustExist(DATABASE)
  const { openStore } = await loadedStore()
  return openStore({ path: DATABASE, cacheSize: CACHE_SIZE, readOnly: true })
}

/** @throws CommandError that names the setting */
export function mustExist(database: string): void {
  if (!existsSync(database)) throw new CommandError(`DATABASE: there is no ${database}`)
}

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

/** Threads that read pages for work on many of them; they start at once. */
export function startParser({ PARSER_THREADS }: Config): Parser {
  keepHeapSmall()
  letOthersGoFirst()
  return createParser({
    threads: PARSER_THREADS,
    startsAtOnce: true,
    youngGeneration: semiSpaces * semiSpaceSize,
  })
}

/** V8's young generation is so many times the room for new objects, which is given in mebibytes. */
const semiSpaces = 3
const semiSpaceSize = 16

/**
 * For work in which all is short-lived. New objects get little room here, sixteen mebibytes in each thread started from
 * now on, and never more: as V8 grows that room by itself, what an import leaves for the collector takes 130 MB; with
 * four in the threads an import takes a twentieth longer, as more of a page's objects are still needed when they are
 * collected. All objects are gone through when they are twice as many as were needed last, which V8 by itself does ten
 * times a second in a small heap. Each thread collects its own new objects: helpers come to little of that, while others
 * need their processors.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString(`--min-semi-space-size=${semiSpaceSize}`)
  setFlagsFromString('--heap-growing-percent=120')
  setFlagsFromString('--no-parallel-scavenge')
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
