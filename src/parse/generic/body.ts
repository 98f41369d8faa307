import type { Layout, Region, TextBlock } from './layout.ts'
import { articleMarks, noiseOf } from './noise.ts'

/** Least weighted length of a line that counts as running text. */
const leastText = 35

/** What a region's paragraphs are worth to the region around it: a container near its paragraphs is preferred. */
const decay = 0.72

/** A line's worth as running text: its length, less what is links; 0 for headings, labels and lists of links. */
function massOf(block: TextBlock): number {
  if (block.kind === 'heading' || block.kind === 'image' || block.length < leastText) return 0
  const share = block.linked / block.length
  if (share > 0.5) return 0
  const own = Math.min(block.length, 900) * (1 - share)
  const sentence = /[.!?…。！？।؟:;”"»)]\s*$/.test(block.text) || block.length > 120
  return own * (sentence ? 1 : 0.4) * (block.kind === 'list-item' || block.kind === 'row' ? 0.6 : 1)
}

export type Choice = {
  /** The container of the article's text. */
  container: Region
  /** Why each block that is not part of the text is not; null for those that are. */
  reasons: (string | null)[]
}

/**
 * Finds the element that holds the article's text.
 * @returns null where the page holds no running text
 */
export function chooseContainer(layout: Layout): Choice | null {
  const { blocks, regions } = layout
  const masses = blocks.map(massOf)
  const reasons = noiseReasons(layout, masses)
  const score = new Map<Region, number>()
  let best: Region | null = null
  let bestScore = 0
  // Regions are in document order, so backwards each comes before the one around it.
  const own = new Map<Region, number>()
  for (let i = 0; i < blocks.length; i++) {
    if (reasons[i] !== null || masses[i] === 0) continue
    const { region } = blocks[i]!
    // A p is no container: what is in it belongs to the element around it.
    const holder = region.element.name === 'p' && region.parent !== null ? region.parent : region
    own.set(holder, (own.get(holder) ?? 0) + masses[i]!)
  }
  for (let i = regions.length - 1; i >= 0; i--) {
    const region = regions[i]!
    const total = (own.get(region) ?? 0) + (score.get(region) ?? 0)
    if (total === 0) continue
    if (region.parent !== null) score.set(region.parent, (score.get(region.parent) ?? 0) + total * decay)
    const worth = total * (articleMarks.test(region.marks) ? 1.25 : 1) * (region.element.name === 'article' ? 1.1 : 1) *
      (region.element.attribs.itemprop?.includes('articleBody') ? 1.5 : 1)
    if (worth > bestScore) {
      best = region
      bestScore = worth
    }
  }
  if (best === null) return null
  return { container: best, reasons }
}

/** Why blocks are no article text by the markup around them; a region that holds most of the page's text is spared. */
function noiseReasons(layout: Layout, masses: readonly number[]): (string | null)[] {
  const { blocks, regions } = layout
  const upTo = new Float64Array(blocks.length + 1)
  for (let i = 0; i < blocks.length; i++) upTo[i + 1] = upTo[i]! + masses[i]!
  const total = upTo[blocks.length]!
  const reasons: (string | null)[] = new Array(blocks.length).fill(null)
  for (const region of regions) {
    if (region.end === region.first) continue
    const reason = region.hidden ? 'hidden' : noiseOf(region)
    if (reason === null) continue
    const held = upTo[region.end]! - upTo[region.first]!
    if (held > total * 0.4) continue
    for (let i = region.first; i < region.end; i++) reasons[i] ??= reason
  }
  return reasons
}
