import type { Choice } from '../body/body.ts'
import { kept } from '../body/kept.ts'
import { questionsIn } from '../body/questions.ts'
import type { Layout } from '../layout/layout.ts'
import { anyOf } from '../layout/marks.ts'
import { isCode } from './code.ts'

/** Says something: no question of a poll, no appeal. */
const statement = /^[^?!？！]+[.。]$/
/** Weighted length up to which a statement can be an answer of a poll. */
const shortSentence = 50

/** Tipp: Fangen Sie im Keller an. */
const advice = /^\p{Lu}\p{L}{2,14} ?: \p{L}.{12,}$/u

/** Loose text in an article that is written in paragraphs: labels of players, polls, galleries and live blogs. */
export function removeLabels(layout: Layout, choice: Choice): void {
  let paragraphs = 0
  let loose = 0
  for (const i of kept(layout, choice)) {
    const block = layout.blocks[i]!
    if (block.isParagraph) paragraphs += choice.masses[i]!
    else if (block.kind === 'paragraph') loose += choice.masses[i]!
  }
  if (loose > paragraphs * 0.2) return
  const { first, end } = choice.container
  const questions = new Set(questionsIn(layout, choice, first, end))
  const places = kept(layout, choice)
  for (const [at, i] of places.entries()) {
    const block = layout.blocks[i]!
    if (block.isParagraph || block.kind !== 'paragraph' || block.length > 140 || choice.alike(block)) continue
    if (
      block.links === 0 &&
      statement.test(block.text) &&
      (block.length > shortSentence || advice.test(block.text))
    )
      continue
    if (
      questions.has(i) ||
      questions.has(i - 1) ||
      isCode(block) ||
      isSubheading(layout, choice, i, places[at + 1])
    )
      continue
    choice.reasons[i] = 'label'
  }
}

const subheadingMarks = anyOf('heading heading-* subheading subhead subtitle section-title h2 h3 h4')
const boxTitleMarks = anyOf('*box-title *box-header *box-headline box-heading box-titel kasten-titel')

/** Whether a line is set as a heading, over a paragraph of the text or in a box of it, without being one by its element. */
function isSubheading({ blocks }: Layout, choice: Choice, i: number, below: number | undefined): boolean {
  const { links, emphasised, region } = blocks[i]!
  if (links > 0 || below === undefined) return false
  if (boxTitleMarks.test(region.marks)) return region.parent !== null && below < region.parent.end
  if (!emphasised && !subheadingMarks.test(region.marks)) return false
  return choice.masses[below]! > 0 && choice.alike(blocks[below]!)
}
