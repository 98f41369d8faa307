import { Problem } from '../../problem.ts'

/** Milliseconds for which a queue is taken for a burst, which passes: whoever comes meanwhile waits for a turn. */
const burst = 400
/** Milliseconds for which nothing must have waited before another burst is taken for one. */
const quiet = 1000
/** So much may wait in a burst: it takes memory. */
const longestBurst = 1024
/** Milliseconds that a burst may have to wait. */
const longestWait = 2000
/** Milliseconds that the last of a queue that stands may have to wait. */
const patience = 20
/** So many are never too many, begun ones included: some clients that each ask one thing after another. */
const always = 16
/** Milliseconds of a turn of the event loop after which nothing more is begun in it: others get on slowly enough. */
const turn = 5

/** What the last interval counts for in an average. */
const smoothing = 0.05

/** How much is being worked on, and whether that is more than the service can do. */
export type Load = {
  /** Whoever would have to wait too long is refused at once, so that those who are taken are answered in good time. */
  isTooMuch(): boolean
  /** Does the work when it is its turn. @throws Problem unavailable where that would be too late */
  run<T>(work: () => T | Promise<T>): Promise<T>
}

type Waiting = { since: number; begin: () => void; refuse: () => void }

/** @param atOnce how much is worked on at once; 0 for any */
export function createLoad(atOnce: number): Load {
  if (atOnce === 0) return { isTooMuch: () => false, run: async (work) => work() }
  const queue = new Queue(atOnce)
  return {
    isTooMuch: () => queue.isTooLong(),
    async run(work) {
      await queue.enter()
      try {
        return await work()
      } finally {
        queue.leave()
      }
    },
  }
}

/** A queue as CoDel (RFC 8289) keeps it: a burst may wait, a queue that stands is cut. */
class Queue {
  readonly #atOnce: number
  #waiting: Waiting[] = []
  #underWay = 0
  #standsSince = 0
  #emptySince = Number.NEGATIVE_INFINITY
  /** Milliseconds between two ends of work, on average, while others wait. */
  #pace = 0
  #ended = 0
  /** When the event loop's turn began; unknown until it is asked for. */
  #turnBegan: number | undefined
  #isScheduled = false

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  isTooLong(): boolean {
    const { length } = this.#waiting
    if (length === 0 || this.#underWay + length < always) return false
    return length >= longestBurst || (this.#isStanding() && length * this.#pace > patience)
  }

  /** @throws Problem unavailable */
  enter(): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#mayBegin()) {
      this.#underWay++
      return undefined
    }
    if (this.isTooLong()) throw tooMuch()
    const since = performance.now()
    if (this.#waiting.length === 0 && since - this.#emptySince > quiet) this.#standsSince = since
    return new Promise((resolve, reject) => {
      this.#waiting.push({ since, begin: resolve, refuse: () => reject(tooMuch()) })
      this.#schedule()
    })
  }

  leave(): void {
    this.#underWay--
    const now = performance.now()
    if (this.#waiting.length > 0) {
      this.#pace += (now - this.#ended - this.#pace) * smoothing
      this.#schedule()
    }
    this.#ended = now
  }

  #isStanding(): boolean {
    return performance.now() - this.#standsSince > burst
  }

  #mayBegin(): boolean {
    const now = performance.now()
    if (this.#turnBegan === undefined) {
      this.#turnBegan = now
      setImmediate(() => {
        this.#turnBegan = undefined
      })
    }
    return this.#underWay < this.#atOnce && now - this.#turnBegan < turn
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#begin()
    })
  }

  #begin(): void {
    let begun = 0
    for (const { since, begin, refuse } of this.#waiting) {
      if (this.#underWay >= this.#atOnce) break
      begun++
      if (performance.now() - since > longestWait) {
        refuse()
        continue
      }
      this.#underWay++
      begin()
    }
    if (begun === 0) return
    this.#waiting = this.#waiting.slice(begun)
    if (this.#waiting.length === 0) this.#emptySince = performance.now()
  }
}

/** Seconds after which another try is worth it. */
const retryAfter = 1

export const tooMuch = (): Problem =>
  new Problem('unavailable', 'The service has more to do than it can.', { retryAfter })
