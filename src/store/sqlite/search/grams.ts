/**
 * Grams are the words of the search index: pieces of folded text of one to three UTF-16 units.
 * - every single unit;
 * - every two neighbours: what finds Chinese names;
 * - every three neighbouring letters or digits of scripts that write words with few signs (Latin, Cyrillic, digits …),
 *   where two say too little.
 * A text that holds a term holds all of its grams; a gram that is the whole term decides.
 *
 * A gram is a number below 2^45: its family and 42 bits of units, as `high` (13 bits) and `low` (32 bits).
 */
export const family = {
  single: 0,
  double: 1,
  triple: 2,
  /** In the title. */
  titleSingle: 3,
  titleDouble: 4,
  /** In title and text at least `often` times. */
  oftenDouble: 5,
  /** Not a gram: a hash of the article's sketch (minhash.ts). */
  sketch: 6,
} as const

/** From how many times on a text holds something often. */
export const often = 3

/** The upper 13 bits of a family's grams whose upper unit bits are 0. */
export const highOf = (of: number): number => of << 10

export const gramOf = (high: number, low: number): number => high * 0x1_0000_0000 + (low >>> 0)

/** Three units below 0x4000: the upper bits and the lower 32. */
export const tripleHigh = (first: number): number => highOf(family.triple) | (first >>> 4)
export const tripleLow = (first: number, second: number, third: number): number =>
  (first << 28) | (second << 14) | third

/** 1 for a letter or digit of a script that is written with few signs. */
export const isAlphabetic = Uint8Array.from({ length: 0x2e80 }, (_, unit) =>
  /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(unit)) ? 1 : 0,
)

const singleGram = (of: number, unit: number) => gramOf(highOf(of), unit)
const doubleGram = (of: number, first: number, second: number) => gramOf(highOf(of), (first << 16) | second)

export const sketchGram = (hash: number): number => gramOf(highOf(family.sketch), hash)

/** What the index can say of a folded term. */
export type TermGrams = {
  /** Every text with the term has all of these. */
  grams: number[]
  /** One gram is the whole term: what has it has the term. */
  certain: boolean
  /** A title with the term has all of these. */
  titleGrams: number[]
  /** A text that has the term often has all of these often; none for a term of one unit, which is never counted. */
  oftenGrams: number[]
  /** What the title grams and the often grams say is certain. */
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
  const grams = new Set<number>()
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
