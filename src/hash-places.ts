/** A place is two numbers: a hash, and what stands there, 0 where nothing does. Those of one hash lie together. */
const numbersAPlace = 2
const placesTogether = 4
const numbersTogether = placesTogether * numbersAPlace

/** No place. */
export const none = -1

/** Bytes that a place takes. */
export const bytesAPlace = numbersAPlace * Int32Array.BYTES_PER_ELEMENT

/**
 * Numbers by hash, in memory outside of V8's heap. Each hash has four places, which it shares with others: what is added
 * where they are taken stands in place of another one, so that a look takes no longer however full they are.
 */
export class HashPlaces {
  readonly #numbers: Int32Array
  readonly #lastGroup: number

  /** @param count places, a power of two; four at least */
  constructor(count: number) {
    const groups = Math.max(1, count / placesTogether)
    this.#numbers = new Int32Array(groups * numbersTogether)
    this.#lastGroup = groups - 1
  }

  get count(): number {
    return this.#numbers.length / numbersAPlace
  }

  /** @returns the first place of something with this hash, or `none` */
  first(hash: number): number {
    const start = this.#startOf(hash)
    return this.#find(hash, start, start + numbersTogether)
  }

  /** @returns the one behind a place of this hash, or `none` */
  next(hash: number, place: number): number {
    return this.#find(hash, place + numbersAPlace, this.#startOf(hash) + numbersTogether)
  }

  /** What stands in a place. */
  at(place: number): number {
    return this.#numbers[place + 1] as number
  }

  /** @param value 0 leaves the place free */
  set(place: number, value: number): void {
    this.#numbers[place + 1] = value
  }

  /** @returns what it took the place of; 0 where there was a free one */
  add(hash: number, value: number): number {
    const numbers = this.#numbers
    let place = this.#startOf(hash)
    const last = place + numbersTogether - numbersAPlace
    while (numbers[place + 1] !== 0 && place < last) place += numbersAPlace
    const before = numbers[place + 1] as number
    numbers[place] = hash
    numbers[place + 1] = value
    return before
  }

  clear(): void {
    this.#numbers.fill(0)
  }

  #startOf(hash: number): number {
    return (hash & this.#lastGroup) * numbersTogether
  }

  #find(hash: number, start: number, end: number): number {
    const numbers = this.#numbers
    for (let place = start; place < end; place += numbersAPlace) {
      if (numbers[place] === hash && numbers[place + 1] !== 0) return place
    }
    return none
  }
}
