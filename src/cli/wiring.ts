import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { dirname } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Config } from '../config.ts'
import { openStore, ReadOnlyError } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import { CommandError } from './command.ts'

/** Opens the database that the settings name, and makes it where there is none. */
export async function openDatabase({ DATABASE, CACHE_SIZE }: Config): Promise<Store> {
  makeFolder(dirname(DATABASE))
  return openStore({ path: DATABASE, cacheSize: CACHE_SIZE })
}

/** The same for a service: one that refuses every write is content with a database that may only be read. */
export async function openToServe(config: Config): Promise<Store> {
  try {
    return await openDatabase(config)
  } catch (error) {
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

/**
 * For work in which all is short-lived. New objects get one mebibyte here, four in each thread started from now on, and
 * never more: as V8 grows that room by itself, what an import leaves for the collector takes 130 MB; with one in the
 * threads a tenth of the import's time is the collector's. All objects are gone through when they are twice as
 * many as were needed last, which V8 by itself does ten times a second in a small heap. Each thread collects its own
 * new objects: helpers come to little of that, while others need their processors.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--min-semi-space-size=4')
  setFlagsFromString('--heap-growing-percent=120')
  setFlagsFromString('--no-parallel-scavenge')
}

/**
 * For long work beside a service: it takes what processors have left, so that who asks meanwhile is answered as at rest.
 * Linux gives each thread its own priority, and new ones that of the thread which starts them.
 */
export function letOthersGoFirst(): void {
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
