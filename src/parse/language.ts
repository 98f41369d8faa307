import { fold } from '../fold.ts'

/** Enough text to tell a language by. */
const sampleLength = 1_500

/** The share of Han characters with a simplified form above which a text is Traditional: about 0.3 there, 0.01 elsewhere. */
const traditionalShare = 0.06

const notHan = /[^\u3400-\u9fff]+/g

/** A Han character says about as much as a word in letters. */
const lettersOfWord = 5

/** @returns zh-Hans, zh-Hant, ja or ko where the script shows it; null for any other text */
export function languageOf(paragraphs: readonly string[]): string | null {
  let sample = ''
  for (const paragraph of paragraphs) {
    if (sample.length === sampleLength) break
    sample += paragraph.slice(0, sampleLength - sample.length)
  }
  const han = sample.replace(notHan, '')
  let kana = 0
  let hangul = 0
  let others = 0
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i)
    if (code >= 0x3041 && code <= 0x30fa) kana++
    else if (code >= 0xac00 && code <= 0xd7a3) hangul++
    else if (isLetter(code)) others++
  }
  const words = others / lettersOfWord
  if (hangul > han.length && hangul > words) return 'ko'
  // Japanese has more kana than Han; a Chinese text may quote some.
  if (kana * 2 > han.length && kana + han.length > words) return 'ja'
  if (han.length <= words) return null
  const folded = fold(han)
  let traditional = 0
  for (let i = 0; i < han.length; i++) if (han.charCodeAt(i) !== folded.charCodeAt(i)) traditional++
  return traditional > han.length * traditionalShare ? 'zh-Hant' : 'zh-Hans'
}

/** Letters of the Latin, Greek, Cyrillic, Semitic and Indic scripts and their neighbours. */
function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code <= 0x1fff)
}
