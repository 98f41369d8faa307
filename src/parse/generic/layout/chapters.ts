import { appeal, lists, related } from '../body/phrases.ts'
import type { Layout, Region, TextBlock } from './layout.ts'
import { noiseOf } from './noise.ts'

/** With as many others beside it, headed alike, a section is a chapter of the text. */
const fewestOthers = 2
/** Text of a chapter (weighted characters). */
const leastText = 150
/** What has a heading of its own wherever it stands. */
const neverChapter = new Set(['hidden', 'comments', 'author biography'])

/**
 * Tells chapters of a text from widgets that are named alike, `<section id="tools">`: others beside them have headings
 * of the same level and text, and names that say nothing.
 *
 * @param upTo what the blocks before each place weigh as running text
 * @returns whether a region is text although its markup gives a reason why not
 */
export function chapterTest(
  { blocks, regions }: Layout,
  upTo: ArrayLike<number>,
): (region: Region, reason: string) => boolean {
  let chapters: Map<Region, Map<string, number>> | null = null
  const headingOf = ({ first, end }: Region): TextBlock | null => {
    const block = blocks[first]!
    const isHeaded = block.kind === 'heading' && end - first > 1 && upTo[end]! - upTo[first]! >= leastText
    return isHeaded && block.linked === 0 ? block : null
  }
  const countChapters = () => {
    const counts = new Map<Region, Map<string, number>>()
    for (const region of regions) {
      const heading = region.parent === null || region.end === region.first ? null : headingOf(region)
      if (heading === null || heading.region === region || noiseOf(region) !== null) continue
      const beside = counts.get(region.parent!) ?? new Map<string, number>()
      counts.set(region.parent!, beside)
      const kind = kindOf(region, heading)
      beside.set(kind, (beside.get(kind) ?? 0) + 1)
    }
    return counts
  }
  return (region, reason) => {
    if (region.parent === null || neverChapter.has(reason)) return false
    const heading = headingOf(region)
    if (heading === null || isLabel(heading)) return false
    chapters ??= countChapters()
    return (chapters.get(region.parent)?.get(kindOf(region, heading)) ?? 0) >= fewestOthers
  }
}

function kindOf({ element }: Region, { level }: TextBlock): string {
  return `${element.name} ${level}`
}

function isLabel({ text }: TextBlock): boolean {
  return related.test(text) || appeal.test(text) || lists.test(text)
}
