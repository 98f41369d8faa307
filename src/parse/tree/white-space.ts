import { endsAsSentence } from './characters.ts'

/** Stands for `<br>` in text that is being gathered. It is white space, so it joins the runs around it. */
export const lineBreak = '\u2028'
/** Between two paragraphs of normalised text. */
const paragraphBreak = '\u2029'

/** A run of white space that is more than one space: a single one stays as it is, and stands between most words. */
export const whiteSpace = /\s{2,}|[^\S ]/g

/** Han and its punctuation, kana, full-width forms: what is set without spaces (hangul is set with them). */
function isFullWidth(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xd840 && code <= 0xd888) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe4f) ||
    (code >= 0xff00 && code <= 0xffef) ||
    isChinesePunctuation(code)
  )
}

/** @returns whether the character that ends before an index is full-width; the second half of a pair is looked up */
function isFullWidthBefore(text: string, index: number): boolean {
  const code = text.charCodeAt(index - 1)
  return isFullWidth(code >= 0xdc00 && code <= 0xdfff ? text.charCodeAt(index - 2) : code)
}

/** — ‘ ’ “ ” … · as Chinese uses them, the width of a character. */
function isChinesePunctuation(code: number): boolean {
  return code === 0x2014 || code === 0x2015 || (code >= 0x2018 && code <= 0x201f) || code === 0x2026
}

/**
 * White space as a reader sees it. Pages were pretty-printed, one tag or text a line: a run with a line feed is
 * nothing beside a full-width character, else a space; a run within a line is a space; a single `<br>` is a line
 * feed; two part paragraphs.
 *
 * @param raw text with `lineBreak` for each `<br>`
 * @param options.onBreak is told the index in `raw` of each run that parts two paragraphs
 * @param options.partsAtIndent whether a `<br>` and an indent behind it part two as well
 * @returns the paragraphs, trimmed; empty ones too
 */
export function paragraphsOf(
  raw: string,
  { onBreak, partsAtIndent }: { onBreak?: (index: number) => void; partsAtIndent?: boolean } = {},
): string[] {
  const hasIndents = partsAtIndent === true && raw.includes(lineBreak) && hasIndentedParagraph(raw)
  const text = raw.replace(whiteSpace, (run, index: number) => {
    const first = run.indexOf(lineBreak)
    if (first >= 0) {
      if (run.indexOf(lineBreak, first + 1) < 0 && !(hasIndents && indented.test(run.slice(first))))
        return '\n'
      onBreak?.(index)
      return paragraphBreak
    }
    if (!run.includes('\n') && !run.includes('\r')) return ' '
    return isFullWidthBefore(raw, index) || isFullWidth(raw.charCodeAt(index + run.length)) ? '' : ' '
  })
  return text.includes(paragraphBreak) ? text.split(paragraphBreak).map((part) => part.trim()) : [text.trim()]
}

/** With which Chinese pages begin a paragraph: two characters wide, of ideographic, no-break, em or en spaces. */
const indented = /\u3000|[\u00a0\u2002-\u2005] ?[\u00a0\u2002-\u2005]/
/** A line that ends as a sentence and is longer than a verse, as some verses are indented as well. */
const longSentence = /^.{16,}[。！？…：；”’」』）]$|^.{60,}[.!?»”"]$/s

/** Whether one of the lines between breaks has an indent, and a long sentence in front of it. */
function hasIndentedParagraph(raw: string): boolean {
  const lines = raw.split(lineBreak)
  return lines.some(
    (line, i) =>
      i > 0 &&
      indented.test(line.slice(0, line.length - line.trimStart().length)) &&
      longSentence.test(lines[i - 1]!.trimEnd()),
  )
}

const blankLine = /\n[^\S\n]*\r?\n\s*/

/**
 * Parts plain text that a style sheet shows with its line ends: blank lines stand between whole sentences there, and
 * elsewhere only between tags.
 */
export function partedAtBlankLines(data: string): string {
  const text = data.trim()
  if (!text.includes('\n')) return data
  const parts = text.split(blankLine)
  if (parts.length < 2 || !parts.slice(0, -1).every(endsAsSentence)) return data
  return `${/^\s/.test(data) ? ' ' : ''}${parts.join(lineBreak + lineBreak)}${/\s$/.test(data) ? ' ' : ''}`
}

/** The same as one line: breaks are spaces, or nothing between full-width characters. */
export function lineOf(raw: string): string {
  return raw
    .replace(whiteSpace, (run, index: number) =>
      (run.includes('\n') || run.includes('\r') || run.includes(lineBreak)) &&
      (isFullWidthBefore(raw, index) || isFullWidth(raw.charCodeAt(index + run.length)))
        ? ''
        : ' ',
    )
    .trim()
}
