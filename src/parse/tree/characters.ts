/** A full stop, or what stands for one, with closing quotes behind it. */
export const sentenceEnd = /[.!?…。！？।؟][”"»“’')\]）」』]*$/

/** Stands for `<br>` until white space is settled. */
export const lineBreak = '\u2028'

const wide = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/

/** Characters of text, white space runs counted once; a Han, kana or hangul character as 2.5. */
export function weightOf(text: string): number {
  let weight = 0
  let inSpace = true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x20 || code === 0xa0) {
      if (!inSpace) weight++
      inSpace = true
      continue
    }
    inSpace = false
    weight += code >= 0x1100 && wide.test(text[i]!) ? 2.5 : 1
  }
  return weight
}

/** Characters of scripts that are written without spaces: a line break between them is no space. */
const unspaced =
  '[\\u2e80-\\u2fff\\u3001-\\u312f\\u31a0-\\u9fff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uff60\\uffe0-\\uffe6]'
const brokenBetweenUnspaced = new RegExp(`(${unspaced})[^\\S\\n]*\\n\\s*(?=${unspaced})`, 'g')

/** White space as a browser shows it, except that a line break between Han characters is none. */
export function shown(raw: string): string {
  return raw
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .replace(brokenBetweenUnspaced, '$1')
    .replace(/[^\S\u2028]+/g, ' ')
    .replace(/ ?\u2028[ \u2028]*/g, '\n')
    .trim()
}
