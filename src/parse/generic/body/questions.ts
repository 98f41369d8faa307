import type { Layout, Region, TextBlock } from '../layout/layout.ts'

/** What of a choice (`body.ts`) is read and added to. */
type Text = {
  container: Region
  inside: boolean[]
  reasons: readonly (string | null)[]
  masses: readonly number[]
}

/** Fewer questions are no list of them. */
const fewestQuestions = 2
/** No question over its answer is longer (weighted characters). */
const longestQuestion = 250
/** As many lines may an answer have that are none by themselves: items of a list, a label. */
const longestRest = 12

const asked = /[?？؟՞][”"»’')\]）」』]*$/u

/** Whether a line is a question that the next line answers. */
function isAsked({ blocks }: Layout, i: number, { reasons, masses }: Text): boolean {
  if (reasons[i] !== null) return false
  const { kind, text, length, linked } = blocks[i]!
  const answer = blocks[i + 1]
  if (kind === 'image' || length > longestQuestion || linked > length * 0.3 || !asked.test(text)) return false
  if (answer === undefined || reasons[i + 1] !== null || asked.test(answer.text)) return false
  return masses[i + 1]! > 0 || answer.isSentence
}

/** @returns the places of questions with answers, from one place to another, of which several are set alike */
export function questionsIn(layout: Layout, choice: Text, from: number, to: number): number[] {
  const places: number[] = []
  const settings = new Map<number, number>()
  for (let i = from; i < to; i++) {
    if (!isAsked(layout, i, choice)) continue
    const { setting } = layout.blocks[i]!.region
    settings.set(setting, (settings.get(setting) ?? 0) + 1)
    places.push(i)
  }
  return places.filter((i) => settings.get(layout.blocks[i]!.region.setting)! >= fewestQuestions)
}

/**
 * Takes in the questions and answers that stand below the text in containers of their own, in the element that holds
 * headline and text.
 *
 * @param headline the place of the headline; -1 where none is
 */
export function joinQuestions(layout: Layout, choice: Text, headline: number): void {
  const { container, inside } = choice
  const scope = scopeOf(container, headline)
  if (scope === null) return
  const places = questionsIn(layout, choice, container.end, scope.end)
  if (places.length === 0) return
  const first = withHeading(layout.blocks, places[0]!, container.end)
  const end = endOfAnswer(layout, places.at(-1)!, scope.end, choice)
  inside.fill(true, first, end)
  choice.container = { ...scope, first: container.first, end: Math.max(container.end, end) }
}

/**
 * The outermost article element, or what holds headline and text; without either the page's main element. Beside an
 * article dialogues explain themselves in questions too.
 */
function scopeOf(container: Region, headline: number): Region | null {
  let scope: Region | null = null
  for (let at: Region | null = container; at !== null; at = at.parent)
    if (at.element.name === 'article') scope = at
    else if (scope === null && (holds(at, headline) || at.element.name === 'main')) scope = at
  return scope
}

function holds({ first, end }: Region, place: number): boolean {
  return place >= first && place < end
}

/** "Frequently asked questions" stands over the first. */
function withHeading(blocks: readonly TextBlock[], at: number, least: number): number {
  return at > least && blocks[at - 1]!.kind === 'heading' && blocks[at - 1]!.linked === 0 ? at - 1 : at
}

/** @returns the place behind the last paragraph of an answer */
function endOfAnswer({ blocks }: Layout, question: number, limit: number, choice: Text): number {
  let end = question + 2
  const { parent } = blocks[question + 1]!.region
  for (let i = end; i < limit && i < question + longestRest; i++) {
    const block = blocks[i]!
    if (block.kind === 'heading' || choice.reasons[i] !== null || block.linked > block.length * 0.5) break
    if (block.region.parent === parent || block.kind === 'list-item') end = i + 1
  }
  return end
}
