import type { AnyNode, Element } from 'domhandler'

/** Whether a node is an element (scripts and styles are elements too). */
export function isElement(node: AnyNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style'
}

/** Elements that begin and end a paragraph. */
export const blockNames: ReadonlySet<string> = new Set(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
  footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table
  tbody td tfoot th thead tr ul video`.split(/\s+/),
)

/** Elements that hold no text for reading: scripts, controls, embedded content. */
export const textless: ReadonlySet<string> = new Set(
  `annotation audio button canvas embed head iframe input link map meta noscript object option script select style svg
  template textarea title video`.split(/\s+/),
)

/** Those of them whose text a page shows. */
export const controls: ReadonlySet<string> = new Set(['button', 'textarea'])

const hiddenStyle = /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i

/** What is in these stands in a line. */
const inlineHolders = new Set('a b em h1 h2 h3 h4 h5 h6 i p span strong'.split(' '))

/**
 * Whether an element begins and ends a paragraph. A page's own elements (`<news-paragraph>`), and those that it displays
 * as blocks, do where no text stands beside them.
 */
export function isBlock(element: Element): boolean {
  const { name, attribs, parent } = element
  if (blockNames.has(name)) return true
  if (!isCustom(element) && (attribs.style === undefined || !/display\s*:\s*block/i.test(attribs.style)))
    return false
  if (parent === null || ('name' in parent && inlineHolders.has(parent.name))) return false
  return standsApart(element, 'prev') && standsApart(element, 'next')
}

/** Whether a page or a library made the element up: HTML's own names have no dash. */
export function isCustom({ name }: Element): boolean {
  return name.includes('-') && name !== 'amp-img'
}

function standsApart(element: Element, side: 'prev' | 'next'): boolean {
  let at = element[side]
  while (at !== null && (at.type === 'comment' || (at.type === 'text' && at.data.trim() === '')))
    at = at[side]
  if (at === null) return true
  return isElement(at) && (blockNames.has(at.name) || at.name === element.name || isCustom(at))
}

/** Whether a line end in the page's source is one on the page as well. */
export function keepsLines({ name, attribs }: Element): boolean {
  if (name === 'pre') return true
  const { style, class: names } = attribs
  return (
    (style !== undefined && /white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces)/i.test(style)) ||
    (names !== undefined && /\bwhitespace-(?:pre|break-spaces)/.test(names))
  )
}

/** Whether an element's own markup hides it. */
export function isHidden({ attribs }: Element): boolean {
  return attribs.hidden !== undefined || (attribs.style !== undefined && hiddenStyle.test(attribs.style))
}

/** A reading above its characters, without the brackets (`rp`) that part the two in plain text. */
export function isBareReading({ name, parent }: Element): boolean {
  if (name !== 'rt' && name !== 'rtc') return false
  return parent === null || !parent.children.some((child) => isElement(child) && child.name === 'rp')
}

/** Counting pixels are no pictures. */
export function isPixel({ attribs }: Element): boolean {
  return /^[01](?:px)?$/.test(attribs.width ?? '') || /^[01](?:px)?$/.test(attribs.height ?? '')
}
