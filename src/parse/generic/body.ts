import { type Layout, lettersOf, type Region, type TextBlock } from './layout.ts'
import { massOf } from './mass.ts'
import { articleMarks } from './noise.ts'
import { noiseReasons } from './noise-reasons.ts'
import { joinQuestions } from './questions.ts'
import { folded } from './words.ts'

/** Least weighted length of a line that counts as running text. */
const leastText = 35

/** What a region's paragraphs are worth to the region around it: a container near its paragraphs is preferred. */
const decay = 0.72

/** The article's text as blocks of the layout, before anything is taken out of it. */
export type Choice = {
  /** The smallest element that holds it. */
  container: Region
  /** Which blocks of the layout belong to it. */
  inside: boolean[]
  /** Why each block of the layout is no article text by the markup around it; null where nothing says so. */
  reasons: (string | null)[]
  masses: number[]
  /** An element beside the container that weighs about as much; null where none does. */
  rival: Region | null
  /** Whether a block is set as the article's paragraphs are. */
  alike: (block: TextBlock) => boolean
}

/**
 * Finds the element or the sibling elements that hold the article's text.
 *
 * @param title the headline: what stands outside of the element that holds both it and the text is another article's
 * @returns null where the page holds no text
 */
export function chooseBody(layout: Layout, title: string | null): Choice | null {
  const masses = layout.blocks.map((block) => massOf(block, leastText))
  const limit = placeOfHeadline(layout, title)
  const choice = choiceAmong(layout, masses, noiseReasons(layout, masses, true), limit)
  const total = sum(masses)
  if (choice !== null && keptMass(choice) > total * leastShare) return choice
  // Class names can mislead on a whole page: `sidebar-grid` around every part of the text.
  const trusting = choiceAmong(layout, masses, noiseReasons(layout, masses, false), limit)
  if (choice === null && trusting === null) {
    const shorter = layout.blocks.map((block) => massOf(block, 4))
    return choiceAmong(layout, shorter, noiseReasons(layout, shorter, true), limit)
  }
  if (trusting === null || (choice !== null && keptMass(trusting) < keptMass(choice) * 3)) return choice
  return trusting
}

/** The part of a page's running text under which what was found is doubted. */
const leastShare = 0.25

function sum(masses: readonly number[]): number {
  return masses.reduce((total, mass) => total + mass, 0)
}

function keptMass({ container, inside, reasons, masses }: Choice): number {
  let mass = 0
  for (let i = container.first; i < container.end; i++)
    if (inside[i] && reasons[i] === null) mass += masses[i]!
  return mass
}

/** @returns the place of the first heading, or line, that is the headline; -1 where none is */
function placeOfHeadline({ blocks }: Layout, title: string | null): number {
  const wanted = title === null ? '' : folded(title)
  if (wanted.length < 8) return -1
  let line = -1
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.length > wanted.length * 3 + 20 || block.region.hidden || lettersOf(block) !== wanted) continue
    if (block.kind === 'heading') return i
    if (line < 0 && block.linked === 0) line = i
  }
  return line
}

function choiceAmong(
  layout: Layout,
  masses: number[],
  reasons: (string | null)[],
  headline: number,
): Choice | null {
  const found = densest(layout, masses, reasons)
  if (found === null) return null
  const { best: core, rival } = found
  const inside: boolean[] = new Array(layout.blocks.length).fill(false)
  inside.fill(true, core.first, core.end)
  const alike = likenessTo(core, layout, masses, reasons)
  const container = joinSiblings(layout, core, inside, masses, reasons, alike, headline)
  const choice = { container, inside, reasons, masses, rival, alike }
  joinQuestions(layout, choice, headline)
  return choice
}

function densest(
  layout: Layout,
  masses: readonly number[],
  reasons: readonly (string | null)[],
): { best: Region; rival: Region | null } | null {
  const { blocks, regions } = layout
  const worths: { region: Region; worth: number }[] = []
  const held = new Map<Region, number>()
  const add = (region: Region, mass: number) => held.set(region, (held.get(region) ?? 0) + mass)
  for (let i = 0; i < blocks.length; i++) {
    if (reasons[i] !== null || masses[i] === 0) continue
    const { region } = blocks[i]!
    // A p is no container: what is in it belongs to the element around it.
    add(region.element.name === 'p' && region.parent !== null ? region.parent : region, masses[i]!)
  }
  let best: Region | null = null
  let bestWorth = 0
  // Regions are in document order: backwards, each comes before the one around it.
  for (let i = regions.length - 1; i >= 0; i--) {
    const region = regions[i]!
    const mass = held.get(region)
    if (mass === undefined) continue
    if (region.parent !== null) add(region.parent, mass * decay)
    const worth = mass * favourOf(region)
    worths.push({ region, worth })
    if (worth > bestWorth) {
      best = region
      bestWorth = worth
    }
  }
  if (best === null) return null
  const { first, end } = best
  const rival = worths.find(
    ({ region, worth }) => worth > bestWorth * equalShare && (region.end <= first || region.first >= end),
  )
  return { best, rival: rival?.region ?? null }
}

/** Text of this part of the best one's weight is as likely to be the article's. */
const equalShare = 0.85

function favourOf({ element, marks }: Region): number {
  if (element.attribs.itemprop?.includes('articleBody') || element.attribs.property?.includes('articleBody'))
    return 1.5
  if (articleMarks.test(marks)) return 1.25
  return element.name === 'article' ? 1.1 : 1
}

function elementOf({ region: { element } }: TextBlock): string {
  return `${element.name}.${element.attribs.class ?? ''}`
}

function likenessTo(
  core: Region,
  { blocks }: Layout,
  masses: readonly number[],
  reasons: readonly (string | null)[],
): (block: TextBlock) => boolean {
  const settings = new Map<number, number>()
  let total = 0
  for (let i = core.first; i < core.end; i++) {
    if (reasons[i] !== null || masses[i] === 0) continue
    const setting = blocks[i]!.region.setting
    settings.set(setting, (settings.get(setting) ?? 0) + masses[i]!)
    total += masses[i]!
  }
  return (block) => (settings.get(block.region.setting) ?? 0) > total * 0.2
}

/**
 * Articles are cut up by advertisements, photographs and teasers into several containers side by side.
 * Goes up as long as there is text outside that is set as the text inside is, and takes that in.
 */
function joinSiblings(
  { blocks }: Layout,
  core: Region,
  inside: boolean[],
  masses: readonly number[],
  reasons: readonly (string | null)[],
  alike: (block: TextBlock) => boolean,
  headline: number,
): Region {
  let coreMass = 0
  const elements = new Set<string>()
  for (let i = core.first; i < core.end; i++) {
    if (reasons[i] !== null || masses[i] === 0) continue
    coreMass += masses[i]!
    elements.add(elementOf(blocks[i]!))
  }
  // Inside the page's article element a long paragraph of the same class is enough.
  const alikeLoosely = (block: TextBlock) =>
    block.isParagraph &&
    block.length > 150 &&
    block.linked < block.length * 0.3 &&
    elements.has(elementOf(block))
  let container = core
  let within = true
  for (let at = core.parent; at !== null && at.element.name !== 'html'; at = at.parent) {
    if (at.element.name === 'body') within = false
    let from = container.first
    let to = container.end
    let mass = 0
    const loose: number[] = []
    let looseMass = 0
    for (let i = at.first; i < at.end; i++) {
      if (i === container.first) i = container.end
      if (i >= at.end) break
      if (reasons[i] !== null || masses[i] === 0) continue
      if (!alike(blocks[i]!)) {
        if (!within || !alikeLoosely(blocks[i]!)) continue
        loose.push(i)
        looseMass += masses[i]!
        continue
      }
      from = Math.min(from, i)
      to = Math.max(to, i + 1)
      while (to < at.end && blocks[to]!.region.parent === blocks[i]!.region.parent && alike(blocks[to]!)) to++
      mass += masses[i]!
    }
    if (loose.length > 1 && looseMass > coreMass * 0.25) {
      from = Math.min(from, loose[0]!)
      to = Math.max(to, loose.at(-1)! + 1)
      mass += looseMass
    }
    if (mass >= Math.max(120, coreMass * 0.03)) {
      from = withHeadings(blocks, reasons, at.first, from)
      inside.fill(true, from, to)
      container = { ...at, first: from, end: to }
    }
    if (at.element.name === 'article' || at.element.name === 'main') within = false
    // What holds both headline and text holds the whole article.
    if (headline >= at.first && headline < at.end) break
  }
  return container
}

/** The heading over the first part, with labels between, stands outside of the part. */
function withHeadings(
  blocks: readonly TextBlock[],
  reasons: readonly (string | null)[],
  least: number,
  from: number,
): number {
  let first = from
  for (let i = from - 1; i >= Math.max(least, from - 4); i--) {
    const block = blocks[i]!
    if (block.kind === 'heading' && block.level > 1 && reasons[i] === null && block.linked === 0) first = i
    else if (reasons[i] === null && block.length > 60) break
  }
  return first
}
