import { isFullName } from '../../fields/surnames.ts'
import { textOf } from '../../tree/outline.ts'
import { isObject, textsOf } from '../metadata/json-ld.ts'
import type { Metadata, Placed } from '../metadata/metadata.ts'
import { nameOfItem } from '../metadata/microdata.ts'
import { isWithinCaption, nearTitle, shownElement } from '../metadata/place.ts'
import { topicsOf } from '../metadata/topics.ts'
import { beginsAsByline, isPersonal, namesIn, turned } from '../names/names.ts'
import { isPerson } from '../names/persons.ts'
import { nameAbovePaper } from '../names/placed-names.ts'
import { saidLines } from '../names/said-lines.ts'
import { authorsListed } from './author-lists.ts'
import { blogOwner } from './blog-owners.ts'
import { besidePortraits, bylineOf, type Candidate } from './byline-elements.ts'
import {
  besideCounts,
  introducedNames,
  leadingReporter,
  namesAlone,
  namesBesideDate,
  personsOfByline,
  signedLines,
} from './byline-lines.ts'
import type { CreditLines } from './credit-lines.ts'
import { writerOfNote } from './entry-notes.ts'
import { isNobody, namedByClass, oneWordNames } from './marked-names.ts'
import { signatures } from './signatures.ts'
import { userBeforeDay, userOfFirstFloor } from './user-lines.ts'

/** Names of `<meta>` that give an author, most trusted first. */
const metaNames =
  `author article:author parsely-author sailthru.author dc.creator dcterms.creator dc.contributor
  article:author_name og:article:author byl byline rnews:creator lp.article:author mrf:authors cxenseparse:author
  citation_author citation_authors articleauthor dable:author`.split(/\s+/)

/** A blog's name is among the first. */
const mostHeadings = 6

/** Riverside · May 3, 2024 · Author: Jane Doe */
const fieldsOfLine = / [|•·] |\. (?=\p{L}{2,12}: )/u

/** Catalogues write the family name first. */
const catalogues = /^(?:citation_authors?|dc\.|dcterms\.)/

/** The first line above the text that is a byline. */
export function bylineAbove(head: readonly string[]): Candidate[] {
  return head
    .flatMap((line) => [line, ...line.split(fieldsOfLine).slice(1)])
    .filter((line) => personsOfByline(line).length > 0)
    .slice(0, 1)
    .map((line) => ({ rule: 'byline above the text', text: personsOfByline(line).join(', '), where: line }))
}

/**
 * What can name the authors, place by place, most trusted first.
 *
 * @param title the number of the headline's element; null where it was not found
 */
export function* authorCandidates(
  metadata: Metadata,
  title: number | null,
  shown: CreditLines,
): Generator<Candidate[]> {
  const { linked, metas, properties, links } = metadata
  const article = linked.article
  for (const member of ['author', 'creator', 'contributor'] as const)
    if (article?.[member] !== undefined) yield linkedNames(article[member], linked.byId, `JSON-LD ${member}`)
  for (const name of metaNames)
    yield (metas.get(name) ?? [])
      .filter((text) => !/\(|^https?:/.test(text))
      .map((text) => ({
        rule: `meta ${name}`,
        text: turned(beforeBar(text), catalogues.test(name)),
        where: text,
      }))
  yield labelledCard(metas)
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
  yield usersIn('poster of the thread', shown.poster)
  yield usersIn('first post', userOfFirstFloor(shown.head))
  yield authorsListed(shown.head)
  const beside = nearTitle(metadata.bylines, title)
  yield bylineOf(beside)
  yield bylineOf(nearTitle(metadata.authorLinks, title))
  const writer = writerOfNote(shown.note)
  yield writer === '' ? [] : [{ rule: 'note on the entry', text: writer, where: shown.note }]
  yield bylineAbove(shown.head)
  yield saidLines(shown.head)
  yield besideCounts([...shown.head, ...shown.foot])
  yield usersIn('posted at', userBeforeDay(shown.head))
  yield besidePortraits(beside, shown.head)
  yield leadingReporter(shown.lead)
  yield signedLines(shown.foot)
  yield nearTitle(metadata.bylines, title).flatMap(namedByClass).slice(0, 1)
  yield introducedNames(shown)
  const isTopic = topicsOf(metadata)
  yield namesBesideDate(shown, isTopic)
  yield namesBesideDate({ ...shown, head: shown.above }, isTopic)
  yield namesAlone(shown)
  yield nameInTitle(metadata, shown)
  yield nameBehindTitle(metadata, shown)
  const above = nameAbovePaper(shown.isBelowTitle ? shown.head : [])
  yield above === '' ? [] : [{ rule: 'name above the paper', text: above, where: above }]
  yield shown.name === '' ? [] : [{ rule: 'name above the text', text: shown.name, where: shown.name }]
  yield oneWordNames(metadata, title)
  yield signatures(shown)
  const headings = metadata.headings.slice(0, mostHeadings).map(({ element }) => textOf(element, 40))
  const owner = blogOwner(metadata.title, headings, shown.owner)
  yield owner === '' ? [] : [{ rule: 'owner of the blog', text: owner, where: owner }]
}

const han = /\p{Script=Han}/u

/** Nermin Aydın - Vapur düdüğü - Kıyı Gazetesi: a columnist, whom a line above the text or the headline names alone. */
function nameInTitle({ title }: Metadata, { over, head, isBelowTitle }: CreditLines): Candidate[] {
  const lines = new Set([...over, ...head])
  const parts =
    isBelowTitle && title !== null
      ? title
          .split(endOfPart)
          .slice(0, 4)
          .map((part) => part.trim())
      : []
  // Of two parts one can be the site's name, which stands above the headline.
  const isNamed = (part: string) => (parts.length > 2 ? lines.has(part) : head.slice(0, 2).includes(part))
  const name =
    parts.length < 2
      ? undefined
      : parts.find((part) => isPerson(part) && isNamed(part) && (!han.test(part) || isFullName(part)))
  return name === undefined ? [] : [{ rule: 'name in the title', text: name, where: title! }]
}

const endOfPart = /\s?[|:：»«•·]\s|\s[-–—]\s/u

/** Whoever has a name in a forum is taken by it, whatever its shape. */
function usersIn(rule: string, text: string): Candidate[] {
  return text === '' || isNobody.test(text) ? [] : [{ rule: `user: ${rule}`, text, where: text }]
}

/** 隧道收费：加了怨气（陈大文）, where a line at the foot says what the writer is: 作者是交通政策研究员 */
function nameBehindTitle({ title }: Metadata, { foot }: CreditLines): Candidate[] {
  const name =
    /[（(](?:文\s?[：:／/]\s?)?(?<name>\p{Script=Han}{2,4})[）)]/u.exec(title ?? '')?.groups?.name ?? ''
  return isFullName(name) && foot.some((line) => /^[（(]?(?:本文)?作者[是为為系现現]/u.test(line))
    ? [{ rule: 'name behind the headline', text: name, where: title! }]
    : []
}

/** twitter:label1 = Written by, twitter:data1 = Jane Doe */
function labelledCard(metas: Metadata['metas']): Candidate[] {
  const [label = ''] = metas.get('twitter:label1') ?? []
  const [text = ''] = metas.get('twitter:data1') ?? []
  return beginsAsByline(`${label}: ${text}`) ? [{ rule: 'meta twitter:data1', text, where: text }] : []
}

/** What stands behind a bar and is no person is the site: 연합뉴스 | 네이버, Jane Doe | Bote. */
function beforeBar(text: string): string {
  const [first = '', ...rest] = text.split(' | ')
  return [first, ...rest.filter((part) => part.includes(' ') && isPersonal(part))].join(', ')
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
    if (isWithinCaption(element)) continue
    const text = element.attribs.content ?? nameOfItem(element) ?? textOf(element, 100)
    if (text.length > 1 && text.length < 80 && namesIn(text).every(isPersonal))
      found.push({ rule, text, where: shownElement(element) })
  }
  return found
}
