import { decoded } from '../../address.ts'
import type { Found } from '../fields.ts'
import type { PageBlock } from '../tree/block.ts'
import { lineOf } from '../tree/white-space.ts'

const spaces = /\s+/g
const han = /\p{Script=Han}/u

/**
 * The keywords that a page links to in its text: the name in the link's address, or its text where the address
 * holds only a number. In order, repetitions included.
 */
export function keywordsOf(blocks: readonly PageBlock[], keyword: RegExp): Found<string>[] {
  const found: Found<string>[] = []
  for (const block of blocks) {
    if (block.type === 'image') continue
    for (const { href, raw } of block.links) {
      const match = keyword.exec(href)
      if (match === null) continue
      const named = match.groups?.name
      const name = named === undefined ? lineOf(raw) : decoded(named).replace(spaces, ' ').trim()
      const value = han.test(name) ? name.replace(spaces, '') : name
      if (value !== '') found.push({ value, rule: 'keyword link', where: href })
    }
  }
  return found
}
