import type { TextBlock } from '../layout/layout.ts'
import { anyOf } from '../layout/marks.ts'

const codeMarks = anyOf('codehilite hljs prettyprint syntaxhighlighter crayon-code')
/** A listing sets each of its lines in elements of its own. */
const levels = 8

/** Whether a line is one of a listing. */
export function isCode({ region }: TextBlock): boolean {
  let at: TextBlock['region'] | null = region
  for (let i = 0; at !== null && i < levels; i++, at = at.parent)
    if (at.element.name === 'pre' || codeMarks.test(at.marks)) return true
  return false
}
