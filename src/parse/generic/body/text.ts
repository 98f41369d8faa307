import type { Document, Element, ParentNode } from 'domhandler'
import type { Block, Image } from '../../../article.ts'
import type { Found } from '../../fields.ts'
import { articleBlock, type PageBlock } from '../../tree/block.ts'
import { weightOf } from '../../tree/characters.ts'
import { parseHtml } from '../../tree/html.ts'
import { elementsBelow, textOf as textOfElement } from '../../tree/outline.ts'
import { reporterLength } from '../authors/reporter-bracket.ts'
import { imageOf } from '../image.ts'
import { type Layout, layOut, type Region, type TextBlock } from '../layout/layout.ts'
import { placeOf, tagOf } from '../layout/place-of-block.ts'
import { cutHeadLines, removeSignature } from '../removals/head-lines.ts'
import { removeForeign } from '../removals/removals.ts'
import { type Choice, chooseBody } from './body.ts'
import type { BodyFacts } from './body-facts.ts'
import { cutBulletin } from './bulletin.ts'
import { kept } from './kept.ts'
import { findLead } from './lead.ts'
import { promisedBy } from './promise.ts'
import { textInState } from './state.ts'

export type ArticleText = {
  body: Found<Block>[]
  /** The same as the page's blocks, with their links. */
  blocks: PageBlock[]
  images: Found<Image>[]
  /** Weighted length of its paragraphs. */
  length: number
  /** Whether it is what the page shows, and not what its scripts or JSON-LD hold. */
  isShown: boolean
}

/** Weighted length under which the text is looked for in the page's scripts as well. */
const fewText = 250

/**
 * The article's text and nothing else, from the tree; from the page's scripts where the tree holds none.
 *
 * @param choice what `chooseBody` found in the layout
 */
export function readText(
  document: Document,
  layout: Layout,
  choice: Choice | null,
  facts: BodyFacts,
  base: URL | null,
): ArticleText {
  const shown = choice === null ? empty : textOf(layout, choice, facts, base)
  // The tree holds a teaser of what the linked data hold whole.
  if (facts.articleBody !== null && weightOf(facts.articleBody) > Math.max(fewText * 2, shown.length * 2.5)) {
    const whole = textOfHtml(paragraphsOf(facts.articleBody), facts, base)
    if (whole.length > shown.length * 2) return { ...whole, isShown: false }
  }
  if (shown.length >= fewText) return shown
  const stated = textOfHtml(textInState(document), facts, base)
  if (stated.length > shown.length * 2) return { ...stated, isShown: false }
  const plain = longestNoscript(document)
  const unscripted = plain === null ? empty : textOfTree(plain, facts, base)
  return unscripted.length > Math.max(fewText, shown.length * 2) ? { ...unscripted, isShown: false } : shown
}

/** What the page shows where scripts are off. */
function longestNoscript(document: Document): Element | null {
  let longest: Element | null = null
  let length = 0
  for (const element of elementsBelow(document)) {
    const own = element.name === 'noscript' ? textOfElement(element).length : 0
    if (own > length) longest = element
    length = Math.max(length, own)
  }
  return longest
}

function textOfHtml(html: string | null, facts: BodyFacts, base: URL | null): ArticleText {
  return html === null ? empty : textOfTree(parseHtml(`<body><article>${html}</article></body>`), facts, base)
}

function textOfTree(tree: ParentNode, facts: BodyFacts, base: URL | null): ArticleText {
  const layout = layOut(tree)
  const choice = chooseBody(layout, facts.title, promisedBy(facts.articleBody, facts.description))
  return choice === null ? empty : textOf(layout, choice, facts, base)
}

/** articleBody is plain text, a line a paragraph, or HTML. */
function paragraphsOf(text: string): string {
  if (/<(?:p|br|div)[\s>/]/i.test(text)) return text
  return text
    .split(/\n+/)
    .map((line) => `<p>${line.replaceAll('<', '&lt;')}</p>`)
    .join('')
}

const empty: ArticleText = { body: [], blocks: [], images: [], length: 0, isShown: true }

function textOf(layout: Layout, choice: Choice, facts: BodyFacts, base: URL | null): ArticleText {
  const lead = new Set(findLead(layout, choice, facts))
  removeForeign(layout, choice, facts)
  for (const i of lead) {
    choice.inside[i] = true
    choice.reasons[i] = null
  }
  cutHeadLines(layout, choice, facts, lead)
  removeSignature(layout, choice, facts)
  cutReporter(layout, choice)
  cutBulletin(layout, choice)
  const { inside, reasons } = choice
  const rule = `text in ${tagOf(choice.container.element)}`
  const body: Found<Block>[] = []
  const blocks: PageBlock[] = []
  const images: Found<Image>[] = []
  const sources = new Set<string>()
  let length = 0
  let row: Element | null = null
  let rowIndex = 0
  for (let i = 0; i < layout.blocks.length; i++) {
    if (!inside[i]) continue
    const block = layout.blocks[i]!
    const reason = reasons[i]!
    if (block.kind === 'image') {
      const image = reason === null || reason === 'caption' ? imageOf(block, layout, reasons, base) : null
      if (image === null || sources.has(image.value.src)) continue
      sources.add(image.value.src)
      images.push(image)
      body.push({ ...image, value: { type: 'image', ...image.value } })
      blocks.push({ ...block.read, ...image.value } as PageBlock)
    } else if (reason === null) {
      if (block.kind !== 'heading') length += block.length
      const element = block.kind === 'row' ? rowOf(block) : null
      const last = body[rowIndex]
      if (element !== null && row === element && last !== undefined && 'text' in last.value) {
        last.value.text += ` | ${block.text}`
        blocks[rowIndex] = { ...blocks[rowIndex]!, text: last.value.text } as PageBlock
      } else {
        row = element
        rowIndex = body.length
        const value = articleBlock(block.read, block.text)
        body.push({ value, rule: lead.has(i) ? 'lead' : rule, where: placeOf(block) })
        blocks.push(block.read)
      }
    }
  }
  return { body, blocks, images, length, isShown: true }
}

/** The reporter in brackets in front of the first paragraph is read as a credit. */
function cutReporter(layout: Layout, choice: Choice): void {
  const first = kept(layout, choice).find((i) => layout.blocks[i]!.kind === 'paragraph')
  const block = first === undefined ? undefined : layout.blocks[first]
  if (first === undefined || block === undefined) return
  const length = reporterLength(block.text)
  if (length > 0 && length === block.text.length) choice.reasons[first] = 'byline or date'
  else block.text = block.text.slice(length)
}

/** The table row that a cell stands in. */
function rowOf({ region }: TextBlock): Element {
  for (let at: Region | null = region; at !== null; at = at.parent)
    if (at.element.name === 'tr') return at.element
  return region.element
}
