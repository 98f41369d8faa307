import type { DateLabel } from '../../fields/date/labels.ts'
import { textsOf } from '../metadata/json-ld.ts'
import type { Metadata } from '../metadata/metadata.ts'

/** A text that can hold the date of publishing. */
export type Candidate = {
  rule: string
  text: string
  where: string
  label: DateLabel | null
  /** Between headline and text, within the text, or below it. */
  place: 'head' | 'text' | 'foot'
}

/** Names of `<meta>` that give the time of publishing, most trusted first. */
const metaNames = `article:published_time og:article:published_time http://ogp.me/ns/article#published_time
  og:published_time article:published datepublished parsely-pub-date sailthru.date article.published rnews:datepublished
  publish-date publishdate publish_date pubdate publication_date publication-date published_date published-date
  published_time publish_time publishtime dc.date.issued dcterms.issued dc.issued dc.date.published dc.date dcterms.date
  dc.date.created dcterms.created dc.created date date.available date.created displaydate article_date_original
  citation_date article.created apub:time ptime pubtime weibo:article:create_at contentdate og:time`.split(
  /\s+/,
)
/** Names that houses made up: firstPublishTime, _pubtime, article:post_date, ReleaseDate. */
const madeUp =
  /(?<!un)(?:pub|publish(?:ed)?|publication|creat(?:ed?|ion)|release|issued?|post(?:ed)?)(?:date|time|datetime|timestamp|at|on)$/
/** A book, a film or an event has dates of its own. */
const otherWork = /^(?:book|music|video|movie|event|product|profile):/
/** The same for its last change. */
const updateNames =
  `article:modified_time og:updated_time og:article:modified_time datemodified dateupdate modified_time
  last-modified lastmod dc.date.modified dcterms.modified dc.modified bytedance:updated_time revised updated_time
  bytedance:lrdate_time bt:moddate`.split(/\s+/)

/** @returns what metadata says of the date of publishing, most trusted first */
export function* metaCandidates({ linked, metas }: Metadata): Generator<Candidate> {
  for (const text of textsOf(linked.article?.datePublished)) yield said('JSON-LD datePublished', text)
  for (const name of metaNames) for (const text of metas.get(name) ?? []) yield said(`meta ${name}`, text)
  for (const object of linked.objects)
    for (const text of textsOf(object.datePublished).slice(0, 1)) yield said('JSON-LD datePublished', text)
  for (const [name, texts] of metas)
    if (madeUp.test(name.replace(/[^a-z]+/g, '')) && !otherWork.test(name) && !metaNames.includes(name))
      for (const text of texts) yield said(`meta ${name}`, text)
  for (const name of ['dateCreated', 'uploadDate'])
    for (const text of textsOf(linked.article?.[name])) yield said(`JSON-LD ${name}`, text)
}

/** @returns what pages write for Baidu: seconds before or behind the time that they show */
export function* forBaidu({ linked }: Metadata): Generator<Candidate> {
  for (const { pubDate } of linked.objects)
    for (const text of textsOf(pubDate)) yield said('JSON-LD pubDate', text)
}

function said(rule: string, text: string): Candidate {
  return { rule, text, where: text, label: null, place: 'head' }
}

/** @returns what page and metadata say of the last change */
export function* updates({ linked, metas }: Metadata, seen: Iterable<Candidate>): Generator<Candidate> {
  for (const candidate of seen) if (candidate.label === 'updated') yield candidate
  for (const text of textsOf(linked.article?.dateModified)) yield said('JSON-LD dateModified', text)
  for (const name of updateNames) for (const text of metas.get(name) ?? []) yield said(`meta ${name}`, text)
}

/** /2022/08/15/, /2022-08-15-, /20220815/, /2022/0815/, /202208/t20220815_1.html */
const inAddress = /(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)/

/** /2024/may/03/ */
const namedInAddress =
  /\/((?:19|20)\d\d)\/((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\/([0-3]?\d)(?!\d)/i

/** @returns the day that the page's address holds */
export function* fromAddress({ url }: Metadata): Generator<Candidate> {
  const path = url === null ? null : (inAddress.exec(url.pathname) ?? namedInAddress.exec(url.pathname))
  if (path !== null) yield { ...said('address', path.slice(1, 4).join('-')), where: path[0] }
}

/** /2018/06/, /2018-06/, /201806/, /2018/: what an address tells of a date without its year */
const monthInAddress = /\/((?:19|20)\d\d)(?:[/-]?(0[1-9]|1[0-2]))?(?=\/)/

const certain = /^(?:19|20)\d\d-\d\d?-\d\d?(?!\d)/

/** @returns the days, as 2024-05-03, that metadata and address give without doubt; last the address's 2024-05 or 2024 */
export function knownDays(metadata: Metadata): string[] {
  const { linked, metas } = metadata
  const texts = [
    ...['datePublished', 'dateModified', 'dateCreated'].flatMap((name) => textsOf(linked.article?.[name])),
    ...[...metas]
      .filter(([name]) => /date|time|modif|lastmod|publi/.test(name))
      .flatMap(([, contents]) => contents),
    ...[...fromAddress(metadata)].map(({ text }) => text),
  ]
  const days = texts.flatMap((text) => {
    const [day] = certain.exec(text.trim()) ?? []
    return day === undefined ? [] : [day.replace(/-(\d)(?!\d)/g, '-0$1')]
  })
  const [, year, month] = monthInAddress.exec(metadata.url?.pathname ?? '') ?? []
  return year === undefined ? days : [...days, month === undefined ? year : `${year}-${month}`]
}
