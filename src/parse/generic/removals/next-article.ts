import type { Choice } from '../body/body.ts'
import type { BodyFacts } from '../body/body-facts.ts'
import { kept } from '../body/kept.ts'
import { type Layout, lettersOf, type Region, type TextBlock } from '../layout/layout.ts'
import { folded } from '../words.ts'
import { isBylineOrDate } from './lines.ts'

/** Weighted length of text after which a headline of the first level begins another article. */
const enoughForOne = 250

/** Pages that scroll on without end hold the next article behind the first. */
export function removeNextArticle(layout: Layout, choice: Choice, { title }: BodyFacts): void {
  const wanted = title === null ? '' : folded(title)
  let mass = 0
  let last: TextBlock | null = null
  const headline = layout.blocks.find((block) => block.kind === 'heading' && lettersOf(block) === wanted)
  for (const i of kept(layout, choice)) {
    const block = layout.blocks[i]!
    // Side by side with the paragraphs it heads a section of this article.
    const isNext =
      block.level === 1 &&
      mass > enoughForOne &&
      last?.region.parent !== block.region.parent &&
      lettersOf(block) !== wanted &&
      (beginsArticle(layout, i, choice) || isBoxedAlike(block, headline))
    if (isNext) {
      for (let k = i; k < choice.container.end; k++) choice.reasons[k] ??= 'another article'
      return
    }
    mass += choice.masses[i]!
    if (choice.masses[i]! > 0) last = block
  }
}

/** As many lines below a headline as can hold its byline and date. */
const belowHeadline = 4

/** Whether a headline is another article's: it is a link, has a byline or a date, or an article element of its own. */
function beginsArticle({ blocks }: Layout, at: number, { container, reasons }: Choice): boolean {
  const headline = blocks[at]!
  if (headline.linked > headline.length * 0.5) return true
  const element = articleAround(headline)
  if (element !== null && element.first > container.first && element.end < container.end) return true
  for (let i = at + 1; i < blocks.length && i <= at + belowHeadline; i++)
    if (reasons[i] === 'byline or date' || isBylineOrDate(blocks[i]!)) return true
  return false
}

function articleAround({ region }: TextBlock): Region | null {
  for (let at: Region | null = region; at !== null; at = at.parent)
    if (at.element.name === 'article') return at
  return null
}

/** Whether a heading stands alone in an element of the same class as the one around the page's headline. */
function isBoxedAlike(heading: TextBlock, headline: TextBlock | undefined): boolean {
  const [box, other] = [boxOf(heading), headline === undefined ? null : boxOf(headline)]
  return box !== null && other !== null && box.setting === other.setting
}

function boxOf({ region: { parent } }: TextBlock): Region | null {
  return parent?.element.attribs.class && parent.end - parent.first === 1 ? parent : null
}
