import type { Connection } from './connection.ts'

/** Milliseconds between two looks for what other nodes have written. */
const lookEvery = 20

/** Tells listeners when what is stored has changed: for this node's writes at once, for those of others by polling. */
export class Watch {
  readonly #connection: Connection
  readonly #listeners = new Set<() => void>()
  #known: number | undefined
  #timer: NodeJS.Timeout | undefined
  #isLooking = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** @returns a function that ends the calls */
  add(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#timer === undefined) {
      this.#known = undefined
      this.#timer = setInterval(() => void this.#look(), lookEvery).unref()
    }
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.close()
    }
  }

  /** @param generation the one that a write of this node made, or that was read */
  changed(generation: number): void {
    this.#known = Math.max(this.#known ?? 0, generation)
    for (const listener of this.#listeners) listener()
  }

  /** A server that cannot be read is reported by each request. What changed meanwhile is seen once it can be read. */
  async #look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      const generation = await this.#connection.value<number>('SELECT generation FROM state')
      if (generation === undefined || this.#timer === undefined) return
      // The first look has nothing to compare with: what was read before it may be old.
      if (generation > (this.#known ?? -1)) this.changed(generation)
    } catch {
      // The next look tries again.
    } finally {
      this.#isLooking = false
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
