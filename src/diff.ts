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
  for (const { removed, added } of gaps(from, to)) {
    // Between two kept paragraphs, the nth that went and the nth that came are one that was altered.
    const pairs = Math.min(removed.length, added.length)
    for (let index = 0; index < pairs; index++)
      result.altered.push({ from: removed[index]!, to: added[index]! })
    result.removed.push(...removed.slice(pairs))
    result.added.push(...added.slice(pairs))
  }
  return result
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
