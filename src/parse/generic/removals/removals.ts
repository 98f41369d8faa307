import { endsAsSentence, weightOf } from '../../tree/characters.ts'
import { removeAuthorLists } from '../authors/author-lists.ts'
import type { Choice } from '../body/body.ts'
import type { BodyFacts } from '../body/body-facts.ts'
import { kept, labelLength } from '../body/kept.ts'
import { offer, related } from '../body/phrases.ts'
import { type Layout, lettersOf, type Region, startsWithLine, type TextBlock } from '../layout/layout.ts'
import { folded } from '../words.ts'
import { removeBiographies } from './closing.ts'
import { removeEdges } from './edges.ts'
import { removeLines } from './lines.ts'
import { removeCaptionLines, removeCaptions, removeLinkBoxes, spareText } from './link-boxes.ts'
import { readLinksAsText } from './link-lists.ts'
import { removeLabels } from './loose-labels.ts'
import { removeNextArticle } from './next-article.ts'
import { officialEnds } from './official-ends.ts'
import { removeComments } from './reader-comments.ts'
import { removeRuns } from './runs.ts'

/**
 * Marks what the container holds besides the article's text.
 * Reasons are written into `choice.reasons`; a block without one is article text.
 */
export function removeForeign(layout: Layout, choice: Choice, facts: BodyFacts): void {
  spareText(layout, choice)
  readLinksAsText(layout, choice)
  removeLinkBoxes(layout, choice)
  removeCaptions(layout, choice)
  removeCaptionLines(layout, choice)
  removeBeforeTitle(layout, choice, facts)
  removeNextArticle(layout, choice, facts)
  removeComments(layout, choice)
  removeAuthorLists(layout, choice)
  const own = officialEnds(layout, choice)
  removeLines(layout, choice, own)
  removeRuns(layout, choice)
  removeRepetitions(layout, choice, facts)
  removeBiographies(layout, choice, facts)
  removeLabels(layout, choice)
  removeEmptySections(layout, choice)
  removeEdges(layout, choice, own)
}

/** Weighted length under which a headline is no more than a word. */
const shortTitle = 8

/** The title, repeated above the text, and what stands over it: breadcrumbs, kickers, dates. */
function removeBeforeTitle(layout: Layout, choice: Choice, { title }: BodyFacts): void {
  if (title === null) return
  const wanted = folded(title)
  if (wanted === '') return
  // A word or a name stands in many lines: only a heading is the headline then.
  const isShort = weightOf(wanted) < shortTitle
  let at = -1
  let mass = 0
  let text = 0
  const isAbove = layout.blocks
    .slice(0, choice.container.first)
    .some((block) => block.kind === 'heading' && lettersOf(block) === wanted)
  for (const i of kept(layout, choice)) {
    const block = layout.blocks[i]!
    const own = lettersOf(block)
    const isTitle =
      (startsWithLine(block, wanted) &&
        (!isShort || block.kind === 'heading') &&
        !block.text.split('\n').slice(1).some(isLong)) ||
      (!isShort && block.kind === 'heading' && own.length > wanted.length * 0.6 && wanted.includes(own))
    // Below text that is set as the article's is, the title is only repeated.
    if (isTitle && text > 0) choice.reasons[i] = 'title'
    // With text above it, a heading of the first level is one of the text's own.
    else if (isTitle || (mass < 200 && text === 0 && isFirstLevel(block))) at = i
    mass += choice.masses[i]!
    if (at >= 0 || isAbove) text += block.isSentence && choice.alike(block) ? choice.masses[i]! : 0
    // A title after this much text is one of a teaser, or of the next article.
    if (mass > 600) break
  }
  for (let i = choice.container.first; i <= at; i++) choice.reasons[i] ??= 'title or above it'
}

/** Whether a line below the headline, in the same block, is text, and no date or byline. */
function isLong(line: string): boolean {
  return line.length > labelLength || endsAsSentence(line)
}

/** Whether a line is the page's own headline by its markup, whatever metadata call the page. */
function isFirstLevel({ region }: TextBlock): boolean {
  let at: TextBlock['region'] | null = region
  for (let i = 0; at !== null && i < 4; i++, at = at.parent) if (at.element.name === 'h1') return true
  return false
}

const emptying = new Set([
  'links',
  'link',
  'related article',
  'related articles',
  'newsletter or subscription',
  'appeal',
  'author biography',
  'comments',
  'tags',
  'label',
  'repetition',
])

/** Whether a line says nothing but what begins it. */
function isOnly(phrase: RegExp, line: string): boolean {
  return line.length < labelLength && phrase.exec(line)?.[0].length === line.length
}

/** Headings of which everything below was taken out. */
function removeEmptySections({ blocks }: Layout, { container, inside, reasons }: Choice): void {
  let next: TextBlock | null = null
  let removed = false
  for (let i = container.end - 1; i >= container.first; i--) {
    const block = blocks[i]!
    if (!inside[i]) continue
    if (block.kind === 'image') {
      removed = false
      continue
    }
    if (reasons[i] !== null) {
      removed = emptying.has(reasons[i]!)
      continue
    }
    if (
      removed &&
      block.kind === 'paragraph' &&
      ((/^.{1,100}[:：]$/.test(block.text) && offer.test(block.text)) || isOnly(related, block.text))
    ) {
      reasons[i] = 'related articles'
      continue
    }
    if (
      block.kind === 'heading' &&
      removed &&
      (next === null || (next.kind === 'heading' && next.level <= block.level))
    )
      reasons[i] = 'heading of what was taken out'
    else next = block
    removed = false
  }
}

/** Pull quotes and summaries that repeat a sentence of the text, and what a page shows twice for two widths of screen. */
function removeRepetitions(layout: Layout, choice: Choice, { title }: BodyFacts): void {
  const { blocks } = layout
  const answered = title === null ? '' : folded(title)
  const places = kept(layout, choice)
  const seen = new Map<string, { part: string; list: Region | null }>()
  const facts = new Set<string>()
  const set: number[] = []
  let part = ''
  for (const i of places) {
    const block = blocks[i]!
    const text = lettersOf(block)
    if (block.kind === 'heading' || (block.emphasised && block.length < labelLength)) part = text
    if (block.kind === 'heading') {
      if (answer.test(block.text) && folded(block.text.replace(answer, '')) === answered)
        choice.reasons[i] = 'title'
      continue
    }
    const earlier = seen.get(text)
    const list = listAround(block)
    // Steps, things and figures come again in other parts, and cells in a table.
    const isAgain = isFact(block) && earlier !== undefined && (earlier.part !== part || earlier.list === list)
    if (isAgain) facts.add(text)
    else if (text.length >= 25 && earlier !== undefined) choice.reasons[i] = 'repetition'
    else if (text.length >= 20 && text.length <= 400 && !choice.alike(block)) set.push(i)
    if (earlier === undefined) seen.set(text, { part, list })
  }
  if (set.length === 0) return
  // Of two that repeat each other one is left.
  const left = places.filter((i) => choice.reasons[i] === null)
  const whole = left.map((i) => lettersOf(blocks[i]!)).join(' ')
  if (whole.length > 200_000) return
  for (const i of set) {
    const text = lettersOf(blocks[i]!)
    if (facts.has(text)) continue
    const first = whole.indexOf(text)
    if (first !== -1 && whole.indexOf(text, first + 1) !== -1) choice.reasons[i] = 'repetition'
  }
}

/** In front of the subject of what answers another post: Re: Ferry closed? */
const answer = /^(?:re|aw|antw|sv|rif|ynt|ответ)\s?[:：]\s?/i

function isFact({ kind, isSentence, links, element }: TextBlock): boolean {
  if (kind === 'list-item' || kind === 'row' || element.name === 'pre') return true
  return kind === 'paragraph' && !isSentence && links === 0
}

function listAround({ region }: TextBlock): Region | null {
  for (let at: Region | null = region; at !== null; at = at.parent)
    if (/^(?:[uod]l|table)$/.test(at.element.name)) return at
  return null
}
