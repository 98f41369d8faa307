import { setImmediate as turn } from 'node:timers/promises'

/**
 * Items in groups of at most `size`: as many as have arrived, so that a fast source is stored in few commits and a
 * slow one is answered at once.
 */
export async function* groups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[], void, void> {
  const iterator = items[Symbol.asyncIterator]()
  let next = iterator.next()
  try {
    for (;;) {
      const group: T[] = []
      let result = await next
      while (result.done !== true) {
        group.push(result.value)
        next = iterator.next()
        if (group.length === size) break
        const arrived = await Promise.race([next, turn(undefined).then(() => 'waiting' as const)])
        if (arrived === 'waiting') break
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
