import type { AnyNode, Element, ParentNode } from 'domhandler'
import { isBareReading, isElement, textless } from './elements.ts'
import { whiteSpace } from './white-space.ts'

/** Every element below a node in document order, without recursion: pages can be 50,000 levels deep. */
export function* elementsBelow(root: ParentNode): Generator<Element> {
  let node: AnyNode | null = root.children[0] ?? null
  while (node !== null) {
    if (isElement(node)) yield node
    node = nextInOrder(node, root)
  }
}

/** The node after this one in document order, its children first; null at the end of `root`. */
export function nextInOrder(node: AnyNode, root: ParentNode | null): AnyNode | null {
  if ('children' in node && node.children.length > 0) return node.children[0]!
  return nextAfter(node, root)
}

/** The node after this one and everything in it. */
export function nextAfter(node: AnyNode, root: ParentNode | null): AnyNode | null {
  let at: AnyNode | null = node
  while (at !== null && at !== root) {
    if (at.next !== null) return at.next
    at = at.parent
  }
  return null
}

/** Elements that begin a new line, so that the words on either side are not one. */
const breaking =
  /^(?:p|div|br|li|ul|ol|h[1-6]|td|tr|section|article|header|figure|figcaption|dd|dt|blockquote)$/

/**
 * The text of an element as a reader sees it, white space collapsed; up to `limit` characters.
 *
 * @param isReading which elements are left out as readings above characters
 */
export function textOf(element: ParentNode, limit = 20_000, isReading = isBareReading): string {
  let text = ''
  let node: AnyNode | null = element.children[0] ?? null
  while (node !== null && text.length < limit) {
    if (node.type === 'text') text += node.data
    else if (isElement(node)) {
      if (textless.has(node.name) || isReading(node)) {
        node = nextAfter(node, element)
        continue
      }
      if (breaking.test(node.name)) text += ' '
    }
    node = nextInOrder(node, element)
  }
  return collapsed(text)
}

/** White space collapsed to single spaces and trimmed; zero-width characters gone. */
export function collapsed(text: string): string {
  return text
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .replace(whiteSpace, ' ')
    .trim()
}

/** @returns the value of an attribute, collapsed; null where it is absent or empty */
export function attributeOf(element: Element, name: string): string | null {
  const value = element.attribs[name]
  if (value === undefined) return null
  const text = collapsed(value)
  return text === '' ? null : text
}
