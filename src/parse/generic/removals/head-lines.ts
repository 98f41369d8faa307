import { holdsDate, labelBefore } from '../../fields/date/labels.ts'
import { endsAsSentence } from '../../tree/characters.ts'
import { personsOfByline } from '../authors/byline-lines.ts'
import type { Choice } from '../body/body.ts'
import type { BodyFacts } from '../body/body-facts.ts'
import { kept, labelLength } from '../body/kept.ts'
import { type Layout, lettersOf, type TextBlock } from '../layout/layout.ts'
import { postedBy } from '../names/by-words.ts'
import { posterIn } from '../names/posters.ts'
import { folded } from '../words.ts'
import { isDateLine } from './lines.ts'

/** Above a text stand no more lines of its head in the element of its first paragraph. */
const mostLines = 6

/**
 * Leaves out headline, writer and day in front of the text, in the block of its first lines or in blocks of their own.
 *
 * @param lead places that are text whatever they say
 */
export function cutHeadLines(
  layout: Layout,
  choice: Choice,
  { title, authors }: BodyFacts,
  lead: ReadonlySet<number>,
): void {
  const wanted = title === null ? '' : folded(title)
  const writers = new Set(authors.map(folded))
  const isHead = (line: string) =>
    line.length < labelLength &&
    (!/[\p{L}\p{Nd}]/u.test(line) ||
      startsWithWriter(line, writers) ||
      isDateLine(line) ||
      isPosted(line) ||
      personsOfByline(line).length > 0)
  const places = kept(layout, choice).slice(0, mostLines)
  const blocks = places.map((i) => layout.blocks[i]!)
  const lines = blocks.map((block, at) =>
    block.kind === 'paragraph' && !lead.has(places[at]!) ? linesOf(block, isHead, wanted) : null,
  )
  // A deck stands between the headline and the line with the writer.
  let last = lines.findIndex((one) => one === null || one.cut < one.all.length)
  if (last < 0) last = lines.length
  const [deck, below] = [lines[last], lines[last + 1]]
  const isAboveByline =
    choice.reasons[places[last]! + 1] === 'byline or date' || (below != null && below.cut > 0)
  if (deck?.cut === 0 && isAboveByline && isShort(blocks[last]!.text) && blocks[last]!.emphasised) {
    choice.reasons[places[last]!] = 'title or above it'
    last++
    while (lines[last] != null && lines[last]!.cut === lines[last]!.all.length) last++
  }
  if (last === lines.length) return
  for (let i = 0; i < last; i++)
    choice.reasons[places[i]!] ??= lettersOf(blocks[i]!) === wanted ? 'title' : 'byline or date'
  const first = lines[last]
  if (first == null || first.cut === 0) return
  choice.cut.set(places[last]!, first.all.slice(0, first.cut))
  blocks[last]!.text = first.all.slice(first.cut).join('\n')
  blocks[last]!.letters = null
}

const isShort = (line: string) => line.length < labelLength && !endsAsSentence(line)

/** A block's lines, and how many of the first are no text: those up to the last that is the headline's, a byline's or a date's. */
function linesOf(
  { text }: TextBlock,
  isHead: (line: string) => boolean,
  title: string,
): { all: string[]; cut: number } {
  const all = text.split('\n').map((line) => line.trim())
  let cut = 0
  for (const [at, line] of all.slice(0, mostLines).entries()) {
    const isTitle = title !== '' && folded(line) === title
    if (isTitle || isHead(line)) cut = at + 1
    // Jane Doe⏎Courier Staff Writer
    else if (at > 0 && cut === at && at === all.length - 1 && mayBePost(line)) cut = at + 1
    else if (!isShort(line) || /:\s/u.test(line)) break
  }
  return { all, cut }
}

/** Courier Staff Writer: a few words, and no sentence */
const mostWords = 4
const mayBePost = (line: string) =>
  isShort(line) && !/[?!:]$/u.test(line) && line.split(' ').length <= mostWords

/** Rina Sulastri - Kabar Sungai: a writer, with an outlet or a place behind */
function startsWithWriter(line: string, writers: ReadonlySet<string>): boolean {
  return writers.has(folded(line)) || writers.has(folded(line.split(/ ?[-–—|,/·•(]/u, 1)[0] ?? ''))
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
  if (posterIn(line) !== '' || (postedBy.exec(line)?.index === 0 && holdsDate(line))) return true
  const [front = ''] = line.split(/\p{Nd}/u, 1)
  const label = front === line ? null : labelBefore(front)
  return label === 'published' || label === 'updated'
}
