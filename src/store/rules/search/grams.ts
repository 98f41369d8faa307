import { sketchOf } from '../similar.ts'
import type { FoldedArticle } from './searchable.ts'

/**
 * Grams are the words of the search index: pieces of folded text of one to three UTF-16 units.
 * - `single`: every unit;
 * - `double`: every two neighbours, which is what finds Chinese names;
 * - `triple`: every three neighbouring letters or digits of scripts that write words with few signs (Latin, Cyrillic,
 *   digits …), where two say too little;
 * - `titleSingle`, `titleDouble`: singles and doubles of the title;
 * - `oftenDouble`: doubles that title and text have at least `often` times;
 * - `sketch`: not a gram but a hash of the article's sketch (similar.ts), which finds reprints.
 *
 * An article that holds a term has all grams of the term. A gram that is the whole term decides; longer terms are
 * checked against the text (match.ts).
 *
 * A gram is a whole number below 2^45: its family times 2^42, and the units of the piece: the single unit; a double as
 * `first << 16 | second`, which an engine with 32-bit integers can keep as `gram | 0`; a triple as three times 14 bits.
 */
export type Gram = number

export const family = {
  single: 0,
  double: 1,
  triple: 2,
  titleSingle: 3,
  titleDouble: 4,
  oftenDouble: 5,
  sketch: 6,
} as const

/** A text holds a term often from this number of occurrences on. */
export const often = 3

/** The upper 13 bits of a family's grams whose upper unit bits are 0. */
export const highOf = (of: number): number => of << 10

export const gramOf = (high: number, low: number): Gram => high * 0x1_0000_0000 + (low >>> 0)

/** Three units below 0x4000: the upper bits and the lower 32. */
export const tripleHigh = (first: number): number => highOf(family.triple) | (first >>> 4)
export const tripleLow = (first: number, second: number, third: number): number =>
  (first << 28) | (second << 14) | third

/** 1 for a letter or digit of a script that is written with few signs. */
export const isAlphabetic = new Uint8Array(0x2e80)
const signs = String.fromCharCode(...isAlphabetic.keys())
for (const { index } of signs.matchAll(/[\p{L}\p{N}\p{M}]/gu)) isAlphabetic[index] = 1

const singleGram = (of: number, unit: number): Gram => gramOf(highOf(of), unit)
const doubleGram = (of: number, first: number, second: number): Gram =>
  gramOf(highOf(of), (first << 16) | second)

export const sketchGram = (hash: number): Gram => gramOf(highOf(family.sketch), hash)

/** @returns all grams of an article, ascending, each once */
export function gramsOf(article: FoldedArticle): Float64Array {
  const { title, text } = article
  const length = title.length + text.length
  const singles = new Set<number>()
  const doubles = new Uint32Array(length)
  const triples = new Float64Array(length)
  let [doubleCount, tripleCount] = [0, 0]
  for (const part of [title, text]) {
    let before = 0
    let last = 0
    for (let index = 0; index < part.length; index++) {
      const unit = part.charCodeAt(index)
      singles.add(unit)
      if (index > 0) {
        doubles[doubleCount++] = (last << 16) | unit
        if (index > 1 && isAlphabetic[unit] === 1 && isAlphabetic[last] === 1 && isAlphabetic[before] === 1) {
          triples[tripleCount++] = gramOf(tripleHigh(before), tripleLow(before, last, unit))
        }
      }
      before = last
      last = unit
    }
  }
  const titleSingles = Uint16Array.from({ length: title.length }, (_, index) => title.charCodeAt(index))
  const titleDoubles = doubles.slice(0, Math.max(0, title.length - 1))
  // In the order of the families' numbers, so that all grams are in order. The number of a triple holds its family.
  const sorted = [
    { of: family.single, values: Uint16Array.from(singles).sort(), times: 1 },
    { of: family.double, values: doubles.subarray(0, doubleCount).sort(), times: 1 },
    { of: 0, values: triples.subarray(0, tripleCount).sort(), times: 1 },
    { of: family.titleSingle, values: titleSingles.sort(), times: 1 },
    { of: family.titleDouble, values: titleDoubles.sort(), times: 1 },
    { of: family.oftenDouble, values: doubles.subarray(0, doubleCount), times: often },
    { of: family.sketch, values: sketchOf(text), times: 1 },
  ]
  const grams = new Float64Array(sorted.reduce((sum, { values }) => sum + values.length, 0))
  let count = 0
  for (const { of, values, times } of sorted) {
    const first = gramOf(highOf(of), 0)
    for (let start = 0; start < values.length; ) {
      const value = values[start] as number
      let end = start + 1
      while (end < values.length && values[end] === value) end++
      if (end - start >= times) grams[count++] = first + value
      start = end
    }
  }
  return grams.slice(0, count)
}

/** What the index can say of a folded term. */
export type TermGrams = {
  /** Every text with the term has all of these. */
  grams: Gram[]
  /** One gram is the whole term: an article with it has the term. */
  certain: boolean
  /** A title with the term has all of these. */
  titleGrams: Gram[]
  /** A text that has the term often has all of these often; none for a term of one unit, which is never counted. */
  oftenGrams: Gram[]
  /** The title grams and the often grams decide as well. */
  certainMarks: boolean
}

/** @param term folded, at least one unit */
export function gramsOfTerm(term: string): TermGrams {
  const units = Array.from({ length: term.length }, (_, index) => term.charCodeAt(index))
  if (units.length === 1) {
    const unit = units[0] as number
    return {
      grams: [singleGram(family.single, unit)],
      certain: true,
      titleGrams: [singleGram(family.titleSingle, unit)],
      oftenGrams: [],
      certainMarks: true,
    }
  }
  const grams = new Set<Gram>()
  const pairs = units.slice(1).map((second, index) => [units[index] as number, second] as const)
  const isTriple = (start: number) =>
    start >= 0 &&
    start + 2 < units.length &&
    units.slice(start, start + 3).every((unit) => isAlphabetic[unit] === 1)
  pairs.forEach(([first, second], index) => {
    const third = units[index + 2] as number
    if (isTriple(index)) grams.add(gramOf(tripleHigh(first), tripleLow(first, second, third)))
    else if (!isTriple(index - 1)) grams.add(doubleGram(family.double, first, second))
  })
  const doubles = (of: number) => [...new Set(pairs.map(([first, second]) => doubleGram(of, first, second)))]
  return {
    grams: [...grams],
    certain: units.length === 2 || (units.length === 3 && isTriple(0)),
    titleGrams: doubles(family.titleDouble),
    oftenGrams: doubles(family.oftenDouble),
    certainMarks: units.length === 2,
  }
}
