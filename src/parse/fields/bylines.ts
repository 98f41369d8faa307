import type { Credit } from '../../article.ts'
import { simplified } from '../../fold.ts'
import type { Found } from '../fields.ts'
import type { PageBlock } from '../tree/block.ts'
import { readByline } from './byline.ts'
import { datedSignature, signsAbove } from './sign-off.ts'

/** A byline as it stands on the page, and whom it names. */
type FoundByline = { text: string; credits: readonly Credit[]; rule: string }

/** A paragraph of the page, and why it is left out of the text. */
type Line = { block: Pick<PageBlock, 'type'>; text: string; removed: string | null }

/** How many paragraphs count as the last ones: an appeal or a disclaimer can stand behind a byline. */
const lastParagraphs = 3

/** Cuts the bylines out of a page's paragraphs; one that holds nothing else is marked as removed. */
export function takeBylines(lines: readonly Line[]): {
  byline: Found<string> | null
  credits: Found<Credit>[]
} {
  const texts = lines.filter(({ block, removed }) => removed === null && isProse(block))
  const found = texts.map((line, index): FoundByline[] => {
    const place = { isFirst: index === 0, isLast: index >= texts.length - lastParagraphs }
    const { rest, bylines: read, isSigned } = unsigned(line.text, place)
    if (!isSigned) return []
    line.text = rest
    if (rest === '') line.removed = read.length === 0 ? 'label without a name' : 'byline'
    return read
  })
  takeSignatures(texts, found)
  const bylines = found.flat()
  const value = bylines.map(({ text }) => text).join(' / ')
  return {
    byline:
      bylines.length === 0 ? null : { value, rule: bylines.map(({ rule }) => rule).join(', '), where: value },
    credits: bylines.flatMap(({ text, credits, rule }) =>
      credits.map((credit) => ({ value: credit, rule, where: text })),
    ),
  }
}

/** A name above a team's signature, and names above a date at the end. */
function takeSignatures(texts: readonly Line[], found: FoundByline[][]): void {
  for (const [index, line] of texts.entries()) {
    const below = found[index + 1]?.flatMap(({ credits }) => credits) ?? []
    if (line.removed === null && signsAbove(line.text, below))
      sign(line, [{ role: 'author', name: line.text }], found[index])
  }
  const last = texts.findLastIndex(({ removed }) => removed === null)
  const line = texts[last]
  const credits = line === undefined || last === 0 ? null : datedSignature(line.text)
  if (line !== undefined && credits !== null) sign(line, credits, found[last])
}

function sign(line: Line, credits: Credit[], bylines: FoundByline[] | undefined): void {
  bylines?.push({ text: line.text.replace(/\s+/g, ' '), credits, rule: 'signature' })
  line.text = ''
  line.removed = 'byline'
}

function isProse({ type }: Pick<PageBlock, 'type'>): boolean {
  return type !== 'heading' && type !== 'caption' && type !== 'image'
}

/** A paragraph without the bylines in it. */
type Unsigned = { rest: string; bylines: FoundByline[]; isSigned: boolean }

/** No byline is longer, notes on an author included. */
const longestByline = 520

/** How many lines at a paragraph's ends can be bylines. */
const mostLines = 12

/** How long a bracket with a byline gets. */
const longestBracket = 200

/** ＃, # and ◇ at a byline's end mark the article's end. */
const endMarks = /(?<![#＃◇])[#＃◇]+$/
/** A byline at the end is no longer, with what stands around it. */
const longestEnding = 180
/** A bracket at the end: 。（责任编辑：林清）, (记者张东旭综合报导) */
const bracketAtEnd = /[（(][^（）()\n]{2,160}[）)](?:\s?[#＃◇]+)?$/
/** A label at the end, behind a full stop: 。责任编辑：林清 */
const labelAtEnd = /(?<=[。！？!?”」』◇#＃]\s?)(?:责任编[辑缉]|责编)\s?[：:][^。\n]{1,40}$/

/**
 * Takes the bylines out of a paragraph: all of it, its first and last lines, a bracket in front, one at the end.
 *
 * @param place what stands around it: only the first paragraph opens with a bracket, only the last ones end in one
 */
function unsigned(text: string, place: { isFirst: boolean; isLast: boolean }): Unsigned {
  const whole = bylineIn(text, 'byline')
  if (whole !== null) return { rest: '', bylines: whole, isSigned: true }
  const parts = [
    ...(place.isFirst ? [openingBracket] : []),
    ...(text.includes('\n') ? [firstLines, lastLines] : []),
    ...(place.isLast ? [ending] : []),
  ]
  let rest = text
  const before: FoundByline[] = []
  const after: FoundByline[] = []
  let isSigned = false
  for (const part of parts) {
    const cut = part(rest)
    if (cut === null) continue
    isSigned = true
    rest = cut.rest
    if (cut.isBehind) after.unshift(...cut.bylines)
    else before.push(...cut.bylines)
  }
  return { rest, bylines: [...before, ...after], isSigned }
}

type Cut = { rest: string; bylines: FoundByline[]; isBehind: boolean }

/** @returns the byline that the whole text is, none where it is a label without a name; null where it is text */
function bylineIn(text: string, rule: string): FoundByline[] | null {
  const read = canBeByline(text) ? readByline(text) : null
  if (read === null) return null
  const byline = text.replace(/\s+/g, ' ').replace(endMarks, '').trim()
  return read.isEmpty ? [] : [{ text: byline, credits: read.credits, rule }]
}

/** How a note on the author or the reprint begins: a bracket, a dash, 本文, 此文, 文章, 作者. */
const noteStart = '（(【［[─—―–－-=＝※本此文作'
const longestPlainByline = 160
/** 英文《大纪元》记者…对此文有所贡献。 is a sentence, but a short one. */
const longestSentence = 60

/** Running text, told from its length and its full stops: nearly every paragraph, so the answer must be cheap. */
function canBeByline(text: string): boolean {
  if (text.length > longestByline) return false
  if (noteStart.includes(text.charAt(0))) return true
  const stop = text.indexOf('。')
  return text.length <= (stop < 0 ? longestPlainByline : longestSentence)
}

/** （大纪元记者吴馨综合报导）从户口簿… */
function openingBracket(text: string): Cut | null {
  const end = closingBracket(text)
  if (end < 0) return null
  const bylines = bylineIn(text.slice(0, end), 'bracket in front')
  return bylines === null ? null : { rest: text.slice(end).trim(), bylines, isBehind: false }
}

/** @returns the index behind the bracket that closes the one the text begins with; -1 where it begins with none */
function closingBracket(text: string): number {
  let depth = 0
  for (let i = 0; i < text.length && i < longestBracket; i++) {
    const character = text[i]!
    if (character === '（' || character === '(') depth++
    else if (character === '）' || character === ')') depth--
    if (depth === 0) return i === 0 ? -1 : i + 1
  }
  return -1
}

function firstLines(text: string): Cut | null {
  const lines = text.split('\n')
  const bylines: FoundByline[] = []
  let count = 0
  for (; count < Math.min(lines.length - 1, mostLines); count++) {
    const read = bylineIn(lines[count]!, 'first line')
    if (read === null) break
    bylines.push(...read)
  }
  return count === 0 ? null : { rest: lines.slice(count).join('\n').trim(), bylines, isBehind: false }
}

function lastLines(text: string): Cut | null {
  const lines = text.split('\n')
  const bylines: FoundByline[] = []
  let end = lines.length
  for (; end > Math.max(1, lines.length - mostLines); end--) {
    const read = bylineIn(lines[end - 1]!, 'last line')
    if (read === null) break
    bylines.unshift(...read)
  }
  return end === lines.length
    ? null
    : { rest: lines.slice(0, end).join('\n').trim(), bylines, isBehind: true }
}

function ending(text: string): Cut | null {
  const before = Math.max(0, text.length - longestEnding)
  const end = text.slice(before)
  const match =
    (/[）)]/.test(end.slice(-20)) ? bracketAtEnd.exec(end) : null) ??
    (/[责責]/.test(end) ? labelAtEnd.exec(simplified(end)) : null)
  if (match === null || before + match.index === 0) return null
  const bylines = bylineIn(text.slice(before + match.index), 'end of the last paragraph')
  return bylines === null
    ? null
    : { rest: text.slice(0, before + match.index).trim(), bylines, isBehind: true }
}
