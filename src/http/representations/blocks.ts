import type { Article, Block, Image } from '../../article.ts'
import { escaped } from '../../html-text.ts'
import { imageAddress } from './address.ts'
import { attribute } from './markup.ts'
import type { View } from './pages/view.ts'

/**
 * How a page shows a picture that is loaded only when the reader opens it: to load it tells another host who reads what.
 * Null where pictures stand open, for programs that decide on that themselves.
 */
type Covered = Pick<View, 'words' | 'language'> | null

/** The article's lead image and its body, as feeds hold them. */
export function contentMarkup({ image, body, url }: Pick<Article, 'image' | 'body' | 'url'>): string {
  return (image === null ? '' : figureMarkup(image, url, null)) + bodyMarkup(body, url, null)
}

/**
 * @param base the page's own address, for images that name theirs by path
 * @returns the body as HTML; list items side by side become one list
 */
export function bodyMarkup(body: readonly Block[], base: string | null, covered: Covered): string {
  const parts: string[] = []
  for (const [index, block] of body.entries()) {
    const listed = block.type === 'list-item'
    if (listed && body[index - 1]?.type !== 'list-item') parts.push('<ul>\n')
    parts.push(blockMarkup(block, base, covered))
    if (listed && body[index + 1]?.type !== 'list-item') parts.push('</ul>\n')
  }
  return parts.join('')
}

function blockMarkup(block: Block, base: string | null, covered: Covered): string {
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
      return `<${name}${block.level === 1 ? ' data-level="1"' : ''}>${lines(block.text)}</${name}>\n`
    }
    case 'image':
      return figureMarkup(block, base, covered)
  }
}

/** @returns a figure; nothing where there is neither an address that can be shown nor a caption */
export function figureMarkup(image: Image, base: string | null, covered: Covered): string {
  const address = imageAddress(image.src, base)
  const { caption } = image
  if (address === null && caption === null) return ''
  const shown = address === null ? '' : pictureMarkup(image, address, covered)
  const below = caption === null ? '' : `<figcaption>${lines(caption)}</figcaption>`
  return `<figure>${shown}${below}</figure>\n`
}

function pictureMarkup({ src, alt }: Image, address: string, covered: Covered): string {
  const source = attribute('src', address) + attribute('data-src', address === src ? null : src)
  // HTML, lazy loading: it is loaded when it comes into view, which it does not while the details are closed.
  const image = `<img${source}${attribute('alt', alt ?? '')} loading="lazy" decoding="async" referrerpolicy="no-referrer">`
  if (covered === null) return image
  const host = URL.parse(address)?.host ?? address
  return `<details><summary${attribute('lang', covered.language)}>${escaped(`${covered.words.picture} · ${host}`)}</summary>${image}</details>`
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>')
}
