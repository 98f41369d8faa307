/** Milliseconds of work after which the event loop gets a turn. */
const turn = 2

const waiting: (() => void)[] = []

function continueOne(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(continueOne)
}

/**
 * Waits for a turn of the event loop, with those before it: each turn continues one piece of long work, so that others
 * wait for one piece and not for one of each that is under way.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(continueOne)
  })
}

/**
 * For long work on the event loop's thread.
 * @returns a function to be called between pieces of work: if the last pause is long ago, it gives a promise to await, which
 *   lets the event loop do other work; else undefined
 */
export function pauses(): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < turn) return undefined
    return nextTurn().then(() => {
      began = performance.now()
    })
  }
}
