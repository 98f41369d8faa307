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

/** Postings written between two pauses: about a millisecond's work. */
const postingsAtOnce = 20_000

/**
 * The grams of some documents, put into order without a string or an object a gram: a page has thousands of them, and
 * this is most of what indexing costs.
 */
export class GramBatch {
  /**
   * Open addressing: a slot holds the number of a gram, in the order in which they were first seen, and `#base`. What
   * is less than that is left from batches before: nothing needs to be cleared.
   */
  #slots = new Int32Array(1 << 16).fill(-1)
  #base = 0
  #high = new Uint16Array(1 << 15)
  #low = new Int32Array(1 << 15)
  /** The last document that has the gram, and how often. */
  #document = new Int32Array(1 << 15)
  #times = new Uint8Array(1 << 15)
  #grams = 0
  readonly #singles = new Int32Array(0x10000).fill(-1)
  /** The number of a gram for each posting, document after document. */
  #postings = new Int32Array(1 << 16)
  #length = 0
  #ends: number[] = []

  /** Forgets all that was added; its room is used again. */
  clear(): void {
    this.#base += this.#grams
    if (this.#base > highestBase) {
      this.#slots.fill(-1)
      this.#singles.fill(-1)
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
    for (const hash of sketch) this.#post(this.#number(sketchHigh, hash | 0), document)
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
      const known = (this.#singles[unit] as number) - this.#base
      if (known < 0) this.#post(this.#single(unit), document)
      else if (this.#document[known] !== document) this.#post(known, document)
      if (index > 0) {
        const low = (last << 16) | unit
        if (this.#post(this.#number(double, low), document) === often) {
          this.#post(this.#number(oftenDouble, low), document)
        }
        if (index > 1 && isAlphabetic[unit] === 1 && isAlphabetic[last] === 1 && isAlphabetic[before] === 1) {
          this.#post(this.#number(tripleHigh(before), tripleLow(before, last, unit)), document)
        }
      }
      before = last
      last = unit
    }
  }

  #scanTitle(title: string, document: number): void {
    for (let index = 0; index < title.length; index++) {
      const unit = title.charCodeAt(index)
      this.#post(this.#number(titleSingle, unit), document)
      if (index === 0) continue
      this.#post(this.#number(titleDouble, (title.charCodeAt(index - 1) << 16) | unit), document)
    }
  }

  #single(unit: number): number {
    const gram = this.#number(single, unit)
    this.#singles[unit] = gram + this.#base
    return gram
  }

  /** @returns how often the document has the gram until now; no further than 255 */
  #post(gram: number, document: number): number {
    if (this.#document[gram] === document) {
      const times = this.#times[gram] as number
      if (times < 255) this.#times[gram] = times + 1
      return times + 1
    }
    this.#document[gram] = document
    this.#times[gram] = 1
    if (this.#length === this.#postings.length) {
      const larger = new Int32Array(this.#length * 2)
      larger.set(this.#postings)
      this.#postings = larger
    }
    this.#postings[this.#length++] = gram
    return 1
  }

  #number(high: number, low: number): number {
    const mask = this.#slots.length - 1
    let slot = slotOf(high, low) & mask
    for (;;) {
      const gram = (this.#slots[slot] as number) - this.#base
      if (gram < 0) break
      if (this.#low[gram] === low && this.#high[gram] === high) return gram
      slot = (slot + 1) & mask
    }
    if (this.#grams === this.#low.length) {
      this.#grow()
      return this.#number(high, low)
    }
    const gram = this.#grams++
    this.#slots[slot] = gram + this.#base
    this.#high[gram] = high
    this.#low[gram] = low
    this.#document[gram] = -1
    return gram
  }

  #grow(): void {
    const size = this.#low.length * 2
    const copy = <T extends Int32Array | Uint16Array | Uint8Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.#high = copy(this.#high, new Uint16Array(size))
    this.#low = copy(this.#low, new Int32Array(size))
    this.#document = copy(this.#document, new Int32Array(size))
    this.#times = copy(this.#times, new Uint8Array(size))
    this.#slots = new Int32Array(size * 2).fill(-1)
    const mask = this.#slots.length - 1
    for (let gram = 0; gram < this.#grams; gram++) {
      let slot = slotOf(this.#high[gram] as number, this.#low[gram] as number) & mask
      while (this.#slots[slot] !== -1) slot = (slot + 1) & mask
      this.#slots[slot] = gram + this.#base
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
