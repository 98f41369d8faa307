import { BlockReader } from './block.ts'
import type { SegmentReader } from './segment-reader.ts'

/** A segment read gram by gram. */
export class MergeInput {
  /** The gram that comes next, infinite behind the last one. */
  gram = -1
  readonly #segment: SegmentReader
  readonly #map: Int32Array
  readonly #reader = new BlockReader()
  readonly #entry = new Uint32Array(512)
  #block: number

  constructor(segment: SegmentReader, map: Int32Array, behind: number) {
    this.#segment = segment
    this.#map = map
    this.#block = Math.max(0, segment.blockOf(behind, Number.MAX_SAFE_INTEGER))
    if (segment.directory.grams.length === 0) this.gram = Number.POSITIVE_INFINITY
    else segment.openBlock(this.#reader, this.#block)
    while (this.gram <= behind) this.#next()
  }

  /** Whether the gram has one document only. */
  get isOnly(): boolean {
    return this.#reader.count === 1
  }

  /** Goes on to the next gram. @returns the only document of this one, as `take` adds it; -1 for none */
  takeOnly(): number {
    const ordinal = this.#map[this.#reader.first] as number
    this.#next()
    return ordinal
  }

  /** Adds the documents of the gram, as they are numbered in the output, and goes on to the next gram. */
  take(list: MergedList): void {
    const { gram } = this
    list.begin()
    do {
      const count = this.#reader.read(this.#entry, 0)
      for (let index = 0; index < count; index++) {
        const ordinal = this.#map[this.#entry[index] as number] as number
        if (ordinal !== -1) list.add(ordinal)
      }
      this.#next()
    } while (this.gram === gram)
  }

  #next(): void {
    while (!this.#reader.next()) {
      this.#block++
      if (this.#block >= this.#segment.directory.grams.length) {
        this.gram = Number.POSITIVE_INFINITY
        return
      }
      this.#segment.openBlock(this.#reader, this.#block)
    }
    this.gram = this.#reader.gram
  }
}

const sortedByInsertion = 24
/** Lists with more than one in so many of all documents are put into a bitmap. */
const dense = 32

/** Ascending lists put into one. */
export class MergedList {
  values: Uint32Array
  length = 0
  #spare: Uint32Array
  /** Where each list begins. */
  readonly #starts: number[] = []
  #lists = 0
  readonly #bits: Uint32Array

  /** @param documents how many there are: all values are less */
  constructor(documents: number) {
    this.values = new Uint32Array(documents)
    this.#spare = new Uint32Array(documents)
    this.#bits = new Uint32Array((documents + 31) >>> 5)
  }

  clear(): void {
    this.length = 0
    this.#lists = 0
  }

  /** What is added from now on is one list. */
  begin(): void {
    this.#starts[this.#lists++] = this.length
  }

  add(value: number): void {
    this.values[this.length++] = value
  }

  sort(): void {
    if (this.#lists < 2) return
    if (this.length <= sortedByInsertion) this.#insert()
    else if (this.length * dense > this.values.length) this.#mark()
    else while (this.#lists > 1) this.#mergePairs()
  }

  #insert(): void {
    const { values } = this
    for (let index = 1; index < this.length; index++) {
      const value = values[index] as number
      let at = index
      while (at > 0 && (values[at - 1] as number) > value) {
        values[at] = values[at - 1] as number
        at--
      }
      values[at] = value
    }
  }

  #mark(): void {
    const bits = this.#bits
    const { values } = this
    for (let index = 0; index < this.length; index++) {
      const value = values[index] as number
      bits[value >>> 5] = (bits[value >>> 5] as number) | (1 << (value & 31))
    }
    let at = 0
    for (let word = 0; word < bits.length; word++) {
      let rest = bits[word] as number
      if (rest === 0) continue
      bits[word] = 0
      while (rest !== 0) {
        values[at++] = word * 32 + 31 - Math.clz32(rest & -rest)
        rest &= rest - 1
      }
    }
  }

  #mergePairs(): void {
    const [from, to] = [this.values, this.#spare]
    const starts = this.#starts
    const startOf = (list: number) => (list < this.#lists ? (starts[list] as number) : this.length)
    for (let pair = 0; pair < this.#lists; pair += 2) {
      let left = startOf(pair)
      const middle = startOf(pair + 1)
      let right = middle
      const end = startOf(pair + 2)
      let at = left
      starts[pair / 2] = at
      while (left < middle && right < end) {
        const [a, b] = [from[left] as number, from[right] as number]
        if (a < b) left++
        else right++
        to[at++] = Math.min(a, b)
      }
      while (left < middle) to[at++] = from[left++] as number
      while (right < end) to[at++] = from[right++] as number
    }
    this.values = to
    this.#spare = from
    this.#lists = Math.ceil(this.#lists / 2)
  }
}
