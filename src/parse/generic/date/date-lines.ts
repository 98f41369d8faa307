import type { AnyNode } from 'domhandler'
import { namesWriter, readCreditLine } from '../../fields/credit-line.ts'
import { holdsDate, labelBefore, labelled } from '../../fields/date/labels.ts'
import { blockNames, isElement } from '../../tree/elements.ts'
import { linesInFront } from '../authors/short-lines.ts'
import type { Choice } from '../body/body.ts'
import { headingParts, type Layout, startsWithLine, type TextBlock } from '../layout/layout.ts'
import { marksOf } from '../layout/marks.ts'
import { noiseNamed } from '../layout/noise.ts'
import { isWithinCaption } from '../metadata/place.ts'
import { withoutPictures } from '../names/names.ts'
import { saidName } from '../names/said-lines.ts'
import { isBylineOrDate, isDateLine as isOnlyDate } from '../removals/lines.ts'
import { folded } from '../words.ts'
import type { Candidate } from './date-candidates.ts'
import { isElsewhere, type Scope } from './elsewhere.ts'
import { piecesOf } from './pieces.ts'

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

/** As many lines above and below the text, and of no more characters, can hold a date. */
const linesAbove = 14
const linesBelow = 8
/** Where the text begins far below its headline, what stands right below that. */
const linesOfHeadline = 5
/** A standfirst and what follows it right away. */
const linesOfStandfirst = 3
const lineLength = 160

/** Short lines right above the article's first paragraph, below the headline first, then those below its last one. */
export function* fromLines(
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
  if (from < top || !isAt(blocks[from])) {
    // A table of contents can stand between the headline and the text.
    const far = blocks
      .slice(0, Math.max(0, top))
      .findLastIndex((block) => block.kind === 'heading' && isAt(block))
    for (let i = far; far >= 0 && i <= far + linesOfHeadline; i++) yield* fromLine(i, 'head')
    from = top
  }
  for (let i = from; i < first; i++) yield* fromLine(i, 'head')
  for (let i = top; i < from; i++) yield* fromLine(i, 'head')
  for (const line of blocks.slice(first, first + 1).flatMap(linesInFront))
    if (holdsDate(line) && !isHeadline(line))
      for (const { label, text } of labelled(line))
        if (label !== null || startsWithDate.test(line) || isOnlyDate(line) || ofBoard.test(line))
          yield { rule: 'date above the text', text, where: line, label, place: 'head' }
  // Interview: Lena Vogt | 31 January 2024, below the standfirst
  for (let i = first + 1; i <= first + linesOfStandfirst && i < last; i++)
    if (isBylineOrDate(blocks[i]!) || hasDateField(blocks[i]!)) yield* fromLine(i, 'head')
  for (let i = last + 1; i <= last + linesBelow && i < blocks.length; i++) yield* fromLine(i, 'foot')

  function* fromLine(i: number, place: 'head' | 'foot'): Generator<Candidate> {
    const { isSentence, kind, element } = blocks[i]!
    const [own, info] = headingParts(blocks[i]!)
    const whole = info === '' ? own : info
    if (whole.length > lineLength * 2 || !holdsDate(whole) || isWithinCaption(element)) return
    // Aktualisiert⏎5. Mai 2024: a label in a block of its own.
    const before = blocks[i - 1]?.text ?? ''
    const isLabel = before.length < shortLabel && blocks[i - 1]?.kind !== 'heading' && !isHeadline(before)
    const around = isLabel ? labelBefore(before) : null
    const isCaption = choice.reasons[i] === 'caption' || element.children.some(isCaptionInLine)
    // A line of credits is called a caption as well.
    if (isCaption ? whole.length > shortLine : choice.reasons[i] === 'hidden') return
    for (const text of whole.split('\n')) {
      if (text.length > lineLength || !holdsDate(text) || isHeadline(text)) continue
      const isOwn = i > from && i < first && namesWriter(text)
      if (!isCaption && !isOwn && isElsewhere(element, scope)) return
      const rule = place === 'head' ? 'date above the text' : 'date below the text'
      const isLong =
        text.length > shortLine &&
        !parted.test(text) &&
        !isCreditLine(text) &&
        !endsWithDate(text) &&
        !isBylineOrDate(blocks[i]!) &&
        saidName(text, true) === ''
      const isDoubtful =
        place === 'foot' ||
        (isSentence && !dateEnd.test(text)) ||
        kind === 'heading' ||
        isCaption ||
        isLong ||
        (toldOf.test(text) && withoutPictures(text) !== text)
      const pieces = text === whole ? piecesOf(blocks[i]!.region.element, text) : [text]
      const isDate =
        (pieces.some((piece) => startsWithDate.test(piece)) || printed.test(text)) &&
        (kind !== 'heading' || info !== '' || text.length < shortLabel)
      const spaced = pieces.join(' ')
      // A date in a sentence is one that the article tells of.
      for (const part of labelled(spaced))
        if (part.label !== null || !isDoubtful || isDate)
          yield { rule, text: part.text, where: text, label: part.label ?? around, place }
    }
  }
}

/** Whether one of the fields of a line is a date and nothing else. */
const hasDateField = ({ text }: TextBlock): boolean =>
  text.length < lineLength &&
  text
    .split(/ [|•·] /)
    .slice(1)
    .some(isOnlyDate)

/** http://a.example/ 江城新闻网 [2009-05-04 07:20:00] 来源:江城日报: fields side by side */
const isCreditLine = (text: string) => /\p{Script=Han}\s?[:：]/u.test(text) && readCreditLine(text).length > 0
/** 17 сентября 2003 г. and 10:20 h. end in a point and are no sentences. */
const dateEnd =
  /(?:\p{Nd}{4}(?: ?[гр]|\. \p{L}{3,12} \p{Nd}{1,2})|\p{Nd}[:.]\p{Nd}\p{Nd} ?(?:h|hrs|a\. ?m|p\. ?m|ч))\.$/u

/** 发信站: 水草社区 (Sun Nov  2 21:14:33 2008) */
const ofBoard = /^\s{0,4}[发發]信站\s?[:：]/u

/** The ferry at its berth, 8 December 2014: in front of who took the picture, what it shows. */
const toldOf = /^[\p{L}“"«„][^\p{Nd}:|]{0,80}? \p{Ll}{2,20} \p{Ll}{2,20}[ ,]/u

/** A line of this length is a label. */
export const shortLine = 60
const shortLabel = 30
/** By Jane Doe, John Roe, and Ann Poe | May 3, 2024 */
function endsWithDate(text: string): boolean {
  const end = text.split(/ [|•·–—] /).at(-1) ?? ''
  return end.length < shortLabel && end !== text && startsWithDate.test(end)
}

/** By Jane Doe | May 3, 2024 | 345 views: labels in one line */
const parted = / [|•·] .{0,80} [|•·] /
export const startsWithDate =
  /^[^\p{L}©]{0,12}\p{Nd}|^[\p{L}\p{M}]{2,14}\.?,? \p{Nd}{1,2}\b|^[〇○零一二三四五六七八九]{2,4}年[\d一二三四五六七八九十]{1,2}月/u

/** 《石桥周报》2009年6月18日 */
const printed =
  /^[（(]?《\p{Script=Han}{2,12}》[\s（(]{0,3}\d{4}年\d{1,2}月\d{1,2}日(?:\s?第?\s?[A-Z]?\d{1,2}\s?版)?[）)]{0,2}$/u

function isCaptionInLine(one: AnyNode): boolean {
  return isElement(one) && !blockNames.has(one.name) && noiseNamed(marksOf(one)) === 'caption'
}
