import type { Element } from 'domhandler'
import { hasOtherFields } from '../../fields/credit-line.ts'
import { holdsDate } from '../../fields/date/labels.ts'
import { weightOf } from '../../tree/characters.ts'
import { elementsBelow, textOf } from '../../tree/outline.ts'
import { personsOfByline } from '../authors/byline-lines.ts'
import { creditsIn } from '../authors/line-credits.ts'
import type { Layout, Region, TextBlock } from '../layout/layout.ts'
import { anyOf, marksOf } from '../layout/marks.ts'
import { isGenericTitle, isHouse } from './template-titles.ts'

/** 제목, Subject: in the cell or line before the headline on boards */
const labelOfSubject =
  /^(?:제 ?목|글 ?제목|件名|タイトル|题 ?目|標題|标题|主題|主题|subject|title|betreff|sujet|asunto|assunto|oggetto|тема|temat)\s?[:：]?$/iu

const longestLabel = 20

const titleMarks = anyOf(
  'title titles headline hed biaoti bt tit subject titulo titol titolo titre titel tytul temat rubrik otsikko overskrift nadpis naslov zaglavie baslik titlu judul cim ueberschrift rubrik titular titr *title title1 title2 *titel *headline',
)
const otherMarks = anyOf(
  '*subtitle sitetitle blogtitle column-title list-title sub-title site-title logo nav menu breadcrumb crumb related sidebar',
)
const linesAbove = 12
const leastText = 60
const longest = 160
/** What only a heading, or bold type above a line with the date, is worth. */
const sure = 4

/**
 * `isSure` where two signs tell, `isTold` where the text tells of it and not of what `<title>` says, `isNoLess` where it
 * tells of it as much.
 */
type ShownHeadline = { text: string; isSure: boolean; isTold: boolean; isNoLess: boolean }

/**
 * The headline as the page shows it, for pages that give it nowhere else: above the first paragraph, a heading, a line
 * that its class calls a title, or one in bold or large type, mostly with date and source below.
 *
 * @param except a heading that is known not to be it
 * @param title what `<title>` says
 * @returns null where no line stands out
 */
export function shownHeadline(
  { blocks }: Layout,
  except: string | null,
  title: string | null,
): ShownHeadline | null {
  const first = blocks.findIndex(
    ({ kind, length, isSentence, linked, region }) =>
      kind === 'paragraph' && length >= leastText && isSentence && linked * 2 < length && !region.hidden,
  )
  let best: ShownHeadline | null = null
  let most = 1
  const front = first < 0 ? null : largeLine(blocks[first]!)
  for (let i = first - 1; i >= Math.max(0, first - linesAbove); i--) {
    const block = blocks[i]!
    const large = largeLine(block)
    if (large?.isDated) {
      most = sure
      best = { text: large.text, isSure: true, isTold: false, isNoLess: false }
      break
    }
    const marks = marksAround(block.region)
    const [above, below] = [blocks[i - 1], blocks[i + 1]]
    const isLabelled = above !== undefined && above.length < longestLabel && labelOfSubject.test(above.text)
    const isMarked = isLabelled || (titleMarks.test(marks) && !otherMarks.test(marks))
    // The site's name links to its front page.
    const isSite = block.text === title && block.linked * 2 >= block.length
    if (isSite || block.text === except || !canBeHeadline(block, isMarked)) continue
    const worth =
      (block.kind === 'heading' ? 3 : 0) +
      (large?.worth ?? sizeOf(block)) +
      (isMarked ? 3 : 0) +
      (block.emphasised ? 2 : 0) +
      (below !== undefined && i + 1 < first && (isInfo(below.text) || personsOfByline(below.text).length > 0)
        ? 2
        : above !== undefined && isDate(above.text) && !isHeaded(blocks[i - 2], except)
          ? 1
          : 0)
    if (worth > most) {
      most = worth
      best = {
        text: large?.text ?? block.text.split('\n')[0]!,
        isSure: worth >= sure,
        isTold: false,
        isNoLess: false,
      }
    }
  }
  // The headline begins the block of the first paragraph.
  if (best?.isSure !== true && front?.isFirst && front.worth > most) {
    most = front.worth
    best = { text: front.text, isSure: front.isDated, isTold: false, isNoLess: false }
  }
  if (best !== null && title !== null && isHouse(title)) return { ...best, isTold: true }
  if (best !== null && title !== null) {
    const paragraphs = blocks.slice(first, first + paragraphsTold).filter(({ isSentence }) => isSentence)
    const text = paragraphs.map((block) => block.text.toLowerCase()).join('\n')
    const [told, ofTitle] = [partTold(best.text, text), partTold(title, text)]
    best.isTold = told >= leastTold && told > ofTitle * (most > emphasis ? 1 : clearlyMore)
    best.isNoLess = most > emphasis && told > 0 && told >= ofTitle
  }
  return best
}

const paragraphsTold = 6
/** The part of a headline's words that its text repeats at least. */
const leastTold = 0.2
/** Bold type alone, or a date below, is worth this: then more of the line than of the title must be told. */
const emphasis = 2
const clearlyMore = 1.5

/** @returns the part of a line's words, by their first letters, or pairs of characters without gaps, that a text holds */
function partTold(line: string, text: string): number {
  const words = (line.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).flatMap((word) =>
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)
      ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
      : /^\p{Script=Hangul}{2}/u.test(word)
        ? [word.slice(0, 2)]
        : word.length > 3
          ? [word.slice(0, 5)]
          : [],
  )
  return words.filter((word) => text.includes(word)).length / Math.max(1, words.length)
}

/** A date between two headings is that of the first. */
function isHeaded(block: TextBlock | undefined, except: string | null): boolean {
  return block !== undefined && block.kind === 'heading' && block.text !== except
}

/** @param isMarked whether its class or a label calls it a title: blogs link that to the entry */
function canBeHeadline({ kind, text, length, linked, region }: TextBlock, isMarked: boolean): boolean {
  return (
    (kind === 'heading' || kind === 'paragraph' || (isMarked && kind === 'row')) &&
    length >= (isMarked || kind === 'heading' ? 5 : shortest) &&
    text.length < longest &&
    (isMarked || linked * 2 < length) &&
    !region.hidden &&
    !isInfo(text) &&
    !/[。：:]$|^——/u.test(text) &&
    !isGenericTitle(text) &&
    personsOfByline(text).length === 0
  )
}

/** What the size of its type is worth, where all of a line stands in it. */
function sizeOf({ text, region, element }: TextBlock): number {
  let seen = 0
  for (const one of elementsBelow(region.element)) {
    if (++seen > mostElements) return 0
    const worth = isLargeFont(one) ? worthOfSize(one) : isTitleMarked(one) ? 3 : 0
    if (worth > 0 && textOf(one, longest) === text) return worth
  }
  const around = element.parent
  return around?.type === 'tag' && isLargeFont(around) ? worthOfSize(around) : 0
}

const worthOfSize = ({ attribs: { size = '' } }: Element): number => (/^\+[2-9]|^[5-7]/.test(size) ? 3 : 2)

/** A line of a block that is set in large or bold type. */
type LargeLine = { text: string; worth: number; isFirst: boolean; isDated: boolean }

/** Old pages set the headline in large or bold type, parted from kicker, date, byline and text by br. */
function largeLine({ kind, text, region }: TextBlock): LargeLine | null {
  if (kind !== 'paragraph' || !text.includes('\n') || region.hidden) return null
  const lines = text.split('\n', linesOfHead).map((line) => line.trim())
  const isDated = lines.some((line) => line.length < longest && isInfo(line))
  let best: LargeLine | null = null
  let seen = 0
  for (const element of elementsBelow(region.element)) {
    if (++seen > mostElements) return best
    if (!isLarge(element)) continue
    const own = textOf(element, longest)
    if (weightOf(own) < shortest || !lines.includes(own) || isInfo(own) || isGenericTitle(own)) continue
    if (personsOfByline(own).length > 0) continue
    const worth = isLargeFont(element) ? worthOfSize(element) : isTitleMarked(element) ? 3 : 2
    const line = { text: own, worth, isFirst: own === lines[0], isDated }
    if (isDated) return line
    if (worth > (best?.worth ?? 0)) best = line
  }
  return best
}
const linesOfHead = 6
/** Four Han characters */
const shortest = 10
const mostElements = 60

function isLarge(element: Element): boolean {
  const { name, attribs } = element
  return (
    name === 'b' ||
    name === 'strong' ||
    name === 'big' ||
    isLargeFont(element) ||
    isTitleMarked(element) ||
    /(?:^|[\s_-])(?:title|head)/i.test(attribs.class ?? '')
  )
}

function isTitleMarked(element: Element): boolean {
  const marks = marksOf(element)
  return titleMarks.test(marks) && !otherMarks.test(marks)
}

/** <font size="+2">; the size of a text is 3 */
function isLargeFont({ name, attribs: { size = '' } }: Element): boolean {
  return name === 'big' || (name === 'font' && /^\+[1-9]|^[4-7]/.test(size))
}

/** A line with a date in words, 14. März 2023, is no longer where it is no sentence. */
const longestDate = 40

/** Whether a line is that of date and source. */
function isInfo(text: string): boolean {
  return (
    isDate(text) ||
    (/\p{Nd}{4}/u.test(text) && holdsDate(text) && /\p{Nd}{1,4}\D{1,3}\p{Nd}{1,2}/u.test(text)) ||
    (/\p{Script=Han}/u.test(text) && (creditsIn(text).length > 0 || hasOtherFields(text)))
  )
}

/** 14. März 2023, 24.03.10 09:12 */
function isDate(text: string): boolean {
  return (
    text.length < longestDate &&
    (/\p{Nd}{1,2}\P{Nd}{1,14}\p{Nd}{4}|^\p{Nd}{4}\P{Nd}{1,14}\p{Nd}{1,2}(?!\p{Nd})/u.test(text) ||
      /^\P{L}{0,6}\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)/u.test(text))
  )
}

/** The marks of a block's element and of the two around it. */
function marksAround(region: Region): string {
  return `${region.marks}${region.parent?.marks ?? ''}`
}
