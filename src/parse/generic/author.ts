import type { Credit } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { creditPart } from '../fields/credit-line.ts'
import { isChineseName } from '../fields/surnames.ts'
import type { Found } from '../fields.ts'
import { textOf } from '../tree/outline.ts'
import { bylineOf, type Candidate } from './byline-elements.ts'
import { introducedNames, isBylineLine, namesBesideDate, saidLines, signedLines } from './byline-lines.ts'
import { type CreditLines, readCreditLines } from './credit-lines.ts'
import { isObject, textsOf } from './json-ld.ts'
import type { Metadata, Placed } from './metadata.ts'
import { beginsAsByline, isPersonal, namesIn, turned } from './names.ts'
import { outletBesideDate } from './outlets.ts'
import { nearTitle, shownElement } from './place.ts'
import type { SiteNames } from './sites.ts'
import { folded } from './words.ts'

/** Names of `<meta>` that give an author, most trusted first. */
const metaNames =
  `author article:author parsely-author sailthru.author dc.creator dcterms.creator dc.contributor
  article:author_name og:article:author byl byline rnews:creator lp.article:author mrf:authors cxenseparse:author
  citation_author articleauthor dable:author`.split(/\s+/)

/** Catalogues write the family name first. */
const catalogues = /^(?:citation_author|dc\.|dcterms\.)/

/** As many of the pieces in one place that name authors are read: no page comes near. */
const mostCandidates = 500

export type Authors = {
  credits: Found<Credit>[]
  /** The line in which the page says who wrote it; the names as metadata give them where it shows none. */
  byline: Found<string> | null
}

/**
 * Who wrote the article. What the page shows with a label that says what each person did comes first; then JSON-LD,
 * metadata, marked-up elements and the byline beside the headline. The site's own name counts only where the page names
 * nobody else.
 *
 * @param title the number of the headline's element; null where it was not found
 * @param lines short lines around the beginning of the text
 * @param shown the lines around the text that can hold labels
 */
export function readAuthors(
  metadata: Metadata,
  title: number | null,
  site: SiteNames,
  lines: readonly string[],
  shown: CreditLines,
): Authors {
  const labelled = readCreditLines(shown)
  if (labelled.every(({ value }) => value.role !== 'source')) {
    const outlet = outletBesideDate(metadata, title, shown.head)
    if (outlet !== null) labelled.push(outlet)
  }
  const isNamed = labelled.some(({ value: { role } }) => role === 'author' || role === 'reporter')
  if (isNamed) return { credits: labelled, byline: bylineAmong(labelled) }
  const { names, isHouse } = namesOf(metadata, title, site, lines, shown)
  if (labelled.length === 0) return authorsOf(names, metadata, title)
  const others = new Set(labelled.map(({ value }) => folded(value.name)))
  // A page that says from where it has a text and who edited it puts its own name where metadata want an author.
  const persons = names.filter(
    ({ value }) =>
      !isHouse &&
      !others.has(folded(value)) &&
      isPersonal(value) &&
      (!han.test(value) || isChineseName(simplified(value))),
  )
  const authors = authorsOf(persons, metadata, title)
  return {
    credits: [...authors.credits, ...labelled],
    byline: bylineAmong(labelled),
  }
}

const han = /\p{Script=Han}/u

/** The lines that name somebody, each once. */
function bylineAmong(credits: readonly Found<Credit>[]): Found<string> {
  const lines = [...new Set(credits.map(({ where }) => where))]
  return { value: lines.map(creditPart).join(' / '), rule: 'byline', where: lines.join(' / ') }
}

/** The names of the first place that names anybody but the site; else the site's own. */
function namesOf(
  metadata: Metadata,
  title: number | null,
  site: SiteNames,
  lines: readonly string[],
  shown: CreditLines,
): { names: Found<string>[]; isHouse: boolean } {
  let house: Found<string>[] = []
  for (const candidates of sources(metadata, title, lines, shown)) {
    const names = namesAmong(candidates.slice(0, mostCandidates))
    const others = names.filter(({ value }) => !site.includes(value))
    if (others.length > 0) return { names: others, isHouse: false }
    if (house.length === 0) house = names
  }
  return { names: house, isHouse: true }
}

/** Each name once, as it is written first. */
function namesAmong(candidates: readonly Candidate[]): Found<string>[] {
  const names = new Map<string, Found<string>>()
  for (const { rule, text, where } of candidates) {
    for (const value of namesIn(text, rule.startsWith('byline'))) {
      const key = value.toLowerCase()
      if (!names.has(key)) names.set(key, { value, rule, where })
    }
  }
  return [...names.values()]
}

function* sources(
  metadata: Metadata,
  title: number | null,
  lines: readonly string[],
  shown: CreditLines,
): Generator<Candidate[]> {
  const { linked, metas, properties, links } = metadata
  const article = linked.article
  for (const member of ['author', 'creator', 'contributor'] as const)
    if (article?.[member] !== undefined) yield linkedNames(article[member], linked.byId, `JSON-LD ${member}`)
  for (const name of metaNames)
    yield (metas.get(name) ?? [])
      .filter((text) => !/\(|^https?:/.test(text))
      .map((text) => ({ rule: `meta ${name}`, text: turned(text, catalogues.test(name)), where: text }))
  yield near(
    'itemprop author',
    [...(properties.get('author') ?? []), ...(properties.get('creator') ?? [])],
    title,
  )
  yield near(
    'rel author',
    links.filter(({ rel }) => rel.split(/\s+/).includes('author')),
    title,
  )
  const beside = nearTitle(metadata.bylines, title)
  yield bylineOf(beside)
  yield bylineOf(nearTitle(metadata.authorLinks, title))
  yield lines
    .filter(isBylineLine)
    .slice(0, 1)
    .map((text) => ({ rule: 'byline above the text', text, where: text }))
  yield saidLines(shown.head)
  yield signedLines(shown.foot)
  yield introducedNames(shown)
  yield namesBesideDate(shown, topicsOf(metadata))
}

/** @returns what tells whether a text is a section or a keyword of the page */
function topicsOf({ metas, keywords, keywordLinks, links, linked }: Metadata): (text: string) => boolean {
  const names = ['article:section', 'article:tag', 'keywords', 'news_keywords'].flatMap(
    (name) => metas.get(name) ?? [],
  )
  const elements = [
    ...keywordLinks,
    ...keywords,
    ...links.filter(({ rel }) => /tag|category/.test(rel)),
  ].slice(0, 200)
  const topics = new Set(
    [
      ...names.flatMap((name) => name.split(/[,;|]/)),
      ...textsOf(linked.article?.articleSection),
      ...elements.map(({ element }) => textOf(element, 60)),
    ].map(folded),
  )
  return (text) => topics.has(folded(text))
}

function linkedNames(
  value: unknown,
  byId: ReadonlyMap<string, { readonly [member: string]: unknown }>,
  rule: string,
): Candidate[] {
  const found: Candidate[] = []
  for (const one of Array.isArray(value) ? value.flat() : [value]) {
    let text: string | undefined
    if (typeof one === 'string') text = one
    else if (isObject(one)) {
      const id = one['@id']
      const whole = one.name === undefined && typeof id === 'string' ? (byId.get(id) ?? one) : one
      const given = [...textsOf(whole.givenName), ...textsOf(whole.familyName)].join(' ')
      const names = textsOf(whole.name)
      for (const name of names.slice(1)) found.push({ rule, text: name, where: name })
      text = names[0] ?? (given === '' ? undefined : given)
    }
    if (text !== undefined) found.push({ rule, text: turned(text, false), where: text })
  }
  return found
}

function near(rule: string, placed: readonly Placed[], title: number | null): Candidate[] {
  const found: Candidate[] = []
  for (const { element } of nearTitle(placed, title)) {
    const text = element.attribs.content ?? textOf(element, 100)
    if (text.length > 1 && text.length < 80 && namesIn(text).every(isPersonal))
      found.push({ rule, text, where: shownElement(element) })
  }
  return found
}

function authorsOf(names: readonly Found<string>[], metadata: Metadata, title: number | null): Authors {
  const credits = names.map(({ value, rule, where }) => ({
    value: { role: 'author' as const, name: value },
    rule,
    where,
  }))
  if (names.length === 0) return { credits, byline: null }
  return {
    credits,
    byline: shownByline(names, metadata, title) ?? {
      ...names[0]!,
      value: names.map(({ value }) => value).join(', '),
    },
  }
}

/** The shortest line beside the headline that names the authors. */
function shownByline(
  names: readonly Found<string>[],
  metadata: Metadata,
  title: number | null,
): Found<string> | null {
  let best: Found<string> | null = null
  for (const { element } of nearTitle([...metadata.bylines, ...metadata.links], title)) {
    const text = textOf(element, 240)
    if (text.length > 200 || !names.every(({ value }) => text.includes(value))) continue
    const better =
      best === null ||
      (beginsAsByline(text) && !beginsAsByline(best.value)) ||
      (beginsAsByline(text) === beginsAsByline(best.value) && text.length < best.value.length)
    if (better) best = { value: text, rule: 'byline', where: shownElement(element) }
  }
  return best
}
