import type { TraceStep } from '../fields.ts'
import { textOf } from '../tree/outline.ts'
import type { Choice } from './body.ts'
import type { Layout } from './layout.ts'
import { placeOf, tagOf } from './place-of-block.ts'

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
    const isInside = choice?.inside[i] === true
    const reason = choice?.reasons[i] ?? (isInside ? whole : 'outside of the text')
    return reason === null
      ? []
      : [{ field: 'removed', rule: reason, where: placeOf(block), value: block.text }]
  })
  const inLines = dropped.flatMap((element): TraceStep[] => {
    const value = textOf(element)
    return value === '' ? [] : [{ field: 'removed', rule: 'icon or edit link', where: tagOf(element), value }]
  })
  return [...lines, ...inLines]
}
