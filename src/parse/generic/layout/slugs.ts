import type { Element } from 'domhandler'
import { appeal, lists, related } from '../body/phrases.ts'
import { folded } from '../words.ts'
import { type Layout, lettersOf, type Region } from './layout.ts'
import { marksOf } from './marks.ts'
import { noiseOf } from './noise.ts'

/** A heading of fewer words can be the label of a widget: "Related posts", "Comments". */
const fewestWords = 3
/** No label of a widget has more letters. */
const longLabel = 20
/** As many sections that are named for their headings are chapters of a text, whatever their words are. */
const fewestSections = 3

/**
 * Tells sections that are named for their own heading, `<section id="sharing-a-cabin">`, from widgets: their names
 * say what the text is about.
 *
 * @returns why a region is no article text by its markup, its name left aside where that is its heading's
 */
export function noiseBesideHeadings({ blocks, regions }: Layout): (region: Region) => string | null {
  let sections: Map<number, number> | null = null
  const headingOf = (region: Region) => {
    if (region.element.attribs.id === undefined && region.element.attribs.class === undefined)
      return undefined
    for (let i = region.first; i < Math.min(region.first + 2, region.end); i++)
      if (blocks[i]!.kind === 'heading') return blocks[i]
    return undefined
  }
  const countSections = () => {
    const counts = new Map<number, number>()
    for (const region of regions) {
      const heading = headingOf(region)
      if (heading === undefined || slugOf(region.element, lettersOf(heading)) === null) continue
      counts.set(region.setting, (counts.get(region.setting) ?? 0) + 1)
    }
    return counts
  }
  return (region) => {
    const reason = noiseOf(region)
    const heading = reason === null ? undefined : headingOf(region)
    const slug = heading === undefined ? null : slugOf(region.element, lettersOf(heading))
    if (heading === undefined || slug === null) return reason
    const { text } = heading
    const isLabel =
      text.split(/\s+/).length < fewestWords || related.test(text) || appeal.test(text) || lists.test(text)
    sections ??= countSections()
    if (isLabel && (sections.get(region.setting) ?? 0) < fewestSections) return reason
    const { name, attribs } = region.element
    const others = Object.entries(attribs).map(([key, value]) => [key, withoutWord(value, slug)])
    const element = { name, attribs: Object.fromEntries(others) as Element['attribs'] } as Element
    return noiseOf({ element, marks: marksOf(element) })
  }
}

/** @returns the id or class of an element that is its heading, as `sharing-a-cabin` or `2-sharing-a-cabin` is "Sharing a cabin"; null where none is */
function slugOf({ attribs }: Element, heading: string): string | null {
  const words = [attribs.id ?? '', ...(attribs.class ?? '').split(/\s+/)]
  const isSlug = (letters: string) =>
    letters === heading || (heading.length > longLabel && letters.endsWith(heading))
  return words.find((word) => word !== '' && isSlug(folded(word))) ?? null
}

function withoutWord(value: string, word: string): string {
  return value
    .split(/\s+/)
    .filter((one) => one !== word)
    .join(' ')
}
