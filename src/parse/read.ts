import type { Document, Element } from 'domhandler'
import type { Block, Image, Warning } from '../article.ts'
import { takeBylines } from './fields/bylines.ts'
import { type Dateline, datedBy, readDateline } from './fields/dateline.ts'
import { keywordsOf } from './fields/keyword-links.ts'
import { leadImage } from './fields/lead-image.ts'
import { judge, type Verdict, verdictOf, withoutDisclaimer } from './fields/notices.ts'
import { addressDay, elementTime } from './fields/published.ts'
import { type Fields, type Found, noFields, type TraceStep } from './fields.ts'
import { withoutMarkup } from './leftovers.ts'
import type { Source, Template } from './source.ts'
import { articleBlock, type PageBlock } from './tree/block.ts'
import { type BlockOptions, readBlocks } from './tree/blocks.ts'
import { elementsBelow, textOf } from './tree/outline.ts'
import { firstMatch, matcherOf } from './tree/selector.ts'
import { collectWarnings, mostRemoved } from './warnings.ts'

/** A page taken apart. */
export type PageParts = {
  body: Document
  /** What holds the lead image, if anything does. */
  lead: Document | null
  /** Where the page came from. */
  address: string | null
  /** The body's HTML. */
  html: string
  /**
   * Gives the text where the template does not find it. Left out for a mirror's page: its body holds nothing but the
   * article.
   */
  search?: () => PageBlock[]
}

/** A block of the page, and why it is left out of the text. */
type Line = {
  block: PageBlock
  text: string
  /** A disclaimer that was cut off the end. */
  cut: string
  removed: string | null
  keepsKeywords: boolean
}

/** What a source's file finds on a page, what was left out of the text, and which fields are doubtful. */
export type SourceReading = { fields: Fields; removed: () => TraceStep[]; warnings: Warning[] }

/** Reads a page as its source's file describes it. */
export function readSource(source: Source, parts: PageParts): SourceReading {
  const { warnings, warn } = collectWarnings()
  const template = templateOf(source, parts.body)
  const whole = readTemplate(source, template, parts, blockOptions(template))
  if (hasText(whole.fields)) return { ...whole, warnings }
  // What a template drops is a picture with its caption: where nothing else is left, the rest of it is the text.
  const options = blockOptions(template, isPictureOrLinks)
  const spared = template.drop === undefined ? whole : readTemplate(source, template, parts, options)
  if (hasText(spared.fields)) {
    warn('body', 'dropped-elements-kept', 'The text stands in elements that the template leaves out.')
    return { ...spared, warnings }
  }
  const reason = mostRemoved(whole.removed())
  if (reason !== null)
    warn('body', 'body-emptied', `All text that the page shows was left out, most of it as: ${reason}.`)
  return { ...whole, warnings }
}

/** Whether an element holds a picture with its caption, or links with a label: no text of an article. */
function isPictureOrLinks(element: Element): boolean {
  if (firstMatch(element, matcherOf('img')) !== null) return true
  const links = [...elementsBelow(element)].filter(({ attribs }) => attribs.href !== undefined)
  const linked = links.reduce((sum, link) => sum + textOf(link).length, 0)
  return linked * 2 > textOf(element).length
}

function hasText({ body }: Fields): boolean {
  return body.some(({ value }) => value.type !== 'image' && value.type !== 'heading')
}

function readTemplate(
  source: Source,
  template: Template,
  parts: PageParts,
  options: BlockOptions,
): Omit<SourceReading, 'warnings'> {
  const container = template.body === undefined ? null : firstMatch(parts.body, matcherOf(template.body))
  const dropped: Dropped[] = []
  const reading = {
    ...options,
    onDrop: (element: Element, reason: string) => dropped.push({ element, reason }),
  }
  const blocks =
    container === null
      ? (parts.search?.() ?? readBlocks(parts.body, reading))
      : readBlocks(container, reading)
  const verdicts = judge(blocks, source)
  const lines = blocks.map((block, i) => lineOf(block, verdicts[i] ?? null))
  const image =
    template.leadInBody === true ? leadInBody(lines) : leadImage(parts.lead, template.image, options)
  const addressed = addressDay(parts.address, source)
  const dateline = takeDateline(lines, source)
  const dated = dateline === null ? null : datedBy(dateline, source, addressed, parts.html)
  const byline = takeBylines(lines.filter(({ removed, block }) => removed === null && block.type !== 'image'))
  judgeRests(lines, source)
  const kept = lines.filter(({ removed }) => removed === null)
  const keywordBlocks = lines.filter(({ keepsKeywords }) => keepsKeywords).map(({ block }) => block)
  return {
    fields: {
      ...noFields,
      dateline: dateline === null ? null : { value: dateline.text, rule: 'dateline', where: dateline.text },
      published: dated ?? elementTime(parts.body, source) ?? addressed,
      byline: byline.byline,
      credits: byline.credits,
      tags: source.keyword === undefined ? [] : keywordsOf(keywordBlocks, source.keyword),
      image,
      body: kept.map(({ block, text }) => found(articleBlock(block, text), template)),
    },
    // Whoever stores the article never asks for it.
    removed: () => [...lines.flatMap(removedOf), ...dropped.flatMap(droppedBy(template))],
  }
}

function lineOf(block: PageBlock, verdict: Verdict | null): Line {
  if (block.type === 'image') return { block, text: '', cut: '', removed: null, keepsKeywords: true }
  const before = withoutDisclaimer(block.text)
  const text = withoutMarkup(before)
  const unread = block.type === 'caption' ? 'caption' : text === null ? "a page's code" : null
  return {
    block,
    text: text ?? '',
    cut: block.text.slice(before.length),
    removed: verdict?.reason ?? unread ?? (text === '' ? 'empty' : null),
    keepsKeywords: verdict?.keepsKeywords ?? true,
  }
}

/** An element that was not read, and why. */
type Dropped = { element: Element; reason: string }

function removedOf({ block, cut, removed }: Line): TraceStep[] {
  if (block.type === 'image')
    return removed === null ? [] : [{ field: 'removed', rule: removed, where: block.src }]
  if (removed !== null) return [{ field: 'removed', rule: removed, where: block.text }]
  return cut === '' ? [] : [{ field: 'removed', rule: 'disclaimer at the end', where: cut }]
}

const droppedBy =
  ({ name }: Template) =>
  ({ element, reason }: Dropped): TraceStep[] => {
    const where = textOf(element, 2_000)
    const rule = reason === 'dropped' ? `dropped by template ${name}` : reason
    return where === '' ? [] : [{ field: 'removed', rule, where }]
  }

function found(value: Block, { name }: Template): Found<Block> {
  return { value, rule: name, where: value.type === 'image' ? value.src : value.text }
}

/** What a dateline or byline leaves behind can be a disclaimer or an address. */
function judgeRests(lines: readonly Line[], source: Source): void {
  for (const line of lines) {
    const { block, text, removed } = line
    if (removed !== null || block.type === 'image' || text === block.text) continue
    line.removed = verdictOf({ text, links: block.links }, source)?.reason ?? null
  }
}

/** A note on the author can stand above the paragraph with the dateline. */
const datelineAmong = 2

/** Cuts the dateline off its paragraph. */
function takeDateline(lines: Line[], source: Source): Dateline | null {
  const candidates = lines.filter((line) => line.removed === null && line.block.type !== 'image')
  for (const line of candidates.slice(0, datelineAmong)) {
    const dateline = readDateline(line.text, source)
    if (dateline === null) continue
    line.text = dateline.rest
    if (line.text === '') line.removed = 'dateline'
    return dateline
  }
  return null
}

function leadInBody(lines: Line[]): Found<Image> | null {
  for (const line of lines) {
    if (line.block.type === 'image') {
      line.removed = 'lead image'
      const { src, alt, caption } = line.block
      return { value: { src, alt, caption }, rule: 'first image before the text', where: src }
    }
    if (line.block.type !== 'caption') return null
  }
  return null
}

function templateOf(source: Source, body: Document): Template {
  for (const template of source.templates)
    if (template.when === undefined || firstMatch(body, matcherOf(template.when)) !== null) return template
  return source.templates[source.templates.length - 1]!
}

/** @param spares which of the elements that the template drops are dropped all the same; left out: all */
function blockOptions(
  { drop, caption, figure }: Template,
  spares: (element: Element) => boolean = () => true,
): BlockOptions {
  const matches = drop === undefined ? null : matcherOf(drop.join(', '))
  return {
    drop: (element) =>
      element.name === 'form' || element.name === 'math' || (matches?.(element) === true && spares(element)),
    caption: caption === undefined ? undefined : matcherOf(caption),
    figure: figure === undefined ? undefined : matcherOf(figure),
  }
}
