import type { Found, Published } from '../fields.ts'
import { textOf } from '../tree/outline.ts'
import { textsOf } from './json-ld.ts'
import type { Metadata, Placed } from './metadata.ts'
import { type MomentContext, readMoment } from './moment.ts'
import { nearTitle, shownElement } from './place.ts'

/** Names of `<meta>` that give the time of publishing, most trusted first. */
const metaNames = `article:published_time og:article:published_time http://ogp.me/ns/article#published_time
  og:published_time article:published datepublished parsely-pub-date sailthru.date article.published rnews:datepublished
  publish-date publishdate publish_date pubdate publication_date publication-date published_date published-date
  published_time dc.date.issued dcterms.issued dc.issued dc.date.published dc.date dcterms.date dc.date.created
  dcterms.created dc.created date date.available date.created release_date content:publishdate displaydate
  article:post_date article_date_original citation_publication_date citation_date originalpublicationdate
  article.created ptime bt:pubdate weibo:article:create_at cxenseparse:recs:publishtime cxenseparse:publishtime`.split(
  /\s+/,
)

/** Says that a date is not that of publishing. */
const notPublished =
  /updat|modif|aktualisier|stand\b|actuali[sz]|mis à jour|maj\b|aggiorn|gewijzigd|bijgewerkt|uppdater|oppdater|opdater|aktualiz|zaktualiz|обновл|更新|수정|güncel|expire|build/i

/** /2022/08/15/, /2022-08-15-, /20220815/ in an address. */
const inAddress = /\/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)/

/**
 * When the article was published: JSON-LD, then metadata, then what stands beside the headline, then the address.
 * A time of day that a later source knows is taken for a date that gives only the day.
 *
 * @param title the number of the headline's element; null where it was not found
 * @param lines short lines around the beginning of the text
 */
export function readPublished(
  metadata: Metadata,
  title: number | null,
  lines: readonly string[],
  context: MomentContext,
): Found<Published> | null {
  let day: Found<Published> | null = null
  for (const { rule, text, where } of candidates(metadata, title, lines)) {
    const value = readMoment(text, context)
    if (value === null) continue
    const found = { value, rule, where }
    if (day === null && value.precision !== 'day') return found
    if (day === null) day = found
    else if (value.precision !== 'day' && value.at.slice(0, 10) === day.value.at.slice(0, 10)) return found
  }
  return day
}

type Candidate = { rule: string; text: string; where: string }

function* candidates(
  metadata: Metadata,
  title: number | null,
  lines: readonly string[],
): Generator<Candidate> {
  const { linked, metas, properties, url } = metadata
  for (const text of textsOf(linked.article?.datePublished))
    yield { rule: 'JSON-LD datePublished', text, where: text }
  for (const name of metaNames)
    for (const text of metas.get(name) ?? []) yield { rule: `meta ${name}`, text, where: text }
  for (const object of linked.objects)
    for (const text of textsOf(object.datePublished).slice(0, 1))
      yield { rule: 'JSON-LD datePublished', text, where: text }
  const own = ['datepublished', 'published', 'issued', 'date'].flatMap((name) => properties.get(name) ?? [])
  yield* visible('itemprop datePublished', nearTitle(own, title))
  yield* visible('time', nearTitle(metadata.times, title))
  yield* visible('date beside the headline', nearTitle(metadata.dates, title).filter(isShort))
  for (const text of lines)
    if (!notPublished.test(text)) yield { rule: 'date above the text', text, where: text }
  for (const text of textsOf(linked.article?.dateCreated))
    yield { rule: 'JSON-LD dateCreated', text, where: text }
  const path = url === null ? null : inAddress.exec(url.pathname)
  if (path !== null) yield { rule: 'address', text: path.slice(1, 4).join('-'), where: path[0] }
  for (const text of textsOf(linked.article?.uploadDate))
    yield { rule: 'JSON-LD uploadDate', text, where: text }
}

function isShort({ element }: Placed): boolean {
  return textOf(element, 130).length < 120
}

function* visible(rule: string, placed: readonly Placed[]): Generator<Candidate> {
  for (const { element } of placed) {
    const { attribs } = element
    const text = textOf(element, 200)
    if (notPublished.test(`${attribs.class ?? ''} ${attribs.itemprop ?? ''}`)) continue
    const where = shownElement(element)
    const stamped =
      attribs.datetime ??
      attribs.content ??
      attribs['data-datetime'] ??
      attribs['data-timestamp'] ??
      // hAtom: <abbr class="published" title="2010-01-01T12:00:00Z">
      (element.name === 'abbr' ? attribs.title : undefined)
    if (notPublished.test(text)) {
      // "Published 1 May 2024, updated 2 May 2024": what stands before the second word is the first.
      const first = text.slice(0, text.search(notPublished))
      if (/\d/.test(first)) yield { rule, text: first, where }
      continue
    }
    if (stamped !== undefined) yield { rule, text: stamped, where }
    yield { rule, text, where }
  }
}
