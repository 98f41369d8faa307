import { Converter } from 'opencc-js/t2cn'

/** Matches, in NFKC form, a character that can combine with the one before it: a mark, a Hangul vowel or final, a Kirat Rai vowel. */
const combining = /^[\p{M}\u1161-\u1175\u11a8-\u11c2\u{16d63}-\u{16d68}]/u

/**
 * How a UTF-16 unit is folded: by the table `units` (0), by `foldCluster` (1), together with the character before it
 * (2). The tables are filled as units occur: a process that folds little then starts sooner.
 */
const kinds = new Uint8Array(0x10000)
const notLearnt = 3
kinds.fill(notLearnt)
/** The fold of each unit of kind 0. */
const units = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)

const inUnifiedHan = (unit: number) => unit >= 0x3400 && unit <= 0x9fff
const inHangulSyllables = (unit: number) => unit >= 0xac00 && unit <= 0xd7a3
const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff

function kindOf(unit: number): number {
  if (kinds[unit] === notLearnt) learn(unit)
  return kinds[unit]!
}

function learn(unit: number): void {
  kinds[unit] = isSurrogate(unit) ? 1 : 0
  if (inUnifiedHan(unit)) learnHan(unit)
  else if (!inHangulSyllables(unit) && !isSurrogate(unit)) learnOther(unit)
}

let converter: ((text: string) => string) | undefined

/**
 * OpenCC converts Traditional to Simplified Chinese phrase by phrase; search for substrings needs a conversion by
 * character, so that the fold of a part is a part of the fold of the whole (乾 must find 乾坤).
 */
function learnHan(unit: number): void {
  converter ??= Converter({ from: 't', to: 'cn' }) as (text: string) => string
  const simple = converter(String.fromCharCode(unit))
  // Some simplified forms are traditional forms of others (薴, 苧, 苎).
  if (simple.length === 1) units[unit] = simpleHan(simple.charCodeAt(0))
}

/** @param unit of the CJK Unified Ideographs; @returns its simplified form */
function simpleHan(unit: number): number {
  kindOf(unit)
  return units[unit]!
}

function learnOther(unit: number): void {
  const character = String.fromCharCode(unit)
  const folded = foldCluster(character)
  if (combining.test(character.normalize('NFKC'))) kinds[unit] = 2
  else if (folded.length !== 1) kinds[unit] = 1
  else units[unit] = folded.charCodeAt(0)
}

/**
 * Punctuation with several forms in one and the same name: the dots between the parts of a foreign name (大卫·麦塔斯),
 * apostrophes, quotation marks, dashes and spaces. Each form is folded to the ASCII character of its kind.
 */
const punctuation: readonly [ascii: string, forms: string][] = [
  ['.', '·‧•・∙⋅᛫⸱⸳ꞏ'],
  ["'", '‘’‚‛ʼʻ′ʹˈ՚‹›ꞌ`´'],
  ['"', '“”„‟″ʺ«»「」『』〝〞〟'],
  ['-', '‐‑‒–—―−⁃⸺⸻֊־'],
  [' ', '\t\v\f\u0085\u1680\u2028\u2029'],
]
const asciiOf = new Map(punctuation.flatMap(([ascii, forms]) => Array.from(forms, (form) => [form, ascii])))
const forms = new RegExp(`[${[...asciiOf.keys()].join('')}]`, 'g')
const foldPunctuation = (text: string) => text.replace(forms, (form) => asciiOf.get(form) ?? form)

/** Folds one cluster by the complete rule. Greek ς and σ are one letter, whatever their place in a word. */
function foldCluster(cluster: string): string {
  // NFKC takes some forms of punctuation apart, and yields others.
  const normal = foldPunctuation(cluster)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
  return foldPunctuation(normal).replace(/[\u3400-\u9fff]/g, (han) =>
    String.fromCharCode(simpleHan(han.charCodeAt(0))),
  )
}

/** @returns the end of the cluster that starts at an index: a character and all that combine with it */
function clusterEnd(text: string, start: number): number {
  let end = start
  do end += isSurrogate(text.charCodeAt(end)) ? String.fromCodePoint(text.codePointAt(end) ?? 0).length : 1
  while (end < text.length && combinesAt(text, end))
  return end
}

function combinesAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (!isSurrogate(unit)) return kindOf(unit) === 2
  return combining.test(String.fromCodePoint(text.codePointAt(index) ?? 0).normalize('NFKC'))
}

/** Output buffer of the call in progress, reused by the next. */
let buffer = new Uint16Array(0x4000)

function makeRoom(length: number): void {
  if (length <= buffer.length) return
  const larger = new Uint16Array(length * 2)
  larger.set(buffer)
  buffer = larger
}

/** @param starts receives, for each unit of the fold, the index in the text of its source character */
function foldToBuffer(text: string, starts?: number[]): string {
  const length = text.length
  makeRoom(length)
  let written = 0
  for (let index = 0; index < length; ) {
    const plainFrom = index
    for (; index < length; index++) {
      const unit = text.charCodeAt(index)
      if (kinds[unit] !== 0 && kindOf(unit) !== 0) break
      buffer[written++] = units[unit] as number
      starts?.push(index)
    }
    if (index === length) break
    if (index > plainFrom) {
      // The character here can combine with the one before, which was written already.
      index--
      written--
      starts?.pop()
    }
    const end = clusterEnd(text, index)
    const cluster = foldCluster(text.slice(index, end))
    makeRoom(written + cluster.length + length - end)
    for (let at = 0; at < cluster.length; at++) {
      buffer[written++] = cluster.charCodeAt(at)
      starts?.push(index)
    }
    index = end
  }
  return Buffer.from(buffer.buffer, 0, written * 2).toString('utf16le')
}

/**
 * Folds text for comparison in tags and search: Unicode NFKC, lower case, Traditional Chinese as Simplified, and the
 * dots, apostrophes, quotation marks, dashes and spaces of names as one of each kind.
 *
 * `fold(fold(text)) === fold(text)`. `fold(a + b) === fold(a) + fold(b)` unless b begins with a character that can
 * combine with the one before it (a combining mark, a Hangul vowel or final, a half-width voicing mark). So the fold of a
 * part is a part of the fold of the whole, unless a cut separates a letter from its marks.
 */
export function fold(text: string): string {
  return foldToBuffer(text)
}

/**
 * Traditional Chinese as Simplified and all else as it stands, one UTF-16 unit for one: an index into the result is
 * an index into the text.
 */
export function simplified(text: string): string {
  let simple = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (!isTraditional(unit)) continue
    simple += text.slice(from, at) + String.fromCharCode(simpleHan(unit))
    from = at + 1
  }
  return from === 0 ? text : simple + text.slice(from)
}

/** @param unit of the CJK Unified Ideographs, U+3400 to U+9FFF */
export function isTraditional(unit: number): boolean {
  return inUnifiedHan(unit) && simpleHan(unit) !== unit
}

/** Folded text with a map back to the original. */
export type FoldedText = {
  folded: string
  /** For each unit of `folded` the index of its source character in the text; the last entry is the text's length. */
  starts: number[]
}

/** Folds text like `fold` and keeps the map back to it. `starts` ascends. */
export function foldWithOffsets(text: string): FoldedText {
  const starts: number[] = []
  const folded = foldToBuffer(text, starts)
  starts.push(text.length)
  return { folded, starts }
}

/** @returns a tag's key: its fold, trimmed, with runs of white space as one space */
export function foldTag(tag: string): string {
  return fold(tag).replace(/\s+/g, ' ').trim()
}
