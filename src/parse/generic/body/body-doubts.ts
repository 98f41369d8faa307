import type { TraceStep } from '../../fields.ts'
import { weightOf } from '../../tree/characters.ts'
import { mostRemoved, type Warn } from '../../warnings.ts'
import { type Layout, lettersOf } from '../layout/layout.ts'
import { folded } from '../words.ts'
import type { Choice } from './body.ts'
import type { BodyFacts } from './body-facts.ts'
import type { Refusal } from './refusal.ts'

/** The text that was found, and what else is known of it. */
export type FoundText = {
  layout: Layout
  choice: Choice | null
  facts: BodyFacts
  refusal: Refusal | null
  /** Weighted length of the text that the article holds. */
  length: number
  /** Words that JSON-LD counts. */
  wordCount: number | null
  removed: () => readonly TraceStep[]
}

/** A text of less than this part of what the page promises is doubted. */
const leastShare = 0.5
/** Weighted characters of a word, the space behind it included. */
const wordLength = 6
/** What promises less than this is a teaser itself. */
const leastPromise = 300

/** Says where the text is likely to be none, not all of it, or another one. */
export function doubtBody(warn: Warn, found: FoundText): void {
  const { facts, length, wordCount, choice } = found
  if (length === 0) {
    doubtNone(warn, found)
    return
  }
  const promised = facts.articleBody === null ? 0 : weightOf(facts.articleBody)
  if (promised > leastPromise && length < promised * leastShare)
    warn('body', 'shorter-than-article-body', "The text is less than half of JSON-LD's articleBody.")
  else if (
    wordCount !== null &&
    wordCount * wordLength > leastPromise &&
    length < wordCount * wordLength * leastShare
  )
    warn(
      'body',
      'shorter-than-word-count',
      `JSON-LD counts ${wordCount} words, and the text has less than half of them.`,
    )
  else if (facts.description !== null && weightOf(facts.description) > Math.max(80, length))
    warn('body', 'shorter-than-description', "The text is shorter than the page's description of it.")
  if (choice?.rival != null && isOutside(choice.rival, choice))
    warn(
      'body',
      'another-text-of-equal-weight',
      `Another element holds as much text: ${choice.rival.element.name}.`,
    )
}

function isOutside(rival: Choice['container'], { inside }: Choice): boolean {
  for (let i = rival.first; i < rival.end; i++) if (inside[i]) return false
  return true
}

/** The page shows text and the article has none. */
function doubtNone(warn: Warn, { layout, facts, refusal, removed }: FoundText): void {
  if (refusal !== null && removed().some(({ rule }) => rule === refusal.rule)) {
    warn('body', refusal.rule, `${refusal.message} Its text was left out.`)
    return
  }
  const title = facts.title === null ? '' : folded(facts.title)
  const showsText = layout.blocks.some(
    (block) =>
      block.kind !== 'image' &&
      block.kind !== 'heading' &&
      block.linked < block.length * 0.5 &&
      (block.isSentence || block.length > 60) &&
      lettersOf(block) !== title,
  )
  if (!showsText) return
  const message = `All text that the page shows was left out, most of it as: ${mostRemoved(removed())}.`
  warn('body', 'body-emptied', message)
}
