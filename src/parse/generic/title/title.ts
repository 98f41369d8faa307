import type { Found } from '../../fields.ts'
import { weightOf } from '../../tree/characters.ts'
import { collapsed } from '../../tree/outline.ts'
import type { Warn } from '../../warnings.ts'
import { textsOf } from '../metadata/json-ld.ts'
import type { Metadata } from '../metadata/metadata.ts'
import type { SiteNames } from '../metadata/sites.ts'
import { folded, likeness, unescaped } from '../words.ts'
import { headlineText } from './headline-text.ts'
import { headingAmong, headingBelowSite, headlinesIn } from './main-heading.ts'
import type { shownHeadline } from './shown-headline.ts'
import { isGenericTitle, isSectionName, isWholeSection } from './template-titles.ts'
import { withoutLabels } from './title-labels.ts'
import { partsOf, type TitleEvidence, withoutSite } from './title-parts.ts'

/** A text that may be the headline: where it was found, as it stands there, and without the site's name. */
type Candidate = { rule: string; where: string; value: string }

/** Weighted length under which a headline may be the name of a section. */
const longestWord = 14

/** Types whose JSON-LD headline newsrooms write as the headline; others often hold one made for search engines. */
const newsType = /News|Report|LiveBlog/i

/**
 * The headline: what the page's own voices agree on, JSON-LD first, then og:title, then h1, then `<title>`, without the
 * site's name around it. Of a headline that was cut off (`…`, a raw quotation mark) the whole is taken from where the
 * page has it.
 *
 * @param lines what the page shows, so that a headline in `<title>` can be told from the site's name beside it
 * @param shownAs the line that stands out as the headline, for pages that give none elsewhere
 */
export function readTitle(
  metadata: Metadata,
  site: SiteNames,
  lines: ReadonlySet<string>,
  shownAs: (except: string | null) => ReturnType<typeof shownHeadline>,
  warn: Warn,
): Found<string> | null {
  const { linked, metas, headings } = metadata
  const below = headingBelowSite(headings, metadata.title)
  const h1s = below === null ? headlinesIn(headings.slice(0, 50)) : [below]
  const raw = {
    linked: textsOf(linked.article?.headline)[0],
    name: textsOf(linked.article?.name)[0],
    og: metas.get('og:title')?.[0],
    property: metas.get('headline')?.[0] ?? metas.get('articletitle')?.[0] ?? headlineProperty(metadata),
    twitter: metas.get('twitter:title')?.[0],
    title: metadata.title ?? undefined,
  }
  const evidence: TitleEvidence = {
    headings: new Set(headings.map(({ element }) => folded(headlineText(element)))),
    site,
    metadata,
    lines,
    headlines: [...Object.values(raw), ...h1s].flatMap(shown),
  }
  const candidate = (rule: string, text: string | undefined): Candidate | null => {
    const value = shown(text)[0]
    if (value === undefined || site.includes(value) || isGenericTitle(value)) return null
    if (rule === '<title>' && site.isNamed(value)) return null
    if (rule === 'JSON-LD headline' && !evidence.headings.has(folded(value)) && site.isBesideHeadline(value))
      return null
    const bare = withoutSite(value, evidence, rule === 'JSON-LD headline')
    return bare.length > 1 ? { rule, where: text!, value: bare } : null
  }
  const title = below === null ? candidate('<title>', raw.title) : null
  const og = candidate('og:title', raw.og)
  const known = [og, title].flatMap((one) => (one === null ? [] : [one.value]))
  const heading = candidate('h1', headingAmong(h1s, known, site, raw.title))
  const article = candidate('JSON-LD headline', raw.linked)
  const name = candidate('JSON-LD name', raw.name)
  const first = [article, og, candidate('itemprop headline', raw.property), heading]
    .concat([candidate('twitter:title', raw.twitter), title, name])
    .find((one) => one !== null)
  const isFromTitle = first === title && title !== null && h1s.length === 0
  const isTitle = first === title && title !== null && !lines.has(folded(title.value))
  // A section's name: News, Presse
  const firstText = first?.value ?? ''
  const isSection = isSectionName(firstText)
  const isWord =
    isSection ||
    (below === null &&
      firstText !== '' &&
      (weightOf(firstText) < longestWord || /^\p{Lu}\p{Ll}+$/u.test(firstText)))
  const seen = first == null || isWord || isFromTitle ? shownAs(isSection ? firstText : null) : null
  if (first == null)
    return seen === null ? null : { rule: 'line above the text', where: seen.text, value: seen.text }
  // A page of a site that calls every page by its own name.
  const most = isTitle ? little : 0
  const isPart = isFromTitle && seen !== null && isPartOf(raw.title ?? '', seen.text)
  const isSure =
    seen !== null &&
    (isWord || isTitle || (isFromTitle && seen.isNoLess)) &&
    (seen.isSure ||
      (isFromTitle && (seen.isTold || (isWord && seen.isNoLess))) ||
      (isSection && !isWholeSection(firstText)))
  // 清河气象, over 清河县气象局开展汛前检查
  const isApart =
    seen !== null &&
    (likeness(first.value, seen.text) <= most ||
      (isFromTitle && isWord && seen.isSure && !folded(seen.text).includes(folded(first.value))))
  if (seen !== null && (isPart || (isSure && isApart)))
    return { rule: 'line above the text', where: seen.text, value: seen.text }
  const isNews = textsOf(linked.article?.['@type']).some((type) => newsType.test(type))
  const voices = {
    article,
    og,
    heading: h1s.length > 1 && article !== null ? null : heading,
    title,
    name,
    isNews,
  }
  // A site that calls every page by its own name: the page shows what og:title says as a heading.
  const isSiteOnly =
    heading !== null && title?.value === heading.value && likeness(first.value, heading.value) < much
  const isShown = first === og && evidence.headings.has(folded(first.value))
  const chosen =
    first === heading || first === title
      ? confirmed(first, title, lines)
      : isShown && isSiteOnly
        ? first
        : agreed(first, voices)
  if (heading !== null && h1s.length === 1 && likeness(heading.value, chosen.value) === 0)
    warn('title', 'headlines-disagree', `The page's h1 says something else: ${heading.value.slice(0, 200)}`)
  const value = wholeOf(chosen, evidence, heading, title)
  const others = [article, og, title].flatMap((one) => (one === null ? [] : [one.value]))
  // Readers are shown its quotes and dashes as they were set, but capitals alone are the template's.
  const alike = [...(chosen === article && isNews ? [] : h1s), value, ...others].filter(
    (text) => folded(text) === folded(value),
  )
  return {
    ...chosen,
    value: withoutLabels(alike.find((text) => /\p{Ll}/u.test(text)) ?? alike[0] ?? value),
  }
}

/** Whether a line is one of the parts of a title between its separators. */
function isPartOf(title: string, line: string): boolean {
  const parts = partsOf(collapsed(unescaped(title))).map(folded)
  return parts.length > 1 && parts.includes(folded(line))
}

function shown(text: string | undefined): string[] {
  const value = text === undefined ? '' : collapsed(unescaped(text.slice(0, 2000)))
  return value === '' ? [] : [value]
}

function headlineProperty({ properties }: Metadata): string | undefined {
  return properties.get('headline')?.map(({ element }) => headlineText(element))[0]
}

type Voices = {
  article: Candidate | null
  og: Candidate | null
  heading: Candidate | null
  title: Candidate | null
  name: Candidate | null
  isNews: boolean
}

/** The first candidate, unless the page's other voices agree on another text. */
function agreed(first: Candidate, { article, og, heading, title, name, isNews }: Voices): Candidate {
  if (heading === null || isSame(first, heading)) return first
  if (first === article) {
    const others = [og, title, name].filter((one) => one !== null)
    const withHeading = others.filter((one) => isSame(one, heading)).length
    const isAlone = others.every((one) => !isSame(one, first))
    // Newsrooms write a headline of their own into JSON-LD, in other words for the same.
    const isOther = !isNews || likeness(first.value, heading.value) < (withHeading > 2 ? much : least)
    if (isAlone && withHeading >= 2 && isOther) return heading
    return !isNews && likeness(first.value, heading.value) >= much ? heading : first
  }
  // Readers are shown the h1: a pair was written for search engines, one that stands alone for other sites.
  if (title !== null && !isSame(first, title) && likeness(first.value, heading.value) < 1) return heading
  const isPair = title !== null && isSame(first, title)
  // A label in front of one of the two: the other one tells whether it belongs to the headline.
  if (
    folded(heading.value).endsWith(folded(first.value)) ||
    folded(first.value).endsWith(folded(heading.value))
  )
    return first
  return isPair && likeness(first.value, heading.value) >= much ? heading : first
}

/** An h1 gives way to `<title>` where the page shows that as a line of its own, and the h1 says something else. */
function confirmed(first: Candidate, title: Candidate | null, lines: ReadonlySet<string>): Candidate {
  if (title === null || isSame(first, title) || !lines.has(folded(title.value))) return first
  return likeness(first.value, title.value) < much ? title : first
}

/** The part of the shorter headline's words above which two headlines say the same in other words. */
const much = 0.4
/** Under this two headlines have no word in common. */
const least = 0.01
/** The same up to which they are of two things that share a word: the site's name and a headline. */
const little = 0.35

function isSame(one: Candidate, other: Candidate): boolean {
  const [a, b] = [folded(one.value), folded(other.value)]
  return a === b || (Math.min(a.length, b.length) > 8 && (a.startsWith(b) || b.startsWith(a)))
}

/** The whole of a headline that ends in `…`, or that a quotation mark in its attribute cut off. */
function wholeOf(
  { rule, value }: Candidate,
  { headlines, lines }: TitleEvidence,
  heading: Candidate | null,
  title: Candidate | null,
): string {
  const own = folded(value)
  const shownWhole = heading ?? (title !== null && lines.has(folded(title.value)) ? title : null)
  const isCut =
    rule === 'og:title' &&
    [shownWhole, title].every((one) => one !== null && folded(one.value).startsWith(own))
  if (isCut && shownWhole !== null && folded(shownWhole.value).length > own.length) return shownWhole.value
  const cut = /^(.{15,}?[\p{L}\p{N},])\s*(?:…|\.{3})$/su.exec(value)
  if (cut === null) return value
  const stem = folded(cut[1]!)
  const whole = headlines.find(
    (other) =>
      folded(other).startsWith(stem) && folded(other).length > stem.length && !/(?:…|\.{3})$/.test(other),
  )
  return whole ?? value
}
