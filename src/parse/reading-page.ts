import type { Document, Element, ParentNode } from 'domhandler'
import { type Block, type Credit, CreditRole, PublishedPrecision, Warning } from '../article.ts'
import type { Fields, Found, Published } from './fields.ts'
import { articleBlock, type TextBlock } from './tree/block.ts'
import { readBlocks } from './tree/blocks.ts'
import { elementsBelow } from './tree/outline.ts'
import { firstMatch, matcherOf } from './tree/selector.ts'

const rule = 'reading page'
const made = matcherOf('meta[name="generator"][content="Broadsheet"]')
/** What a picture is opened by is the page's own word. */
const drop = matcherOf('summary')

/**
 * Reads the page that this service makes of an article (its HTML representation), so that an article goes from one
 * archive to another without loss: the markup says what everything is, nothing is guessed and nothing taken out.
 *
 * @returns null for any other page
 */
export function readReadingPage(document: Document): { fields: Fields; warnings: Warning[] } | null {
  const body = firstMatch(document, made) === null ? null : one(document, '[itemprop="articleBody"]')
  if (body === null) return null
  const image = blocksOf(one(document, 'header + figure')).find(({ type }) => type === 'image')
  const fields: Fields = {
    url: attributeOf(document, 'link[rel="canonical"]', 'href'),
    nativeId: attributeOf(document, 'meta[itemprop="identifier"]', 'content'),
    channel: attributeOf(document, 'meta[itemprop="articleSection"]', 'content'),
    section: attributeOf(document, 'meta[property="article:section"]', 'content'),
    title: textOf(document, 'h1[itemprop="headline"]'),
    dateline: textOf(document, '.dateline'),
    published: publishedOf(one(document, 'time')),
    byline: textOf(document, '.byline'),
    credits: all(document, 'meta[data-role]').flatMap(creditOf),
    tags: all(document, 'meta[property="article:tag"]').map(({ attribs }) => found(attribs.content ?? '')),
    image: image?.type === 'image' ? found({ src: image.src, alt: image.alt, caption: image.caption }) : null,
    body: blocksOf(body).map(found),
    language:
      attributeOf(document, 'article[lang]:not([lang="und"])', 'lang') ??
      attributeOf(document, 'html:not([lang="und"], :has(article[lang]))', 'lang'),
  }
  return { fields, warnings: all(document, 'meta[name="warning"]').flatMap(warningOf) }
}

function found<T>(value: T): Found<T> {
  return { value, rule, where: typeof value === 'string' ? value : JSON.stringify(value) }
}

function one(root: ParentNode, selector: string): Element | null {
  return firstMatch(root, matcherOf(selector))
}

function all(root: ParentNode, selector: string): Element[] {
  return [...elementsBelow(root)].filter(matcherOf(selector))
}

function attributeOf(root: ParentNode, selector: string, attribute: string): Found<string> | null {
  const value = one(root, selector)?.attribs[attribute]
  return value === undefined || value === '' ? null : found(value)
}

function textOf(root: ParentNode, selector: string): Found<string> | null {
  const element = one(root, selector)
  const texts =
    element === null
      ? []
      : readBlocks(element, { isExact: true }).map((block) => ('text' in block ? block.text : ''))
  return texts.length === 0 ? null : found(texts.join('\n'))
}

function blocksOf(element: Element | null): Block[] {
  if (element === null) return []
  return readBlocks(element, { isExact: true, drop }).flatMap((block): Block[] => {
    if (block.type === 'caption') return []
    if (block.type === 'heading') return [articleBlock({ ...block, level: levelOf(block) })]
    if (block.type !== 'image') return [articleBlock(block)]
    return [articleBlock({ ...block, src: block.element.attribs['data-src'] ?? block.src })]
  })
}

/** The page's own h1 is the headline: a section's heading of that level is an h2 that says so. */
function levelOf({ level, region }: TextBlock): number {
  return region.element.attribs['data-level'] === '1' ? 1 : level
}

function publishedOf(time: Element | null): Found<Published> | null {
  const { 'data-at': at, 'data-precision': precision } = time?.attribs ?? {}
  const known = PublishedPrecision.safeParse(precision)
  return at !== undefined && known.success ? found({ at, precision: known.data }) : null
}

function creditOf({ attribs }: Element): Found<Credit>[] {
  const role = CreditRole.safeParse(attribs['data-role'])
  return role.success && attribs.content ? [found({ role: role.data, name: attribs.content })] : []
}

function warningOf({ attribs }: Element): Warning[] {
  const { 'data-field': field, 'data-rule': rule, content: message } = attribs
  const warning = Warning.safeParse({ field, rule, message })
  return warning.success ? [warning.data] : []
}
