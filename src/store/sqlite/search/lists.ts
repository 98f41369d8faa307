import { BlockReader, ordinalsOfEntry } from './block.ts'
import type { SegmentReader } from './segment-reader.ts'

/** Ordinals of a segment, walked in one direction: from the last to the first, or from the first to the last. */
export interface Ordinals {
  /**
   * Never called with an ordinal that lies behind the one asked for before.
   * @returns the nearest of the ordinals that is this one or lies further on; -1 where there is none
   */
  seek(ordinal: number): number
  /** How many there are at most. */
  readonly atMost: number
}

/** All documents. */
export class All implements Ordinals {
  readonly atMost: number

  constructor(documents: number) {
    this.atMost = documents
  }

  seek(ordinal: number): number {
    return ordinal >= 0 && ordinal < this.atMost ? ordinal : -1
  }
}

export class None implements Ordinals {
  readonly atMost = 0

  seek(): number {
    return -1
  }
}

/** The documents with a gram, read an entry at a time. */
export class Postings implements Ordinals {
  readonly atMost: number
  readonly #segment: SegmentReader
  readonly #gram: number
  readonly #forward: boolean
  readonly #reader = new BlockReader()
  readonly #values = new Uint32Array(ordinalsOfEntry)
  /** How many of the values there are, and which one was found last. */
  #count = 0
  #at = 0
  /** The block that was read last. */
  #block = -1
  #ended = false

  constructor(segment: SegmentReader, gram: number, forward: boolean) {
    this.#segment = segment
    this.#gram = gram
    this.#forward = forward
    this.atMost = this.#sizeAtMost()
  }

  seek(ordinal: number): number {
    if (this.#ended) return -1
    const found = this.#forward ? this.#seekForward(ordinal) : this.#seekBackward(ordinal)
    if (found === -1) this.#ended = true
    return found
  }

  #seekBackward(ordinal: number): number {
    const values = this.#values
    if (this.#count === 0 || (values[0] as number) > ordinal) {
      if (ordinal < 0 || !this.#readUpTo(ordinal)) return -1
      this.#at = this.#count - 1
    }
    while ((values[this.#at] as number) > ordinal) this.#at--
    return values[this.#at] as number
  }

  #seekForward(ordinal: number): number {
    const values = this.#values
    if (this.#count === 0 || (values[this.#count - 1] as number) < ordinal) {
      if (!this.#readUpTo(ordinal) || (values[this.#count - 1] as number) < ordinal) {
        if (!this.#readBehind(ordinal)) return -1
      }
      this.#at = 0
    }
    while ((values[this.#at] as number) < ordinal) this.#at++
    return values[this.#at] as number
  }

  /** Reads the last entry that begins at or before the ordinal. @returns false where all begin behind it */
  #readUpTo(ordinal: number): boolean {
    this.#block = this.#segment.blockOf(this.#gram, ordinal)
    if (this.#block === -1) return false
    const { places, firsts } = this.#segment.entriesOf(this.#gram, this.#block)
    const index = firsts.findLastIndex((first) => first <= ordinal)
    return index !== -1 && this.#read(places[index] as number)
  }

  /** Reads the first entry that begins behind the ordinal. @returns false where there is none */
  #readBehind(ordinal: number): boolean {
    const { grams } = this.#segment.directory
    for (let block = Math.max(0, this.#block); block < grams.length; block++) {
      if ((grams[block] as number) > this.#gram) return false
      const { places, firsts } = this.#segment.entriesOf(this.#gram, block)
      const index = firsts.findIndex((first) => first > ordinal)
      if (index === -1) continue
      this.#block = block
      return this.#read(places[index] as number)
    }
    return false
  }

  #read(place: number): true {
    this.#segment.openBlock(this.#reader, this.#block)
    this.#reader.goTo(place, this.#gram)
    this.#count = this.#reader.read(this.#values, 0)
    return true
  }

  /** Counts where that takes few blocks. */
  #sizeAtMost(): number {
    const first = Math.max(0, this.#segment.blockOf(this.#gram, -1))
    const last = this.#segment.blockOf(this.#gram, Number.MAX_SAFE_INTEGER)
    if (last - first >= blocksCounted) return this.#segment.segment.documents
    let count = 0
    for (let block = first; block <= last; block++)
      count += this.#segment.entriesOf(this.#gram, block).ordinals
    return count
  }
}

const blocksCounted = 4

/** The documents that are in all lists. */
export class And implements Ordinals {
  readonly atMost: number
  readonly #lists: Ordinals[]

  constructor(lists: Ordinals[]) {
    this.#lists = lists.toSorted((a, b) => a.atMost - b.atMost)
    this.atMost = this.#lists[0]?.atMost ?? 0
  }

  seek(ordinal: number): number {
    if (this.atMost === 0) return -1
    let candidate = ordinal
    for (let agreed = 0, index = 0; agreed < this.#lists.length; index = (index + 1) % this.#lists.length) {
      const found = (this.#lists[index] as Ordinals).seek(candidate)
      if (found === -1) return -1
      agreed = found === candidate ? agreed + 1 : 1
      candidate = found
    }
    return candidate
  }
}

/** The documents that are in any list. */
export class Or implements Ordinals {
  readonly atMost: number
  readonly #lists: Ordinals[]
  readonly #forward: boolean

  constructor(lists: Ordinals[], forward: boolean) {
    this.#lists = lists
    this.#forward = forward
    this.atMost = lists.reduce((sum, { atMost }) => sum + atMost, 0)
  }

  seek(ordinal: number): number {
    let nearest = -1
    for (const list of this.#lists) {
      const found = list.seek(ordinal)
      if (found === -1) continue
      if (nearest === -1 || (this.#forward ? found < nearest : found > nearest)) nearest = found
    }
    return nearest
  }
}

/** The documents of one list that are not in another. */
export class Without implements Ordinals {
  readonly atMost: number
  readonly #list: Ordinals
  readonly #without: Ordinals
  readonly #step: number

  constructor(list: Ordinals, without: Ordinals, forward: boolean) {
    this.#list = list
    this.#without = without
    this.#step = forward ? 1 : -1
    this.atMost = list.atMost
  }

  seek(ordinal: number): number {
    let candidate = this.#list.seek(ordinal)
    while (candidate !== -1 && this.#without.seek(candidate) === candidate) {
      candidate = this.#list.seek(candidate + this.#step)
    }
    return candidate
  }
}
