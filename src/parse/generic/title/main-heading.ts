import type { Element } from 'domhandler'
import { weightOf } from '../../tree/characters.ts'
import { collapsed } from '../../tree/outline.ts'
import { anyOf, marksOf } from '../layout/marks.ts'
import { entryTitle, type Metadata } from '../metadata/metadata.ts'
import type { SiteNames } from '../metadata/sites.ts'
import { folded, likeness, unescaped } from '../words.ts'
import { headlineText, withoutDate } from './headline-text.ts'
import { isGenericTitle } from './template-titles.ts'
import { partsOf } from './title-parts.ts'

/** The texts of the page's h1; where it has none, that of its only heading that calls itself a headline. */
export function headlinesIn(headings: Metadata['headings']): string[] {
  const textsIn = (placed: Metadata['headings']) =>
    placed.map(({ element }) => collapsed(headlineText(element))).filter((text) => text.length > 1)
  const h1s = textsIn(headings.filter(({ element }) => element.name === 'h1'))
  if (h1s.length > 0) return h1s
  const entries = headings.filter(({ element }) => entryTitle.test(element.attribs.class ?? ''))
  return entries.length === 1 ? textsIn(entries) : []
}

const siteMarks = anyOf('header headerbar site-header page-header banner logo masthead')

/** Forum • View topic - Headline, Blog: Headline: where the h1 in the page's header is the site's name in front, the heading below it that is another part, or all the rest. */
export function headingBelowSite(headings: Metadata['headings'], title: string | null): string | null {
  if (title === null) return null
  const whole = collapsed(unescaped(title))
  const parts = partsOf(whole).slice(1).map(folded)
  const named = headings.filter(
    ({ element }) =>
      element.name === 'h1' && headlineText(element) !== '' && whole.startsWith(headlineText(element)),
  )
  // The page's header repeats the headline where that has been scrolled away.
  if (named.length === 0 || !named.every(({ element }) => isWithinHeader(element))) return null
  const rest = whole.slice(headlineText(named[0]!.element).length)
  if (/^ ?[^\p{L}\p{N}\s,.]/u.test(rest)) parts.push(folded(rest))
  const texts = headings
    .filter(({ element }) => element.name !== 'h1')
    .map(({ element }) => headlineText(element))
  return texts.map(collapsed).find((text) => parts.includes(folded(text))) ?? null
}

function isWithinHeader({ parent }: Element): boolean {
  for (let at = parent, i = 0; at !== null && i < 4; i++, at = at.parent)
    if (at.type === 'tag' && siteMarks.test(marksOf(at))) return true
  return false
}

/** The h1 that says what the metadata say, or the first; never the site's name, or a word of the navigation. */
export function headingAmong(
  h1s: readonly string[],
  known: readonly string[],
  site: SiteNames,
  title: string | undefined,
): string | undefined {
  const edges = title === undefined ? [] : partsOf(collapsed(unescaped(title))).map(folded)
  const usable = h1s.filter(
    (text) =>
      weightOf(text) > 3 &&
      // What stands in front of a headline
      !/[:：]$/.test(text) &&
      !site.includes(text) &&
      !isGenericTitle(text) &&
      !site.isNamed(text) &&
      !(edges.indexOf(folded(text)) > 0 && edges.some((edge) => edge.length > folded(text).length)),
  )
  const bare = usable.map(withoutDate).find((text) => known.includes(text))
  if (bare !== undefined) return bare
  if (known.length === 0) return usable[0]
  const alike = usable
    .map((text) => ({ text, worth: Math.max(...known.map((value) => likeness(text, value))) }))
    .sort((a, b) => b.worth - a.worth || b.text.length - a.text.length)[0]
  return alike !== undefined && alike.worth > 0
    ? alike.text
    : usable.length === 1
      ? longEnough(usable[0], known)
      : undefined
}

/** An h1 that shares nothing with the page's title is the headline only where it says as much. */
function longEnough(heading: string | undefined, titles: readonly string[]): string | undefined {
  return heading !== undefined && titles.every((title) => folded(heading).length * 2 > folded(title).length)
    ? heading
    : undefined
}
