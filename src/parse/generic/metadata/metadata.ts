import type { Document, Element } from 'domhandler'
import { attributeOf, collapsed, elementsBelow, textOf } from '../../tree/outline.ts'
import { keywordsHeadedBy } from '../keywords/keyword-labels.ts'
import { namesOf } from '../layout/marks.ts'
import { type LinkedData, readLinkedData } from './json-ld.ts'
import { ownProperties } from './microdata.ts'

/** A link of the page, as far as metadata goes: what it calls itself, and where it leads. */
export type PageLink = { rel: string; href: string; element: Element; at: number }

/** An element and its number in document order. */
export type Placed = { element: Element; at: number }

/** What a page says of itself outside of its text, gathered in one walk over its tree. */
export type Metadata = {
  /** The page's address: the sender's, else the canonical one, else og:url. */
  url: URL | null
  canonical: string | null
  /** `<html lang>`. */
  lang: string | null
  /** `<title>`. */
  title: string | null
  /** Contents of `<meta>` by lower-case name, property or itemprop, in page order. */
  metas: ReadonlyMap<string, readonly string[]>
  linked: LinkedData
  headings: readonly Placed[]
  times: readonly Placed[]
  /** Elements with an `itemprop` of the page's own item or an RDFa `property`, by its lower-case name without prefix. */
  properties: ReadonlyMap<string, readonly Placed[]>
  /** `<a>` and `<link>` with a `rel`. */
  links: readonly PageLink[]
  /** Elements whose class or id names an author or byline, a date, or keywords. */
  bylines: readonly Placed[]
  /** Elements whose class or id calls them the source, the outlet that the text was taken from. */
  sources: readonly Placed[]
  dates: readonly Placed[]
  keywords: readonly Placed[]
  /** Links to pages about one writer, by their address. */
  authorLinks: readonly Placed[]
  /** What links to the front page say: the site's name, mostly. */
  homeLinks: readonly string[]
  /** Links to pages about one keyword, by their address. */
  keywordLinks: readonly Placed[]
  /** Scripts in the page itself, but for linked data. */
  scripts: readonly Element[]
  /** The number of an element in document order. */
  placeOf: (element: Element) => number
}

export const bylineClass =
  /byline|(?:^|[\s_-])avatar|headshot|author|autor|auteur|redakt|writer|journalist|giornalist|periodist|columnist|contributor|reporter|credits?\b|signature|firma|yazar|muhabir|penulis|wartawan|t[aá]c-?gi[aả]|forfatter|skribent|szerz[oő]|toimittaja|kirjoittaja|avtor|(?:^|\s)by(?:$|\s)|(?<![a-z])(?:nick|(?:big)?user)-?name|(?:^|\s)lj-?user(?:$|\s)/i
const sourceClass =
  /(?:^|[\s_-])(?:source|origin|laiyuan|media-?name|article-?from|js_name|meta_nickname)(?:$|[\s_-])/i
const dateClass =
  /date|time|publi|posted|datum|fecha|zeit|article-?info|meta|dateline|updated|created|入稿|data\b/i
/** A day in an element of its own */
const partOfDate = /(?:^|[\s_-])(?:day|tag|jour|dia|día|giorno|dzien|den|dag|gun)(?:$|\s)/i
const keywordClass =
  /(?:^|[\s_-])(?:tags?|keywords?|topics?|themen|schlagwort\w*|schlagworte|temas|etiquetas|etiquettes|tagi|tag-?list|tags-?list|post-?tags|article-?tags|hashtags?|labels?|subjects?|cimk[eé]k|etichete|stitky|avainsanat|nyckelord|emneord|trefwoorden|etiketler)(?:$|[\s_-])/i
/** Blogs whose h1 is on their front page alone: h2 class="entry-title", h3 class="post-title" */
export const entryTitle =
  /(?:^|[\s_-])(?:entry|post|article|news|story|p)[-_]?(?:title|headline|name)(?:$|\s)|(?:^|\s)headline(?:$|\s)|^title$/i
/** Addresses of pages about one writer: /author/jane-doe, /autoren/12, /people/jane, /users/12, /@jane */
export const authorAddress =
  /\/(?:[a-z]{0,12}author[a-z]?|autor(?:en|es|i)?|auteurs?|aut[eo]re|journalists?e?s?|people|profiles?|by|writers?|columnists?|contributors?|[a-z]{0,12}reporters?|staff|redaktion|person|experts?|author-profile|skribent|forfatter|yazar(?:lar)?|penulis|tac-gia|avtor[ay]?|u|users?|members?)\/(?!log|sign|regist|account|setting|password)[^/]|^(?:https:\/\/(?:[a-z-]+\.)?(?:medium|substack)\.com)?\/@[^/]|\/profile\.php\?id=|[?&]mod=space&uid=|(?:^|\/)space-uid-\d/i

/** Addresses of pages about one keyword: /tag/berlin, /thema/klima, /topics/c4x, ?tag=trump */
const keywordAddress =
  /\/(?:tags?|topics?|thema|themen?|themes?|temas?|tema|etiquetas?|keywords?|schlagw(?:ort|orte|oerter)|stichwort|hashtags?|sujets?|tagi|emner?|amnen?|labels?|argoment[io]|aihe|onderwerp|etiketler|etiket|cimk[eé]k?|etichet[ae]|(?:š|s)t[ií]tky|avainsanat?|nyckelord|emneord|trefwoord(?:en)?|konu|konular|dossiers?|organisationen?|personen?|people|orte?|places?)[/=_-][^/]|[?&](?:tag|keyword|topic)=/i

/** @param address the page's address, where the sender or the mirror named it */
export function readPageMetadata(document: Document, address: string | null): Metadata {
  const metas = new Map<string, string[]>()
  const properties = new Map<string, Placed[]>()
  const links: PageLink[] = []
  const headings: Placed[] = []
  const times: Placed[] = []
  const bylines: Placed[] = []
  const sources: Placed[] = []
  const dates: Placed[] = []
  const keywords: Placed[] = []
  const authorLinks: Placed[] = []
  const keywordLinks: Placed[] = []
  const jsonLd: string[] = []
  const homeLinks: string[] = []
  const scripts: Element[] = []
  const marked: Placed[] = []
  const elements: Element[] = []
  let lang: string | null = null
  let title: string | null = null
  for (const element of elementsBelow(document)) {
    const { name, attribs } = element
    const at = elements.push(element)
    if (name === 'meta') {
      if (attribs.itemprop === undefined) readMeta(element, metas)
      else marked.push({ element, at })
      continue
    }
    if (name === 'script') {
      if (/ld\+json/i.test(attribs.type ?? '')) jsonLd.push(scriptText(element))
      else if (attribs.src === undefined) scripts.push(element)
      continue
    }
    if (name === 'html') lang ??= attributeOf(element, 'lang') ?? attributeOf(element, 'xml:lang')
    else if (name === 'title') {
      if (title === null && !isWithinSvg(element)) title = textOf(element) || null
    } else if (isHeadline(element)) headings.push({ element, at })
    else if (name === 'time' || name === 'relative-time') times.push({ element, at })
    else if (name === 'a' && attribs.href !== undefined) {
      if (homeLinks.length < mostHomeLinks && frontPage.test(attribs.href.trim()))
        homeLinks.push(nameIn(element))
      if (authorAddress.test(attribs.href)) authorLinks.push({ element, at })
      else if (keywordAddress.test(attribs.href)) keywordLinks.push({ element, at })
    }
    const rel = attribs.rel
    if (rel !== undefined && attribs.href !== undefined)
      links.push({ rel: rel.toLowerCase(), href: attribs.href, element, at })
    if (attribs.itemprop !== undefined || attribs.property !== undefined) marked.push({ element, at })
    const all = namesOf(element)
    if (all !== '' && name !== 'body' && name !== 'html') {
      if (bylineClass.test(all)) bylines.push({ element, at })
      if (sourceClass.test(all)) sources.push({ element, at })
      const dated = dateClass.test(all) ? element : partOfDate.test(all) ? element.parent : null
      if (dated?.type === 'tag') dates.push({ element: dated, at })
      if (keywordClass.test(all)) keywords.push({ element, at })
    }
    const labelled = keywordsHeadedBy(element)
    if (labelled !== null) keywords.push({ element: labelled, at })
  }
  const isOwn = ownProperties(
    headings.map(({ element }) => element),
    [title, metas.get('og:title')?.[0]].filter((text) => typeof text === 'string'),
  )
  for (const one of marked) if (isOwn(one.element)) readProperties(one, metas, properties)
  const canonical = hrefOf(links, 'canonical') ?? metas.get('og:url')?.[0] ?? null
  const url = addressOf(address) ?? addressOf(canonical)
  return {
    url,
    canonical,
    lang,
    title,
    metas,
    linked: readLinkedData(jsonLd, sameAddress(url, canonical), sameTitle(title, metas.get('og:title')?.[0])),
    headings,
    times,
    properties,
    links,
    bylines,
    sources,
    dates,
    keywords,
    homeLinks: homeLinks.filter((name) => name.length > 1 && !homeWord.test(name)),
    authorLinks,
    keywordLinks,
    scripts,
    // Few are asked for: a table of all would be most of what a page's metadata take.
    placeOf: (element) => elements.indexOf(element) + 1,
  }
}

function readProperties(
  { element, at }: Placed,
  metas: Map<string, string[]>,
  properties: Map<string, Placed[]>,
): void {
  if (element.name === 'meta') {
    readMeta(element, metas)
    return
  }
  for (const one of (element.attribs.itemprop ?? element.attribs.property ?? '').split(/\s+/))
    append(properties, one.replace(/^.*[:#/]/, '').toLowerCase(), { element, at })
}

const mostHomeLinks = 6
/** An address of a front page, with or without its host. */
const frontPage = /^(?:https?:\/\/[^/?#]+)?\/?(?:index\.\w{3,5})?$/i
/** What links to the front page say besides the site's name. */
const homeWord =
  /^(?:home(?:page)?|start(?:seite)?|accueil|inicio|portada|hjem|forside|首页|首頁|主页|主頁|ホーム|トップ|홈|главная)$/i

/** A link's text, or what its logo stands for. */
function nameIn(link: Element): string {
  const text = textOf(link, 60)
  if (text !== '') return text
  const logo = link.children.find((child) => child.type === 'tag' && child.name === 'img')
  return (logo?.type === 'tag' ? attributeOf(logo, 'alt') : null) ?? attributeOf(link, 'title') ?? ''
}

function readMeta(element: Element, metas: Map<string, string[]>): void {
  const value = collapsed(element.attribs.content ?? '')
  if (value === '') return
  const { name, property, itemprop } = element.attribs
  // content="The "old" bridge" ends at the second quotation mark.
  if (/title/i.test(property ?? name ?? '') && Object.keys(element.attribs).some((one) => one.includes('"')))
    return
  for (const key of [name, property, itemprop, element.attribs['http-equiv']])
    if (key !== undefined && key !== '') append(metas, key.replace(/\s+/g, '').toLowerCase(), value)
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

export function scriptText(element: Element): string {
  return element.children.map((child) => (child.type === 'text' ? child.data : '')).join('')
}

/** Whether a heading can be the page's headline. */
function isHeadline({ name, attribs }: Element): boolean {
  return name === 'h1' || name === 'h2' || (name === 'h3' && entryTitle.test(attribs.class ?? ''))
}

function isWithinSvg(element: Element): boolean {
  return element.parent?.type === 'tag' && element.parent.name === 'svg'
}

function hrefOf(links: readonly PageLink[], rel: string): string | null {
  return links.find((link) => link.rel === rel && link.element.name === 'link')?.href.trim() ?? null
}

/** @returns an http address, else null */
export function addressOf(text: string | null | undefined): URL | null {
  if (text === null || text === undefined || !/^https?:\/\//i.test(text)) return null
  return URL.parse(text)
}

function sameAddress(url: URL | null, canonical: string | null): (address: string) => boolean {
  const own = new Set(
    [url?.href, addressOf(canonical)?.href].filter((one) => one !== undefined).map(bareAddress),
  )
  return (address) => own.has(bareAddress(address))
}

function bareAddress(address: string): string {
  return address
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/\/$/, '')
}

function sameTitle(...titles: (string | null | undefined)[]): (headline: string) => boolean {
  const own = titles.filter((title) => typeof title === 'string').map((title) => title.toLowerCase())
  return (headline) => {
    const folded = headline.toLowerCase()
    return folded.length > 8 && own.some((title) => title.startsWith(folded) || folded.startsWith(title))
  }
}
