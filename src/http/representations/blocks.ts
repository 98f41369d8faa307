import type { Article, Block, Image } from '../../article.ts'
import { imageAddress } from './address.ts'
import { attribute, escaped } from './markup.ts'

/** The article's lead image and its body, as feeds hold them. */
export function contentMarkup({ image, body, url }: Pick<Article, 'image' | 'body' | 'url'>): string {
  return (image === null ? '' : figureMarkup(image, url)) + bodyMarkup(body, url)
}

/**
 * @param base the page's own address, for images that name theirs by path
 * @returns the body as HTML; list items side by side become one list
 */
export function bodyMarkup(body: readonly Block[], base: string | null): string {
  const parts: string[] = []
  for (const [index, block] of body.entries()) {
    const listed = block.type === 'list-item'
    if (listed && body[index - 1]?.type !== 'list-item') parts.push('<ul>\n')
    parts.push(blockMarkup(block, base))
    if (listed && body[index + 1]?.type !== 'list-item') parts.push('</ul>\n')
  }
  return parts.join('')
}

function blockMarkup(block: Block, base: string | null): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${lines(block.text)}</p>\n`
    case 'quote':
      return `<blockquote><p>${lines(block.text)}</p></blockquote>\n`
    case 'list-item':
      return `<li>${lines(block.text)}</li>\n`
    case 'heading': {
      // The title is the page's only h1.
      const name = `h${Math.max(2, block.level)}`
      return `<${name}>${lines(block.text)}</${name}>\n`
    }
    case 'image':
      return figureMarkup(block, base)
  }
}

/** @returns a figure; nothing where there is neither an address that can be shown nor a caption */
export function figureMarkup({ src, alt, caption }: Image, base: string | null): string {
  const address = imageAddress(src, base)
  if (address === null && caption === null) return ''
  const picture =
    address === null
      ? ''
      : `<img${attribute('src', address)}${attribute('data-src', address === src ? null : src)}${attribute('alt', alt ?? '')} loading="lazy" decoding="async" referrerpolicy="no-referrer">`
  const below = caption === null ? '' : `<figcaption>${lines(caption)}</figcaption>`
  return `<figure>${picture}${below}</figure>\n`
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>')
}
