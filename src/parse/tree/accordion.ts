import type { Element } from 'domhandler'
import { textOf } from './outline.ts'

/** What an accordion calls itself. */
const accordion = /accordion|faq/i
/** Opens every part of it. */
const opensAll = /[-_]all(?![a-z])/i
const asks = /[?？؟;]$/u
const longestQuestion = 300

/** Whether a button says what the text below it answers, as in an accordion: not Share, not Expand all beside Collapse. */
export function isQuestion(element: Element): boolean {
  if (element.name !== 'button') return false
  const { attribs, prev, next, parent } = element
  const marks = attribs.class ?? ''
  if (opensAll.test(marks) || [prev, next].some((node) => node?.type === 'tag' && node.name === 'button'))
    return false
  if (accordion.test(marks)) return true
  if (attribs['aria-expanded'] === undefined) return false
  return (
    (parent?.type === 'tag' && parent.name === 'dt') || asks.test(textOf(element, longestQuestion).trim())
  )
}
