import { lettersOf, type TextBlock } from '../layout/layout.ts'
import { isPerson } from '../names/persons.ts'
import { folded } from '../words.ts'

/** Олег НЕЧАЕВ, Jane M. Doe */
const name = /^\p{Lu}\p{L}{1,20} (?:\p{Lu}\. |(?:de|da|del|von|van|Le|La) )?\p{Lu}[\p{L}'’-]{2,24}$/u
const longestHead = 200
const paragraphsRead = 12

/**
 * A name alone in a line between headline and text, in bold, in italics or at the right, that the text does not name:
 * who is named there and told of is no writer, and a place is told of.
 *
 * @param head the blocks between the headline, or its own where more stands in it, and the text
 * @param text the blocks of the text
 * @returns '' where none stands there
 */
export function nameAbove(head: readonly TextBlock[], text: readonly TextBlock[], title: string): string {
  for (const { kind, text: lines, length, linked, region, emphasised, element } of head) {
    if (kind !== 'paragraph' || region.hidden || linked > 0 || length > longestHead) continue
    const { style = '', align = '' } = element.attribs
    if (!emphasised && !/right/i.test(`${style} ${align}`)) continue
    const found = lines
      .split('\n')
      .map((line) => line.trim())
      .find((line) => name.test(line) && isPerson(line) && folded(line) !== title)
    if (found === undefined) continue
    const [own, last] = [folded(found), folded(found.split(' ').at(-1)!)]
    const isToldOf = text
      .slice(0, paragraphsRead)
      .some((block) => lettersOf(block).includes(own) || lettersOf(block).includes(last))
    if (!isToldOf) return found
  }
  return ''
}
