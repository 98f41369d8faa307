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

const recordSize = 4
const [lowAt, highAt, seenAt, countAt] = [0, 1, 2, 3]
const unset = -1
const unseen = -1
const timesBits = 8
const mostTimes = 2 ** timesBits - 1

/** @returns a copy with twice the room */
function larger(from: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(from.length * 2)
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
   * Open addressing: the number of a gram, in the order in which grams were first seen, plus `#base`. What has less is
   * left from batches before: nothing needs to be cleared.
   */
  #places = new Int32Array(1 << 16).fill(unset)
  #mask = (1 << 16) - 1
  #base = 0
  /**
   * By number: the gram's low and high bits, the last document that has it with how often, and how many have it. Side
   * by side, so that one look touches one line of the processor's cache, and no larger than the grams are many.
   */
  #records = new Int32Array((1 << 15) * recordSize)
  #grams = 0
  /** The number of the gram of a single unit, as in `#places`. */
  readonly #singles = new Int32Array(0x10000).fill(unset)
  /** The number of a gram for each posting, document after document. */
  #postings = new Int32Array(1 << 16)
  #length = 0
  #ends: number[] = []

  /** Forgets all that was added; its room is used again. */
  clear(): void {
    this.#base += this.#grams
    if (this.#base > highestBase) {
      this.#places.fill(unset)
      this.#singles.fill(unset)
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
    for (const hash of sketch) this.#post(this.#gram(sketchHigh, hash | 0), document)
    this.#ends.push(this.#length)
  }

  /** @returns the grams of all that was added, in no order */
  grams(): Float64Array {
    return Float64Array.from({ length: this.#grams }, (_, gram) => {
      const record = gram * recordSize
      return gramOf(this.#records[record + highAt] as number, this.#records[record + lowAt] as number)
    })
  }

  /** @returns the blocks of all that was added */
  *blocks(): Generator<void, Block[], void> {
    const starts = new Uint32Array(this.#grams + 1)
    for (let gram = 0; gram < this.#grams; gram++) {
      starts[gram + 1] = (starts[gram] as number) + (this.#records[gram * recordSize + countAt] as number)
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
        if (this.#post(this.#gram(double, low), document) === often) {
          this.#post(this.#gram(oftenDouble, low), document)
        }
        if (index > 1 && isAlphabetic[unit] === 1 && isAlphabetic[last] === 1 && isAlphabetic[before] === 1) {
          this.#post(this.#gram(tripleHigh(before), tripleLow(before, last, unit)), document)
        }
      }
      before = last
      last = unit
    }
  }

  #scanTitle(title: string, document: number): void {
    for (let index = 0; index < title.length; index++) {
      const unit = title.charCodeAt(index)
      this.#post(this.#gram(titleSingle, unit), document)
      if (index === 0) continue
      this.#post(this.#gram(titleDouble, (title.charCodeAt(index - 1) << 16) | unit), document)
    }
  }

  #single(unit: number): number {
    const known = this.#singles[unit] as number
    if (known >= this.#base) return known - this.#base
    const gram = this.#gram(single, unit)
    this.#singles[unit] = gram + this.#base
    return gram
  }

  /** @returns how often the document has the gram until now; no further than 255 */
  #post(gram: number, document: number): number {
    const records = this.#records
    const record = gram * recordSize
    const seen = records[record + seenAt] as number
    if (seen >> timesBits === document) {
      const times = seen & mostTimes
      if (times < mostTimes) records[record + seenAt] = seen + 1
      return times + 1
    }
    records[record + seenAt] = (document << timesBits) | 1
    records[record + countAt] = (records[record + countAt] as number) + 1
    if (this.#length === this.#postings.length) this.#postings = larger(this.#postings)
    this.#postings[this.#length++] = gram
    return 1
  }

  /** @returns the number of the gram */
  #gram(high: number, low: number): number {
    const [places, records] = [this.#places, this.#records]
    let place = placeOf(high, low) & this.#mask
    for (;;) {
      const gram = (places[place] as number) - this.#base
      if (gram < 0) break
      if (records[gram * recordSize + lowAt] === low && records[gram * recordSize + highAt] === high)
        return gram
      place = (place + 1) & this.#mask
    }
    if (this.#grams * 1.5 > this.#mask) {
      this.#grow()
      return this.#gram(high, low)
    }
    const gram = this.#grams++
    if (gram * recordSize === this.#records.length) this.#records = larger(this.#records)
    const record = gram * recordSize
    this.#records[record + lowAt] = low
    this.#records[record + highAt] = high
    this.#records[record + seenAt] = unseen
    this.#records[record + countAt] = 0
    places[place] = gram + this.#base
    return gram
  }

  #grow(): void {
    this.#mask = this.#mask * 2 + 1
    this.#places = new Int32Array(this.#mask + 1).fill(unset)
    for (let gram = 0; gram < this.#grams; gram++) {
      const record = gram * recordSize
      const [low, high] = [this.#records[record + lowAt] as number, this.#records[record + highAt] as number]
      let place = placeOf(high, low) & this.#mask
      while (this.#places[place] !== unset) place = (place + 1) & this.#mask
      this.#places[place] = gram + this.#base
    }
  }

  /** @returns grams in ascending order, and their numbers: a radix sort in four passes of 12 bits */
  #inOrder(): { numbers: Int32Array; highs: Uint16Array; lows: Int32Array } {
    const size = this.#grams
    const room = () => ({
      numbers: new Int32Array(size),
      highs: new Uint16Array(size),
      lows: new Int32Array(size),
    })
    let [from, to] = [room(), room()]
    for (let gram = 0; gram < size; gram++) {
      from.numbers[gram] = gram
      from.highs[gram] = this.#records[gram * recordSize + highAt] as number
      from.lows[gram] = this.#records[gram * recordSize + lowAt] as number
    }
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

function placeOf(high: number, low: number): number {
  const hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}
