import type { ParsedArticle } from './article.ts'

type Paragraph = { index: number; text: string }

/** What changed from one version of an article to another: its fields, and its paragraphs by their place. */
export type ArticleDiff = {
  fields: { field: string; from: unknown; to: unknown }[]
  paragraphs: { added: Paragraph[]; removed: Paragraph[]; altered: { from: Paragraph; to: Paragraph }[] }
}

/** Fields that other entries tell already, or that say nothing of the text. */
const derived = new Set(['body', 'paragraphs', 'length', 'parser', 'id'])
/** Above this many pairs of paragraphs only equal ones at the ends are found; no real article comes near. */
const mostPairs = 4_000_000

/** @returns what changed between two versions; a page that holds no article is null */
export function diffArticles(from: ParsedArticle | null, to: ParsedArticle | null): ArticleDiff {
  const names = Object.keys({ ...from, ...to }) as (keyof ParsedArticle)[]
  const fields = names
    .filter((field) => !derived.has(field))
    .map((field) => ({ field, from: from?.[field] ?? null, to: to?.[field] ?? null }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to))
  return { fields, paragraphs: diffParagraphs(from?.paragraphs ?? [], to?.paragraphs ?? []) }
}

function diffParagraphs(from: readonly string[], to: readonly string[]): ArticleDiff['paragraphs'] {
  const result: ArticleDiff['paragraphs'] = { added: [], removed: [], altered: [] }
  let charactersLeft = mostCharacters
  for (const { removed, added } of gaps(from, to)) {
    const characters = charactersOf(removed) * added.length + charactersOf(added) * removed.length
    if (removed.length * added.length > mostLikenesses || characters > charactersLeft) {
      for (const paragraph of removed) result.removed.push(paragraph)
      for (const paragraph of added) result.added.push(paragraph)
    } else {
      charactersLeft -= characters
      pairUp(removed, added, result)
    }
  }
  return result
}

/** Above this many pairs in one gap no paragraph is taken for an altered one. */
const mostLikenesses = 10_000
/** As many characters are compared for that; beyond it as well. A real article rewritten whole takes a quarter. */
const mostCharacters = 4_000_000

function charactersOf(paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((total, { text }) => total + text.length, 0)
}

/** Tells the paragraphs of a gap that are others from those that were altered, in their order. */
function pairUp(
  removed: readonly Paragraph[],
  added: readonly Paragraph[],
  result: ArticleDiff['paragraphs'],
): void {
  const pairs = removed.length === 0 ? [] : added.map(({ text }) => pairsOf(text))
  let next = 0
  for (const paragraph of removed) {
    const index = next < added.length ? likest(pairsOf(paragraph.text), pairs, next) : -1
    if (index < 0) {
      result.removed.push(paragraph)
      continue
    }
    while (next < index) result.added.push(added[next++]!)
    result.altered.push({ from: paragraph, to: added[next++]! })
  }
  while (next < added.length) result.added.push(added[next++]!)
}

/** The share of common pairs of characters from which a paragraph is an altered one, and not another one. */
const leastLikeness = 0.4

/** @returns the index, no lower than `start`, of what is most like the one; -1 where nothing is */
function likest(one: Uint32Array, others: readonly Uint32Array[], start: number): number {
  let [best, index] = [0, -1]
  for (let at = start; at < others.length; at++) {
    const found = likeness(one, others[at]!)
    if (found > best) [best, index] = [found, at]
  }
  return best < leastLikeness ? -1 : index
}

/** Dice's coefficient over pairs of characters: 0 to 1. */
function likeness(one: Uint32Array, other: Uint32Array): number {
  let common = 0
  for (let left = 0, right = 0; left < one.length && right < other.length; ) {
    const [a, b] = [one[left]!, other[right]!]
    if (a === b) common++
    if (a <= b) left++
    if (b <= a) right++
  }
  return (2 * common) / (one.length + other.length)
}

/** The pairs of neighbouring characters, each once, ascending. */
function pairsOf(text: string): Uint32Array {
  const pairs = new Uint32Array(Math.max(1, text.length - 1))
  for (let index = 0; index < pairs.length; index++)
    pairs[index] = text.charCodeAt(index) * 0x1_0000 + (text.charCodeAt(index + 1) || 0)
  return pairs.sort().filter((pair, index) => index === 0 || pair !== pairs[index - 1])
}

/** What lies between the paragraphs that both have, by their longest common subsequence. */
function* gaps(
  from: readonly string[],
  to: readonly string[],
): Generator<{ removed: Paragraph[]; added: Paragraph[] }> {
  let start = 0
  while (start < from.length && start < to.length && from[start] === to[start]) start++
  let end = 0
  while (end < from.length - start && end < to.length - start && from.at(-1 - end) === to.at(-1 - end)) end++
  const [rows, columns] = [from.length - start - end, to.length - start - end]
  let gap = { removed: [] as Paragraph[], added: [] as Paragraph[] }
  const remove = (row: number) => gap.removed.push({ index: start + row, text: from[start + row]! })
  const add = (column: number) => gap.added.push({ index: start + column, text: to[start + column]! })
  if (rows * columns > mostPairs) {
    for (let row = 0; row < rows; row++) remove(row)
    for (let column = 0; column < columns; column++) add(column)
    yield gap
    return
  }
  const [fromNumbers, toNumbers] = numbered(from, to)
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1))
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row]![column] =
        fromNumbers[start + row] === toNumbers[start + column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!)
    }
  }
  let [row, column] = [0, 0]
  while (row < rows || column < columns) {
    if (row < rows && column < columns && fromNumbers[start + row] === toNumbers[start + column]) {
      yield gap
      gap = { removed: [], added: [] }
      row++
      column++
    } else if (column >= columns || (row < rows && lengths[row + 1]![column]! >= lengths[row]![column + 1]!))
      remove(row++)
    else add(column++)
  }
  yield gap
}

/** Equal texts as equal numbers: long paragraphs that differ in their last character would be read a thousand times. */
function numbered(from: readonly string[], to: readonly string[]): [number[], number[]] {
  const numbers = new Map<string, number>()
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }
  return [from.map(numberOf), to.map(numberOf)]
}
