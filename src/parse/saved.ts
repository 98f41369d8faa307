import type { AnyNode, Document, Element } from 'domhandler'
import type { TraceStep } from './fields.ts'
import { isElement } from './tree/elements.ts'
import { elementsBelow, nextAfter, nextInOrder, textOf } from './tree/outline.ts'

/** What a saved copy of a page says of the page: where it was, and when it was saved. */
export type SavedPage = {
  /** The mark by which the copy was recognised. */
  rule: string
  url: string | null
  /** RFC 3339, UTC; null where the copy does not say. */
  capturedAt: string | null
  /** The archive's banners, which are taken out of the tree. */
  removed: TraceStep[]
}

/** Wayback Machine: /web/20220815162010/https://…; archive.today: /20220815162010/https://…, /2022.08.15-162010/https://… */
const archived =
  /^(?:https?:)?\/\/(?:web\.archive\.org\/web|archive\.(?:today|ph|is|li|md|vn|fo))\/(\d{4})\.?(\d\d)\.?(\d\d)-?(\d\d)(\d\d)(\d\d)(?:[a-z]{2}_)?\/(https?:\/{1,2}.+)$/is

/** Page saved with SingleFile / url: https://… / saved date: Sat Nov 28 2026 10:00:00 GMT+0800 */
const singleFile = /^\s*Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:\s*([^\n(]{10,60}))?/i
/** saved from url=(0042)https://…: browsers' "Save as"; the number is the address's length. */
const savedAs = /^\s*saved from url=\(\d{1,5}\)(https?:\/\/\S+)/i
/** Mirrored from www.example.com/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 28 Nov 2020 10:00:00 GMT */
const mirrored = /^\s*Mirrored from (\S+) by HTTrack Website Copier[^\]]{0,40}\](?:, ([^\n]{10,40}))?/i

/** What a page that bears one of these marks holds at its beginning or end: most pages need no look at their tree. */
const marks =
  /Page saved with SingleFile|saved from url=\(|HTTrack Website Copier|web\.archive\.org|archive\.(?:today|ph|is|li|md|vn|fo)\//i
const marksWithin = 16_384
/** A plain search for a part of each mark, as the tools spell it, is far cheaper than the pattern. */
const partsOfMarks = ['SingleFile', 'saved from url=(', 'HTTrack', 'archive.']

/** Comments with these marks stand before the page's own content. */
const mostComments = 12

/** The address that an archive's address holds, and when the archive took the copy; null for any other address. */
export function unwrapArchived(address: string): { url: string; capturedAt: string | null } | null {
  const match = archived.exec(address.trim())
  if (match === null) return null
  const [, year, month, day, hour, minute, second, original] = match
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return {
    url: original!.replace(/^(https?:)\/(?!\/)/i, '$1//'),
    capturedAt: Number.isNaN(time) ? null : new Date(time).toISOString(),
  }
}

/**
 * Recognises a copy that SingleFile, a browser's "Save as", HTTrack, the Wayback Machine or archive.today made, and takes
 * an archive's banners out of the tree.
 *
 * @param html the text that the tree was read from
 * @returns null for a page that bears none of their marks
 */
export function readSavedPage(document: Document, html: string): SavedPage | null {
  const ends = [html.slice(0, marksWithin), html.slice(marksWithin).slice(-marksWithin)]
  if (!ends.some((end) => partsOfMarks.some((part) => end.includes(part)) && marks.test(end))) return null
  const comments = firstComments(document)
  for (const comment of comments) {
    const [, url, date] = singleFile.exec(comment) ?? []
    if (url !== undefined) return copy('SingleFile', url, date)
    const from = savedAs.exec(comment)?.[1]
    if (from !== undefined) return copy('saved from url', from, undefined)
    const [, site, when] = mirrored.exec(comment) ?? []
    if (site !== undefined) return copy('HTTrack', `http://${site}`, when)
  }
  const original = declaredOriginal(document)
  const { isWayback, nodes } = bannersIn(document, original !== null)
  if (original === null && !isWayback) return null
  const { url, capturedAt } = original ?? waybackScript(document) ?? { url: null, capturedAt: null }
  return { rule: 'web archive', url, capturedAt, removed: nodes.flatMap(detach) }
}

function copy(rule: string, address: string, date: string | undefined): SavedPage {
  const inner = unwrapArchived(address)
  const time = date === undefined || !/GMT|UTC|Z|[+-]\d{4}/.test(date) ? Number.NaN : Date.parse(date.trim())
  const capturedAt = Number.isNaN(time) ? null : new Date(time).toISOString()
  const url = inner?.url ?? (/^https?:\/\//i.test(address) ? address : null)
  return { rule, url, capturedAt: inner?.capturedAt ?? capturedAt, removed: [] }
}

function firstComments(document: Document): string[] {
  const comments: string[] = []
  let node: AnyNode | null = document.children[0] ?? null
  let seen = 0
  while (node !== null && comments.length < mostComments && seen++ < 400) {
    if (node.type === 'comment') comments.push(node.data)
    node = nextInOrder(node, document)
  }
  return comments
}

/** Ids of what archives put on a page. */
const waybackIds = new Set(['wm-ipp-base', 'wm-ipp', 'wm-ipp-print', 'donato'])
const todayIds = new Set(['HEADER', 'FOOTER', 'hashtags'])

/** The original's address inside the one that an archive gives the page: canonical, bookmark or og:url. */
function declaredOriginal(document: Document): { url: string; capturedAt: string | null } | null {
  for (const { name, attribs } of elementsBelow(document)) {
    const address =
      name === 'link' && /canonical|bookmark|original/i.test(attribs.rel ?? '')
        ? attribs.href
        : name === 'meta' && attribs.property === 'og:url'
          ? attribs.content
          : undefined
    const original = address === undefined ? null : unwrapArchived(address)
    if (original !== null) return original
  }
  return null
}

function bannersIn(document: Document, isArchived: boolean): { isWayback: boolean; nodes: Element[] } {
  const nodes: Element[] = []
  let isWayback = false
  let inserted = false
  let node: AnyNode | null = document.children[0] ?? null
  while (node !== null) {
    const at: AnyNode = node
    if (at.type === 'comment') {
      if (at.data.includes('BEGIN WAYBACK TOOLBAR INSERT')) inserted = isWayback = true
      else if (at.data.includes('END WAYBACK TOOLBAR INSERT')) inserted = false
      else if (at.data.includes('FILE ARCHIVED ON') && at.data.includes('INTERNET ARCHIVE')) isWayback = true
    }
    const { id } = isElement(at) ? at.attribs : {}
    const isBanner = isElement(at) && (inserted || (id !== undefined && isBannerId(id, isArchived)))
    if (isBanner) nodes.push(at)
    node = isBanner ? nextAfter(at, document) : nextInOrder(at, document)
  }
  return { isWayback, nodes }
}

function isBannerId(id: string, isArchived: boolean): boolean {
  return waybackIds.has(id) || (isArchived && todayIds.has(id))
}

/** __wm.wombat("https://…","20220815162010",…): the Wayback Machine's own script. */
const wombat = /__wm\.wombat\(\s*["'](https?:[^"']{1,2000})["']\s*,\s*["'](\d{14})["']/

function waybackScript(document: Document): { url: string; capturedAt: string | null } | null {
  for (const { name, children } of elementsBelow(document)) {
    const script = name === 'script' ? children[0] : undefined
    const [, url, stamp] = script?.type === 'text' ? (wombat.exec(script.data) ?? []) : []
    if (url !== undefined) return unwrapArchived(`https://web.archive.org/web/${stamp}/${url}`)
  }
  return null
}

function detach(element: Element): TraceStep[] {
  const where = textOf(element, 500)
  const { parent, prev, next } = element
  if (parent !== null)
    parent.children = parent.children.filter((child) => child !== element) as typeof parent.children
  if (prev !== null) prev.next = next
  if (next !== null) next.prev = prev
  return where === '' ? [] : [{ field: 'removed', rule: "a web archive's banner", where }]
}
