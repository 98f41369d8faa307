import type { Element } from 'domhandler'
import { elementsBelow, textOf } from './outline.ts'

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

/** The panel of a tab. */
const tabPanel = /(?:^|\s)tabs?-?(?:pane|panel|content)(?:\s|$)/i

/** What a tab shows, or a button in the heading above it: an answer, a part of a guide (WAI-ARIA, tabs and accordion). */
export function isDisclosed(element: Element): boolean {
  const { prev, attribs } = element
  const marks = attribs.class ?? ''
  if (attribs.role === 'tabpanel' || tabPanel.test(marks) || hasTab(element)) return true
  const above = prev?.type === 'text' ? prev.prev : prev
  if (above?.type !== 'tag') return false
  if (isQuestion(above)) return true
  const isHeading = /^(?:h[2-6]|dt)$/.test(above.name)
  if (toggled.test(marks) && (isHeading || toggled.test(above.attribs.class ?? ''))) return true
  if (!isHeading) return false
  return above.children.some((child) => child.type === 'tag' && child.attribs['aria-expanded'] !== undefined)
}

/** What builders of pages call the two parts of an accordion. */
const toggled = /(?:^|[\s_-])(?:accordion|toggle|faq|answer|spoiler)(?:[\s_-]|$)/i
/** As many elements in front of a panel are looked at. */
const mostPanels = 20

/** Whether a list in front of an element links to it: its tabs. */
function hasTab({ attribs: { id }, prev }: Element): boolean {
  if (id === undefined) return false
  let at = prev
  for (let i = 0; at !== null && i < mostPanels; at = at.prev) {
    if (at.type !== 'tag') continue
    i++
    if (at.name !== 'ul' && at.name !== 'ol') continue
    for (const { attribs } of elementsBelow(at)) if (attribs.href === `#${id}`) return true
  }
  return false
}
