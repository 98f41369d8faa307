import type { Candidate } from './date-candidates.ts'
import { shortLine, startsWithDate, textOfPage } from './date-lines.ts'
import type { DatedPage } from './date-seen.ts'
import { piecesOf } from './pieces.ts'

/** BERLIN (dpa), May 4, 2022 – in front of the first sentence: a few words, a date with its year, a mark; 9. November 2008 Der Markt …; 【本报2013年7月13日讯】 */
const dateline =
  /^(?:[\p{L}\p{M}()/,.'’-]{1,20}\s){0,6}(?<date>\p{Nd}{1,2}[^–—:]{1,16}(?:19|20)\p{Nd}\p{Nd}|(?:19|20)\p{Nd}\p{Nd}[^–—:]{1,10}\p{Nd}{1,2})\)?\s?(?:[–—:/|]|--?\s)|^\p{Nd}{1,2}\. \p{L}{3,9} (?:19|20)\p{Nd}\p{Nd} (?=\p{Lu})|^[【〔［[（(]\p{Script=Han}{0,12}(?:(?:19|20)\p{Nd}\p{Nd} ?年 ?\p{Nd}{1,2} ?月 ?\p{Nd}{1,2} ?日)[讯訊電电]/u
const longestDateline = 120
/** A lead can stand above the line with byline and date. */
const linesUnderLead = 3

/** Dates within the text's beginning, for pages that give none elsewhere: in a dateline, or in a line under the lead. */
export function* datelineCandidates({ layout, choice }: DatedPage): Generator<Candidate> {
  if (layout === null || choice === null) return
  const [first] = textOfPage(layout, choice)
  const where = layout.blocks[first]?.text.slice(0, longestDateline) ?? ''
  const [text] = dateline.exec(where) ?? []
  if (text !== undefined) yield { rule: 'dateline', text, where, label: null, place: 'text' }
  for (const { kind, text, region } of layout.blocks.slice(first + 1, first + 1 + linesUnderLead)) {
    if (kind !== 'paragraph' || text.length > shortLine) continue
    const date = piecesOf(region.element, text).find((piece) => startsWithDate.test(piece))
    if (date !== undefined)
      yield { rule: 'date under the lead', text: date, where: text, label: null, place: 'text' }
  }
}
