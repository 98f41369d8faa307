import type { AnyNode, Document, Element } from 'domhandler'
import type { Found } from '../../fields.ts'
import { collapsed, elementsBelow, nextInOrder, textOf } from '../../tree/outline.ts'
import { anyOf, marksOf, telling } from '../layout/marks.ts'
import { isObject, type Json, textsOf } from '../metadata/json-ld.ts'
import type { Metadata } from '../metadata/metadata.ts'
import { shownElement } from '../metadata/place.ts'
import type { SiteNames } from '../metadata/sites.ts'
import { folded, unescaped } from '../words.ts'

/** A section's name is a few words. */
const longestName = 40
/** A breadcrumb is one line; what is longer is a menu. */
const longestTrail = 400
const mostCrumbs = 10

/** Names of `<meta>` with the section, most trusted first. */
const metaNames = [
  'article:section',
  'og:article:section',
  'articlesection',
  'parsely-section',
  'section',
  'columnname',
]

/** Class names, identifiers and roles of breadcrumbs. */
const breadcrumb = anyOf(
  'breadcrumb breadcrumbs bread-crumb bread-crumbs crumb crumbs breadcrumb-* mianbaoxie',
)
/** In front of a Chinese breadcrumb: 您的位置：, 当前位置： */
const label = /^[您你]?(?:[当當]前|[现現]在|目前)?的?(?:所在)?(?:的?位置|位於|位于)\s*(?:[:：]|是|$)\s*/u
/** At the end of a Chinese breadcrumb, in place of the headline. */
const ownPage = /^(?:正文|内文|內文|文章正文|[新]?[闻聞]?正文|[详詳][细細]?[内內]容|[详詳]情)$/u
const home =
  /^(?:home(?:page)?|start(?:seite)?|accueil|inicio|início|portada|hjem|forside|hem|etusivu|strona główna|ana sayfa|главная(?: страница)?|головна|beranda|trang chủ|トップ(?:ページ)?|ホーム|홈|الرئيسية|.{0,12}(?:首[页頁]|主[页頁]))$/iu
const frontPage = /^(?:https?:\/\/[^/?#]+)?\/?(?:index\.\w{3,5})?$/i

/** A step of a breadcrumb. */
type Crumb = { name: string; isHome: boolean }

/**
 * Reads the section or column that the page stands in: JSON-LD articleSection, `article:section`, the last step of the
 * breadcrumb (schema.org BreadcrumbList, or the visible one) that is neither the front page nor the article itself.
 *
 * @param title the headline
 * @returns null where the page names none
 */
export function readSection(
  document: Document,
  metadata: Metadata,
  title: string | null,
  site: SiteNames,
): Found<string> | null {
  const isName = nameTest(title, site)
  for (const { rule, texts } of declared(metadata)) {
    const name = texts.map(unescaped).map(collapsed).find(isName)
    if (name !== undefined) return { value: name, rule, where: name }
  }
  for (const list of breadcrumbLists(metadata.linked.objects)) {
    const name = lastName(crumbsIn(list), isName)
    if (name !== undefined)
      return { value: name, rule: 'JSON-LD BreadcrumbList', where: JSON.stringify(list).slice(0, 200) }
  }
  // WordPress: <a rel="category tag">
  for (const { rel, element } of metadata.links) {
    const name = /(?:^|\s)category(?:\s|$)/.test(rel) && element.name === 'a' ? textOf(element, 60) : ''
    if (isName(name)) return { value: name, rule: 'rel category', where: shownElement(element) }
  }
  for (const element of trailsIn(document)) {
    const crumbs = crumbsBelow(element)
    const name = crumbs.length > mostCrumbs ? undefined : lastName(crumbs, isName)
    if (name !== undefined) return { value: name, rule: 'breadcrumb', where: shownElement(element) }
  }
  return null
}

/** @returns what tells whether a text names a section, and not the site, its front page or the article */
function nameTest(title: string | null, site: SiteNames): (text: string) => boolean {
  const headline = folded(title ?? '')
  return (text) => {
    const name = folded(text)
    if (name === '' || text.length > longestName || /^\d+$/.test(name) || /^https?:/i.test(text)) return false
    if (home.test(text) || ownPage.test(text) || site.includes(text)) return false
    // Breadcrumbs cut long headlines.
    return name !== headline && !(name.length > 8 && headline.startsWith(name))
  }
}

function* declared({ linked, metas, properties }: Metadata): Generator<{ rule: string; texts: string[] }> {
  yield { rule: 'JSON-LD articleSection', texts: textsOf(linked.article?.articleSection) }
  for (const name of metaNames) yield { rule: `meta ${name}`, texts: [...(metas.get(name) ?? [])] }
  const marked = (properties.get('articlesection') ?? []).map(
    ({ element }) => element.attribs.content ?? textOf(element, longestTrail),
  )
  yield { rule: 'itemprop articleSection', texts: marked }
}

/** Breadcrumbs stand beside the page's object, or in its `breadcrumb`. */
function breadcrumbLists(objects: readonly Json[]): Json[] {
  return objects
    .flatMap((object) => [object, object.breadcrumb].flat())
    .filter(isObject)
    .filter((object) => textsOf(object['@type']).some((type) => /(?:^|[/#:])BreadcrumbList$/i.test(type)))
}

function crumbsIn({ itemListElement }: Json): Crumb[] {
  const items = [itemListElement].flat().filter(isObject).slice(0, mostCrumbs)
  const placed = items.map((item, index) => ({ item, position: Number(item.position ?? index) }))
  return placed
    .sort((a, b) => a.position - b.position)
    .map(({ item: { name, item } }) => {
      const text = textsOf(name)[0] ?? (isObject(item) ? textsOf(item.name)[0] : undefined) ?? ''
      const address = isObject(item) ? (item['@id'] ?? item.url) : item
      return {
        name: collapsed(unescaped(text)),
        isHome: typeof address === 'string' && frontPage.test(address),
      }
    })
}

function lastName(crumbs: readonly Crumb[], isName: (text: string) => boolean): string | undefined {
  return crumbs.findLast(({ name, isHome }) => !isHome && isName(name))?.name
}

/** Elements that are breadcrumbs by their marks, or by what Chinese pages write at their start or end. */
function* trailsIn(document: Document): Generator<Element> {
  for (const element of elementsBelow(document)) {
    if (element.name === 'body' || element.name === 'html' || element.name === 'script') continue
    const isMarked =
      mayBeMarked(element) &&
      (breadcrumb.test(marksOf(element)) ||
        /BreadcrumbList/i.test(element.attribs.itemtype ?? element.attribs.typeof ?? '') ||
        /^breadcrumbs?$/i.test(element.attribs['aria-label'] ?? ''))
    const trail = isMarked ? element : element.children.some(isTelling) ? whole(element) : null
    if (trail !== null && textOf(trail, longestTrail + 1).length <= longestTrail) yield trail
  }
}

const ofType = new Set(['itemtype', 'typeof'])

/** A plain search of the attributes spares most elements the pattern. */
function mayBeMarked({ attribs }: Element): boolean {
  for (const name in attribs)
    if ((telling.has(name) || ofType.has(name)) && /crumb|mianbaoxie/i.test(attribs[name]!)) return true
  return false
}

/** 当前位置：, or > 正文 */
function isTelling(node: AnyNode): boolean {
  if (node.type !== 'text' || node.data.length > 200) return false
  if (!node.data.includes('位置') && !node.data.includes('正文')) return false
  const text = collapsed(node.data)
  return label.test(text) || /(?:^|[>＞›»→]\s*)正文$/u.test(text)
}

/** The element with the other steps, where a label or the last step has an element of its own. */
function whole(element: Element): Element | null {
  if (crumbsBelow(element).length > 1) return element
  const { parent } = element
  return parent?.type === 'tag' && crumbsBelow(parent).length > 1 ? parent : null
}

/** A link is one step, whatever its text holds; other text is taken apart. */
function crumbsBelow(element: Element): Crumb[] {
  const crumbs: Crumb[] = []
  for (let node = nextInOrder(element, element); node !== null; node = nextInOrder(node, element)) {
    if (crumbs.length > mostCrumbs) break
    if (node.type !== 'text' || isCode(node.parent)) continue
    const link = linkAround(node, element)
    const text = collapsed(node.data).replace(label, '')
    const names = link === null ? text.split(/ ?[>＞›»→≫|｜\\]+ ?|(?:^| )[/·•-](?: |$)/u) : [text]
    const isHome = link !== null && frontPage.test(link.attribs.href?.trim() ?? '-')
    for (const name of names) if (/[\p{L}\p{N}]/u.test(name)) crumbs.push({ name, isHome })
  }
  return crumbs
}

function isCode(parent: AnyNode | null): boolean {
  return parent !== null && 'name' in parent && (parent.name === 'script' || parent.name === 'style')
}

function linkAround(node: AnyNode, end: Element): Element | null {
  for (let at = node.parent; at !== null && at !== end; at = at.parent)
    if (at.type === 'tag' && at.name === 'a') return at
  return null
}
