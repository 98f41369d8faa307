import { compile } from 'css-select'
import type { AnyNode, Element, ParentNode } from 'domhandler'
import { isElement } from './elements.ts'

export type Matcher = (element: Element) => boolean

const compiled = new Map<string, Matcher>()

/** @returns what tells whether an element matches a CSS selector; each selector of a source is compiled once */
export function matcherOf(selector: string): Matcher {
  let matcher = compiled.get(selector)
  if (matcher === undefined) {
    matcher = compile<AnyNode, Element>(selector)
    compiled.set(selector, matcher)
  }
  return matcher
}

/** @returns the first element in document order that matches; null where none does */
export function firstMatch(root: ParentNode, matches: Matcher): Element | null {
  let node: AnyNode | null = root.children[0] ?? null
  while (node !== null) {
    if (isElement(node)) {
      if (matches(node)) return node
      if (node.children[0] !== undefined) {
        node = node.children[0]
        continue
      }
    }
    while (node !== null && node.next === null) {
      const parent: ParentNode | null = node.parent
      node = parent === null || parent === root || parent.type === 'root' ? null : (parent as Element)
    }
    node = node?.next ?? null
  }
  return null
}

const canonicalLink = matcherOf('link[rel~="canonical"][href]')
const openGraphAddress = matcherOf('meta[property="og:url"][content]')

/** @returns the address that a page gives itself in its head */
export function declaredAddress(root: ParentNode): string | null {
  const link = firstMatch(root, canonicalLink)?.attribs.href
  const address = link ?? firstMatch(root, openGraphAddress)?.attribs.content
  return address !== undefined && /^https?:\/\//i.test(address.trim()) ? address.trim() : null
}
