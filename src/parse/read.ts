import type { Document } from 'domhandler'
import type { Block, Image } from '../article.ts'
import { type BlockOptions, type PageBlock, readBlocks } from './blocks.ts'
import type { Fields, Found, TraceStep } from './fields.ts'
import { leadImage } from './image.ts'
import { firstMatch, matcherOf } from './selector.ts'
import type { Source, Template } from './source.ts'
import { keywordsOf } from './tags.ts'

/** A page taken apart: what stands before the body, the body, and where it came from. */
export type PageParts = { body: Document; lead: Document | null; address: string | null }

/** A block of the page, and why it is left out of the text. */
type Line = { block: PageBlock; text: string; removed: string | null; keepsKeywords: boolean }

/** Reads a page as its source's file describes it. */
export function readSource(source: Source, parts: PageParts): { fields: Fields; removed: TraceStep[] } {
  const template = templateOf(source, parts.body)
  const container =
    template.body === undefined ? parts.body : firstMatch(parts.body, matcherOf(template.body))
  const options = blockOptions(template)
  const blocks = container === null ? [] : readBlocks(container, options)
  const lines = blocks.map(
    (block): Line => ({
      block,
      text: block.type === 'image' ? '' : block.text,
      removed: null,
      keepsKeywords: true,
    }),
  )
  const image = parts.lead === null ? leadInBody(lines) : leadImage(parts.lead, template.image, options)
  let dateline: string | null = null
  for (const line of lines) {
    if (line.block.type === 'image' || line.block.type === 'caption') continue
    if (dateline === null && source.dateline !== undefined) {
      const m = source.dateline.exec(line.text)
      dateline = m?.[0] ?? ''
      line.text = line.text.slice(dateline.length).trim()
    }
    if (!/[\p{L}\p{N}]/u.test(line.text)) line.removed = 'no letter or digit'
  }
  const kept = lines.filter((line) => line.removed === null && line.block.type !== 'caption')
  return {
    fields: {
      url: null,
      nativeId: null,
      channel: null,
      title: null,
      dateline: dateline ? { value: dateline, rule: 'dateline', where: dateline } : null,
      published: null,
      byline: null,
      credits: [],
      tags: source.keyword === undefined ? [] : keywordsOf(blocks, source.keyword),
      image,
      body: kept.map(({ block, text }) => ({ value: blockOf(block, text), rule: template.name, where: '' })),
      language: null,
    },
    removed: [],
  }
}

function blockOf(block: PageBlock, text: string): Block {
  if (block.type === 'image') return { type: 'image', src: block.src, alt: block.alt, caption: block.caption }
  if (block.type === 'heading') return { type: 'heading', level: block.level, text }
  return { type: block.type === 'caption' ? 'paragraph' : block.type, text }
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

function blockOptions({ drop, caption, figure }: Template): BlockOptions {
  return {
    drop: drop === undefined ? undefined : matcherOf(drop.join(', ')),
    caption: caption === undefined ? undefined : matcherOf(caption),
    figure: figure === undefined ? undefined : matcherOf(figure),
  }
}
