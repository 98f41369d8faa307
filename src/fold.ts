import { Converter } from 'opencc-js/t2cn'

/** NFKC begins with a mark, a Hangul vowel or final, or a Kirat Rai vowel: such a character can melt into the one before it. */
const combining = /^[\p{M}\u1161-\u1175\u11a8-\u11c2\u{16d63}-\u{16d68}]/u

/** How a UTF-16 unit is folded: for itself (0), for itself but slowly (1), with what stands before it (2). */
const kinds = new Uint8Array(0x10000)
/** What a unit of kind 0 is folded to. */
const units = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)

const inUnifiedHan = (unit: number) => unit >= 0x3400 && unit <= 0x9fff
const inHangulSyllables = (unit: number) => unit >= 0xac00 && unit <= 0xd7a3
const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff

/**
 * Traditional -> Simplified, one unit for one. Character by character and not phrase by phrase as OpenCC does it
 * for reading: only then is the fold of a part a part of the fold of the whole, which substring search needs (乾 of
 * 乾坤 must be found by 乾).
 */
function readHan(): void {
  const convert = Converter({ from: 't', to: 'cn' })
  const all = Array.from({ length: 0xa000 - 0x3400 }, (_, index) => String.fromCharCode(0x3400 + index))
  // Apart on lines, so that no phrase is seen.
  const converted = convert(all.join('\n')).split('\n')
  all.forEach((character, index) => {
    const simplified = converted[index] ?? character
    if (simplified.length === 1) units[character.charCodeAt(0)] = simplified.charCodeAt(0)
  })
  // One simplified form is itself another's traditional one: 薴, 苧, 苎.
  for (let unit = 0x3400; unit <= 0x9fff; unit++) units[unit] = units[units[unit] ?? unit] ?? unit
}

function readOthers(): void {
  for (let unit = 0; unit < 0x10000; unit++) {
    if (inUnifiedHan(unit) || inHangulSyllables(unit)) continue
    const character = String.fromCharCode(unit)
    const folded = foldCluster(character)
    if (isSurrogate(unit)) kinds[unit] = 1
    else if (combining.test(character.normalize('NFKC'))) kinds[unit] = 2
    else if (folded.length !== 1) kinds[unit] = 1
    else units[unit] = folded.charCodeAt(0)
  }
}

/** The whole rule. Lower case is taken without regard to a word's end: Greek ς and σ are one letter. */
function foldCluster(cluster: string): string {
  const normal = cluster.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').normalize('NFKC')
  return normal.replace(/[\u3400-\u9fff]/g, (han) => String.fromCharCode(units[han.charCodeAt(0)] ?? 0))
}

readHan()
readOthers()

/** @returns where the cluster ends that begins at an index: a character with all that can melt into it */
function clusterEnd(text: string, start: number): number {
  let end = start
  do end += isSurrogate(text.charCodeAt(end)) ? String.fromCodePoint(text.codePointAt(end) ?? 0).length : 1
  while (end < text.length && combinesAt(text, end))
  return end
}

function combinesAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (!isSurrogate(unit)) return kinds[unit] === 2
  return combining.test(String.fromCodePoint(text.codePointAt(index) ?? 0).normalize('NFKC'))
}

/** Where folded text is put together; only as long as one call lasts. */
let buffer = new Uint16Array(0x4000)

function makeRoom(length: number): void {
  if (length <= buffer.length) return
  const larger = new Uint16Array(length * 2)
  larger.set(buffer)
  buffer = larger
}

/** @param starts is given, for each unit of the fold, the index in the text of what it was made of */
function foldToBuffer(text: string, starts?: number[]): string {
  const length = text.length
  makeRoom(length)
  let written = 0
  for (let index = 0; index < length; ) {
    const plainFrom = index
    for (; index < length; index++) {
      const unit = text.charCodeAt(index)
      if (kinds[unit] !== 0) break
      buffer[written++] = units[unit] as number
      starts?.push(index)
    }
    if (index === length) break
    if (index > plainFrom) {
      // What stands here can melt into the one before.
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
 * Text as tags and search compare it: Unicode NFKC, lower case, Traditional Chinese as Simplified.
 *
 * `fold(fold(text)) === fold(text)`. `fold(a + b) === fold(a) + fold(b)` unless b begins with a character that can
 * melt into the one before it (a combining mark, a Hangul vowel or final, a half-width voicing mark): so the fold of
 * a part is a part of the fold of the whole, wherever both cuts leave letters with their marks.
 */
export function fold(text: string): string {
  return foldToBuffer(text)
}

/** @param unit of the CJK Unified Ideographs, U+3400 to U+9FFF */
export function isTraditional(unit: number): boolean {
  return units[unit] !== unit
}

/** A text's fold with the way back to the text. */
export type FoldedText = {
  folded: string
  /** For each unit of `folded` the index of the character (with its marks) that it was made of; at last the text's length. */
  starts: number[]
}

/** The same as `fold`, with the way back: `starts` is in ascending order. */
export function foldWithOffsets(text: string): FoldedText {
  const starts: number[] = []
  const folded = foldToBuffer(text, starts)
  starts.push(text.length)
  return { folded, starts }
}

/** A tag's key: its folded text without white space at the ends, inner runs as one space. */
export function foldTag(tag: string): string {
  return fold(tag).replace(/\s+/g, ' ').trim()
}
