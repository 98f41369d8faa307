import { setImmediate } from 'node:timers/promises'
import type { Connection } from './connection.ts'

/**
 * Does what a migration leaves to the program, which SQL cannot: each batch in a transaction of its own, so that it goes on
 * where it was interrupted.
 *
 * @param isDue whether anything is left, also for another process that is at it
 * @param batch @returns how many articles it did
 * @param onProgress is told how many articles are done, of how many are left at the start
 */
export async function inBatches(
  { database }: Connection,
  { isDue, batch, total }: { isDue: () => boolean; batch: () => number; total: number },
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const next = database.transaction(() => (isDue() ? batch() : 0))
  for (let done = 0; isDue(); ) {
    done += next.immediate()
    if (total > 0) onProgress?.(done, total)
    await setImmediate()
  }
}
