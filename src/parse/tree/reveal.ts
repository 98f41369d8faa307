import { type AnyNode, Element, type ParentNode } from 'domhandler'
import { elementsBelow } from './outline.ts'

/** S:0 and the placeholder it goes to, B:0 (a boundary) or P:0; React puts an identifier prefix in front. */
const segmentId = /^([\w:-]*)S:([0-9a-f]+)$/

/**
 * Puts what a browser shows only with its own machinery where the reader sees it: the content of declarative shadow
 * roots (HTML, 4.12.3: `<template shadowrootmode>`), and the segments that React streams into `<div hidden id="S:0">`
 * for a script to move into the place of `<template id="B:0">`.
 *
 * @param withheld the templates of a tree, and its hidden elements that have an id, in document order
 */
export function reveal(withheld: readonly Element[]): void {
  const templates = withheld.filter(({ name }) => name === 'template')
  const segments = withheld.filter(
    ({ name, attribs }) => name !== 'template' && segmentId.test(attribs.id ?? ''),
  )
  const byId = new Map(templates.map((template) => [template.attribs.id, template]))
  for (const segment of segments) placeSegment(segment, byId)
  for (const template of templates)
    if ('shadowrootmode' in template.attribs || 'shadowroot' in template.attribs) openShadowRoot(template)
}

function placeSegment(segment: Element, byId: ReadonlyMap<string | undefined, Element>): void {
  const [, prefix = '', number = ''] = segmentId.exec(segment.attribs.id ?? '') ?? []
  const template = byId.get(`${prefix}B:${number}`) ?? byId.get(`${prefix}P:${number}`)
  if (template?.parent == null) {
    delete segment.attribs.hidden
    return
  }
  if (template.attribs.id?.includes('B:')) removeFallback(template)
  replace(template, segment.children)
  segment.children = []
}

/** What a boundary shows while it waits stands between its template and the comment `/$`. */
function removeFallback(template: Element): void {
  const siblings = template.parent?.children ?? []
  const at = siblings.indexOf(template)
  const end = siblings.findIndex((node, i) => i > at && node.type === 'comment' && node.data === '/$')
  if (end > at + 1) adopt(template.parent!, [...siblings.slice(0, at + 1), ...siblings.slice(end)])
}

/** The host's own children show in the slots of its shadow root. */
function openShadowRoot(template: Element): void {
  const host = template.parent
  if (host === null) return
  const own = host.children.filter((node) => node !== template)
  const slots = [...elementsBelow(template)].filter(({ name }) => name === 'slot')
  const shown = new Set<AnyNode>()
  for (const slot of slots) {
    const assigned = own.filter((node) => !shown.has(node) && slotOf(node) === (slot.attribs.name ?? ''))
    if (!assigned.some((node) => node.type !== 'text' || node.data.trim() !== '')) continue
    for (const node of assigned) shown.add(node)
    adopt(slot, assigned)
  }
  adopt(
    host,
    host.children.flatMap((node) => (node === template ? template.children : shown.has(node) ? [] : [node])),
  )
}

function slotOf(node: AnyNode): string {
  return node instanceof Element ? (node.attribs.slot ?? '') : ''
}

function replace(node: Element, by: readonly AnyNode[]): void {
  const parent = node.parent
  if (parent !== null)
    adopt(
      parent,
      parent.children.flatMap((child) => (child === node ? by : [child])),
    )
}

function adopt(parent: ParentNode, children: readonly AnyNode[]): void {
  parent.children = [...children] as typeof parent.children
  children.forEach((child, i) => {
    child.parent = parent
    child.prev = children[i - 1] ?? null
    child.next = children[i + 1] ?? null
  })
}
