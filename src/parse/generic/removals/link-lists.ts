import type { Choice } from '../body/body.ts'
import { kept } from '../body/kept.ts'
import { appeal, offer, related } from '../body/phrases.ts'
import type { Layout, Region, TextBlock } from '../layout/layout.ts'

/** As many lists of links in the text are its own: other articles are listed once or twice. */
const fewestLists = 3
/** Things have shorter names than articles have headlines (weighted characters). */
const longestName = 40
/** As many links that stand over a paragraph or picture each, and are not all the same, are headings of the text. */
const fewestHeadings = 6
const longestHeading = 70

/**
 * Reads links as text where they are what the article lists: its things to buy or books to read, or the headings of a
 * round-up. Other articles are listed at one place, in another setting, under headlines.
 */
export function readLinksAsText(layout: Layout, choice: Choice): void {
  const { blocks } = layout
  const places = kept(layout, choice)
  const settings = new Set<number>()
  for (const i of places) {
    const holder = holderOf(blocks[i]!)
    if (choice.masses[i]! > 0 && choice.alike(blocks[i]!) && holder !== null) settings.add(holder.setting)
  }
  const lists = listsWithLinks(layout, choice).filter(
    ({ parent }) => parent !== null && settings.has(parent.setting),
  )
  const isOwn = (list: Region) => isMixed(blocks, list) || isIntroduced(blocks, list, choice)
  const short = lists.filter((list) => meanLength(blocks, list) < longestName)
  for (const list of lists)
    if (list.element.name === 'ol' || isOwn(list) || (short.length >= fewestLists && short.includes(list)))
      for (const block of blocks.slice(list.first, list.end)) unlink(block)
  const quoted = places.filter((i) => isMostlyLink(blocks[i]!) && choice.alike(blocks[i]!))
  if (hostsOf(quoted.map((i) => blocks[i]!)).size >= fewestHosts) for (const i of quoted) unlink(blocks[i]!)
  const headings = places.filter((i) => isHeadingLink(blocks, i, choice))
  const texts = new Set(headings.map((i) => blocks[i]!.text))
  if (texts.size >= Math.max(fewestHeadings, headings.length * 0.8))
    for (const i of headings) unlink(blocks[i]!)
}

/** A site links to its own articles: links to as many sites are what the text reports on. */
const fewestHosts = 3
/** "Check price", a shop's name (weighted characters). */
const longestButton = 20

function isMostlyLink({ kind, linked, length, text }: TextBlock): boolean {
  if (kind !== 'paragraph' && kind !== 'list-item') return false
  return length > longestButton && linked > length * 0.4 && !related.test(text)
}

function hostsOf(blocks: readonly TextBlock[]): Set<string> {
  const hosts = new Set<string>()
  for (const { read } of blocks)
    for (const { href } of read.type === 'image' ? [] : read.links)
      if (/^https?:/i.test(href)) hosts.add(hostOf(href))
  return hosts
}

function hostOf(address: string): string {
  return URL.parse(address)?.hostname.split('.').slice(-2).join('.') ?? ''
}

function holderOf({ region }: TextBlock): Region | null {
  return region.element.name === 'p' ? region.parent : region
}

function unlink(block: TextBlock): void {
  block.linked = 0
  block.links = 0
}

/** Lists in the container that hold links to other pages. */
function listsWithLinks({ blocks, regions }: Layout, { container, reasons }: Choice): Region[] {
  return regions.filter(({ element, first, end }) => {
    if ((element.name !== 'ul' && element.name !== 'ol') || first < container.first || end > container.end)
      return false
    let linked = 0
    for (let i = first; i < end; i++) {
      const block = blocks[i]!
      if (reasons[i] !== null || leadsIntoPage(block)) return false
      linked += block.linked
    }
    return linked > 0
  })
}

/** Whether as many as a third of a list's items are no links: the others name things that can be had somewhere. */
function isMixed(blocks: readonly TextBlock[], { first, end }: Region): boolean {
  const items = blocks.slice(first, end)
  const others = items.filter(({ kind, linked, length }) => kind === 'list-item' && linked < length * 0.3)
  return others.length * 3 >= items.length && others.length < items.length
}

/** What a sentence of the text announces: The best of what I wrote on fog is in these three: */
const introduction = /^.{36,}[:：]$/u

function isIntroduced(blocks: readonly TextBlock[], { first }: Region, { reasons, alike }: Choice): boolean {
  const above = blocks[first - 1]
  return (
    above?.kind === 'paragraph' &&
    reasons[first - 1] === null &&
    alike(above) &&
    introduction.test(above.text) &&
    !offer.test(above.text) &&
    !related.test(above.text) &&
    !appeal.test(above.text)
  )
}

/** A table of contents links to the page's own headings. */
function leadsIntoPage({ read }: TextBlock): boolean {
  return read.type !== 'image' && read.links.some(({ href }) => href.startsWith('#'))
}

function meanLength(blocks: readonly TextBlock[], { first, end }: Region): number {
  return blocks.slice(first, end).reduce((sum, { length }) => sum + length, 0) / (end - first)
}

function isHeadingLink(blocks: readonly TextBlock[], i: number, { reasons, masses }: Choice): boolean {
  const block = blocks[i]!
  const below = blocks[i + 1]
  return (
    block.isParagraph &&
    block.linked > block.length * 0.85 &&
    block.length < longestHeading &&
    !related.test(block.text) &&
    below !== undefined &&
    (below.kind === 'image' || (masses[i + 1]! > 0 && reasons[i + 1] === null))
  )
}
