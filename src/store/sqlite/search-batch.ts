import { family, gramOf, highOf, isAlphabetic, often, tripleHigh, tripleLow } from './grams.ts'
import { type Block, BlockWriter } from './search-block.ts'

/** What the index takes of an article, its texts folded. */
export type IndexedText = { title: string; text: string; sketch: Uint32Array }

const single = highOf(family.single)
const double = highOf(family.double)
const titleSingle = highOf(family.titleSingle)
const titleDouble = highOf(family.titleDouble)
const oftenDouble = highOf(family.oftenDouble)
const sketchHigh = highOf(family.sketch)

const highestBase = 2 ** 30

const slotSize = 4
const [highAt, numberAt, seenAt] = [1, 2, 3]
const unset = -1
const unseen = -1
const timesBits = 8
const mostTimes = 2 ** timesBits - 1

const newSlots = (count: number) => new Int32Array(count * slotSize).fill(unset)

/** @returns a copy with twice the room */
function larger<T extends Int32Array | Uint16Array>(from: T, kind: new (length: number) => T): T {
  const copy = new kind(from.length * 2)
  copy.set(from)
  return copy
}

/** Postings written between two pauses: about a millisecond's work. */
const postingsAtOnce = 20_000

/**
 * The grams of some documents, put into order without a string or an object a gram: a page has thousands of them, and
 * this is most of what indexing costs.
 */
export class GramBatch {
  /**
   * Open addressing, four numbers a slot, so that one look touches one line of the processor's cache: the gram's low
   * and high bits, its number in the order in which grams were first seen plus `#base`, and the last document that has
   * it with how often. What has a number less than `#base` is left from batches before: nothing needs to be cleared.
   */
  #slots = newSlots(1 << 16)
  #mask = (1 << 16) - 1
  #base = 0
  #high = new Uint16Array(1 << 15)
  #low = new Int32Array(1 << 15)
  #grams = 0
  /** Where the gram of a single unit was found last. */
  readonly #singles = new Int32Array(0x10000)
  /** The number of a gram for each posting, document after document. */
  #postings = new Int32Array(1 << 16)
  #length = 0
  #ends: number[] = []

  /** Forgets all that was added; its room is used again. */
  clear(): void {
    this.#base += this.#grams
    if (this.#base > highestBase) {
      this.#slots = newSlots(this.#mask + 1)
      this.#base = 0
    }
    this.#grams = 0
    this.#length = 0
    this.#ends = []
  }

  get postings(): number {
    return this.#length
  }

  /** Adds the document that has the next ordinal. */
  add({ title, text, sketch }: IndexedText): void {
    const document = this.#ends.length
    this.#scan(title, document)
    this.#scan(text, document)
    this.#scanTitle(title, document)
    for (const hash of sketch) this.#post(this.#slot(sketchHigh, hash | 0), document)
    this.#ends.push(this.#length)
  }

  /** @returns the grams of all that was added, in no order */
  grams(): Float64Array {
    return Float64Array.from({ length: this.#grams }, (_, gram) =>
      gramOf(this.#high[gram] as number, this.#low[gram] as number),
    )
  }

  /** @returns the blocks of all that was added */
  *blocks(): Generator<void, Block[], void> {
    const starts = new Uint32Array(this.#grams + 1)
    for (let index = 0; index < this.#length; index++) {
      const after = (this.#postings[index] as number) + 1
      starts[after] = (starts[after] as number) + 1
    }
    for (let gram = 0; gram < this.#grams; gram++) {
      starts[gram + 1] = (starts[gram + 1] as number) + (starts[gram] as number)
    }
    const next = starts.slice()
    const ordinals = new Uint32Array(this.#length)
    let index = 0
    this.#ends.forEach((end, document) => {
      for (; index < end; index++) {
        const gram = this.#postings[index] as number
        const at = next[gram] as number
        ordinals[at] = document
        next[gram] = at + 1
      }
    })
    yield
    const { numbers, highs, lows } = this.#inOrder()
    yield
    const writer = new BlockWriter()
    let since = 0
    for (let place = 0; place < numbers.length; place++) {
      const number = numbers[place] as number
      const [start, end] = [starts[number] as number, starts[number + 1] as number]
      writer.add(gramOf(highs[place] as number, lows[place] as number), ordinals, start, end)
      since += end - start
      if (since < postingsAtOnce) continue
      since = 0
      yield
    }
    writer.end()
    return writer.blocks
  }

  #scan(text: string, document: number): void {
    let before = 0
    let last = 0
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      this.#post(this.#single(unit), document)
      if (index > 0) {
        const low = (last << 16) | unit
        if (this.#post(this.#slot(double, low), document) === often) {
          this.#post(this.#slot(oftenDouble, low), document)
        }
        if (index > 1 && isAlphabetic[unit] === 1 && isAlphabetic[last] === 1 && isAlphabetic[before] === 1) {
          this.#post(this.#slot(tripleHigh(before), tripleLow(before, last, unit)), document)
        }
      }
      before = last
      last = unit
    }
  }

  #scanTitle(title: string, document: number): void {
    for (let index = 0; index < title.length; index++) {
      const unit = title.charCodeAt(index)
      this.#post(this.#slot(titleSingle, unit), document)
      if (index === 0) continue
      this.#post(this.#slot(titleDouble, (title.charCodeAt(index - 1) << 16) | unit), document)
    }
  }

  #single(unit: number): number {
    const slots = this.#slots
    const slot = this.#singles[unit] as number
    const isThere =
      (slots[slot + numberAt] as number) >= this.#base &&
      slots[slot] === unit &&
      slots[slot + highAt] === single
    if (isThere) return slot
    const found = this.#slot(single, unit)
    this.#singles[unit] = found
    return found
  }

  /** @returns how often the document has the gram until now; no further than 255 */
  #post(slot: number, document: number): number {
    const slots = this.#slots
    const seen = slots[slot + seenAt] as number
    if (seen >> timesBits === document) {
      const times = seen & mostTimes
      if (times < mostTimes) slots[slot + seenAt] = seen + 1
      return times + 1
    }
    slots[slot + seenAt] = (document << timesBits) | 1
    if (this.#length === this.#postings.length) this.#postings = larger(this.#postings, Int32Array)
    this.#postings[this.#length++] = (slots[slot + numberAt] as number) - this.#base
    return 1
  }

  /** @returns where the gram stands in the slots */
  #slot(high: number, low: number): number {
    const slots = this.#slots
    let slot = (slotOf(high, low) & this.#mask) * slotSize
    while ((slots[slot + numberAt] as number) >= this.#base) {
      if (slots[slot] === low && slots[slot + highAt] === high) return slot
      slot = (slot + slotSize) & (this.#mask * slotSize)
    }
    if (this.#grams === this.#low.length) {
      this.#grow()
      return this.#slot(high, low)
    }
    const gram = this.#grams++
    this.#high[gram] = high
    this.#low[gram] = low
    slots[slot] = low
    slots[slot + highAt] = high
    slots[slot + numberAt] = gram + this.#base
    slots[slot + seenAt] = unseen
    return slot
  }

  #grow(): void {
    const before = this.#slots
    this.#high = larger(this.#high, Uint16Array)
    this.#low = larger(this.#low, Int32Array)
    this.#mask = this.#mask * 2 + 1
    this.#slots = newSlots(this.#mask + 1)
    for (let from = 0; from < before.length; from += slotSize) {
      if ((before[from + numberAt] as number) < this.#base) continue
      let to = (slotOf(before[from + highAt] as number, before[from] as number) & this.#mask) * slotSize
      while (this.#slots[to + numberAt] !== unset) to = (to + slotSize) & (this.#mask * slotSize)
      this.#slots.set(before.subarray(from, from + slotSize), to)
    }
  }

  /** @returns grams in ascending order, and their numbers: a radix sort in four passes of 12 bits */
  #inOrder(): { numbers: Int32Array; highs: Uint16Array; lows: Int32Array } {
    const size = this.#grams
    let from = {
      numbers: Int32Array.from({ length: size }, (_, gram) => gram),
      highs: this.#high.slice(0, size),
      lows: this.#low.slice(0, size),
    }
    let to = { numbers: new Int32Array(size), highs: new Uint16Array(size), lows: new Int32Array(size) }
    const places = new Uint32Array(0x1001)
    for (let pass = 0; pass < 4; pass++) {
      places.fill(0)
      const { numbers, highs, lows } = from
      for (let index = 0; index < size; index++) {
        const after = digitOf(highs[index] as number, lows[index] as number, pass) + 1
        places[after] = (places[after] as number) + 1
      }
      for (let digit = 0; digit < 0x1000; digit++) {
        places[digit + 1] = (places[digit + 1] as number) + (places[digit] as number)
      }
      for (let index = 0; index < size; index++) {
        const high = highs[index] as number
        const low = lows[index] as number
        const digit = digitOf(high, low, pass)
        const place = places[digit] as number
        places[digit] = place + 1
        to.numbers[place] = numbers[index] as number
        to.highs[place] = high
        to.lows[place] = low
      }
      ;[from, to] = [to, from]
    }
    return from
  }
}

function digitOf(high: number, low: number, pass: number): number {
  if (pass === 0) return low & 0xfff
  if (pass === 1) return (low >>> 12) & 0xfff
  return pass === 2 ? (low >>> 24) | ((high & 0xf) << 8) : high >>> 4
}

function slotOf(high: number, low: number): number {
  const hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}
