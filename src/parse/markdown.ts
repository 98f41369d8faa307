import type { Block } from '../article.ts'
import { type Fields, type Found, noFields } from './fields.ts'
import { pageOfHeadedMarkdown } from './markdown-head.ts'
import { articleBlock, type PageBlock } from './tree/block.ts'
import { readBlocks } from './tree/blocks.ts'
import { parseHtml } from './tree/html.ts'

/** Tags that only a page in HTML has, and a mirror's page. */
const blockTag = /<(?:!doctype|html|head|body|div|p|table|article|section|h[1-6])[\s>]/i

const isMarkdown = (contentType: string): boolean => /^text\/(?:x-)?markdown\b/i.test(contentType)

/** @returns whether a text that is called Markdown is written in it, and not in HTML */
export function isPlainMarkdown(text: string, contentType: string): boolean {
  return isMarkdown(contentType) && !blockTag.test(text)
}

/** @returns a text that is called Markdown as a page, where its head says what the page said of itself; else null */
export function pageOfMarkdown(text: string, contentType: string): string | null {
  return isMarkdown(contentType) ? pageOfHeadedMarkdown(text, markdownToHtml) : null
}

/** Reads plain Markdown: the first heading of the first level is the title, everything else the body. */
export function readMarkdown(text: string): Fields {
  const blocks = readBlocks(parseHtml(markdownToHtml(text)))
  const title = blocks.find((block) => block.type === 'heading' && block.level === 1)
  const body = blocks.filter((block) => block !== title).map((block) => found(block))
  return {
    ...noFields,
    title: title?.type === 'heading' ? { value: title.text, rule: 'first heading', where: title.text } : null,
    body,
  }
}

function found(block: PageBlock): Found<Block> {
  return {
    value: articleBlock(block),
    rule: 'Markdown',
    where: block.type === 'image' ? block.src : block.text,
  }
}

const heading = /^ {0,3}(#{1,6})[ \t](.*)$/s
/** ## behind a heading closes it; C# does not (CommonMark 0.31, 4.2). */
const closing = /(?:^|(?<=[ \t]))#+$/
const rule = /^ {0,3}(?:(?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,})$/
const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t](.*)$/s
const quoted = /^ {0,3}> ?(.*)$/

/**
 * Plain Markdown to HTML, as far as an article needs it: headings, paragraphs, quotes, lists, links, images, breaks.
 * What else there is stays as it stands.
 */
function markdownToHtml(text: string): string {
  const html: string[] = []
  let open: { tag: string; lines: string[] } | null = null

  const close = () => {
    if (open !== null) html.push(`<${open.tag}>${inline(open.lines)}</${open.tag}>`)
    open = null
  }
  const continueIn = (tag: string, line: string) => {
    if (open === null || open.tag !== tag) {
      close()
      open = { tag, lines: [] }
    }
    open?.lines.push(line)
  }

  for (const line of text.split(/\r?\n/)) {
    const head = heading.exec(line)
    const quote = quoted.exec(line)
    const listed = item.exec(line)
    if (line.trim() === '') close()
    else if (head !== null) {
      close()
      const level = head[1]!.length
      html.push(`<h${level}>${inline([head[2]!.trim().replace(closing, '').trimEnd()])}</h${level}>`)
    } else if (rule.test(line)) close()
    else if (quote !== null) continueIn('blockquote', quote[1]!)
    else if (listed !== null) {
      close()
      continueIn('li', listed[1]!.trimStart())
    } else continueIn(openTag(open) ?? 'p', line.trimStart())
  }
  close()
  return html.join('\n')
}

/** A line without a mark goes on with what is open. */
function openTag(open: { tag: string } | null): string | null {
  return open === null ? null : open.tag
}

const image = /!\[([^[\]\n]{0,1000})\]\(\s?<?([^[)\s>]{1,2000})>?(?:\s[^[)\n]{0,300})?\)/g
const link = /\[([^[\]\n]{0,1000})\]\(\s?<?([^[)\s>]{1,2000})>?(?:\s[^[)\n]{0,300})?\)/g
const address = /<(https?:\/\/[^\s<>]{1,2000})>/g
const emphasis = /(\*\*|__|\*|_)(?=\S)([^*_\n]{1,500})\1/g
/** \* stands for the character alone. */
const escaped = /\\([!-/:-@[-`{-~])/g

function inline(lines: readonly string[]): string {
  return lines
    .map((line) => (/(?: {2}|\\)$/.test(line) ? `${line.replace(/(?:(?<! ) +|\\)$/, '')}<br/>` : line))
    .join('\n')
    .replace(escaped, (_, character: string) => `&#${character.charCodeAt(0)};`)
    .replace(address, '<a href="$1">$1</a>')
    .replace(image, (_, alt: string, src: string) => `<img alt="${quotable(alt)}" src="${quotable(src)}"/>`)
    .replace(link, (_, label: string, href: string) => `<a href="${quotable(href)}">${label}</a>`)
    .replace(emphasis, '<em>$2</em>')
}

function quotable(text: string): string {
  return text.replaceAll('"', '&quot;')
}
