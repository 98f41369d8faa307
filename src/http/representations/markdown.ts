import type { Article, Block, Image } from '../../article.ts'
import { withoutControls } from '../../html-text.ts'
import { tagPath } from '../public-address.ts'
import { imageAddress, webAddress } from './address.ts'
import type { ArticleFacts } from './facts.ts'
import { publishedMark } from './labels.ts'

/** The article as CommonMark; every text is escaped, so that reading it again gives the same texts. */
export function markdown(article: Article, { publisher, origin }: ArticleFacts): string {
  const { title, url, image, tags, body } = article
  const facts = [publisher ?? article.source, publishedMark(article), article.dateline, article.byline]
  const address = webAddress(url)
  return [
    title === null ? null : `# ${escapedLine(title)}`,
    facts
      .map((fact) => (fact === null ? '' : escapedText(fact)))
      .filter((fact) => fact !== '')
      .join(' · '),
    image === null ? null : figure(image, url),
    ...body.map((block, index) => {
      const text = blockText(block, url)
      // Items side by side are one list, which empty lines between them would spread out.
      return block.type === 'list-item' && body[index - 1]?.type === 'list-item' ? { tight: text } : text
    }),
    tags.length === 0 && address === null ? null : '* * *',
    tags.map((tag) => tagLink(tag, origin)).join(' · '),
    address === null ? null : `<${address}>`,
  ]
    .reduce<string>((text, part) => {
      if (part === null || part === '') return text
      if (typeof part === 'object') return `${text.slice(0, -1)}${part.tight}\n\n`
      return `${text}${part}\n\n`
    }, '')
    .replace(/\n\n$/, '\n')
}

function blockText(block: Block, base: string | null): string | null {
  switch (block.type) {
    case 'paragraph':
      return escapedText(block.text)
    case 'quote':
      return escapedText(block.text).replace(/^/gm, '> ')
    case 'list-item':
      return `- ${escapedText(block.text).replaceAll('\n', '\n  ')}`
    case 'heading':
      return `${'#'.repeat(Math.max(2, block.level))} ${escapedLine(block.text)}`
    case 'image':
      return figure(block, base)
  }
}

function figure({ src, alt, caption }: Image, base: string | null): string | null {
  const address = imageAddress(src, base)
  const picture = address === null ? null : `![${escapedLine(alt ?? '')}](${destination(address)})`
  const below = caption === null ? null : `*${escapedText(caption)}*`
  return [picture, below].filter((line) => line !== null).join('\n') || null
}

function tagLink(tag: string, origin: string): string {
  return `[${escapedLine(tag)}](${destination(origin + tagPath(tag))})`
}

/** Within angle brackets only these three end or alter a destination. */
function destination(address: string): string {
  return `<${address.replace(/[\\<>]/g, (character) => encodeURIComponent(character))}>`
}

/**
 * What CommonMark, and GitHub's tables, strikethrough and links without marks, could read as anything but itself.
 * An address is kept from becoming such a link because the link would swallow the escapes behind it.
 */
const active = /[\\`*_[\]<>&~|@]|:(?=\/\/)|(?<=www)\./gi

/** Marks that mean something at the start of a line only: headings, lists, rules. */
const opening = /^([#+=-])|^(\d{1,9})([.)])/gm

/** @param text its line feeds become hard breaks */
function escapedText(text: string): string {
  return text
    .split('\n')
    .map((line) => withoutControls(line).trim().replace(active, '\\$&').replace(opening, '$2\\$1$3'))
    .join('\\\n')
}

/** For headings and labels, which are one line, and end before a run of #. */
function escapedLine(text: string): string {
  return escapedText(text.replaceAll('\n', ' ')).replace(/\\?#/g, '\\#')
}
