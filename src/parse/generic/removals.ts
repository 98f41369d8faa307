import { endsAsSentence, weightOf } from '../tree/characters.ts'
import type { Choice } from './body.ts'
import type { BodyFacts } from './body-facts.ts'
import { removeBiographies } from './closing.ts'
import { isCode } from './code.ts'
import { kept, labelLength } from './kept.ts'
import { type Layout, lettersOf, startsWithLine, type TextBlock } from './layout.ts'
import { removeLines, removeRuns } from './lines.ts'
import { removeCaptionLines, removeCaptions, removeLinkBoxes, spareText } from './link-boxes.ts'
import { readLinksAsText } from './link-lists.ts'
import { anyOf } from './marks.ts'
import { removeNextArticle } from './next-article.ts'
import { questionsIn } from './questions.ts'
import { folded } from './words.ts'

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
  removeLines(layout, choice)
  removeRuns(layout, choice)
  removeRepetitions(layout, choice)
  removeBiographies(layout, choice, facts)
  removeLabels(layout, choice)
  removeEmptySections(layout, choice)
  removeEdges(layout, choice)
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
    else if (isTitle || (mass < 200 && isFirstLevel(block))) at = i
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

/** Says something: no question of a poll, no appeal. */
const statement = /^[^?!？！]+[.。]$/
/** Weighted length up to which a statement can be an answer of a poll. */
const shortSentence = 50

/** Loose text in an article that is written in paragraphs: labels of players, polls, galleries and live blogs. */
function removeLabels(layout: Layout, choice: Choice): void {
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
    if (block.links === 0 && block.length > shortSentence && statement.test(block.text)) continue
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

/** Whether a line is set as a heading, over a paragraph of the text, without being one by its element. */
function isSubheading({ blocks }: Layout, choice: Choice, i: number, below: number | undefined): boolean {
  const { links, emphasised, region } = blocks[i]!
  if (links > 0 || below === undefined || (!emphasised && !subheadingMarks.test(region.marks))) return false
  return choice.masses[below]! > 0 && choice.alike(blocks[below]!)
}

const emptying = new Set([
  'links',
  'link',
  'related article',
  'related articles',
  'newsletter or subscription',
  'appeal',
  'comments',
  'tags',
  'label',
])

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
      block.kind === 'heading' &&
      removed &&
      (next === null || (next.kind === 'heading' && next.level <= block.level))
    )
      reasons[i] = 'heading of what was taken out'
    else next = block
    removed = false
  }
}

/** Pull quotes and summaries that repeat a sentence of the text. */
function removeRepetitions(layout: Layout, choice: Choice): void {
  const { blocks } = layout
  const places = kept(layout, choice)
  const seen = new Set<string>()
  const set: number[] = []
  for (const i of places) {
    const block = blocks[i]!
    if (block.kind === 'heading') continue
    const text = lettersOf(block)
    if (text.length >= 25 && seen.has(text)) choice.reasons[i] = 'repetition'
    else if (text.length >= 20 && text.length <= 400 && !choice.alike(block)) set.push(i)
    seen.add(text)
  }
  if (set.length === 0) return
  // Of two that repeat each other one is left.
  const left = places.filter((i) => choice.reasons[i] === null)
  const whole = left.map((i) => lettersOf(blocks[i]!)).join(' ')
  if (whole.length > 200_000) return
  for (const i of set) {
    const text = lettersOf(blocks[i]!)
    const first = whole.indexOf(text)
    if (first !== -1 && whole.indexOf(text, first + 1) !== -1) choice.reasons[i] = 'repetition'
  }
}

/** Parts of a Han sentence on either side of its comma, whatever it ends in: no bracket, label or appeal. */
const hanClauses =
  /^(?![（(【［[*※])(?!.{0,8}[：:])(?!.{0,80}(?:[请請]|[扫掃][码碼描]|[欢歡]迎|[关關]注|[订訂][阅閱]|下[载載]|[转轉][载載])).{0,80}\p{Script=Han}{2}，.{0,80}\p{Script=Han}{2}/u

/** A short clause of English, by its verb; Arabic and Persian prose ends in no full stop oftener than not. */
function isClause({ text, links, isParagraph, emphasised }: TextBlock): boolean {
  if (!isParagraph || links > 0 || emphasised || /[:：]/.test(text)) return false
  return /^[\p{Lu}“"'‘].* (?:is|are|was|were|will|has|have|had) /u.test(text) || arabicWords.test(text)
}

const arabicWords = /^\p{Script=Arabic}{1,20}(?:[ ،]{1,2}\p{Script=Arabic}{1,20}){4,30}$/u

/** Nobody signs a letter in more lines. */
const longestSignature = 4
/** Dear neighbours, 亲爱的市民朋友们： and, in front of a name, With best wishes, */
const addressed = /^\p{L}[^.。?？]{2,60}[,，：!！]$/u

/** Whether the text is a letter: it begins with whom it is to, or closes with a greeting. */
function isLetter({ blocks }: Layout, places: readonly number[], below: readonly number[]): boolean {
  const lines = [places.find((i) => blocks[i]!.kind === 'paragraph'), below.length > 1 ? below[0] : undefined]
  return lines.some((i) => i !== undefined && addressed.test(blocks[i]!.text))
}

/** Labels before the first paragraph and after the last. */
function removeEdges(layout: Layout, choice: Choice): void {
  const places = kept(layout, choice)
  const long = places.map((i) => layout.blocks[i]!).filter(({ length }) => length > labelLength / 2)
  // Thai has no full stop, and some writers use none.
  const stops = long.filter(({ isSentence }) => isSentence).length * 4 > long.length
  const isText = (block: TextBlock) =>
    block.length >= labelLength ||
    block.isSentence ||
    block.element.name === 'pre' ||
    (choice.alike(block) &&
      (hanClauses.test(block.text) || (block.length >= labelLength / 3 && (!stops || isClause(block)))))
  const first = places.findIndex((i) => layout.blocks[i]!.kind !== 'heading' && isText(layout.blocks[i]!))
  if (first < 0) return
  for (const i of places.slice(0, first)) {
    const block = layout.blocks[i]!
    if (block.kind === 'paragraph' && !choice.alike(block)) choice.reasons[i] = 'label above the text'
  }
  const last = places.findLastIndex((i) => {
    const block = layout.blocks[i]!
    return block.kind !== 'heading' && (isText(block) || block.kind === 'list-item' || block.kind === 'row')
  })
  const below = places.slice(last + 1)
  const isOwn = (i: number) => {
    const { kind, links } = layout.blocks[i]!
    return kind === 'paragraph' && links === 0 && choice.alike(layout.blocks[i]!)
  }
  if (below.length <= longestSignature && below.every(isOwn) && isLetter(layout, places, below)) return
  const { parent } = layout.blocks[places[last]!]!.region
  const headings = below.filter((i) => {
    const { kind, region } = layout.blocks[i]!
    return kind === 'heading' && region.parent === parent
  })
  if (headings.length < fewestHeadings) for (const i of below) choice.reasons[i] = 'label below the text'
}

/** As many headings in a row beside the paragraphs of the text are a list of its own. */
const fewestHeadings = 6
