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
