import type { Credit } from '../../article.ts'
import { readByline } from '../fields/byline.ts'
import type { Found } from '../fields.ts'
import { textOf } from '../tree/outline.ts'
import { bylineOf, type Candidate } from './byline-elements.ts'
import { isObject, textsOf } from './json-ld.ts'
import type { Metadata, Placed } from './metadata.ts'
import { beginsAsByline, isPersonal, namesIn } from './names.ts'
import { nearTitle, shownElement } from './place.ts'
import type { SiteNames } from './sites.ts'

/** Names of `<meta>` that give an author, most trusted first. */
const metaNames =
  `author article:author parsely-author sailthru.author dc.creator dcterms.creator dc.contributor
  article:author_name og:article:author byl byline rnews:creator lp.article:author mrf:authors cxenseparse:author
  citation_author articleauthor dable:author`.split(/\s+/)

/** As many of the pieces in one place that name authors are read: no page comes near. */
const mostCandidates = 500

export type Authors = {
  credits: Found<Credit>[]
  /** The line in which the page says who wrote it; the names as metadata give them where it shows none. */
  byline: Found<string> | null
}

/**
 * Who wrote the article: JSON-LD, metadata, marked-up elements, then the byline beside the headline.
 * The site's own name counts only where the page names nobody else.
 *
 * @param title the number of the headline's element; null where it was not found
 * @param lines short lines around the beginning of the text
 */
export function readAuthors(
  metadata: Metadata,
  title: number | null,
  site: SiteNames,
  lines: readonly string[],
): Authors {
  const chinese = readChineseBylines(lines)
  let house: Found<string>[] = []
  for (const candidates of sources(metadata, title, lines)) {
    const names = namesAmong(candidates.slice(0, mostCandidates))
    const others = names.filter(({ value }) => !site.includes(value))
    if (others.length > 0) return authorsOf(others, metadata, title)
    if (names.length > 0 && chinese !== null) return chinese
    if (house.length === 0) house = names
  }
  return chinese ?? authorsOf(house, metadata, title)
}

/** Each name once, as it is written first. */
function namesAmong(candidates: readonly Candidate[]): Found<string>[] {
  const names = new Map<string, Found<string>>()
  for (const { rule, text, where } of candidates) {
    for (const value of namesIn(text)) {
      const key = value.toLowerCase()
      if (!names.has(key)) names.set(key, { value, rule, where })
    }
  }
  return [...names.values()]
}

/** 2021年11月08日 09:20 in front of 来源：河边日报　作者：李思远 */
const leadingDate =
  /^[\s\p{P}]{0,20}(?:发布时间|發布時間|时间)?[:：]?\s{0,20}\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s|｜]*/u

/** The lines of Chinese pages say with each name what the person did. */
function readChineseBylines(lines: readonly string[]): Authors | null {
  const credits: Found<Credit>[] = []
  const bylines: string[] = []
  for (const line of lines) {
    if (!/\p{Script=Han}/u.test(line)) continue
    const text = line.replace(leadingDate, '')
    const byline = readByline(text)
    if (byline === null || byline.credits.length === 0) continue
    bylines.push(text)
    for (const value of byline.credits) credits.push({ value, rule: 'byline', where: line })
  }
  if (credits.length === 0) return null
  return { credits, byline: { value: bylines.join(' / '), rule: 'byline', where: bylines.join(' / ') } }
}

function* sources(
  metadata: Metadata,
  title: number | null,
  lines: readonly string[],
): Generator<Candidate[]> {
  const { linked, metas, properties, links } = metadata
  const article = linked.article
  for (const member of ['author', 'creator', 'contributor'] as const)
    if (article?.[member] !== undefined) yield linkedNames(article[member], linked.byId, `JSON-LD ${member}`)
  for (const name of metaNames)
    yield (metas.get(name) ?? [])
      .filter((text) => !/\(|^https?:/.test(text))
      .map((text) => ({ rule: `meta ${name}`, text, where: text }))
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
    if (text !== undefined) found.push({ rule, text, where: text })
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

/** By Jane Doe, or nothing but the names of persons. */
function isBylineLine(line: string): boolean {
  if (line.length > 100) return false
  const names = namesIn(line, true)
  if (names.length === 0 || names.length > 5 || !names.every(isPersonal)) return false
  return beginsAsByline(line)
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
