import type { Layout, Region } from '../layout/layout.ts'
import { articleMarks } from '../layout/noise.ts'
import { type Candidate, isBeside, type Promised, promisedInstead } from './promise.ts'

/** What a region's paragraphs are worth to the region around it: a container near its paragraphs is preferred. */
const decay = 0.72

/** What is in a paragraph or in a list belongs to the element around it. */
const noContainer = new Set(['p', 'li', 'dd', 'dt', 'ul', 'ol', 'dl'])

function holderOf(region: Region): Region {
  let at = region
  while (noContainer.has(at.element.name) && at.parent !== null) at = at.parent
  return at
}

/**
 * @returns the element that most text stands in, or that the page promises to; with another one of about its weight.
 *   Null where there is no text.
 */
export function densest(
  layout: Layout,
  masses: readonly number[],
  reasons: readonly (string | null)[],
  promised: Promised,
): { best: Region; rival: Region | null } | null {
  const { blocks, regions } = layout
  const worths: Candidate[] = []
  const held = new Map<Region, number>()
  const add = (region: Region, mass: number) => held.set(region, (held.get(region) ?? 0) + mass)
  for (let i = 0; i < blocks.length; i++) {
    if (reasons[i] !== null || masses[i] === 0) continue
    const { region } = blocks[i]!
    add(holderOf(region), masses[i]!)
  }
  let heaviest: Candidate | null = null
  // Regions are in document order: backwards, each comes before the one around it.
  for (let i = regions.length - 1; i >= 0; i--) {
    const region = regions[i]!
    const mass = held.get(region)
    if (mass === undefined) continue
    if (region.parent !== null) add(region.parent, mass * decay)
    const worth = mass * favourOf(region)
    worths.push({ region, worth })
    if (worth > (heaviest?.worth ?? 0)) heaviest = { region, worth }
  }
  if (heaviest === null) return null
  const best = promisedInstead(worths, heaviest, layout, masses, promised) ?? heaviest
  const rival = worths.find(
    ({ region, worth }) => worth > best.worth * equalShare && isBeside(region, best.region),
  )
  return { best: best.region, rival: rival?.region ?? null }
}

/** Text of this part of the best one's weight is as likely to be the article's. */
const equalShare = 0.85

function favourOf({ element, marks }: Region): number {
  if (element.attribs.itemprop?.includes('articleBody') || element.attribs.property?.includes('articleBody'))
    return 1.5
  if (articleMarks.test(marks)) return 1.25
  return element.name === 'article' ? 1.1 : 1
}
