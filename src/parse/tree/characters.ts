/**
 * A full stop, or what stands for one, with closing quotes and the article's end mark behind it: 。”, 。（完）, .■; or an
 * end mark in brackets alone: 있다(끝).
 */
export const sentenceEnd =
  /(?:[.!?…。！？।؟۔։።။។][”"»“’')\]）」』]*\s?(?:完|终|終|全文完|[续續]完|待[续續]|끝|了|[終お]わり|つづく|end)?|[（(【[](?:完|终|終|全文完|[续續]完|待[续續]|끝|了|[終お]わり|つづく|конец|fin|fine|ende|son|end)[）)】\]])\s?[#＃◇◆■□●▲∎*]*$/iu

/** Scripts that end no sentence with a mark: Thai, Lao, Khmer, Burmese, Tibetan. */
const unmarked =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}][”"’)]?$/u
const shortestUnmarked = 40

/** @returns whether a text ends as sentences do; in a script without full stops, whether it is as long as one */
export function endsAsSentence(text: string): boolean {
  return sentenceEnd.test(text) || (text.length > shortestUnmarked && unmarked.test(text))
}

/** Han, kana, hangul and full-width forms. */
function isWide(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0x1100 && code <= 0x11ff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef)
  )
}

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
    weight += code >= 0x1100 && isWide(code) ? 2.5 : 1
  }
  return weight
}

const invisible = /[\u200b\u2060\ufeff\u00ad]/g

/** @returns the text without zero-width spaces and soft hyphens, which only say where a line may break */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '')
}
