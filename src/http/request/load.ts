import type { EventEmitter } from 'node:events'
import { Problem } from '../../problem.ts'

/** Requests that may wait for their turn: each holds memory. */
const longestQueue = 256
/** Milliseconds that a request may wait for its turn: a program tries again, a reader would rather wait. */
const longestWait = 2000
export const longestWaitOfReaders = 30_000
/** Seconds after which another try is worth it. */
const retryAfter = 1

export const tooMuch = (): Problem =>
  new Problem('unavailable', 'The service has more to do than it can.', { retryAfter })

/** The client of a request that waited has left; there is nobody to answer. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft'
}

/** What the wait of a request ends with: its response, which closes when the client leaves. */
type Waiter = Pick<EventEmitter, 'once' | 'off'> & { destroyed: boolean }

/** Limits how many pieces of work are under way at once; more wait in a queue. */
export type Load = {
  /** Throws Problem unavailable where the queue is full. */
  check(): void
  /**
   * Does the work when it is its turn; not at all where the client has left by then.
   * @param wait milliseconds until its turn at most
   * @throws Problem unavailable, where the queue is full or the wait too long; ClientLeft
   */
  run<T>(response: Waiter, work: () => T | Promise<T>, wait?: number): Promise<T>
}

/** @param atOnce pieces of work that may be under way at once; 0 for any number */
export function createLoad(atOnce: number): Load {
  if (atOnce === 0) return { check() {}, run: async (_response, work) => work() }
  let free = atOnce
  /** In the order of arrival. */
  const waiting = new Set<() => void>()
  const check = () => {
    if (waiting.size >= longestQueue) throw tooMuch()
  }
  const leave = () => {
    free++
    // One after another turn of the event loop: connections are read in between.
    if (waiting.size > 0) setImmediate(begin)
  }
  const begin = () => {
    const [next] = waiting
    if (free > 0 && next !== undefined) next()
  }
  const turn = (response: Waiter, wait: number) =>
    new Promise<void>((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        response.off('close', left)
        waiting.delete(start)
        settle()
      }
      const left = () => end(() => reject(new ClientLeft()))
      const start = () => {
        free--
        end(resolve)
      }
      const timer = setTimeout(() => end(() => reject(tooMuch())), wait)
      response.once('close', left)
      waiting.add(start)
    })
  return {
    check,
    async run(response, work, wait = longestWait) {
      if (response.destroyed) throw new ClientLeft()
      if (free > 0 && waiting.size === 0) free--
      else {
        check()
        await turn(response, wait)
      }
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
