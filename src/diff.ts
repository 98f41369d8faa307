import type { ParsedArticle } from './article.ts'

type Paragraph = { index: number; text: string }

/** The difference between two versions of an article: changed fields, and paragraphs by their index. */
export type ArticleDiff = {
  fields: { field: string; from: unknown; to: unknown }[]
  paragraphs: { added: Paragraph[]; removed: Paragraph[]; altered: { from: Paragraph; to: Paragraph }[] }
}

/** Fields that follow from others, or do not describe the article. */
const derived = new Set(['body', 'paragraphs', 'length', 'parser', 'id'])
/** Limit of the longest common subsequence, in pairs of paragraphs; above it only equal paragraphs at both ends match. */
const mostPairs = 4_000_000

/** @returns the difference between two versions; null stands for a page without an article */
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

/** Limit of pairs compared within one gap; above it no paragraph counts as altered. */
const mostLikenesses = 10_000
/** Limit of characters compared in all gaps; above it no further paragraph counts as altered. */
const mostCharacters = 4_000_000

function charactersOf(paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((total, { text }) => total + text.length, 0)
}

/** Splits the paragraphs of a gap into altered, removed and added ones, in order. */
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

/** The least similarity (Dice) of two paragraphs that count as one, altered. */
const leastLikeness = 0.4

/** @returns the index, from `start` on, of the most similar one; -1 if none is similar enough */
function likest(one: Uint32Array, others: readonly Uint32Array[], start: number): number {
  let [best, index] = [0, -1]
  for (let at = start; at < others.length; at++) {
    const found = likeness(one, others[at]!)
    if (found > best) [best, index] = [found, at]
  }
  return best < leastLikeness ? -1 : index
}

/** @returns Dice's coefficient of two sets of pairs, 0 to 1 */
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

/** @returns the set of pairs of adjacent characters, ascending */
function pairsOf(text: string): Uint32Array {
  const pairs = new Uint32Array(Math.max(1, text.length - 1))
  for (let index = 0; index < pairs.length; index++)
    pairs[index] = text.charCodeAt(index) * 0x1_0000 + (text.charCodeAt(index + 1) || 0)
  return pairs.sort().filter((pair, index) => index === 0 || pair !== pairs[index - 1])
}

/** @yields the paragraphs between those that both versions share, by their longest common subsequence */
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

/** Replaces texts by numbers, equal for equal texts, so that each comparison is cheap. */
function numbered(from: readonly string[], to: readonly string[]): [number[], number[]] {
  const numbers = new Map<string, number>()
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }
  return [from.map(numberOf), to.map(numberOf)]
}
