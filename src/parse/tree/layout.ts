import { type AnyNode, type Document, Element } from 'domhandler'
import { marksOf } from '../generic/marks.ts'
import { lineBreak, sentenceEnd, shown, weightOf } from './characters.ts'
import { isElement } from './outline.ts'

/** What a block of text is by its markup. */
export type BlockKind = 'paragraph' | 'heading' | 'quote' | 'list-item' | 'row' | 'image'

/** A line or paragraph as the page lays it out: text between two elements that begin a new line. */
export type TextBlock = {
  kind: BlockKind
  /** The heading's level; 0 for anything else. */
  level: number
  text: string
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

export type Layout = { blocks: readonly TextBlock[]; regions: readonly Region[] }

const blockNames = new Set(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
  footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table
  tbody td tfoot th thead tr ul`.split(/\s+/),
)
const skipped = new Set(
  `script style noscript template svg iframe object embed button select option textarea input video audio canvas map
  head title link meta annotation`.split(/\s+/),
)
const bold = new Set(['b', 'strong', 'em', 'i'])
const invisible = /display\s*:\s*none|visibility\s*:\s*hidden/i
const screenReaderOnly =
  /-(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|screenreader|u-hidden-visually|is-hidden|a11y-hidden|sronly|vh)(?=-)/

/** A page of more blocks than this is cut off there. */
const mostBlocks = 200_000

/**
 * Lays a page out as its lines of text, in one walk without recursion.
 * Scripts, controls and embedded frames hold none.
 */
export function layOut(document: Document): Layout {
  const blocks: TextBlock[] = []
  const regions: Region[] = []
  const settings = new Map<string, number>()
  // Pages leave out body, or write on behind it: text always has a region.
  const root = regionOf(new Element('body', {}), null, 0, settings)
  regions.push(root)
  let region: Region = root
  let line = newLine()
  let link: Element | null = null
  let emphasis: Element | null = null
  let node: AnyNode | null = document.children[0] ?? null

  const flush = (broken = false): void => {
    if (line.pieces.length > 0 && blocks.length < mostBlocks) {
      const block = blockOf(line, region, broken)
      if (block !== null) blocks.push(block)
    }
    if (line.pieces.length > 0 || line.breaks > 0) line = newLine()
  }
  const leave = (element: AnyNode): void => {
    if (element === link) link = null
    if (element === emphasis) emphasis = null
    if (element === region.element) {
      flush()
      region.end = blocks.length
      region = region.parent ?? root
    }
  }

  while (node !== null) {
    let enter = false
    if (node.type === 'text') addText(line, node.data, link, emphasis !== null)
    else if (isElement(node) && !skipped.has(node.name) && !isBareRuby(node)) {
      const { name } = node
      if (name === 'br') addBreak(line, flush)
      else if (name === 'img' || name === 'amp-img') {
        addImage(blocks, node, region)
      } else {
        enter = true
        if (blockNames.has(name)) {
          flush()
          region = regionOf(node, region, blocks.length, settings)
          regions.push(region)
        } else if (isHidden(node)) enter = false
        else if (name === 'a') link ??= node
        else if (bold.has(name)) emphasis ??= node
      }
    }
    const children: AnyNode[] = enter && 'children' in node ? node.children : []
    if (children.length > 0) {
      node = children[0]!
      continue
    }
    if (enter) leave(node)
    // Upwards until there is a next sibling, closing what ends on the way.
    while (node !== null && node.next === null) {
      node = node.parent
      if (node !== null) leave(node)
    }
    node = node?.next ?? null
  }
  flush()
  root.end = blocks.length
  return { blocks, regions }
}

/** A reading above its characters, without the brackets that part the two in plain text. */
function isBareRuby({ name, prev }: Element): boolean {
  return name === 'rt' && (prev === null || prev.type !== 'tag' || prev.name !== 'rp')
}

function regionOf(
  element: Element,
  parent: Region | null,
  first: number,
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
    end: first,
    hidden:
      (parent?.hidden ?? false) ||
      screenReaderOnly.test(marks) ||
      (isHidden(element) && !marks.includes('-paywall-')),
  }
}

function numberOf(settings: Map<string, number>, setting: string): number {
  const known = settings.get(setting)
  if (known !== undefined) return known
  settings.set(setting, settings.size)
  return settings.size - 1
}

function isHidden({ attribs }: Element): boolean {
  return (
    attribs.hidden !== undefined ||
    (attribs['aria-hidden'] === 'true' &&
      attribs.class !== undefined &&
      !attribs.class.includes('fallback')) ||
    (attribs.style !== undefined && invisible.test(attribs.style))
  )
}

type Line = {
  pieces: string[]
  linked: number
  links: number
  link: Element | null
  emphasised: boolean
  breaks: number
  weight: number
}

function newLine(): Line {
  return { pieces: [], linked: 0, links: 0, link: null, emphasised: true, breaks: 0, weight: 0 }
}

function addText(line: Line, text: string, link: Element | null, emphasised: boolean): void {
  const blank = !/\S/.test(text)
  if (blank && line.pieces.length === 0) return
  line.pieces.push(text)
  if (blank) return
  line.breaks = 0
  const weight = weightOf(text)
  line.weight += weight
  if (link !== null) {
    line.linked += weight
    if (link !== line.link) line.links++
    line.link = link
  }
  if (!emphasised) line.emphasised = false
}

/** Two line breaks end a paragraph, one stays in it. */
function addBreak(line: Line, flush: (broken: boolean) => void): void {
  line.breaks++
  if (line.breaks > 1) flush(true)
  else if (line.pieces.length > 0) line.pieces.push(lineBreak)
}

function blockOf(line: Line, region: Region, broken: boolean): TextBlock | null {
  const text = shown(line.pieces.join(''))
  if (text === '') return null
  const { kind, level } = kindOf(region)
  return {
    kind,
    level,
    text,
    length: line.weight,
    linked: line.linked,
    links: line.links,
    emphasised: line.emphasised,
    region,
    isParagraph: broken || region.element.name === 'p',
    isSentence: sentenceEnd.test(text),
    element: region.element,
  }
}

const headingName = /^h([1-6])$/

/** What a line is, by the nearest elements around it that say so. */
function kindOf(region: Region): { kind: BlockKind; level: number } {
  let at: Region | null = region
  for (let i = 0; at !== null && i < 4; i++, at = at.parent) {
    const { name } = at.element
    const heading = headingName.exec(name)
    if (heading !== null) return { kind: 'heading', level: Number(heading[1]) }
    if (name === 'li' || name === 'dd' || name === 'dt') return { kind: 'list-item', level: 0 }
    if (name === 'blockquote') return { kind: 'quote', level: 0 }
    if (name === 'td' || name === 'th') return { kind: 'row', level: 0 }
    if (name !== 'p' && name !== 'div') break
  }
  return { kind: 'paragraph', level: 0 }
}

function addImage(blocks: TextBlock[], element: Element, region: Region): void {
  if (blocks.length >= mostBlocks) return
  blocks.push({
    kind: 'image',
    level: 0,
    text: '',
    length: 0,
    linked: 0,
    links: 0,
    emphasised: false,
    region,
    isParagraph: false,
    isSentence: false,
    element,
  })
}
