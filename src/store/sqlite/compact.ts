import { isMerging, maintain } from './search/merge.ts'
import type { Writer } from './writer.ts'

/** Postings merged in a transaction, and so many times at most: a merge of a million articles is left for later. */
const mergedAtOnce = 500_000
const mergesAtMost = 40
/** Pages of the file that are given back in a transaction, and so many times at most. */
const pagesAtOnce = 64
const givenBackAtMost = 160

/**
 * Ends what writing has left to be done a little at a time, and gives the file's free pages back to the disk. In a
 * file that was made without `auto_vacuum`, those stay for what is stored next.
 */
export async function compact(writer: Writer): Promise<void> {
  for (let time = 0; time < mergesAtMost; time++) {
    const isEnded = await writer.write(function* ({ connection }) {
      yield* maintain(connection, mergedAtOnce)
      return !isMerging(connection)
    })
    if (isEnded) break
  }
  let before = Number.POSITIVE_INFINITY
  for (let time = 0; time < givenBackAtMost; time++) {
    // biome-ignore lint/correctness/useYield: it takes milliseconds.
    const free = await writer.write(function* ({ connection: { database } }) {
      database.pragma(`incremental_vacuum(${pagesAtOnce})`)
      return database.pragma('freelist_count', { simple: true }) as number
    })
    if (free === 0 || free >= before) break
    before = free
  }
}
