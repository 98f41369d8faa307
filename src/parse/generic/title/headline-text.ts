import type { AnyNode, Element } from 'domhandler'
import { isElement } from '../../tree/elements.ts'
import { textOf } from '../../tree/outline.ts'
import { anyOf, marksOf } from '../layout/marks.ts'

/** Words by which pages mark what stands in a headline's element and is no part of it. */
const besideHeadline = anyOf(
  'kicker *-kicker eyebrow overline topline top-line dachzeile spitzmarke rubrik category *-category section-name label roofline vignette surtitle supertitle subtitle sub-title sub standfirst byline date *-date posted-on meta entry-meta post-meta share badge pill premium *-premium paywall sr-only visually-hidden screen-reader-text',
)

const longest = 500

/** Readings above characters, and the brackets around them: a headline is quoted without them. */
function isReading({ name }: Element): boolean {
  return name === 'rt' || name === 'rtc' || name === 'rp'
}

/** 2013-10-18 15:22 来源：…, below the headline in its element */
function isDated(element: Element): boolean {
  return element.prev?.type === 'tag' && /^\D{0,8}(?:19|20)\d\d ?[-年/.] ?\d/.test(textOf(element, 40))
}

const date =
  '(?:\\p{Nd}{1,4}(?: ?[-./年] ?\\p{Nd}{1,2})(?: ?[-./月] ?\\p{Nd}{1,4})日?|\\p{L}{3,9}\\.? \\p{Nd}{1,2},? \\p{Nd}{4}|\\p{Nd}{1,2}\\.? \\p{L}{3,9}\\.? \\p{Nd}{4})(?:,? \\p{Nd}{1,2}:\\p{Nd}{2}(?::\\p{Nd}{2})?)?'
const dateAlone = new RegExp(`^[[(（]?${date}[\\])）]?$`, 'u')
const dateAtEdge = new RegExp(`^(?<front>${date}) ?[:：|–—-] |\\s?[[(（]?(?<end>${date})[\\])）]?$`, 'u')

/** @returns a headline without the date in front of it or behind it */
export function withoutDate(headline: string): string {
  return headline.replace(dateAtEdge, '')
}

/** @returns the date in front of a headline or behind it; null where it has none */
export function dateBeside(headline: string): string | null {
  const { front, end } = dateAtEdge.exec(headline)?.groups ?? {}
  return front ?? end ?? null
}

/** Updated 2 hours ago, 12 comments, Edit */
function isNote(element: Element): boolean {
  return note.test(textOf(element, longestNote + 1))
}
const longestNote = 40
const note =
  /^[[(]?(?:(?:last )?(?:updated|posted|published)(?: (?:on|at)\b|:| \d).{0,24}|\d{1,4} (?:comments?|views|replies)|edit(?: this page)?|share|aktualisiert:? .{0,24}|mis à jour .{0,24}|actualizado .{0,24})[\])]?$/iu

/** A headline can be set as a picture. */
function pictureOf(node: AnyNode): string {
  return isElement(node) && node.name === 'img' ? (node.attribs.alt?.trim() ?? '') : ''
}

/** As many characters on either side tell where two parts of a headline meet. */
const seam = 12

/** @returns a headline's text with a space where its parts meet that only their style sets apart: The Best MillsAll of the coast */
function withGaps(text: string, element: Element): string {
  let parted = text
  for (const child of element.children) {
    const before = child.prev
    if (before === null || (!isElement(child) && !isElement(before))) continue
    const [end, start] = [rawText(before).slice(-seam), rawText(child).slice(0, seam)]
    if (/\p{Ll}{3}$/u.test(end) && /^\p{Lu}\p{Ll}/u.test(start))
      parted = parted.replace(end + start, () => `${end} ${start}`)
  }
  return parted
}

const rawText = (node: AnyNode): string =>
  node.type === 'text' ? node.data : isElement(node) ? textOf(node, longest, isReading) : ''

/** @returns the text of a headline's element without a kicker, date or label inside it */
export function headlineText(element: Element): string {
  const kept = element.children.filter(
    (child) =>
      !(
        isElement(child) &&
        (child.name === 'small' ||
          besideHeadline.test(marksOf(child)) ||
          isDated(child) ||
          isNote(child) ||
          dateAlone.test(textOf(child, longestNote)))
      ),
  )
  if (kept.length === element.children.length)
    return (
      withGaps(textOf(element, longest, isReading), element) ||
      (kept.map(pictureOf).find((alt) => alt !== '') ?? '')
    )
  const text = kept
    .map((child) =>
      child.type === 'text' ? child.data : isElement(child) ? textOf(child, longest, isReading) : '',
    )
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  const whole = textOf(element, longest, isReading)
  // A kicker with a colon is set as a part of the headline: “Euroleague: Two out after brawl”.
  const isPart = whole.endsWith(text) && /:\s*$/.test(whole.slice(0, -text.length))
  return text === '' || isPart || text.startsWith(':') ? whole : text
}
