import { type ChangeObject, diffArrays } from 'diff'
import type { ParsedArticle } from '../../../article.ts'
import type { ArticleDiff } from '../../../diff.ts'
import { escaped } from '../../../html-text.ts'
import { attribute } from '../markup.ts'

/** A row of two versions side by side, as HTML; null where a version has nothing. */
export type Row = { isSame: boolean; from: string | null; to: string | null }

/** @returns the paragraphs of two versions side by side, with the words marked that differ */
export function paragraphRows(
  before: ParsedArticle | null,
  after: ParsedArticle | null,
  { paragraphs: { added, removed, altered } }: ArticleDiff,
): Row[] {
  const [from, to] = [before?.paragraphs ?? [], after?.paragraphs ?? []]
  const isRemoved = new Set(removed.map(({ index }) => index))
  const isAdded = new Set(added.map(({ index }) => index))
  const alteredTo = new Map(altered.map((pair) => [pair.from.index, pair.to.index]))
  const rows: Row[] = []
  for (let left = 0, right = 0; left < from.length || right < to.length; ) {
    const [old, young] = [from[left], to[right]]
    if (old !== undefined && isRemoved.has(left)) {
      rows.push({ isSame: false, from: whole('del', old), to: null })
      left++
    } else if (young !== undefined && isAdded.has(right)) {
      rows.push({ isSame: false, from: null, to: whole('ins', young) })
      right++
    } else {
      if (alteredTo.has(left)) rows.push({ isSame: false, ...marked(old ?? '', young ?? '') })
      else rows.push({ isSame: true, from: escaped(old ?? ''), to: escaped(young ?? '') })
      left++
      right++
    }
  }
  return rows
}

/** @returns the values of a changed field side by side */
export function fieldRow(from: unknown, to: unknown): Row {
  const [before, after] = [written(from), written(to)]
  if (before === '') return { isSame: false, from: null, to: whole('ins', after) }
  if (after === '') return { isSame: false, from: whole('del', before), to: null }
  return { isSame: false, ...marked(before, after) }
}

/** @returns a field's value as people read it: the members of a list with commas between */
function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(written).join(', ')
  if (typeof value === 'object')
    return Object.values(value)
      .filter((part) => part !== null)
      .map(written)
      .join(': ')
  return String(value)
}

const whole = (name: 'del' | 'ins', text: string): string => `<${name}>${escaped(text)}</${name}>`

/** Words that may differ; beyond them, texts are marked whole: the comparison takes the square of it. */
const mostEdits = 2000

/** Words by the rules of Unicode, and with a dictionary where a language has no spaces between them. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const wordsOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

function marked(from: string, to: string): { from: string; to: string } {
  const changes = diffArrays(wordsOf(from), wordsOf(to), { maxEditLength: mostEdits })
  if (changes === undefined) return { from: whole('del', from), to: whole('ins', to) }
  const side = (name: 'del' | 'ins', isOther: (change: ChangeObject<string[]>) => boolean) =>
    changes
      .filter((change) => !isOther(change))
      .map((change) => {
        const text = change.value.join('')
        return change.added || change.removed ? whole(name, text) : escaped(text)
      })
      .join('')
  return { from: side('del', ({ added }) => added), to: side('ins', ({ removed }) => removed) }
}

/** @param names of the columns, as HTML; @param foreign the language of the texts */
export function tableOf(
  names: readonly [string, string],
  rows: readonly (Row & { name?: string })[],
  language: string | null,
): string {
  const hasNames = rows.some(({ name }) => name !== undefined)
  const foreign = attribute('lang', language ?? 'und')
  const cell = (text: string | null) =>
    text === null ? '<td></td>' : `<td${foreign}>${text.replaceAll('\n', '<br>')}</td>`
  const body = rows.map(
    ({ isSame, from, to, name }) =>
      `<tr${isSame ? ' class="same"' : ''}>${name === undefined ? '' : `<th scope="row">${escaped(name)}</th>`}${cell(from)}${cell(to)}</tr>\n`,
  )
  return `<table class="difference">
<thead>
<tr>${hasNames ? '<td></td>' : ''}${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr>
</thead>
<tbody>
${body.join('')}</tbody>
</table>
`
}
