import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** What zip was made for: where nothing speaks for another encoding. */
const byDefault = 'cp437'

/** Encodings that names of files are in where they are not UTF-8. Of two that fit alike, the first is taken. */
const encodings = [
  ...['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'cp866', 'windows-1251'],
  ...[byDefault, 'windows-1252'],
]

/** Bytes of names that are looked at; of those that come one after the other, where each makes a new guess. */
const mostBytes = 2048
const mostBytesInTurn = 512

/**
 * The encoding in which the names read as words (Unicode Standard Annex #29, with the dictionaries of ICU): characters of
 * a wrong one stand by themselves, or letters of several scripts in one word.
 *
 * @param names of files that lie together: one alone is often too short to tell its encoding
 * @returns the encoding of those that are not UTF-8
 */
export function encodingOfNames(names: readonly Buffer[]): string {
  const sample: Buffer[] = []
  let size = 0
  for (const name of names) {
    if (isUtf8(name) || size + name.length > mostBytes) continue
    size += name.length
    sample.push(name)
  }
  let [best, most] = [byDefault, 0]
  for (const encoding of encodings) {
    const share = shareInWords(sample.map((name) => iconv.decode(name, encoding)))
    if (share > most) [best, most] = [encoding, share]
  }
  return best
}

/** @returns a file's name as text; its bytes stay its name */
export const nameOfBytes = (name: Buffer, encoding: string): string =>
  isUtf8(name) ? name.toString() : iconv.decode(name, encoding)

/** Names that come one after the other: the encoding of each is that of all so far. */
export class Names {
  readonly #others: Buffer[] = []
  #room = mostBytesInTurn
  #encoding = byDefault

  textOf(name: Buffer): string {
    if (!isUtf8(name) && this.#room >= name.length) {
      this.#room -= name.length
      this.#others.push(name)
      this.#encoding = encodingOfNames(this.#others)
    }
    return nameOfBytes(name, this.#encoding)
  }
}

let segmenter: Intl.Segmenter | undefined

/** In no name: a byte that could not be decoded, no character, a control, or a character for private use. */
const unlikely = /[\ufffd\p{Cn}\p{Co}\p{Cc}]/u
const eastAsian = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{2,}$/u
const halfWidth = /[\uff61-\uffdc]/
/** A capital stands at most at the beginning: in a wrong encoding anywhere. */
const latin = /^(?=\p{sc=Latin}+$)\p{L}\p{Ll}{2,}$/u
const cyrillic = /^(?=\p{sc=Cyrillic}+$)\p{L}\p{Ll}{2,}$/u
const hangul = /^\p{sc=Hangul}+$/u

/** What a character beyond ASCII counts by the word that it stands in. */
function weightOf(word: string): number {
  if (halfWidth.test(word)) return 0
  if (eastAsian.test(word) || cyrillic.test(word)) return 1
  // No dictionary tells words of Hangul from other rows of it.
  if (hangul.test(word)) return 0.25
  const ascii = word.replace(/[^a-z]/gi, '').length
  if (latin.test(word) && ascii * 2 >= word.length) return 1
  return /^\p{sc=Han}$/u.test(word) ? 0.05 : 0
}

/** @returns how much of what is beyond ASCII stands in words, from 0 to 1 */
function shareInWords(texts: readonly string[]): number {
  // Made at the first call: its dictionaries take a while to load.
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  let [beyond, inWords] = [0, 0]
  for (const text of texts) {
    beyond += beyondAscii(text)
    if (unlikely.test(text)) continue
    // Rules for words keep dots and digits within them.
    for (const letters of text.split(/[^\p{L}]+/u))
      for (const { segment } of segmenter.segment(letters))
        inWords += beyondAscii(segment) * weightOf(segment)
  }
  return beyond === 0 ? 0 : inWords / beyond
}

const beyondAscii = (text: string) => text.replace(/[\0-\x7f]/g, '').length
