import type { AnyNode, Element, ParentNode } from 'domhandler'
import { holdsDate, labelBefore, labelled, labelOfName } from '../fields/date/labels.ts'
import { blockNames, isElement } from '../tree/elements.ts'
import { textOf } from '../tree/outline.ts'
import type { Choice } from './body.ts'
import type { Candidate } from './date-candidates.ts'
import { isElsewhere, type Scope } from './elsewhere.ts'
import { entryNote } from './entry-notes.ts'
import { dateBeside } from './headline-text.ts'
import { headingParts, type Layout, startsWithLine, type TextBlock } from './layout.ts'
import { marksOf } from './marks.ts'
import type { Metadata, Placed } from './metadata.ts'
import { noiseNamed } from './noise.ts'
import { piecesOf } from './pieces.ts'
import { nearTitle, shownElement } from './place.ts'
import { folded } from './words.ts'

/** What a page's date is looked for in. */
export type DatedPage = {
  metadata: Metadata
  /** The headline, and the number of its element; null where it was not found. */
  title: string | null
  place: number | null
  /** The page's lines, and which of them are its text; null where only its metadata counts. */
  layout: Layout | null
  choice: Choice | null
  language: string | null
  zone: string | null
}

/** Dates that the page shows around its headline, and above and below its text. */
export function* seenCandidates(page: DatedPage): Generator<Candidate> {
  const { metadata, place, layout, choice } = page
  const { properties, times, dates } = metadata
  const scope = scopeOf(page)
  const heading = metadata.headings.find(({ at }) => at === place)?.element
  const text = heading === undefined ? '' : textOf(heading, 300)
  const beside = text === page.title ? null : dateBeside(text)
  if (beside !== null)
    yield { rule: 'date beside the headline', text: beside, where: text, label: null, place: 'head' }
  const own = ['datepublished', 'published', 'issued', 'date'].flatMap((name) => properties.get(name) ?? [])
  yield* fromElements('itemprop datePublished', nearTitle(own, place), scope)
  yield* fromElements('time', nearTitle(times, place), scope)
  const short = nearTitle(dates, place).filter(isShort)
  yield* fromElements('date beside the headline', short, scope)
  if (layout === null || choice === null) return
  yield* fromLines(layout, choice, page.title, scope)
  const note = entryNote(layout.blocks, choice.reasons, choice.container.first)
  for (const { label, text } of labelled(note))
    yield { rule: 'date in the note on the entry', text, where: note, label, place: 'foot' }
}

/** Whether an element holds a short text with a number in it. */
function isShort({ element }: Placed): boolean {
  const text = textOf(element, 130)
  return text.length < 120 && (holdsDate(text) || stampOf(element) !== undefined)
}

function scopeOf({ metadata, title: headline, place, layout, choice }: DatedPage): Scope {
  const title = folded(headline ?? '')
  const spine = new Set<ParentNode>()
  const climb = (element: Element | undefined) => {
    for (let at: ParentNode | null = element ?? null; at !== null; at = at.parent) spine.add(at)
  }
  climb(metadata.headings.find(({ at }) => at === place)?.element)
  if (layout === null || choice === null)
    return { spine, title, first: Number.POSITIVE_INFINITY, last: Number.POSITIVE_INFINITY, known: new Map() }
  const [from, to] = textOfPage(layout, choice)
  climb(layout.blocks[from]?.element)
  const placeAt = (i: number) => {
    const element = layout.blocks[i]?.element
    return element === undefined ? Number.POSITIVE_INFINITY : metadata.placeOf(element)
  }
  return { spine, title, first: placeAt(from), last: placeAt(to), known: new Map() }
}

/** The numbers of the text's first and last block. */
export function textOfPage(
  { blocks }: Layout,
  { container, inside, masses, reasons, alike }: Choice,
): [number, number] {
  let first = container.first
  while (first < container.end && !(inside[first] && masses[first]! > 60 && alike(blocks[first]!))) first++
  let last = container.end - 1
  const isText = (i: number) => inside[i] && masses[i]! > 20 && reasons[i] === null && !isDateLine(blocks[i]!)
  while (last > first && !isText(last)) last--
  return [first, last]
}

/** Whether a block at the end of a text says when it was published or changed, and nothing else. */
function isDateLine({ text, isSentence }: TextBlock): boolean {
  if (text.length > lineLength || !holdsDate(text)) return false
  const [front = ''] = text.split(/\p{Nd}/u)
  const isLabelled = [front, front.replace(/\p{L}{3,9}\.? $/u, '')].some((one) => labelBefore(one) !== null)
  if (isLabelled) return true
  return text.length <= shortLine && !isSentence && startsWithDate.test(text)
}

function* fromElements(rule: string, placed: readonly Placed[], scope: Scope): Generator<Candidate> {
  for (const { element, at } of placed) {
    if (isElsewhere(element, scope)) continue
    const place = at > scope.last ? 'foot' : at > scope.first ? 'text' : 'head'
    yield* datesOf(element, rule, place)
  }
}

/** A time of day in an element of its own behind the date. */
const clockInFront = /^\W{0,3}\d{1,2} ?(?:[:：点點时時시]|h ?\d)/u

/** <span class="release-date"><time>: what the element around one without a class calls itself. */
function labelOfHolder({ attribs, parent }: Element): Candidate['label'] {
  if (attribs.class !== undefined || parent?.type !== 'tag' || parent.children.filter(isElement).length !== 1)
    return null
  return labelOfName(parent.attribs.class ?? '')
}

function* datesOf(element: Element, rule: string, place: Candidate['place']): Generator<Candidate> {
  const { attribs } = element
  const where = shownElement(element)
  const following = nextElement(element)
  const beside = following === null ? '' : textOf(following, 60)
  const text = `${textOf(element, 200)}${clockInFront.test(beside) ? ` ${beside}` : ''}`
  const named = labelOfName(`${attribs.class ?? ''} ${attribs.itemprop ?? ''}`) ?? labelOfHolder(element)
  const parts = labelled(text)
  const around = parts[0]?.label === null ? (labelBefore(textBefore(element)) ?? named) : null
  const stamped = stampOf(element)
  if (stamped !== undefined) {
    const label = parts.length > 1 ? null : (parts[0]?.label ?? around)
    if (parts.length < 3) yield { rule, text: stamped, where, label, place }
  }
  for (const part of parts) yield { rule, text: part.text, where, label: part.label ?? around, place }
}

function stampOf({ name, attribs }: Element): string | undefined {
  return (
    attribs.datetime ??
    attribs.content ??
    attribs['data-datetime'] ??
    attribs['data-timestamp'] ??
    attribs['data-date'] ??
    // <span title="2024-05-03T17:04:00+02:00">3 days ago</span>
    (/^\d{4}-\d\d-\d\d/.test(attribs.title ?? '') ? attribs.title : undefined) ??
    // hAtom: <abbr class="published" title="2010-01-01T12:00:00Z">
    (name === 'abbr' ? attribs.title : undefined)
  )
}

function nextElement({ next }: Element): Element | null {
  while (next !== null && next.type !== 'tag') {
    if (next.type === 'text' && /\S/.test(next.data)) return null
    next = next.next
  }
  return next
}

/** The text in front of an element, as far as it stands in the same line. */
function textBefore(element: Element): string {
  for (let at: Element | null = element, i = 0; at !== null && i < 3; i++) {
    for (let { prev } = at; prev !== null; { prev } = prev) {
      if (prev.type === 'tag' && /^h[1-6]$/.test(prev.name)) return ''
      const text = prev.type === 'text' ? prev.data : prev.type === 'tag' ? textOf(prev, 80) : ''
      if (/\S/.test(text)) return text.trim().slice(-60)
    }
    at = at.parent?.type === 'tag' ? at.parent : null
  }
  return ''
}

/** As many lines above and below the text, and of no more characters, can hold a date. */
const linesAbove = 14
const linesBelow = 8
const lineLength = 160

/** Short lines right above the article's first paragraph, below the headline first, then those below its last one. */
function* fromLines(
  layout: Layout,
  choice: Choice,
  title: string | null,
  scope: Scope,
): Generator<Candidate> {
  const { blocks } = layout
  const [first, last] = textOfPage(layout, choice)
  const headline = folded(title ?? '')
  const isHeadline = (text: string) => headline !== '' && folded(text) === headline
  const top = Math.max(0, first - linesAbove)
  let from = first - 1
  const isAt = (block: TextBlock | undefined) =>
    block !== undefined && headline !== '' && startsWithLine(block, headline)
  while (from > top && !isAt(blocks[from])) from--
  if (from < top || !isAt(blocks[from])) from = top
  for (let i = from; i < first; i++) yield* fromLine(i, 'head')
  for (let i = top; i < from; i++) yield* fromLine(i, 'head')
  for (let i = last + 1; i <= last + linesBelow && i < blocks.length; i++) yield* fromLine(i, 'foot')

  function* fromLine(i: number, place: 'head' | 'foot'): Generator<Candidate> {
    const { isSentence, kind, element } = blocks[i]!
    if (isWithinCaption(element)) return
    const [own, info] = headingParts(blocks[i]!)
    const whole = info === '' ? own : info
    // Aktualisiert⏎5. Mai 2024: a label in a block of its own.
    const before = blocks[i - 1]?.text ?? ''
    const isLabel = before.length < shortLabel && blocks[i - 1]?.kind !== 'heading' && !isHeadline(before)
    const around = isLabel ? labelBefore(before) : null
    const isCaption = choice.reasons[i] === 'caption' || element.children.some(isCaptionInLine)
    // A line of credits is called a caption as well.
    if (isCaption ? whole.length > shortLine : choice.reasons[i] === 'hidden') return
    if (whole.length > lineLength * 2 || !holdsDate(whole)) return
    for (const text of whole.split('\n')) {
      if (text.length > lineLength || !holdsDate(text) || isHeadline(text)) continue
      if (!isCaption && isElsewhere(element, scope)) return
      const rule = place === 'head' ? 'date above the text' : 'date below the text'
      const isLong = text.length > shortLine && !parted.test(text)
      const isDoubtful = place === 'foot' || isSentence || kind === 'heading' || isCaption || isLong
      const pieces = text === whole ? piecesOf(blocks[i]!.region.element, text) : [text]
      const isDate =
        pieces.some((piece) => startsWithDate.test(piece)) &&
        (kind !== 'heading' || info !== '' || text.length < shortLabel)
      const spaced = pieces.join(' ')
      // A date in a sentence is one that the article tells of.
      for (const part of labelled(spaced))
        if (part.label !== null || !isDoubtful || isDate)
          yield { rule, text: part.text, where: text, label: part.label ?? around, place }
    }
  }
}

/** A line of this length is a label. */
export const shortLine = 60
const shortLabel = 30
/** By Jane Doe | May 3, 2024 | 345 views: labels in one line */
const parted = / [|•·] .{0,80} [|•·] /
export const startsWithDate =
  /^[^\p{L}©]{0,12}\p{Nd}|^[\p{L}\p{M}]{2,14}\.?,? \p{Nd}{1,2}\b|^[〇○零一二三四五六七八九]{2,4}年[\d一二三四五六七八九十]{1,2}月/u

function isCaptionInLine(one: AnyNode): boolean {
  return isElement(one) && !blockNames.has(one.name) && noiseNamed(marksOf(one)) === 'caption'
}

function isWithinCaption(element: Element): boolean {
  let at: ParentNode | null = element
  for (let i = 0; at !== null && i < levelsOfCaption; i++, at = at.parent)
    if (at.type === 'tag' && at.name === 'figcaption') return true
  return false
}
const levelsOfCaption = 4
