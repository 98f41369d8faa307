import type { Element } from 'domhandler'
import type { Found } from '../../fields.ts'
import { isElement } from '../../tree/elements.ts'
import { collapsed, elementsBelow, textOf } from '../../tree/outline.ts'
import { isObject } from '../metadata/json-ld.ts'
import type { Metadata, Placed } from '../metadata/metadata.ts'
import { shownElement } from '../metadata/place.ts'
import type { SiteNames } from '../metadata/sites.ts'
import { folded, unescaped } from '../words.ts'
import { keywordsInLines, labelLength, writtenKeywords } from './keyword-labels.ts'

/** A keyword is a few words; what is longer is a sentence or a list that was not taken apart. */
const longest = 80
/** More links than this are a menu or an index of topics. */
const mostLinks = 30
/** As many elements that call themselves lists of keywords are looked into. */
const mostLists = 20

/** Names of `<meta>` with keywords, most trusted first. */
const metaNames =
  'news_keywords keywords article:tag og:article:tag parsely-tags sailthru.tags lp.article:tag cxenseparse:epi-tags dc.subject dcterms.subject tags article.tags'.split(
    ' ',
  )

/**
 * The keywords: what most of the page's voices say, JSON-LD first, then metadata, then the page's own links to its
 * keywords' pages; the links where they say all of it and more. What the article is about stands for them where there
 * are none.
 *
 * @param title the number of the headline's element; null where it was not found
 * @param lines those around the text, which can hold fields
 */
export function readTags(
  metadata: Metadata,
  title: number | null,
  site: SiteNames,
  lines: readonly string[],
): Found<string>[] {
  const shown = [...shownLists(metadata, title), tagsOf('field of keywords', keywordsInLines(lines))]
  const lists = [...sources(metadata)]
    .map(({ rule, texts }) => tagsOf(rule, texts))
    .concat(shown)
    .filter((tags) => !tags.every(({ value }) => site.includes(value)) && !isHeadline(tags, metadata))
  const keys = lists.map(keysOf)
  const votes = keys.map((own) => keys.filter((other) => isWithin(own, other) && isWithin(other, own)).length)
  const about = () => tagsOf('JSON-LD about', linkedKeywords(metadata.linked.article?.about))
  const best = lists[votes.indexOf(Math.max(...votes))] ?? about()
  return shown.find((tags) => isWithin(keysOf(best), keysOf(tags))) ?? best
}

function keysOf(tags: readonly Found<string>[]): Set<string> {
  return new Set(tags.map(({ value }) => folded(value)))
}

function isWithin(tags: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...tags].every((tag) => others.has(tag))
}

function* sources({ linked, metas, properties }: Metadata): Generator<{ rule: string; texts: string[] }> {
  const fromLinked = linkedKeywords(linked.article?.keywords)
  const commas = fromLinked.some((text) => /[,;、]/.test(text)) || fromLinked.length > 1
  // Words strung together by spaces say less than the same words in a list elsewhere.
  if (commas || fromLinked.every((text) => text.split(' ').length < 4))
    yield { rule: 'JSON-LD keywords', texts: fromLinked }
  for (const name of metaNames) yield { rule: `meta ${name}`, texts: [...(metas.get(name) ?? [])] }
  const marked = (properties.get('keywords') ?? []).map(
    ({ element }) => element.attribs.content ?? textOf(element, 400),
  )
  yield { rule: 'itemprop keywords', texts: marked }
}

function linkedKeywords(value: unknown): string[] {
  const texts: string[] = []
  for (const one of Array.isArray(value) ? value.flat() : [value]) {
    if (typeof one === 'string') texts.push(one)
    else if (isObject(one) && typeof one.name === 'string') texts.push(one.name)
  }
  return texts
}

function tagsOf(rule: string, texts: readonly string[]): Found<string>[] {
  const tags: Found<string>[] = []
  const seen = new Set<string>()
  for (const text of texts)
    for (const part of keywordsIn(unescaped(text))) {
      const value = cleaned(part)
      const key = folded(value)
      if (value === '' || key === '' || seen.has(key)) continue
      seen.add(key)
      tags.push({ value, rule, where: text.slice(0, 200) })
    }
  return tags
}

/**
 * The keywords of a list: between commas; where it has none between bars; where it has neither, and holds Chinese or
 * Japanese, which have no blanks inside their words, between blanks.
 */
function keywordsIn(list: string): string[] {
  if (/[,;、，；،]/.test(list)) return list.split(/[,;、，；،]|\s[|｜]\s/)
  if (/[|｜]/.test(list)) return list.split(/[|｜]/)
  if (/^\p{Script=Han}[^/]*(?:\/[^/]+){2,}$/u.test(list)) return list.split('/')
  const words = list.trim().split(/\s+/)
  const isUnspaced = words.length > 2 || words.every((word) => /^\p{Script=Han}+$/u.test(word))
  return isUnspaced && words.filter((word) => unspaced.test(word)).length > words.length / 2 ? words : [list]
}

/** A word of Chinese, or of Japanese, which has no blanks either. */
const unspaced = /^(?=.*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\P{Script=Hangul}+$/u

/** Without marks of machines: `NLP Entity Tokens: Jasper`, ids, addresses, `tag=value`. */
function cleaned(part: string): string {
  const value = collapsed(part)
    .replace(/^(?:sections?|topics?|organi[sz]ations?|persons?|places?|story|categor(?:y|ies)|tags?)\//i, '')
    .replace(/^[#"'“”«»[\]()\s-]+|(?<!["'“”«»[\]\s-])["'“”«»[\]\s-]+$/g, '')
  if (
    value.length > longest ||
    /^[\d\s./-]+$/.test(value) ||
    /https?:|=|^www\.|\.(?:com|net|org)$/i.test(value)
  )
    return ''
  if (/_/.test(value) && !value.includes(' ')) return ''
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) return ''
  const labelled = /^(?:[\p{L}-]+ ){0,3}[\p{L}-]+:(.+)$/u.exec(value)
  return labelled === null
    ? value
    : /^(?:nlp entity|keyword|tag|topic)/i.test(value)
      ? labelled[1]!.trim()
      : ''
}

/** Keywords that are the headline cut into words say nothing of what the page is about. */
function isHeadline(tags: readonly Found<string>[], { title, metas, url }: Metadata): boolean {
  const words = tags.map(({ value }) => value).join('-')
  if (tags.length > 3 && url?.pathname.includes(words) === true) return true
  if (tags.length > 1) return false
  const own = folded(tags[0]!.value)
  return [title, metas.get('og:title')?.[0]].some(
    (one) => one !== null && one !== undefined && own.length > 20 && folded(one).startsWith(own),
  )
}

/** The first group of links to keywords' pages behind the headline that is no menu, by what tells that they are: */
function shownLists(metadata: Metadata, title: number | null): Found<string>[][] {
  const isBehind = ({ at }: Placed) => title === null || at > title
  const byRel = metadata.links.filter(
    ({ rel, element }) => element.name === 'a' && /(?:^|\s)tag(?:$|\s)/.test(rel) && !/category/.test(rel),
  )
  const byAddress = metadata.keywordLinks.filter((link) => isBehind(link) && isLabel(link.element))
  const byClass = metadata.keywords
    .filter(isBehind)
    .slice(0, mostLists)
    .map(linksIn)
    .filter(({ length }) => length > 1 && length <= mostLinks)
  const written = metadata.keywords
    .filter((list) => isBehind(list) && isLabel(list.element))
    .slice(0, mostLists)
    .map(({ element }) => tagsOf('keywords behind their label', writtenKeywords(element)))
    .filter(
      (tags) => tags.length > 1 && tags.length <= mostLinks && tags.every(({ value }) => value.length < 50),
    )
  const linked = [groupsOf(byRel.filter(isBehind)), groupsOf(byAddress), byClass].flatMap((groups) => [
    groups.map(linkTexts).find((tags) => tags.length > 0) ?? [],
  ])
  return [...linked, ...written.slice(0, 1)]
}

/** The links of an element that calls itself a list of keywords; none where it holds other text as well. */
function linksIn({ element: list }: Placed): Element[] {
  if (!isLabel(list)) return []
  const links = [...elementsBelow(list)].filter(
    ({ name, attribs }) => name === 'a' && attribs.href !== undefined,
  )
  const length = links.reduce((sum, link) => sum + textOf(link, 120).length, 0)
  const whole = textOf(list, 2000).length - labelLength(list)
  return length > 0 && length >= whole * 0.5 ? links : []
}

function linkTexts(links: readonly Element[]): Found<string>[] {
  const tags: Found<string>[] = []
  for (const link of links) {
    const value = cleaned(textOf(link, 120))
    if (value !== '' && value.length < 50 && !tags.some((tag) => folded(tag.value) === folded(value)))
      tags.push({ value, rule: 'keyword links', where: shownElement(link) })
  }
  return tags
}

/** Links that stand side by side in one list; those of several links first. */
function groupsOf(links: readonly Placed[]): Element[][] {
  const groups: { last: number; list: unknown; links: Element[] }[] = []
  for (const { element, at } of links) {
    const last = groups.at(-1)
    const list = listOf(element)
    if (last !== undefined && at - last.last < 9 && (last.list === list || last.list === element.parent)) {
      last.links.push(element)
      last.last = at
    } else groups.push({ last: at, list, links: [element] })
  }
  const fitting = groups.map((group) => group.links).filter(({ length }) => length <= mostLinks)
  return [...fitting.filter(({ length }) => length > 1), ...fitting.filter(({ length }) => length === 1)]
}

/** What holds the items of a list: a link's parent where other elements stand beside it, else its grandparent. */
function listOf({ parent, prev, next }: Element): unknown {
  if (parent === null) return null
  const beside = [prev, prev?.prev, next, next?.next].some((node) => node?.type === 'tag')
  return beside ? parent : parent.parent
}

/** Heads what everybody reads, not what this page is about: Popular tags, 热门标签 */
const popular = /^(?:popular|trending|hot|top|all|most)\b|^(?:热门|熱門|热点|熱點|最热|全部|所有)/iu

function isHeadedAsPopular({ children }: { children: Element['children'] }): boolean {
  const first = children.find(isElement)
  return first !== undefined && first.name !== 'a' && popular.test(textOf(first, 40))
}

/** What calls itself a menu, or a list of what everybody reads. */
const menu =
  /(?:^|[\s_-])(?:nav|navi|menu|navbar|navigation|breadcrumbs?|trending|most-?read|popular)(?:$|[\s_-])/i

/** Whether a link stands by itself: not in a sentence, a headline, a menu or a teaser. */
function isLabel(link: Element): boolean {
  let inFooter = false
  let at: Element['parent'] = link.parent
  for (let i = 0; at !== null && i < 40; i++, at = at.parent) {
    if (at.type !== 'tag') continue
    if (
      /^(?:nav|header|aside|h[1-6])$/.test(at.name) ||
      (i < 4 && menu.test(at.attribs.class ?? '')) ||
      (i < 2 && isHeadedAsPopular(at))
    )
      return false
    if (at.name === 'footer') inFooter = true
    // An article has a footer of its own.
    if (at.name === 'article' || at.name === 'main') return true
    if (at.name === 'p' && i < 4 && textOf(at, 400).length > textOf(link, 120).length * 3 + 40) return false
  }
  return !inFooter
}
