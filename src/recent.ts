type Kept<Value> = { value: Value; size: number; wasWanted: boolean }

/**
 * Values by key within a number of bytes, those that are asked for (the CLOCK algorithm): where there is no room, the
 * oldest goes that nobody asked for since it was last looked at. To be asked for moves nothing: a Map that each `get`
 * deletes from and adds to keeps the deleted entries in its way, and a value that was asked for often among 10,000
 * others cost 30 microseconds.
 */
export class Recent<Value> {
  readonly #size: number
  readonly #sizeOf: (value: Value, key: string) => number
  readonly #kept = new Map<string, Kept<Value>>()
  /** Goes round and round through what is kept. */
  #hand = this.#kept.entries()
  #used = 0

  /** @param sizeOf bytes that a value takes */
  constructor(size: number, sizeOf: (value: Value, key: string) => number) {
    this.#size = size
    this.#sizeOf = sizeOf
  }

  get(key: string): Value | undefined {
    const kept = this.#kept.get(key)
    if (kept === undefined) return undefined
    kept.wasWanted = true
    return kept.value
  }

  /** A value that is larger than all the room is not kept. */
  keep(key: string, value: Value): void {
    this.forget(key)
    const size = this.#sizeOf(value, key)
    if (size > this.#size) return
    while (this.#used + size > this.#size) this.#makeRoom()
    this.#kept.set(key, { value, size, wasWanted: false })
    this.#used += size
  }

  forget(key: string): void {
    const kept = this.#kept.get(key)
    if (kept === undefined) return
    this.#kept.delete(key)
    this.#used -= kept.size
  }

  clear(): void {
    this.#kept.clear()
    this.#used = 0
  }

  #makeRoom(): void {
    const next = this.#hand.next()
    if (next.done === true) {
      this.#hand = this.#kept.entries()
      return
    }
    const [key, kept] = next.value
    if (kept.wasWanted) kept.wasWanted = false
    else this.forget(key)
  }
}
