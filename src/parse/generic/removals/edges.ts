import type { Choice } from '../body/body.ts'
import { kept, labelLength } from '../body/kept.ts'
import type { Layout, Region, TextBlock } from '../layout/layout.ts'

/** Parts of a Han sentence on either side of its comma, whatever it ends in: no bracket, label or appeal. */
const hanClauses =
  /^(?![（(【［[*※])(?!.{0,8}[：:])(?!.{0,80}(?:[请請]|[扫掃][码碼描]|[欢歡]迎|[关關]注|[订訂][阅閱]|下[载載]|[转轉][载載])).{0,80}\p{Script=Han}{2}，.{0,80}\p{Script=Han}{2}/u

/** A short clause of English, by its verb; Arabic and Persian prose ends in no full stop oftener than not. */
function isClause({ text, links, isParagraph, emphasised }: TextBlock): boolean {
  if (!isParagraph || links > 0 || emphasised) return false
  if (speech.test(text)) return true
  if (/[:：]/.test(text)) return false
  return (
    /^[\p{Lu}“"'‘].* (?:is|are|was|were|will|has|have|had) /u.test(text) ||
    (/^[\p{Lu}“"'‘«„¿¡]/u.test(text) && (text.match(lowerWord)?.length ?? 0) > 3) ||
    arabicWords.test(text)
  )
}

/** He smiled: “It was worth it” */
const speech = /^\p{Lu}[^"“«„:]{0,60} \p{Ll}{2,20}[:,] ?["“«„][^"”»“]{8,}["”»“]$/u
const lowerWord = /(?<!\S)\p{Ll}+(?=[\s,;.!?]|$)/gu

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

/** Address: 12 Quay Street */
const fact = /^\p{L}[\p{L}\p{M} ]{2,24}\s?[:：]\s?\S/u
const areFacts = (lines: readonly TextBlock[]) =>
  lines.length > 1 && lines.every(({ text }) => fact.test(text))

/**
 * Tells lists and tables of facts about the page: type, number, and the date that was read there.
 *
 * @returns whether a block stands in one
 */
function pageFactTest({ blocks }: Layout, { reasons }: Choice): (block: TextBlock) => boolean {
  const known = new Map<Region, boolean>()
  const areFactsIn = ({ first, end }: Region): boolean => {
    let isDated = false
    for (let i = first; i < end; i++) {
      if (blocks[i]!.length >= labelLength) return false
      isDated ||= reasons[i] === 'byline or date'
    }
    return isDated
  }
  return ({ kind, region }) => {
    if (kind !== 'list-item' && kind !== 'row') return false
    let facts: Region | null = region
    while (facts !== null && !/^(?:dl|table)$/.test(facts.element.name)) facts = facts.parent
    if (facts === null) return false
    const isKnown = known.get(facts) ?? areFactsIn(facts)
    known.set(facts, isKnown)
    return isKnown
  }
}

/**
 * Labels before the first paragraph and after the last.
 *
 * @param official places that are text whatever they say
 */
export function removeEdges(layout: Layout, choice: Choice, official: ReadonlySet<number>): void {
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
  const isPageFact = pageFactTest(layout, choice)
  for (const i of places.slice(0, first)) {
    const block = layout.blocks[i]!
    if (block.kind === 'paragraph' ? !choice.alike(block) : isPageFact(block))
      choice.reasons[i] = 'label above the text'
  }
  const last = places.findLastIndex((i) => {
    const block = layout.blocks[i]!
    const isOther = official.has(i) || block.kind === 'list-item' || block.kind === 'row'
    return block.kind !== 'heading' && (isText(block) || isOther)
  })
  const below = places.slice(last + 1)
  const isOwn = (i: number) => {
    const { kind, links } = layout.blocks[i]!
    return kind === 'paragraph' && links === 0 && choice.alike(layout.blocks[i]!)
  }
  const isEnd = below.length <= longestSignature && below.every(isOwn)
  if (isEnd && (isLetter(layout, places, below) || areFacts(below.map((i) => layout.blocks[i]!)))) return
  const { parent } = layout.blocks[places[last]!]!.region
  const headings = below.filter((i) => {
    const { kind, region } = layout.blocks[i]!
    return kind === 'heading' && region.parent === parent
  })
  if (headings.length < fewestHeadings) for (const i of below) choice.reasons[i] = 'label below the text'
}

/** As many headings in a row beside the paragraphs of the text are a list of its own. */
const fewestHeadings = 6
