import type { Element, ParentNode } from 'domhandler'
import { isDisclosed, isQuestion } from '../../tree/accordion.ts'
import type { PageBlock, Region as TreeRegion } from '../../tree/block.ts'
import { readRegions } from '../../tree/blocks.ts'
import { endsAsSentence, weightOf, withoutInvisible } from '../../tree/characters.ts'
import { blockNames, isHidden } from '../../tree/elements.ts'
import { folded } from '../words.ts'
import { marksOf } from './marks.ts'
import { isDataTable } from './tables.ts'

/** What a block of text is by its markup. */
export type BlockKind = 'paragraph' | 'heading' | 'quote' | 'list-item' | 'row' | 'image'

/** A line or paragraph as the page lays it out, with what tells running text from labels and links. */
export type TextBlock = {
  kind: BlockKind
  /** The heading's level, 7 for what opens a `details`; 0 for anything else. */
  level: number
  text: string
  /** Its letters and digits; `lettersOf` makes them when they are first asked for. */
  letters: string | null
  /** Weighted length: a Han, kana or hangul character says as much as two or three letters. */
  length: number
  /** Weighted length of the text inside links. */
  linked: number
  /** Links in it, or 1 where it stands in one. */
  links: number
  /** Whether all of it is bold or italic. */
  emphasised: boolean
  region: Region
  /** Whether an HTML p, or a br pair, made it. */
  isParagraph: boolean
  /** Whether it ends as sentences do. */
  isSentence: boolean
  element: Element
  /** The block as it was read. */
  read: PageBlock
}

/** An element that holds blocks. */
export type Region = {
  element: Element
  parent: Region | null
  depth: number
  marks: string
  /**
   * Paragraphs set alike belong to one text: the same element and class in an element of the same class have the
   * same number.
   */
  setting: number
  /** The blocks inside it, as a range in the page's list. */
  first: number
  end: number
  /** Whether the element or one around it is hidden. */
  hidden: boolean
}

export type Layout = {
  blocks: readonly TextBlock[]
  regions: readonly Region[]
  /** Elements in lines that are no part of their text, and why. */
  dropped: readonly Dropped[]
}

type Dropped = { element: Element; reason: 'icon or edit link' | 'hidden' | 'control' }

const screenReaderOnly =
  /-(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|screenreader|u-hidden-visually|is-hidden|a11y-hidden|sronly|vh)(?=-)/

/** Lays a page out as its lines of text. Scripts, controls and embedded frames hold none. */
export function layOut(document: ParentNode): Layout {
  const dropped: Dropped[] = []
  const read = readRegions(document, {
    isExact: true,
    partsAtIndent: true,
    keepsHidden: true,
    image: isPicture,
    drop: isHiddenInLine,
    onDrop: (element, reason) =>
      dropped.push({ element, reason: reason === 'dropped' ? 'icon or edit link' : reason }),
  })
  const settings = new Map<string, number>()
  const regions: Region[] = []
  for (const region of read.regions) {
    const parent = region.parent === null ? null : regions[region.parent.index]!
    regions.push(regionOf(region, parent, settings))
  }
  const tables = new Map<TreeRegion, boolean>()
  const isData = (table: TreeRegion): boolean => {
    const known = tables.get(table)
    if (known !== undefined) return known
    const data = isDataTable(table, read)
    tables.set(table, data)
    return data
  }
  const blocks = read.blocks.map((block) => blockOf(block, regions[block.region.index]!, isData))
  return { blocks, regions, dropped }
}

function regionOf(
  { element, first, end }: TreeRegion,
  parent: Region | null,
  settings: Map<string, number>,
): Region {
  const marks = marksOf(element)
  return {
    element,
    parent,
    depth: parent === null ? 0 : parent.depth + 1,
    marks,
    setting: numberOf(
      settings,
      `${element.name}.${element.attribs.class ?? ''} < ${parent?.element.attribs.class ?? ''}`,
    ),
    first,
    end,
    hidden:
      (parent?.hidden ?? false) ||
      screenReaderOnly.test(marks) ||
      ((isHidden(element) || isSilent(element)) && !marks.includes('-paywall-') && !isDisclosed(element)),
  }
}

/** @returns the block's text folded for comparing */
export function lettersOf(block: TextBlock): string {
  block.letters ??= folded(block.text)
  return block.letters
}

/** What templates set into the headline's element under the headline: 2013-10-18 15:22 来源：青石教育网 */
const below = /\n(?=\D{0,8}(?:19|20)\d\d ?[-年/.]|\p{L}{2,5} ?[：:])/u

/** @returns a heading's own text, and the line of its date and source below it in the same element; '' where none is */
export function headingParts({ kind, text }: TextBlock): [own: string, info: string] {
  const at = kind === 'heading' ? text.search(below) : -1
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

const linesOfHead = 3

/** Whether a block's letters are the given ones, date and byline in its other lines aside. */
export function startsWithLine(block: TextBlock, letters: string): boolean {
  if (lettersOf(block) === letters) return true
  if (!block.text.includes('\n')) return false
  if (block.kind === 'heading') return folded(headingParts(block)[0]) === letters
  // A kicker, or the day, above the headline
  return block.text.split('\n', linesOfHead).some((line) => folded(line) === letters)
}

function numberOf(settings: Map<string, number>, setting: string): number {
  const known = settings.get(setting)
  if (known !== undefined) return known
  settings.set(setting, settings.size)
  return settings.size - 1
}

/** Hidden from screen readers by a page that styles it, as icons and decoration are; shown by AMP until the rest has come. */
function isSilent({ attribs }: Element): boolean {
  if (attribs.placeholder === '' || attribs.fallback === '') return true
  return (
    attribs['aria-hidden'] === 'true' && attribs.class !== undefined && !attribs.class.includes('fallback')
  )
}

/** Not the sign of an accordion's button. */
function isPicture({ parent }: Element): boolean {
  return parent?.type !== 'tag' || !isQuestion(parent)
}

/** Icons, which some fonts write as words, links to edit a heading or to go back from a footnote, captions in lines. */
function isHiddenInLine(element: Element): boolean {
  if (element.name === 'td') return lineNumbers.test(element.attribs.class ?? '')
  if (blockNames.has(element.name)) return false
  return (
    isSilent(element) ||
    /\b(?:mw-editsection|headerlink|material-(?:icons|symbols)|footnote-back(?:ref)?|reversefootnote|img_desc)\b/.test(
      element.attribs.class ?? '',
    )
  )
}

/** The column beside a listing: Pygments', Chroma's, GitHub's. */
const lineNumbers = /(?:^|\s)(?:linenos?|lnt?d?|gutter|line-?numbers?|blob-num|hljs-ln-numbers)(?:\s|$)/i

function blockOf(read: PageBlock, region: Region, isData: (table: TreeRegion) => boolean): TextBlock {
  if (read.type === 'image') return { ...noText, kind: 'image', region, element: read.element, read }
  const { type, level, links, isEmphasised, isParagraph } = read
  const text = withoutInvisible(read.text)
  let linked = 0
  let count = 0
  for (const { raw } of links) {
    if (raw.trim() === '') continue
    count++
    linked += weightOf(raw)
  }
  const length = weightOf(text)
  const isOpener = isSummary(region)
  const isItem = type === 'heading' && linked === 0 && isAloneInItem(region)
  return {
    kind: isOpener ? 'heading' : isItem ? 'list-item' : kindOf(read.region, type, isData),
    level: isItem ? 0 : isOpener && type !== 'heading' ? summaryLevel : level,
    text,
    letters: null,
    length,
    linked: Math.min(linked, length),
    links: count,
    emphasised: isEmphasised,
    region,
    isParagraph,
    isSentence: endsAsSentence(text),
    element: region.element,
    read,
  }
}

/** Below all headings: what opens a part of the text stands over that part only. */
const summaryLevel = 7

function isSummary({ element, parent }: Region): boolean {
  return element.name === 'summary' || isQuestion(element) || parent?.element.name === 'summary'
}

/** Items of a list that are set as headings. */
function isAloneInItem({ parent }: Region): boolean {
  return parent !== null && parent.element.name === 'li' && parent.end - parent.first === 1
}

const noText = {
  level: 0,
  text: '',
  letters: '',
  length: 0,
  linked: 0,
  links: 0,
  emphasised: false,
  isParagraph: false,
  isSentence: false,
}

function kindOf(
  region: TreeRegion,
  type: Exclude<PageBlock['type'], 'image'>,
  isData: (table: TreeRegion) => boolean,
): BlockKind {
  if (type === 'caption') return 'paragraph'
  if (type !== 'row') return type
  let at: TreeRegion | null = region
  while (at !== null && at.element.name !== 'table') at = at.parent
  return at !== null && isData(at) ? 'row' : 'paragraph'
}
