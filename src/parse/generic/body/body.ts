import { weightOf } from '../../tree/characters.ts'
import { type Layout, lettersOf, type Region, type TextBlock } from '../layout/layout.ts'
import { massOf } from '../layout/mass.ts'
import { noiseReasons } from '../layout/noise-reasons.ts'
import { leaveReplies, type Thread, threadIn } from '../layout/threads.ts'
import { folded } from '../words.ts'
import { densest } from './densest.ts'
import type { Promised } from './promise.ts'
import { joinQuestions } from './questions.ts'

/** Least weighted length of a line that counts as running text. */
const leastText = 35

/** The article's text as blocks of the layout, before anything is taken out of it. */
export type Choice = {
  /** The smallest element that holds it. */
  container: Region
  /** Which blocks of the layout belong to it. */
  inside: boolean[]
  /** Why each block of the layout is no article text by the markup around it; null where nothing says so. */
  reasons: (string | null)[]
  masses: number[]
  /** Lines of the page's head that were cut off a block of text, by its place. */
  cut: Map<number, readonly string[]>
  /** An element beside the container that weighs about as much; null where none does. */
  rival: Region | null
  /** The forum's thread that the page is; null where it is none. */
  thread: Thread | null
  /** Whether a block is set as the article's paragraphs are. */
  alike: (block: TextBlock) => boolean
}

/**
 * Finds the element or the sibling elements that hold the article's text.
 *
 * @param title the headline: what stands outside of the element that holds both it and the text is another article's
 * @param promised what the page says of its text: it decides between elements of much text
 * @returns null where the page holds no text
 */
export function chooseBody(layout: Layout, title: string | null, promised: Promised): Choice | null {
  const masses = layout.blocks.map((block) => massOf(block, leastText))
  const limit = placeOfHeadline(layout, title)
  const thread = threadIn(layout)
  const among = (weights: number[], guesses: boolean) =>
    choiceAmong(layout, weights, thread, guesses, limit, promised)
  const choice = among(masses, true)
  const total = sum(masses)
  if (choice !== null && keptMass(choice) > total * leastShare) return choice
  // Class names can mislead on a whole page: `sidebar-grid` around every part of the text.
  const trusting = among(masses, false)
  if (choice === null && trusting === null) {
    const shorter = layout.blocks.map((block) => massOf(block, 4))
    return among(shorter, true)
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
  if (weightOf(wanted) < 8) return -1
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
  thread: Thread | null,
  guesses: boolean,
  headline: number,
  promised: Promised,
): Choice | null {
  const reasons = noiseReasons(layout, masses, guesses)
  if (thread !== null) leaveReplies(layout, thread, reasons)
  const found = densest(layout, masses, reasons, promised)
  if (found === null) return null
  const { best: core, rival } = found
  const inside: boolean[] = new Array(layout.blocks.length).fill(false)
  inside.fill(true, core.first, core.end)
  const alike = likenessTo(core, layout, masses, reasons)
  const container = joinSiblings(layout, core, inside, masses, reasons, alike, headline)
  const choice = { container, inside, reasons, masses, cut: new Map(), rival, thread, alike }
  joinQuestions(layout, choice, headline)
  return choice
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

/** What stands beside the text and is set as it is belongs to it from this weight on; outside of its article element: */
const leastBeside = 60
const leastOutside = 120

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
  let isBeside = !isWhole(core)
  let hasAll = false
  for (let at = core.parent; at !== null && at.element.name !== 'html'; at = at.parent) {
    if (at.element.name === 'body') within = isBeside = false
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
      const { parent } = blocks[i]!.region
      const isBelow = (block: TextBlock) =>
        block.region.parent === parent ? alike(block) : parent !== null && isListIn(block, parent)
      while (to < at.end && isBelow(blocks[to]!)) to++
      mass += masses[i]!
    }
    if (loose.length > 1 && looseMass > coreMass * 0.25) {
      from = Math.min(from, loose[0]!)
      to = Math.max(to, loose.at(-1)! + 1)
      mass += looseMass
    }
    const isPart = !hasAll || hasHeading(blocks, reasons, container.end, to)
    if (isPart && mass >= Math.max(isBeside ? leastBeside : leastOutside, coreMass * 0.03)) {
      from = withHeadings(blocks, reasons, at.first, from)
      inside.fill(true, from, to)
      container = { ...at, first: from, end: to }
    }
    if (isWhole(at)) within = isBeside = false
    hasAll = headline >= at.first && headline < at.end
    // What holds both headline and text holds the whole article, or the first of its headed parts.
    if (hasAll && !(within && ((headline >= core.first && headline < core.end) || isWithinWhole(at)))) break
  }
  return container
}

function hasHeading(
  blocks: readonly TextBlock[],
  reasons: readonly (string | null)[],
  from: number,
  to: number,
): boolean {
  const isHeading = ({ kind, level, linked }: TextBlock, i: number) =>
    kind === 'heading' && level > 1 && linked === 0 && reasons[from + i] === null
  return blocks.slice(from, to).some(isHeading)
}

function isWhole({ element }: Region): boolean {
  return element.name === 'article' || element.name === 'main'
}

/** Whether a block is an item of a list, no list of links, that stands in the element of a paragraph above it. */
function isListIn({ kind, linked, length, region }: TextBlock, holder: Region): boolean {
  return kind === 'list-item' && linked <= length * 0.3 && region.parent?.parent === holder
}

function isWithinWhole({ parent }: Region): boolean {
  for (let at = parent; at !== null; at = at.parent) if (isWhole(at)) return true
  return false
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
