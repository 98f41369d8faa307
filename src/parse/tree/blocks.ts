import type { AnyNode, Element, ParentNode } from 'domhandler'
import { firstMatch, isElement } from './selector.ts'
import { lineBreak, paragraphsOf } from './text.ts'

/** A link inside a block. */
export type Link = {
  href: string
  /** Its text as it stands in the page; `lineOf` makes it readable. */
  raw: string
}

/** A paragraph, heading, quote, list item or caption of the page, before anything is taken out. */
export type TextBlock = {
  type: 'paragraph' | 'heading' | 'quote' | 'list-item' | 'caption'
  /** The heading's level; 0 for anything else. */
  level: number
  /** Not empty; a single `<br>` is a line feed. */
  text: string
  links: readonly Link[]
  /** The element that its text ends in. */
  element: Element | null
}

export type ImageBlock = {
  type: 'image'
  src: string
  alt: string | null
  caption: string | null
  element: Element
}

export type PageBlock = TextBlock | ImageBlock

/** What a page's template says of its elements; each answers for the element and all that is in it. */
export type BlockOptions = {
  /** No article text. */
  drop?: (element: Element) => boolean
  /** A caption of the image before it. */
  caption?: (element: Element) => boolean
  /** An image, or several, and their caption. */
  figure?: (element: Element) => boolean
  /** Text is text, though it looks like tags: nothing was escaped by mistake. */
  isExact?: boolean
}

const textless = new Set(
  'audio button canvas embed form head iframe math noscript object script select style svg template textarea title video'.split(
    ' ',
  ),
)

/** Elements that begin and end a paragraph. */
const blockNames = new Set(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul video'.split(
    ' ',
  ),
)

const hiddenStyle = /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i

export function isHidden(element: Element): boolean {
  const { style, hidden } = element.attribs
  return hidden !== undefined || (style !== undefined && hiddenStyle.test(style))
}

/** A link's place in the text that is being gathered; its end is -1 as long as it is open. */
type LinkSpan = { href: string; start: number; end: number; element: Element }

/** What text inside an element becomes. */
type Context = { element: Element; type: TextBlock['type']; level: number }

/**
 * Reads the blocks inside a container, in reading order. Linear in the size of the tree, without recursion.
 */
export function readBlocks(container: ParentNode, options: BlockOptions = {}): PageBlock[] {
  const { drop, caption, figure, isExact } = options
  const blocks: PageBlock[] = []
  const contexts: Context[] = []
  let raw = ''
  let links: LinkSpan[] = []
  const openLinks: LinkSpan[] = []
  let images: ImageBlock[] = []
  let lastImage: ImageBlock | null = null
  /** The element that gave the last caption. */
  let captioned: Element | null = null

  function flush(element: Element | null): void {
    if (raw !== '') {
      addTexts(element)
      raw = ''
      // A link around several paragraphs is in each; of links in links only the inner one, or they would multiply.
      const inner = openLinks.at(-1)
      if (inner !== undefined) inner.start = 0
      links = inner === undefined ? [] : [inner]
    }
    if (images.length > 0) {
      blocks.push(...images)
      images = []
    }
  }

  function addTexts(element: Element | null): void {
    // Most of what stands between two blocks is white space that a page was pretty-printed with.
    if (raw.trim() === '') return
    const breaks: number[] = []
    const texts = paragraphsOf(raw, (index) => breaks.push(index))
    const context = contexts.at(-1)
    const type = context?.type ?? 'paragraph'
    // They stand in the order of their starts: each is looked at once, however many paragraphs there are.
    let next = 0
    for (const [order, text] of texts.entries()) {
      const to = breaks[order] ?? raw.length
      const inside: Link[] = []
      for (; next < links.length && links[next]!.start < to; next++) {
        const { href, start, end } = links[next]!
        inside.push({ href, raw: raw.slice(start, end < 0 ? raw.length : end) })
      }
      if (text === '') continue
      blocks.push({ type, level: context?.level ?? 0, text, links: inside, element })
      if (context?.type === 'caption') giveCaption(text, context)
      // What is called a caption behind other text is not this picture's.
      else lastImage = null
    }
  }

  function giveCaption(text: string, context: Context): void {
    if (lastImage === null) return
    if (lastImage.caption === null) lastImage.caption = text
    else if (captioned === context.element) lastImage.caption += `\n${text}`
    captioned = context.element
  }

  function addImage(element: Element): void {
    const src = element.attribs.src?.trim()
    if (src === undefined || src === '' || isPixel(element)) return
    // In a figure the text before a picture belongs to the one before it.
    if (contexts.at(-1)?.type === 'caption') flush(element)
    const image: ImageBlock = {
      type: 'image',
      src,
      alt: element.attribs.alt?.trim() || null,
      caption: null,
      element,
    }
    lastImage = image
    if (raw.trim() === '') blocks.push(image)
    else images.push(image)
  }

  function contextOf(element: Element, parent: Context | undefined): Context | null {
    if (parent?.type === 'caption') return null
    if (element.name === 'figcaption' || caption?.(element) || isFigure(element))
      return { element, type: 'caption', level: 0 }
    const heading = /^h([1-6])$/.exec(element.name)
    if (heading !== null) return { element, type: 'heading', level: Number(heading[1]) }
    if (parent?.type === 'heading') return null
    if (element.name === 'blockquote') return { element, type: 'quote', level: 0 }
    if (element.name === 'li') return { element, type: 'list-item', level: 0 }
    return null
  }

  function isFigure(element: Element): boolean {
    return figure?.(element) === true && firstMatch(element, isImage) !== null
  }

  /** @returns whether to go inside */
  function enter(element: Element): boolean {
    const { name } = element
    const isBlock = blockNames.has(name)
    if (isBlock) flush(element)
    if (name === 'br') {
      raw += lineBreak
      return false
    }
    if (name === 'img') {
      addImage(element)
      return true
    }
    if (textless.has(name) || isHidden(element) || drop?.(element)) return false
    const context = contextOf(element, contexts.at(-1))
    if (context !== null) {
      flush(element)
      contexts.push(context)
    }
    const { href } = element.attribs
    if (href !== undefined) {
      const link = { href, start: raw.length, end: -1, element }
      links.push(link)
      openLinks.push(link)
    }
    return true
  }

  function leave(element: Element): void {
    if (openLinks.at(-1)?.element === element) openLinks.pop()!.end = raw.length
    const isContext = contexts.at(-1)?.element === element
    if (isContext || blockNames.has(element.name)) flush(element)
    if (isContext) contexts.pop()
  }

  let node: AnyNode | null = container.children[0] ?? null
  while (node !== null) {
    if (node.type === 'text')
      raw += node.data.includes('<') && isExact !== true ? withoutMarkup(node.data) : node.data
    else if (isElement(node)) {
      const goesInside = enter(node)
      if (goesInside && node.children[0] !== undefined) {
        node = node.children[0]
        continue
      }
      if (goesInside) leave(node)
    }
    while (node !== null && node.next === null) {
      const parent: ParentNode | null = node.parent
      if (parent === null || parent === container || parent.type === 'root') node = null
      else {
        node = parent as Element
        leave(node as Element)
      }
    }
    node = node?.next ?? null
  }
  flush(null)
  return blocks
}

function isImage({ name }: Element): boolean {
  return name === 'img'
}

/** `&lt;a href=”…”&gt;`: tags that a page escaped by mistake. */
const escapedTag =
  /<\/?(?:a(?:href)?|b|br|div|em|h[1-6]|i|img|li|ok|p|span|strong|ul)(?=[\s=/>])[^<>]{0,1000}>/gi

function withoutMarkup(raw: string): string {
  return raw.replace(escapedTag, (tag) =>
    /^<(?:\/?p|br|\/?div|\/?h|\/?li)\b/i.test(tag) ? lineBreak.repeat(/^<br/i.test(tag) ? 1 : 2) : '',
  )
}

/** Counting pixels are no pictures. */
function isPixel({ attribs }: Element): boolean {
  return /^[01](?:px)?$/.test(attribs.width ?? '') || /^[01](?:px)?$/.test(attribs.height ?? '')
}
