/**
 * How folded text becomes words of the full-text index. A gram is a piece of one to three UTF-16 units:
 * - every single unit;
 * - every two neighbouring letters or digits, in any script: what finds Chinese names;
 * - every three neighbouring ones of scripts that write words with few letters (Latin, Cyrillic, digits …), where
 *   two say too little.
 * A text holds a term only if it holds all of the term's grams; where one gram is the whole term, it is certain.
 *
 * In the index each unit stands for itself, except that FTS5's ascii tokenizer must see a letter in it: what is not
 * a letter or digit in ASCII, and half of a surrogate pair, moves to the private use area, whose own units share
 * what is left of it (so that for them nothing is certain).
 */
const asciiArea = 0xe000
const privateArea = 0xe080
const privateAreaSize = 0xf00
const surrogateArea = 0xf000

/** Put in front of a gram. */
export const mark = {
  /** The title holds it. */
  title: '\uf8f0',
  /** Title and text hold it at least `often` times. */
  often: '\uf8f1',
  /** Not a gram: one hash of the article's sketch (minhash.ts). */
  sketch: '\uf8f2',
} as const

/** Every article has this one. */
export const everyArticle = '\uf8f3'

/** From how many times on a text holds something often. */
export const often = 3

const other = 0
const logographic = 1
const alphabetic = 2

const indexed = new Uint16Array(0x10000)
const kinds = new Uint8Array(0x10000)

for (let unit = 0; unit < 0x10000; unit++) {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff
  const isPrivate = unit >= 0xe000 && unit <= 0xf8ff
  const character = String.fromCharCode(unit)
  if (unit < 0x80 && !/[a-z0-9]/.test(character)) indexed[unit] = asciiArea + unit
  else if (isSurrogate) indexed[unit] = surrogateArea + (unit - 0xd800)
  else if (isPrivate) indexed[unit] = privateArea + (unit % privateAreaSize)
  else indexed[unit] = unit
  if (isSurrogate) kinds[unit] = logographic
  else if (unit >= 0x3400 && unit <= 0xd7a3) kinds[unit] = logographic
  else if (/[\p{L}\p{N}\p{M}]/u.test(character)) kinds[unit] = unit < 0x2e80 ? alphabetic : logographic
}

const isLetter = (unit: number) => kinds[unit] !== other
const isPrivate = (unit: number) => unit >= 0xe000 && unit <= 0xf8ff

/** What the index can say of a folded term. */
export type TermGrams = {
  /** Every text with the term has all of these. */
  grams: string[]
  /** One gram is the whole term: what has it has the term. */
  certain: boolean
  /** Those that are marked in titles: all but the pieces of three. */
  titleGrams: string[]
  /** Those that are marked where they are often: the pieces of two. */
  oftenGrams: string[]
  /** The marks are certain, too. */
  certainMarks: boolean
}

/** @param term folded, at least one unit */
export function gramsOfTerm(term: string): TermGrams {
  const units = Array.from({ length: term.length }, (_, index) => term.charCodeAt(index))
  const gramAt = (start: number, end: number) =>
    String.fromCharCode(...units.slice(start, end).map((unit) => indexed[unit] ?? unit))
  const single = new Set<string>()
  const double = new Set<string>()
  const triple = new Set<string>()
  const isAlphabetic = (index: number) => kinds[units[index] ?? 0] === alphabetic
  const isPair = (index: number) =>
    index >= 0 && index + 1 < units.length && isLetter(units[index] ?? 0) && isLetter(units[index + 1] ?? 0)
  const isTriple = (index: number) =>
    index >= 0 &&
    index + 2 < units.length &&
    isAlphabetic(index) &&
    isAlphabetic(index + 1) &&
    isAlphabetic(index + 2)
  const covered = new Set<string>()
  for (let index = 0; index < units.length; index++) {
    if (isTriple(index)) triple.add(gramAt(index, index + 3))
    if (isPair(index)) {
      const gram = gramAt(index, index + 2)
      double.add(gram)
      if (isTriple(index) || isTriple(index - 1)) covered.add(gram)
    } else if (!isPair(index - 1)) single.add(gramAt(index, index + 1))
  }
  const exact = !units.some(isPrivate)
  const grams = [...triple, ...[...double].filter((gram) => !covered.has(gram)), ...single]
  const certain = exact && grams.length === 1 && grams[0]?.length === term.length
  return {
    grams,
    certain,
    titleGrams: [...double, ...single],
    oftenGrams: [...double],
    certainMarks: certain && term.length <= 2,
  }
}

/** The grams seen in one text, and how often: open addressing over arrays that are used again for every text. */
let capacity = 0
let high = new Int32Array(0)
let low = new Int32Array(0)
let counts = new Uint8Array(0)
let seenIn = new Int32Array(0)
let textNumber = 0
let mask = 0

function clear(grams: number): void {
  let size = 1024
  while (size < grams * 2) size *= 2
  if (size > capacity) {
    capacity = size
    high = new Int32Array(size)
    low = new Int32Array(size)
    counts = new Uint8Array(size)
    seenIn = new Int32Array(size)
  }
  mask = size - 1
  textNumber++
}

/** @returns how often the gram was counted, this time included; no further than `often` + 1 */
function count(first: number, rest: number): number {
  const hash = Math.imul(rest, 0x9e3779b1) ^ Math.imul(first, 0x85ebca6b)
  let slot = (hash ^ (hash >>> 15)) & mask
  while (seenIn[slot] === textNumber) {
    if (low[slot] === rest && high[slot] === first) {
      const counted = (counts[slot] ?? 0) + 1
      if (counted <= often + 1) counts[slot] = counted
      return Math.min(counted, often + 1)
    }
    slot = (slot + 1) & mask
  }
  seenIn[slot] = textNumber
  high[slot] = first
  low[slot] = rest
  counts[slot] = 1
  return 1
}

let written = new Uint16Array(0x8000)
let length = 0

function makeRoom(units: number): void {
  if (written.length >= length + units) return
  const larger = new Uint16Array((length + units) * 2)
  larger.set(written)
  written = larger
}

/** Writes each gram of a text once, its mark in front where it has one, and often ones a second time. */
function writeGrams(text: string, inTitle: boolean): void {
  clear(text.length * 3)
  makeRoom(text.length * 14)
  const out = written
  let end = length
  let before = 0
  let last = 0
  let beforeKind = other
  let lastKind = other
  const titleMark = mark.title.charCodeAt(0)
  const oftenMark = mark.often.charCodeAt(0)
  for (let index = 0; index < text.length; index++) {
    const read = text.charCodeAt(index)
    const unit = indexed[read] ?? 0
    const kind = kinds[read] ?? other
    if (count(0, unit) === 1) {
      if (inTitle) out[end++] = titleMark
      out[end++] = unit
      out[end++] = 0x20
    }
    if (kind !== other && lastKind !== other) {
      const counted = count(1, (last << 16) | unit)
      if (counted === 1 || (counted === often && !inTitle)) {
        if (inTitle) out[end++] = titleMark
        else if (counted === often) out[end++] = oftenMark
        out[end++] = last
        out[end++] = unit
        out[end++] = 0x20
      }
      const isTriple = kind === alphabetic && lastKind === alphabetic && beforeKind === alphabetic
      if (isTriple && !inTitle && count(before, (last << 16) | unit) === 1) {
        out[end++] = before
        out[end++] = last
        out[end++] = unit
        out[end++] = 0x20
      }
    }
    before = last
    beforeKind = lastKind
    last = unit
    lastKind = kind
  }
  length = end
}

/**
 * @param title folded
 * @param text folded
 * @returns the grams of an article as the index's tokenizer takes them, spaces between
 */
export function gramsOf(title: string, text: string): string {
  length = 0
  writeGrams(`${title}\n${text}`, false)
  writeGrams(title, true)
  return `${everyArticle} ${Buffer.from(written.buffer, 0, length * 2).toString('utf16le')}`
}
