import { type Layout, lettersOf, type TextBlock } from '../layout/layout.ts'
import { anyOf } from '../layout/marks.ts'
import { isAboutWriter } from '../removals/closing.ts'
import { folded } from '../words.ts'
import type { Choice } from './body.ts'
import type { BodyFacts } from './body-facts.ts'
import { appeal, byline, credit, legal, placeholder, related } from './phrases.ts'

/** Words by which pages mark the paragraph between headline and text. */
const leadMarks = anyOf(
  'lead lead-text leadtext *-lead standfirst dek deck excerpt intro introduction introtext intro-text summary subtitle sub-title subtitulo subheadline sub-headline subheading subline subhead chapo chapeau entradilla bajada vorspann teaser teaser-text anleser einleitung perex sommario occhiello ingress preamble manchet underrubrik description abstract entete lede kicker-text sapo volanta subtitle-text lead-paragraph question-content questionrichtext question-rich-text question-body question-detail question-text question-desc article-intro article-lead story-lead spot copete linha-fina linhafina resumo resumen sous-titre unterzeile header-teaser teasertext hero-excerpt headline-lead article-desc sottotitolo untertitel ondertitel second-title subheader synopsis epigraph opener strapline',
)

/** Least weighted length of a lead: anything shorter is a deck, a kicker or a label, no part of the text. */
const leastLead = 120
/** The same of a sentence that the page marks as one. */
const leastMarked = 50
/** The same of one without a full stop: anything shorter is set as a headline is. */
const leastDeck = 60

/** As many lines as may stand between the headline and its lead. */
const reach = 40

/**
 * Finds the lead: the paragraph under the headline, outside of the container of the text, or inside of it; several
 * where the page marks them as one, or sets an introduction apart from the text.
 * @returns its places in the layout's blocks; none where there is no lead
 */
export function findLead(
  { blocks }: Layout,
  { container, inside, reasons, masses, alike }: Choice,
  { title, description, authors }: BodyFacts,
): number[] {
  const wanted = title === null ? '' : folded(title)
  const summary = description === null ? '' : folded(description)
  const start = Math.max(0, container.first - reach)
  let end = container.first
  while (
    end < container.end &&
    !(inside[end] && reasons[end] === null && masses[end]! > 0 && alike(blocks[end]!))
  )
    end++
  let from = start
  let titled = false
  for (let i = start; i < end; i++)
    // Players repeat the headline.
    if (isHeadline(blocks[i]!, wanted) && (!titled || reasons[i] === null)) {
      from = i + 1
      titled = true
    }
  const canStand = (at: number) =>
    canLead(blocks[at]!, reasons[at]!) &&
    !isCaption(blocks[at]!, blocks) &&
    !repeated(blocks[at]!, blocks[end])
  const run: number[] = []
  for (let i = from; i < end && run.length === 0; i++) {
    const block = blocks[i]!
    if (!canStand(i)) continue
    const marked = isMarked(block) || isSetAsText(block, blocks[end]) ? [i] : []
    while (
      marked.length > 0 &&
      marked.length < mostParagraphs &&
      isSetAs(blocks[marked.at(-1)! + 1], block) &&
      canStand(marked.at(-1)! + 1)
    )
      marked.push(marked.at(-1)! + 1)
    if (marked.length > 1 && marked.every((at) => blocks[at]!.isSentence)) run.push(...marked)
    else if (marked.length > 0 && block.length >= (block.isSentence ? leastMarked : leastDeck)) run.push(i)
    else if (block.length < leastLead) continue
    else if (marked.length > 0 || isSummary(block, summary) || (titled && isSentence(block))) run.push(i)
  }
  if (run.length === 0 || !titled) return run
  // The rest of an introduction, with the headings of its parts
  const isRest = (i: number) =>
    isSentence(blocks[i]!) &&
    blocks[i]!.length >= leastMarked &&
    canStand(i) &&
    ![appeal, legal, related].some((phrase) => phrase.test(blocks[i]!.text))
  for (let i = run.at(-1)! + 1; i < end; i++) {
    if (!isRest(i) || isAboutWriter(blocks[i]!, authors)) continue
    if (i - 1 > run.at(-1)! && headsPart(blocks[i - 1]!, reasons[i - 1]!)) run.push(i - 1)
    run.push(i)
  }
  return run
}

function isHeadline(block: TextBlock, wanted: string): boolean {
  if (wanted !== '' && lettersOf(block) === wanted) return true
  return block.level === 1 && block.length > shortHeadline && block.linked === 0
}

/** A site's name is no longer (weighted characters). */
const shortHeadline = 20

function headsPart({ kind, level, linked }: TextBlock, reason: string | null): boolean {
  return kind === 'heading' && level > 1 && linked === 0 && reason === null
}

/** A lead has no more. */
const mostParagraphs = 6

function isSetAs(block: TextBlock | undefined, first: TextBlock): boolean {
  return block?.region.setting === first.region.setting && block.kind === first.kind
}

/** What the markup may call a lead without being right. */
const tolerated = new Set([null, 'widget', 'title or above it'])

function canLead(block: TextBlock, reason: string | null): boolean {
  if (block.kind === 'image' || block.level === 1) return false
  if (block.linked > block.length * 0.3 || block.region.hidden || !tolerated.has(reason)) return false
  return !byline.test(block.text) && !credit.test(block.text) && !placeholder.test(block.text)
}

/** Whether a line above the text has the class of the text's paragraphs. */
function isSetAsText({ element, kind }: TextBlock, first: TextBlock | undefined): boolean {
  const name = element.attribs.class ?? ''
  return (
    kind === 'paragraph' &&
    name !== '' &&
    first !== undefined &&
    first.kind === kind &&
    first.element.attribs.class === name
  )
}

function isMarked({ region }: TextBlock): boolean {
  let at: TextBlock['region'] | null = region
  for (let i = 0; at !== null && i < 3; i++, at = at.parent) if (leadMarks.test(at.marks)) return true
  return false
}

function isSummary(block: TextBlock, summary: string): boolean {
  const own = lettersOf(block)
  return (
    summary.length > 30 &&
    own.length > 30 &&
    (own.startsWith(summary.slice(0, 60)) || summary.startsWith(own.slice(0, 60)))
  )
}

function isSentence({ text, linked, kind }: TextBlock): boolean {
  return linked === 0 && kind !== 'list-item' && /[.!?…。！？][”"»“’')]*$/.test(text)
}

/** Whether an image is the only other thing in the element that holds the line. */
function isCaption({ region }: TextBlock, blocks: readonly TextBlock[]): boolean {
  const holder = region.parent ?? region
  if (holder.end - holder.first > 3) return false
  for (let i = holder.first; i < holder.end; i++) if (blocks[i]!.kind === 'image') return true
  return false
}

const shortestRepeated = 30

function repeated(lead: TextBlock, first: TextBlock | undefined): boolean {
  if (first === undefined) return false
  const [own, text] = [lettersOf(lead), lettersOf(first)]
  // 【The headline】 in front of the first paragraph
  return text.startsWith(own.slice(0, 80)) || (text.length >= shortestRepeated && own.endsWith(text))
}
