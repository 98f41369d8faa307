import { isTraditional } from '../../fold.ts'

/** Enough text to tell a language by. */
const sampleLength = 1_500

/** The share of Han characters with a simplified form above which a text is Traditional: about 0.3 there, 0.01 elsewhere. */
const traditionalShare = 0.06

/** A Han character says about as much as a word in letters. */
const lettersOfWord = 5

/** @returns zh-Hans, zh-Hant, ja or ko where the script shows it; null for any other text */
export function languageOf(paragraphs: readonly string[]): string | null {
  let [han, traditional, kana, hangul, others] = [0, 0, 0, 0, 0]
  let left = sampleLength
  for (const paragraph of paragraphs) {
    const end = Math.min(left, paragraph.length)
    for (let i = 0; i < end; i++) {
      const code = paragraph.charCodeAt(i)
      if (code >= 0x3400 && code <= 0x9fff) {
        han++
        if (isTraditional(code)) traditional++
      } else if (code >= 0x3041 && code <= 0x30fa) kana++
      else if (code >= 0xac00 && code <= 0xd7a3) hangul++
      else if (isLetter(code)) others++
    }
    left -= end
    if (left === 0) break
  }
  const words = others / lettersOfWord
  if (hangul > han && hangul > words) return 'ko'
  // Japanese has more kana than Han; a Chinese text may quote some.
  if (kana * 2 > han && kana + han > words) return 'ja'
  if (han <= words) return null
  return traditional > han * traditionalShare ? 'zh-Hant' : 'zh-Hans'
}

/** Words that no English text of some length is without. */
const english = /(?<!\p{L})(?:the|of|and)(?!\p{L})/giu
const word = /\p{L}+/gu
const fewestWords = 25
/** One of as many words is one of those in any other language at most; in English one of nine. */
const wordsForOne = 40

/** Whether texts are in another language than English, by its commonest words; what is too short to tell may be English. */
export function isForeign(texts: readonly string[]): boolean {
  let sample = texts[0] ?? ''
  for (let i = 1; i < texts.length && sample.length < sampleLength; i++) sample += ` ${texts[i]}`
  sample = sample.slice(0, sampleLength)
  const words = sample.match(word)?.length ?? 0
  return words >= fewestWords && (sample.match(english)?.length ?? 0) * wordsForOne < words
}

/** Letters of the Latin, Greek, Cyrillic, Semitic and Indic scripts and their neighbours. */
function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code <= 0x1fff)
}
