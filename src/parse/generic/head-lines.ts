import { holdsDate } from '../fields/date/labels.ts'
import type { Choice } from './body.ts'
import type { BodyFacts } from './body-facts.ts'
import { postedBy } from './by-words.ts'
import { personsOfByline } from './byline-lines.ts'
import { kept, labelLength } from './kept.ts'
import { type Layout, lettersOf } from './layout.ts'
import { isDateLine } from './lines.ts'
import { folded } from './words.ts'

/** Above a text stand no more lines of its head in the element of its first paragraph. */
const mostLines = 6

/** In front of the text, in the block of its first lines or in blocks of their own: headline, writer, day. */
export function cutHeadLines(layout: Layout, choice: Choice, { title, authors }: BodyFacts): void {
  const wanted = title === null ? '' : folded(title)
  const writers = new Set(authors.map(folded))
  const isHead = (line: string) =>
    line.length < labelLength &&
    (!/[\p{L}\p{Nd}]/u.test(line) ||
      writers.has(folded(line)) ||
      isDateLine(line) ||
      isPosted(line) ||
      personsOfByline(line).length > 0)
  for (const i of kept(layout, choice).slice(0, mostLines)) {
    const block = layout.blocks[i]!
    if (block.kind !== 'paragraph') return
    const lines = block.text.split('\n').map((line) => line.trim())
    let cut = wanted === '' ? 0 : lines.slice(0, mostLines).findIndex((line) => folded(line) === wanted) + 1
    while (cut < Math.min(lines.length, mostLines) && isHead(lines[cut]!)) cut++
    if (cut === 0) return
    if (cut < lines.length) {
      choice.cut.set(i, lines.slice(0, cut))
      block.text = lines.slice(cut).join('\n')
      block.letters = null
      return
    }
    choice.reasons[i] = lettersOf(block) === wanted ? 'title' : 'byline or date'
  }
}

/** Who wrote a text can sign it in its last line. */
export function removeSignature(layout: Layout, choice: Choice, { authors }: BodyFacts): void {
  const last = kept(layout, choice).at(-1)
  const block = last === undefined ? undefined : layout.blocks[last]!
  if (block === undefined || block.length > labelLength || block.kind !== 'paragraph') return
  if (authors.some((author) => folded(author) === lettersOf(block))) choice.reasons[last!] = 'byline or date'
}

/** Posted by zarcos on Wednesday, 22 October 2003 @ 18:20 */
function isPosted(line: string): boolean {
  return postedBy.exec(line)?.index === 0 && holdsDate(line)
}
