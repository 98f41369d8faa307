/** Milliseconds between two looks for what other connections have written. */
const interval = 5

/**
 * Tells listeners that what is stored has changed. The connection's own writes are reported by the store; those of other
 * connections are found by polling `PRAGMA data_version` for as long as there are listeners.
 */
export class ChangeWatch {
  readonly #version: () => number
  readonly #listeners = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined
  #last: number | undefined

  /** @param version SQLite's data version: another number once another connection has written */
  constructor(version: () => number) {
    this.#version = version
  }

  /** @returns a function that ends the calls of the listener */
  add(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#timer === undefined) {
      this.#last = this.#read()
      this.#timer = setInterval(() => this.#look(), interval).unref()
    }
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.close()
    }
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    const version = this.#read()
    if (version === this.#last) return
    this.#last = version
    this.changed()
  }

  /** @returns undefined where the database cannot be read: each request reports that itself */
  #read(): number | undefined {
    try {
      return this.#version()
    } catch {
      return undefined
    }
  }
}
