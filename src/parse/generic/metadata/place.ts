import type { Element } from 'domhandler'
import { textOf } from '../../tree/outline.ts'
import { folded } from '../words.ts'
import type { Metadata, Placed } from './metadata.ts'

/** Elements of a page around its headline: bylines and dates stand there. */
const before = 40
const after = 160

/** @returns the number of the heading that is the page's headline; null where none is */
export function placeOfTitle({ headings }: Metadata, title: string | null): number | null {
  const wanted = title === null ? '' : folded(title)
  let first: number | null = null
  for (const { element, at } of headings.slice(0, 500)) {
    const text = folded(textOf(element, 600))
    if (
      wanted !== '' &&
      (text === wanted || (text.length > 20 && (wanted.includes(text) || text.includes(wanted))))
    )
      return at
    if (element.name === 'h1' && text !== '') first ??= at
  }
  return first
}

/** The elements around the headline, nearest first, what follows it before what precedes it; all where there is no headline. */
export function nearTitle<P extends Placed>(placed: readonly P[], title: number | null): P[] {
  if (title === null) return placed.slice(0, 3)
  const behind = placed.filter(({ at }) => at > title && at <= title + after)
  const ahead = placed.filter(({ at }) => at < title && at >= title - before).reverse()
  return [...behind, ...ahead]
}

/** Whether an element stands in a picture's caption: it names who took it, and when. */
export function isWithinCaption(element: Element): boolean {
  let at: Element['parent'] = element
  for (let i = 0; at !== null && i < levelsOfCaption; i++, at = at.parent)
    if (at.type === 'tag' && at.name === 'figcaption') return true
  return false
}
const levelsOfCaption = 4

/** An element's start tag with its text, as a trace shows it. */
export function shownElement(element: Element): string {
  const { name, attribs } = element
  const marks = attribs.class ?? attribs.itemprop ?? attribs.id
  const tag =
    marks === undefined ? `<${name}>` : `<${name} ${attribs.class === undefined ? '' : 'class='}"${marks}">`
  return `${tag} ${textOf(element, 160).slice(0, 160)}`.trim()
}
