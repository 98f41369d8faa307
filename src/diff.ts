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
  for (const gap of gaps(from, to)) {
    let left = gap.added
    for (const paragraph of gap.removed) {
      const index = gap.removed.length * gap.added.length > mostLikenesses ? -1 : likest(paragraph, left)
      if (index < 0) {
        result.removed.push(paragraph)
        continue
      }
      result.added.push(...left.slice(0, index))
      result.altered.push({ from: paragraph, to: left[index]! })
      left = left.slice(index + 1)
    }
    result.added.push(...left)
  }
  return result
}

/** Above this many pairs in one gap no paragraph is taken for an altered one. */
const mostLikenesses = 10_000
/** The share of common pairs of characters from which a paragraph is an altered one, and not another one. */
const leastLikeness = 0.4

/** @returns the index of the paragraph that is most like this one; -1 where none is */
function likest({ text }: Paragraph, others: readonly Paragraph[]): number {
  const likenesses = others.map((other) => likeness(text, other.text))
  const best = Math.max(...likenesses, 0)
  return best < leastLikeness ? -1 : likenesses.indexOf(best)
}

/** Dice's coefficient over pairs of characters: 0 to 1. */
function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)]
  let common = 0
  for (const pair of pairs) if (others.has(pair)) common++
  return (2 * common) / (pairs.size + others.size)
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let index = 0; index < Math.max(1, text.length - 1); index++) pairs.add(text.slice(index, index + 2))
  return pairs
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
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1))
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row]![column] =
        from[start + row] === to[start + column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!)
    }
  }
  let [row, column] = [0, 0]
  while (row < rows || column < columns) {
    if (row < rows && column < columns && from[start + row] === to[start + column]) {
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
