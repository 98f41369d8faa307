import type { AnyNode, Element } from 'domhandler'
import type { Credit } from '../../article.ts'
import { readByline } from '../byline.ts'
import type { Found } from '../fields.ts'
import { isObject, textsOf } from './json-ld.ts'
import { authorAddress, type Metadata, type Placed } from './metadata.ts'
import { beginsAsByline, isAgency, isOffice, isPersonal, namesIn } from './names.ts'
import { nearTitle, shownElement } from './place.ts'
import type { SiteNames } from './sites.ts'
import { collapsed, nextAfter, nextInOrder, textOf } from './tree.ts'

/** Names of `<meta>` that give an author, most trusted first. */
const metaNames =
  `author article:author parsely-author sailthru.author dc.creator dcterms.creator dc.contributor
  article:author_name og:article:author byl byline rnews:creator lp.article:author mrf:authors cxenseparse:author
  citation_author articleauthor dable:author`.split(/\s+/)

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
    const names: Found<string>[] = []
    for (const { rule, text, where } of candidates)
      for (const name of namesIn(text))
        if (!names.some((known) => known.value.toLowerCase() === name.toLowerCase()))
          names.push({ value: name, rule, where })
    const others = names.filter(({ value }) => !site.includes(value))
    if (others.length > 0) return authorsOf(others, metadata, title)
    if (names.length > 0 && chinese !== null) return chinese
    if (house.length === 0) house = names
  }
  return chinese ?? authorsOf(house, metadata, title)
}

/** 2021年11月08日 09:20 in front of 来源：河边日报　作者：李思远 */
const leadingDate =
  /^[\s\p{P}]*(?:发布时间|發布時間|时间)?[:：]?\s*\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s|｜]*/u

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

type Candidate = { rule: string; text: string; where: string }

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
  yield near('itemprop author', properties.get('author') ?? [], title)
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
      if (names.length > 1) found.push(...names.slice(1).map((name) => ({ rule, text: name, where: name })))
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

/**
 * The first element beside the headline that reads as a byline, By Jane Doe or a link to a writer's page, and those
 * right behind it that are made alike: each of several writers can have one.
 */
function bylineOf(placed: readonly Placed[]): Candidate[] {
  const found: Candidate[] = []
  let last: Placed | null = null
  for (const one of placed) {
    const { element, at } = one
    if (
      last !== null &&
      (at - last.at > 14 || at < last.at || element.attribs.class !== last.element.attribs.class)
    )
      continue
    const text = bylineIn(element)
    if (text === null) continue
    found.push({ rule: 'byline', text, where: shownElement(element) })
    last = one
  }
  return found
}

const quoting: ReadonlySet<string> = new Set(['blockquote', 'figure', 'figcaption', 'aside', 'nav', 'footer'])

function isWithin(element: Element, names: ReadonlySet<string>): boolean {
  let at: Element['parent'] = element
  for (let i = 0; at !== null && i < 8; i++, at = at.parent)
    if (at.type === 'tag' && names.has(at.name)) return true
  return false
}

function bylineIn(element: Placed['element']): string | null {
  // Whom an article quotes, or who took its picture, has not written it.
  if (isWithin(element, quoting)) return null
  const pieces = piecesOf(element)
  if (pieces.length === 0 || pieces.length > 24) return null
  const text = leadingNames(pieces)
  if (text === null) return null
  const names = namesIn(text, true)
  const begins = beginsAsByline(`${text} `)
  if (
    names.length === 0 ||
    names.length > 8 ||
    !names.every((name) => isPersonal(name) || (begins && isAgency(name)))
  )
    return null
  const linked = element.name === 'a' && authorAddress.test(element.attribs.href ?? '')
  return begins || linked || pieces.join(' ').length < 40 ? text : null
}

/** By Jane Doe, or nothing but the names of persons. */
function isBylineLine(line: string): boolean {
  if (line.length > 100) return false
  const names = namesIn(line, true)
  if (names.length === 0 || names.length > 5 || !names.every(isPersonal)) return false
  return beginsAsByline(line)
}

/** By | Sophie Foster | Travel News Reporter: the pieces of text up to the one that is no name any more. */
function leadingNames(pieces: readonly string[]): string | null {
  const taken: string[] = []
  let named = false
  const begun = beginsAsByline(`${pieces[0]} `)
  for (const piece of pieces) {
    const connector =
      /^(?:[,;·•|/&+]|\p{Ll}{1,3}|[\p{L}:]{2,10})$/u.test(piece) && (!isPersonal(piece) || piece.length < 4)
    const names = namesIn(piece, true)
    const isName = names.length > 0 && names.every((name) => isPersonal(name) || (begun && isAgency(name)))
    if (isName) {
      // Two names one behind the other, each in an element of its own.
      if (named && !/[,&;]$|\s(?:and|und|et|y|e|och|og|i)$/i.test(taken.at(-1) ?? '')) taken.push(',')
      named = true
      taken.push(piece)
    } else if (connector) taken.push(piece)
    else if (named && isOffice(piece)) continue
    else if (named) break
    else if (beginsAsByline(`${piece} `)) taken.push(piece)
    else return null
  }
  return named ? taken.join(' ') : null
}

function piecesOf(element: Placed['element']): string[] {
  const pieces: string[] = []
  let length = 0
  let node: AnyNode | null = element.children[0] ?? null
  while (node !== null && pieces.length < 30 && length < 400) {
    const isText = node.type === 'text'
    const text = isText ? collapsed((node as { data: string }).data) : ''
    if (text !== '') {
      pieces.push(text)
      length += text.length
    }
    node =
      node.type === 'script' || node.type === 'style' ? nextAfter(node, element) : nextInOrder(node, element)
  }
  return length < 400 ? pieces : []
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
