import type { Element, ParentNode } from 'domhandler'
import { holdsDate, labelBefore, labelled, labelOfName } from '../../fields/date/labels.ts'
import { isElement } from '../../tree/elements.ts'
import { textOf } from '../../tree/outline.ts'
import { entryNote } from '../authors/entry-notes.ts'
import type { Choice } from '../body/body.ts'
import type { Layout } from '../layout/layout.ts'
import type { Metadata, Placed } from '../metadata/metadata.ts'
import { nearTitle, shownElement } from '../metadata/place.ts'
import { dateBeside } from '../title/headline-text.ts'
import { folded } from '../words.ts'
import type { Candidate } from './date-candidates.ts'
import { fromLines, textOfPage } from './date-lines.ts'
import { isElsewhere, type Scope } from './elsewhere.ts'

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
  for (const one of nearTitle(dates, place))
    if (isShort(one)) yield* fromElements('date beside the headline', [one], scope)
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
