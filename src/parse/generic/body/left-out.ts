import type { TraceStep } from '../../fields.ts'
import { textOf } from '../../tree/outline.ts'
import type { Layout } from '../layout/layout.ts'
import { placeOf, tagOf } from '../layout/place-of-block.ts'
import type { Choice } from './body.ts'

/**
 * Every line that the page shows and the article's text does not hold, with the rule that left it out.
 *
 * @param whole the rule that left out all of the chosen text; null where it is the article's text
 */
export function leftOut(
  { blocks, dropped }: Layout,
  choice: Choice | null,
  whole: string | null,
): TraceStep[] {
  const lines = blocks.flatMap((block, i): TraceStep[] => {
    if (block.kind === 'image') return []
    const cut = (choice?.cut.get(i) ?? []).map(
      (value): TraceStep => ({ field: 'removed', rule: 'line above the text', where: placeOf(block), value }),
    )
    const isInside = choice?.inside[i] === true
    const reason = choice?.reasons[i] ?? (isInside ? whole : 'outside of the text')
    if (reason === null) return cut
    const where = placeOf(block)
    // Headline, date and byline can stand in one element.
    const parts = reason.startsWith('title') ? block.text.split('\n') : [block.text]
    return [...cut, ...parts.map((value): TraceStep => ({ field: 'removed', rule: reason, where, value }))]
  })
  const inLines = dropped.flatMap(({ element, reason }): TraceStep[] => {
    const value = textOf(element)
    return value === '' ? [] : [{ field: 'removed', rule: reason, where: tagOf(element), value }]
  })
  return [...lines, ...inLines]
}
