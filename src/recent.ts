type Kept<Value> = { key: string; value: Value; size: number; place: number; wasWanted: boolean }

/**
 * Values by key within a number of bytes, those that are asked for (the CLOCK algorithm): where there is no room, the
 * oldest goes that nobody asked for since it was last looked at. To be asked for moves nothing: a Map that each `get`
 * deletes from and adds to keeps the deleted entries in its way, and a value that was asked for often among 10,000
 * others cost 30 microseconds. The hand is a number: an iterator that waits holds what its Map has long forgotten.
 */
export class Recent<Value> {
  readonly #size: number
  readonly #sizeOf: (value: Value, key: string) => number
  readonly #kept = new Map<string, Kept<Value>>()
  /** What is kept, in the places that the hand goes round, and which of them are free. */
  #places: (Kept<Value> | undefined)[] = []
  #free: number[] = []
  #hand = 0
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
    while (this.#used + size > this.#size) this.forget(this.#oldest().key)
    const place = this.#free.pop() ?? this.#places.length
    const kept = { key, value, size, place, wasWanted: false }
    this.#places[place] = kept
    this.#kept.set(key, kept)
    this.#used += size
  }

  forget(key: string): void {
    const kept = this.#kept.get(key)
    if (kept === undefined) return
    this.#kept.delete(key)
    this.#places[kept.place] = undefined
    this.#free.push(kept.place)
    this.#used -= kept.size
  }

  clear(): void {
    this.#kept.clear()
    this.#places = []
    this.#free = []
    this.#hand = 0
    this.#used = 0
  }

  #oldest(): Kept<Value> {
    for (;;) {
      const kept = this.#places[this.#hand]
      this.#hand = (this.#hand + 1) % this.#places.length
      if (kept === undefined) continue
      if (!kept.wasWanted) return kept
      kept.wasWanted = false
    }
  }
}

/** Bytes of what `remembered` holds, and what each entry takes beside its text. */
const mostRemembered = 64 * 1024
const overhead = 100

/** @returns the same function, which works out once what it is asked again and again, as header fields are */
export function remembered<Value extends string | null>(of: (text: string) => Value): typeof of {
  const known = new Recent<Value>(mostRemembered, (_value, text) => text.length + overhead)
  return (text) => {
    const last = known.get(text)
    if (last !== undefined) return last
    const value = of(text)
    known.keep(text, value)
    return value
  }
}
