import type { Choice } from './body.ts'
import { type Layout, lettersOf, type TextBlock } from './layout.ts'
import { anyOf } from './marks.ts'
import { byline, credit, placeholder } from './phrases.ts'
import { folded } from './words.ts'

/** Words by which pages mark the paragraph between headline and text. */
const leadMarks = anyOf(
  'lead lead-text leadtext *-lead standfirst dek deck excerpt intro introduction introtext intro-text summary subtitle sub-title subtitulo subheadline sub-headline subheading subline subhead chapo chapeau entradilla bajada vorspann teaser teaser-text anleser einleitung perex sommario occhiello ingress preamble manchet underrubrik description abstract entete lede kicker-text sapo volanta subtitle-text lead-paragraph article-intro article-lead story-lead spot copete linha-fina linhafina resumo resumen sous-titre unterzeile header-teaser teasertext hero-excerpt headline-lead',
)

/** Least weighted length of a lead: anything shorter is a deck, a kicker or a label, no part of the text. */
const leastLead = 120
/** The same of a sentence that the page marks as one. */
const leastMarked = 50

/** As many lines as may stand between the headline and its lead. */
const reach = 40

/**
 * Finds the lead: the paragraph under the headline, outside of the container of the text, or inside of it; several
 * where the page marks them as one.
 * @returns its places in the layout's blocks; none where there is no lead
 */
export function findLead(
  { blocks }: Layout,
  { container, inside, reasons, masses, alike }: Choice,
  title: string | null,
  description: string | null,
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
    if (wanted !== '' && lettersOf(blocks[i]!) === wanted) {
      from = i + 1
      titled = true
    }
  for (let i = from; i < end; i++) {
    const block = blocks[i]!
    const canStand = (at: number) => canLead(blocks[at]!, reasons[at]!) && !isCaption(blocks[at]!, blocks)
    if (!canStand(i) || repeated(block, blocks[end])) continue
    const run = [i]
    if (isMarked(block)) {
      while (
        run.length < mostParagraphs &&
        isSetAs(blocks[run.at(-1)! + 1], block) &&
        canStand(run.at(-1)! + 1)
      )
        run.push(run.at(-1)! + 1)
      if (run.length > 1 && run.every((at) => blocks[at]!.isSentence)) return run
    }
    if (isMarked(block) && block.isSentence && block.length >= leastMarked) return run
    if (block.length < leastLead) continue
    if (isMarked(block) || isSummary(block, summary) || (titled && i < from + 6 && isSentence(block)))
      return run
  }
  return []
}

/** A lead has no more. */
const mostParagraphs = 6

function isSetAs(block: TextBlock | undefined, first: TextBlock): boolean {
  return block?.region.setting === first.region.setting && block.kind !== 'heading'
}

/** What the markup may call a lead without being right. */
const tolerated = new Set([null, 'widget', 'title or above it'])

function canLead(block: TextBlock, reason: string | null): boolean {
  if (block.kind === 'image' || block.level === 1) return false
  if (block.linked > block.length * 0.3 || block.region.hidden || !tolerated.has(reason)) return false
  return !byline.test(block.text) && !credit.test(block.text) && !placeholder.test(block.text)
}

function isMarked({ region }: TextBlock): boolean {
  return leadMarks.test(region.marks) || (region.parent !== null && leadMarks.test(region.parent.marks))
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

function repeated(lead: TextBlock, first: TextBlock | undefined): boolean {
  return first !== undefined && lettersOf(first).startsWith(lettersOf(lead).slice(0, 80))
}
