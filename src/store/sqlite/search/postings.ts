import { gramOf, highOf } from '../../rules/search/grams.ts'
import type { BlockWriter } from './block.ts'

/** Postings sorted or written between two pauses: about a millisecond's work. */
const postingsAtOnce = 20_000
/** Room for so many is there at first; for more than the others, it is given back. */
const fewest = 1 << 10
const mostKept = 1 << 20
const mostSlots = 1 << 14

const lowBits = 32
/**
 * Of a digit of the radix sort: a whole UTF-16 unit, which takes a pass less than smaller digits do. For few postings the
 * table of counts would cost more than that pass.
 */
const unitBits = 16
const bitsForFew = 11
const fewPostings = 4096
const counts = new Uint32Array((1 << unitBits) + 1)

const unset = -1
const highestBase = 2 ** 30
const emptySlots = () => new Int32Array(fewest * 2).fill(unset)
const mostTimes = 255

/** Of each posting, the bits of its gram and the ordinal of its document. `highs`: where the family has some of its own. */
type Columns = { lows: Int32Array; highs: Uint16Array | null; ordinals: Uint32Array }

const columns = (length: number, hasHighs: boolean): Columns => ({
  lows: new Int32Array(length),
  highs: hasHighs ? new Uint16Array(length) : null,
  ordinals: new Uint32Array(length),
})

/**
 * Which documents have which grams of a family: a posting for each gram of each document, document after document.
 * Put together without a string or an object a gram: a page has thousands of them, and this is most of what indexing
 * costs.
 */
export class Postings {
  readonly #high: number
  readonly #bits: number
  #columns: Columns
  /** What they are sorted into, in turn with the others. */
  #spare: Columns
  #length = 0
  /** Where the last document begins. */
  #start = 0
  /** How often the last document has each of its grams, no further than 255. */
  #times = new Uint8Array(fewest)
  /**
   * Where the last document's postings are: of that one only, so that this stays in the processor's nearest cache. Open
   * addressing: places, plus `#base`. What is less than the last document's is left from others, and as good as empty.
   */
  #slots = emptySlots()
  #base = 0

  /** @param family of the grams @param bits how many of their units' bits there are, from the lowest on */
  constructor(family: number, bits: number) {
    this.#high = highOf(family)
    this.#bits = bits
    this.#columns = columns(fewest, bits > lowBits)
    this.#spare = columns(0, bits > lowBits)
  }

  get length(): number {
    return this.#length
  }

  /** Forgets all that was added; its room is used again. */
  clear(): void {
    this.#base += this.#length
    this.#length = 0
    this.#start = 0
    if (this.#columns.lows.length > mostKept) {
      this.#columns = columns(fewest, this.#bits > lowBits)
      this.#spare = columns(0, this.#bits > lowBits)
      this.#times = new Uint8Array(fewest)
    }
    if (this.#slots.length > mostSlots || this.#base > highestBase) {
      this.#slots = emptySlots()
      this.#base = 0
    }
  }

  /**
   * Adds a gram of the document, whether or not it has had it.
   * @param high its upper bits, where it has bits beyond 32
   * @returns how often the document has it until now, no further than 255
   */
  add(low: number, high: number = this.#high): number {
    const slots = this.#slots
    const mask = slots.length - 1
    const { lows, highs } = this.#columns
    const first = this.#start + this.#base
    let slot = hashOf(low, high) & mask
    for (;;) {
      const value = slots[slot] as number
      if (value < first) break
      const at = value - this.#base
      if (lows[at] === low && (highs === null || highs[at] === high)) {
        const times = this.#times[value - first] as number
        if (times < mostTimes) this.#times[value - first] = times + 1
        return times + 1
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = this.#length + this.#base
    this.push(low, high)
    const length = this.#length - this.#start
    if (length > this.#times.length) this.#times = larger(this.#times)
    this.#times[length - 1] = 1
    if (length * 2 > mask) this.#rehash()
    return 1
  }

  /** Adds a gram that the document has not had yet, and that `add` is not told of. */
  push(low: number, high: number = this.#high): void {
    const at = this.#length++
    if (at === this.#columns.lows.length) this.#grow()
    const { lows, highs } = this.#columns
    lows[at] = low
    if (highs !== null) highs[at] = high
  }

  /** Ends a document. */
  end(ordinal: number): void {
    this.#columns.ordinals.fill(ordinal, this.#start, this.#length)
    this.#start = this.#length
  }

  /** @returns the grams of all documents, in no order */
  grams(): number[] {
    const { lows, highs } = this.#columns
    return Array.from({ length: this.#length }, (_, at) =>
      gramOf(highs?.[at] ?? this.#high, lows[at] as number),
    )
  }

  /** Writes each gram with the ordinals of its documents, both in ascending order. Nothing can be added then. */
  *writeTo(writer: BlockWriter): Generator<void, void, void> {
    yield* this.#sort()
    const { lows, highs, ordinals } = this.#columns
    const length = this.#length
    let written = 0
    for (let start = 0, end = 0; start < length; start = end) {
      const low = lows[start] as number
      const high = highs === null ? this.#high : (highs[start] as number)
      do end++
      while (end < length && lows[end] === low && (highs === null || highs[end] === high))
      writer.add(gramOf(high, low), ordinals, start, end)
      if (end - written < postingsAtOnce) continue
      written = end
      yield
    }
  }

  /** A radix sort, from the lowest digit to the highest: the documents of a gram stay in their order. */
  *#sort(): Generator<void, void, void> {
    const { lows, highs } = this.#columns
    if (this.#spare.lows.length < lows.length) this.#spare = columns(lows.length, highs !== null)
    const bits = this.#length > fewPostings ? unitBits : bitsForFew
    for (let shift = 0; shift < Math.min(this.#bits, lowBits); shift += bits) {
      this.#sortBy(shift, bits, false)
      yield
    }
    if (highs !== null) this.#sortBy(0, bits, true)
  }

  #sortBy(shift: number, bits: number, isHigh: boolean): void {
    const digitMask = (1 << bits) - 1
    const { lows, highs, ordinals } = this.#columns
    const to = this.#spare
    const length = this.#length
    const keys = isHigh && highs !== null ? highs : lows
    const places = counts.fill(0, 0, digitMask + 2)
    for (let at = 0; at < length; at++) {
      const after = (((keys[at] as number) >>> shift) & digitMask) + 1
      places[after] = (places[after] as number) + 1
    }
    for (let digit = 0; digit < digitMask; digit++)
      places[digit + 1] = (places[digit + 1] as number) + (places[digit] as number)
    for (let at = 0; at < length; at++) {
      const digit = ((keys[at] as number) >>> shift) & digitMask
      const place = places[digit] as number
      places[digit] = place + 1
      to.lows[place] = lows[at] as number
      to.ordinals[place] = ordinals[at] as number
      if (highs !== null && to.highs !== null) to.highs[place] = highs[at] as number
    }
    this.#spare = this.#columns
    this.#columns = to
  }

  #grow(): void {
    const { lows, highs, ordinals } = this.#columns
    this.#columns = { lows: larger(lows), highs: highs && larger(highs), ordinals: larger(ordinals) }
  }

  /** Makes room for more grams of the document. */
  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(unset)
    const mask = slots.length - 1
    const { lows, highs } = this.#columns
    for (let at = this.#start; at < this.#length; at++) {
      let slot = hashOf(lows[at] as number, highs?.[at] ?? this.#high) & mask
      while (slots[slot] !== unset) slot = (slot + 1) & mask
      slots[slot] = at + this.#base
    }
    this.#slots = slots
  }
}

/** @returns a copy with twice the room */
function larger<Column extends Int32Array | Uint32Array | Uint16Array | Uint8Array>(from: Column): Column {
  const copy = new (from.constructor as new (length: number) => Column)(from.length * 2)
  copy.set(from)
  return copy
}

function hashOf(low: number, high: number): number {
  const hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}
