import type { AnyNode, Element } from 'domhandler'
import type { Block } from '../../article.ts'

/** A link inside a block. */
export type Link = {
  href: string
  /** Its text as it stands in the page; `lineOf` makes it readable. */
  raw: string
}

/** An element that holds blocks: it begins and ends a line. */
export type Region = {
  element: Element
  parent: Region | null
  /** Its place among the regions, which stand in document order. */
  index: number
  /** The blocks inside it, as a range in the list of blocks. */
  first: number
  end: number
}

/** A paragraph, heading, quote, list item, table cell or caption of the page, before anything is taken out. */
export type TextBlock = {
  type: 'paragraph' | 'heading' | 'quote' | 'list-item' | 'row' | 'caption'
  /** The heading's level; 0 for anything else. */
  level: number
  /** Not empty; a single `<br>` is a line feed. */
  text: string
  links: readonly Link[]
  /** Whether all of it is bold or italic. */
  isEmphasised: boolean
  /** Whether an HTML p or pre, or a pair of `<br>`, made it. */
  isParagraph: boolean
  region: Region
}

export type ImageBlock = {
  type: 'image'
  /** As the page writes it; empty where `image` takes images without. */
  src: string
  alt: string | null
  caption: string | null
  element: Element
  region: Region
}

export type PageBlock = TextBlock | ImageBlock

/** Inside of these begins text of its own, whatever stands around. */
const resetting = new Set(['article', 'section', 'main', 'aside', 'header', 'footer', 'table'])
const types: ReadonlyMap<string, TextBlock['type']> = new Map<string, TextBlock['type']>([
  ['blockquote', 'quote'],
  ['li', 'list-item'],
  ['dd', 'list-item'],
  ['dt', 'list-item'],
  ['td', 'row'],
  ['th', 'row'],
  ...[...resetting].map((name) => [name, 'paragraph'] as const),
])

/** @returns what text in an element is; undefined where that depends on what is around the element */
export function typeOf(element: Element): TextBlock['type'] | undefined {
  const type = types.get(element.name)
  return type === 'list-item' && isColumn(element) ? 'paragraph' : type
}

/** Whether a list sets the page's columns, and an item of it holds headline and text: `<li><h3>…</h3><div><p>…`. */
function isColumn({ name, children, parent }: Element): boolean {
  const isHeaded = (nodes: readonly AnyNode[]) =>
    nodes.some((one) => one.type === 'tag' && /^h[1-4]$/.test(one.name))
  if (name !== 'li' || !isHeaded(children)) return false
  const isOfText = (one: AnyNode) =>
    one.type === 'tag' &&
    one.name === 'div' &&
    one.children.filter((inner) => inner.type === 'tag' && inner.name === 'p').length >= fewestParagraphs
  const items = parent?.children.filter((one) => one.type === 'tag' && isHeaded(one.children)) ?? []
  return items.length === 1 && children.some(isOfText)
}
const fewestParagraphs = 3

/** @returns the block as an article holds it; `text` stands for its own where something was cut off it */
export function articleBlock(block: PageBlock, text?: string): Block {
  if (block.type === 'image') return { type: 'image', src: block.src, alt: block.alt, caption: block.caption }
  const { type, level } = block
  const shown = text ?? block.text
  if (type === 'heading') return { type, level, text: shown }
  return { type: type === 'quote' || type === 'list-item' ? type : 'paragraph', text: shown }
}
