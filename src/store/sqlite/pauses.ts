import { setImmediate } from 'node:timers/promises'

/** Milliseconds of work after which the event loop gets a turn. */
const turn = 2

/**
 * For long work on the event loop's thread.
 * @returns a function to be called between pieces of work: if the last pause is long ago, it gives a promise to await, which
 *   lets the event loop do other work; else undefined
 */
export function pauses(): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < turn) return undefined
    return setImmediate().then(() => {
      began = performance.now()
    })
  }
}
