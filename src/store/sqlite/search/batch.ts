import { family, isAlphabetic, often, tripleHigh, tripleLow } from '../../rules/search/grams.ts'
import { type Block, BlockWriter } from './block.ts'
import { Postings } from './postings.ts'

/** What the index takes of an article, its texts folded. */
export type IndexedText = { title: string; text: string; sketch: Uint32Array }

/** The grams of some documents, put into order. */
export class GramBatch {
  readonly #singles = new Postings(family.single, 16)
  readonly #doubles = new Postings(family.double, 32)
  readonly #triples = new Postings(family.triple, 42)
  readonly #titleSingles = new Postings(family.titleSingle, 16)
  readonly #titleDoubles = new Postings(family.titleDouble, 32)
  readonly #oftenDoubles = new Postings(family.oftenDouble, 32)
  readonly #sketches = new Postings(family.sketch, 32)
  /** In the order of their grams. */
  readonly #families = [
    this.#singles,
    this.#doubles,
    this.#triples,
    this.#titleSingles,
    this.#titleDoubles,
    this.#oftenDoubles,
    this.#sketches,
  ]
  /** By unit, the last document that has it. */
  readonly #lastWith = new Float64Array(0x10000)
  /** Of all batches until now. */
  #documents = 0
  #ordinal = 0

  /** Forgets all that was added; its room is used again. */
  clear(): void {
    for (const postings of this.#families) postings.clear()
    this.#ordinal = 0
  }

  get postings(): number {
    return this.#families.reduce((sum, { length }) => sum + length, 0)
  }

  /** Adds the document that has the next ordinal. */
  add({ title, text, sketch }: IndexedText): void {
    this.#documents++
    this.#scan(title)
    this.#scan(text)
    this.#scanTitle(title)
    for (const hash of sketch) this.#sketches.add(hash | 0)
    for (const postings of this.#families) postings.end(this.#ordinal)
    this.#ordinal++
  }

  /** @returns the grams of each document, in no order */
  grams(): number[] {
    return this.#families.flatMap((postings) => postings.grams())
  }

  /** @returns the blocks of all that was added, to which nothing can be added then */
  *blocks(): Generator<void, Block[], void> {
    const writer = new BlockWriter()
    for (const postings of this.#families) yield* postings.writeTo(writer)
    writer.end()
    return writer.blocks
  }

  #scan(text: string): void {
    const [lastWith, document] = [this.#lastWith, this.#documents]
    const [singles, doubles, triples, oftenDoubles] = [
      this.#singles,
      this.#doubles,
      this.#triples,
      this.#oftenDoubles,
    ]
    let before = 0
    let last = 0
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      if (lastWith[unit] !== document) {
        lastWith[unit] = document
        singles.push(unit)
      }
      if (index > 0) {
        const low = (last << 16) | unit
        if (doubles.add(low) === often) oftenDoubles.push(low)
        if (index > 1 && isAlphabetic[unit] === 1 && isAlphabetic[last] === 1 && isAlphabetic[before] === 1) {
          triples.add(tripleLow(before, last, unit), tripleHigh(before))
        }
      }
      before = last
      last = unit
    }
  }

  #scanTitle(title: string): void {
    for (let index = 0; index < title.length; index++) {
      const unit = title.charCodeAt(index)
      this.#titleSingles.add(unit)
      if (index > 0) this.#titleDoubles.add((title.charCodeAt(index - 1) << 16) | unit)
    }
  }
}
