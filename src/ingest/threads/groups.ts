import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'

/** Limits of a group: number of items, and their bytes. */
export type GroupSize = { items: number; bytes: number }

/**
 * Groups the items that have arrived, so that a fast source needs few commits and a slow one is answered at once.
 *
 * @param sizeOf an item's bytes
 */
export async function* groupsOf<T>(
  source: AsyncIterable<T>,
  largest: GroupSize,
  sizeOf: (item: T) => number,
): AsyncGenerator<T[], void, void> {
  const iterator = source[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      const group: T[] = []
      let bytes = 0
      let weight = 0
      let result = await next
      while (result.done !== true) {
        group.push(result.value)
        const size = sizeOf(result.value)
        bytes += size
        weight += size > 0 ? 1 : weightOfNothing
        next = iterator.next()
        if (weight >= largest.items || bytes >= largest.bytes) break
        const arrived = await arrivedOf(next)
        if (arrived === undefined) break
        result = arrived
      }
      if (group.length > 0) yield group
      if (result.done === true) return
    }
  } finally {
    next.catch(() => {})
    await iterator.return?.()
  }
}

/** Items without bytes are not stored: those of a crawl are not to make small groups of its pages. */
const weightOfNothing = 0.1

/** Milliseconds that a group waits for one more item: enough to read a file, too short for a client to notice. */
const patience = 5

async function arrivedOf<T>(next: Promise<T>): Promise<T | undefined> {
  const atOnce = await Promise.race([next, turn(undefined)])
  if (atOnce !== undefined) return atOnce
  return Promise.race([next, pause(patience, undefined)])
}
