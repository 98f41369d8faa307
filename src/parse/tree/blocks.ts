import { type AnyNode, Element, type ParentNode } from 'domhandler'
import { isQuestion } from './accordion.ts'
import { type ImageBlock, type PageBlock, type Region, type TextBlock, typeOf } from './block.ts'
import {
  controls,
  isBareReading,
  isBlock,
  isElement,
  isHidden,
  isPixel,
  keepsLines,
  textless,
} from './elements.ts'
import { withoutTags } from './escaped.ts'
import { Line, type Piece } from './line.ts'
import { firstMatch } from './selector.ts'
import { lineBreak, partedAtBlankLines } from './white-space.ts'

/** What a page's template says of its elements; each answers for the element and all that is in it. */
export type BlockOptions = {
  /** No article text. */
  drop?: (element: Element) => boolean
  /** A caption of the image before it. */
  caption?: (element: Element) => boolean
  /** An image, or several, and their caption. */
  figure?: (element: Element) => boolean
  /** Whether an img is an image of the text. Left out: where it has an address and is no counting pixel. */
  image?: (element: Element) => boolean
  /** Text is text, though it looks like tags: nothing was escaped by mistake. */
  isExact?: boolean
  /** A `<br>` and an indent behind it part two paragraphs, as two `<br>` do. */
  partsAtIndent?: boolean
  /** Hidden regions are read too: their reader judges them. */
  keepsHidden?: boolean
  /** Is told each element that is dropped, or hidden, or a control, with all that is in it. */
  onDrop?: (element: Element, reason: 'dropped' | 'hidden' | 'control') => void
}

/** A page of more blocks than this is cut off there. */
const mostBlocks = 200_000

/** What text inside an element becomes. */
type Context = { element: Element; type: TextBlock['type']; level: number }

const bold = new Set(['b', 'strong', 'em', 'i'])

/** @returns the blocks inside a container, in reading order */
export function readBlocks(container: ParentNode, options: BlockOptions = {}): PageBlock[] {
  return readRegions(container, options).blocks
}

/**
 * Reads the blocks inside a container, in reading order, and the elements that hold them. Linear in the size of the
 * tree, without recursion.
 */
export function readRegions(
  container: ParentNode,
  options: BlockOptions = {},
): { blocks: PageBlock[]; regions: Region[] } {
  const reader = new BlockReader(container, options)
  reader.read(container)
  return reader
}

class BlockReader {
  readonly blocks: PageBlock[] = []
  readonly regions: Region[] = []
  readonly #options: BlockOptions
  readonly #contexts: Context[] = []
  #region: Region
  readonly #line = new Line()
  #boldDepth = 0
  #preDepth = 0
  /** Images inside the text that is being gathered, and where: each stands behind the paragraph that it is in. */
  #images: { image: ImageBlock; at: number }[] = []
  #lastImage: ImageBlock | null = null
  /** The element that gave the last caption. */
  #captioned: Element | null = null

  constructor(container: ParentNode, options: BlockOptions) {
    this.#options = options
    // Pages leave out body, or write on behind it: text always has a region.
    this.#region = this.#open(container instanceof Element ? container : new Element('body', {}), null)
  }

  read(container: ParentNode): void {
    let node: AnyNode | null = container.children[0] ?? null
    while (node !== null) {
      if (node.type === 'text') this.#addText(node.data)
      else if (isElement(node)) {
        const goesInside = this.#enter(node)
        if (goesInside && node.children[0] !== undefined) {
          node = node.children[0]
          continue
        }
        if (goesInside) this.#leave(node)
      }
      while (node !== null && node.next === null) {
        const parent: ParentNode | null = node.parent
        if (parent === null || parent === container || parent.type === 'root') node = null
        else {
          node = parent as Element
          this.#leave(node as Element)
        }
      }
      node = node?.next ?? null
    }
    this.#flush()
    for (let at: Region | null = this.#region; at !== null; at = at.parent) at.end = this.blocks.length
  }

  #open(element: Element, parent: Region | null): Region {
    const first = this.blocks.length
    const region = { element, parent, index: this.regions.length, first, end: first }
    this.regions.push(region)
    return region
  }

  #addText(data: string): void {
    let text = data
    if (this.#preDepth > 0) text = data.replace(/\r\n?|\n/g, lineBreak)
    else if (data.includes('<') && this.#options.isExact !== true) text = withoutTags(data)
    else if (this.#options.isExact === true) text = partedAtBlankLines(data)
    this.#line.add(text, this.#boldDepth > 0)
  }

  /** @returns whether to go inside */
  #enter(element: Element): boolean {
    const { name } = element
    if (name === 'br') {
      this.#line.addBreak()
      return false
    }
    if (name === 'img' || name === 'amp-img') {
      this.#addImage(element)
      return name === 'img'
    }
    const isOpener = isQuestion(element)
    const opensBlock = isOpener || isBlock(element)
    if (opensBlock) this.#flush()
    if (textless.has(name) && !isOpener && !this.#isWholeHeading(element)) {
      if (controls.has(name)) this.#options.onDrop?.(element, 'control')
      return false
    }
    if (isBareReading(element)) return false
    if (this.#options.drop?.(element)) {
      this.#options.onDrop?.(element, 'dropped')
      return false
    }
    if (isHidden(element) && !(opensBlock && this.#options.keepsHidden === true)) {
      this.#options.onDrop?.(element, 'hidden')
      return false
    }
    const context = this.#contextOf(element, this.#contexts.at(-1))
    if (context !== null) {
      this.#flush()
      this.#contexts.push(context)
    }
    if (opensBlock) this.#region = this.#open(element, this.#region)
    if (keepsLines(element)) this.#preDepth++
    if (bold.has(name)) this.#boldDepth++
    const { href } = element.attribs
    if (href !== undefined) this.#line.openLink(href, element)
    return true
  }

  #leave(element: Element): void {
    const { name } = element
    this.#line.closeLink(element)
    const isContext = this.#contexts.at(-1)?.element === element
    if (isContext || element === this.#region.element) this.#flush()
    if (isContext) this.#contexts.pop()
    if (this.#preDepth > 0 && keepsLines(element)) this.#preDepth--
    if (bold.has(name)) this.#boldDepth--
    if (element === this.#region.element) {
      this.#region.end = this.blocks.length
      this.#region = this.#region.parent ?? this.#region
    }
  }

  #contextOf(element: Element, parent: Context | undefined): Context | null {
    const { name } = element
    if (parent?.type === 'caption') return null
    if (name === 'figcaption' || this.#options.caption?.(element) || this.#isFigure(element))
      return { element, type: 'caption', level: 0 }
    if (name.length === 2 && name[0] === 'h' && name >= 'h1' && name <= 'h6')
      return { element, type: 'heading', level: Number(name[1]) }
    if (parent?.type === 'heading') return null
    const type = typeOf(element)
    return type === undefined ? null : { element, type, level: 0 }
  }

  /** What opens a part of the text is a button, and all that its heading says. */
  #isWholeHeading({ name }: Element): boolean {
    return name === 'button' && this.#contexts.at(-1)?.type === 'heading' && this.#line.isBlank
  }

  #isFigure(element: Element): boolean {
    return (
      this.#options.figure?.(element) === true && firstMatch(element, ({ name }) => name === 'img') !== null
    )
  }

  #flush(): void {
    const pieces = this.#line.take(this.#options.partsAtIndent === true)
    if (pieces.length > 0 && this.blocks.length < mostBlocks) this.#addTexts(pieces)
    this.#placeImages(Number.POSITIVE_INFINITY)
  }

  #placeImages(before: number): void {
    while (this.#images.length > 0 && this.#images[0]!.at < before)
      this.blocks.push(this.#images.shift()!.image)
  }

  #addTexts(pieces: readonly Piece[]): void {
    const context = this.#contexts.at(-1)
    const { type, level } = context ?? { type: 'paragraph', level: 0 }
    const region = this.#region
    const isParagraph = /^p(?:re)?$/.test(region.element.name) || pieces.length > 1
    for (const { text, links, isEmphasised, start } of pieces) {
      if (text === '') continue
      if (this.#images.length > 0) this.#placeImages(start + 1)
      this.blocks.push({ type, level, text, links, isEmphasised, isParagraph, region })
      // What is called a caption behind other text is not this picture's.
      if (context?.type !== 'caption') this.#lastImage = null
      else this.#giveCaption(text, context)
    }
  }

  #giveCaption(text: string, context: Context): void {
    const image = this.#lastImage
    if (image === null) return
    if (image.caption === null) image.caption = text
    else if (this.#captioned === context.element) image.caption += `\n${text}`
    this.#captioned = context.element
  }

  #addImage(element: Element): void {
    const src = element.attribs.src?.trim() ?? ''
    const isImage = this.#options.image?.(element) ?? (src !== '' && !isPixel(element))
    if (!isImage || this.blocks.length >= mostBlocks) return
    // In a figure the text before a picture belongs to the one before it.
    if (this.#contexts.at(-1)?.type === 'caption') this.#flush()
    const alt = element.attribs.alt?.trim() || null
    const image: ImageBlock = { type: 'image', src, alt, caption: null, element, region: this.#region }
    this.#lastImage = image
    if (this.#line.isBlank) this.blocks.push(image)
    else this.#images.push({ image, at: this.#line.length })
  }
}
