import type { Element } from 'domhandler'
import type { TextBlock } from './layout.ts'

/** The start tag around a line, and how the line begins. */
export function placeOf({ element, text }: TextBlock): string {
  return `${tagOf(element)} ${text.slice(0, 80)}`
}

/** An element's start tag, with its id and class. */
export function tagOf({ name, attribs }: Element): string {
  const id = attribs.id === undefined ? '' : ` id="${attribs.id.slice(0, 100)}"`
  return `<${name}${id}${attribs.class === undefined ? '' : ` class="${attribs.class.slice(0, 100)}"`}>`
}
