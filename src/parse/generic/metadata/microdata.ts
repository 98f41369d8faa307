import type { Element } from 'domhandler'
import { elementsBelow, textOf } from '../../tree/outline.ts'
import { folded } from '../words.ts'

/** Types of items whose author and date are not the page's. */
const otherType =
  /(?:comment|person|organization|imageobject|videoobject|rating|offer|product|event|listitem|list|navigationelement|wpheader|wpfooter|wpsidebar|citation|answer|place|book)s?\/?$/i
/** Properties that say something of the work that has them. */
const ofWork = /^(?:author|creator|date\w*|headline|keywords|articlesection|publisher)$/i

/**
 * Tells whose properties are the page's own: a property belongs to the item (the nearest `itemscope`) that holds it,
 * and that can be a related story, a cited paper or a comment.
 *
 * @param headings the page's headings h1 and h2
 * @param titles what the page calls itself
 */
export function ownProperties(
  headings: readonly Element[],
  titles: readonly string[],
): (element: Element) => boolean {
  const known = new Map<Element, boolean>()
  const own = titles.map(folded).filter((title) => title.length > 4)
  const isTitle = (text: string) => {
    const one = folded(text)
    return one.length > 4 && own.some((title) => title.includes(one) || one.includes(title))
  }
  const isOwn = (scope: Element): boolean => {
    const { name, attribs } = scope
    if (name === 'html' || name === 'body' || name === 'head') return true
    if (otherType.test(attribs.itemtype ?? '')) return false
    const headline = headlineOf(scope)
    // The question of a page with answers is the page's; those of a list of questions are not.
    if (/question\/?$/i.test(attribs.itemtype ?? '')) return headline !== null && isTitle(headline)
    if (headline !== null) return isTitle(headline)
    return (
      headings
        .slice(0, mostHeadings)
        .some((heading) => isWithin(heading, scope) && isTitle(textOf(heading, 300))) ||
      !['li', 'aside', 'footer', 'nav', 'a'].includes(name)
    )
  }
  return (element) => {
    const property = element.attribs.itemprop ?? ''
    if (!property.split(/\s+/).some((one) => ofWork.test(one))) return true
    const scope = scopeOf(element)
    if (scope === null) return true
    const answer = known.get(scope) ?? isOwn(scope)
    known.set(scope, answer)
    return answer
  }
}

/** @returns the item that a property belongs to; null outside of any */
function scopeOf(element: Element): Element | null {
  let { parent } = element
  for (let levels = 0; parent !== null && levels < mostLevels; levels++, { parent } = parent)
    if (parent.type === 'tag' && parent.attribs.itemscope !== undefined) return parent
  return null
}

/** Pages can be 50,000 levels deep, and their items as large. */
const mostLevels = 200
const mostElements = 500
const mostHeadings = 20

function isWithin(element: Element, ancestor: Element): boolean {
  let at: Element['parent'] = element
  for (let levels = 0; at !== null && at !== ancestor && levels < mostLevels; levels++) at = at.parent
  return at === ancestor
}

/** What an item calls itself; null where it has no headline or name. */
function headlineOf(scope: Element): string | null {
  let seen = 0
  for (const element of elementsBelow(scope)) {
    if (++seen > mostElements) return null
    const property = element.attribs.itemprop
    if (property === undefined || !/^(?:headline|name)$/i.test(property) || scopeOf(element) !== scope)
      continue
    const text = element.attribs.content ?? textOf(element, 300)
    if (text !== '') return text
  }
  return null
}

/** The name of a person's item: beside it stand an office, an address, a picture. */
export function nameOfItem(item: Element): string | undefined {
  let seen = 0
  for (const element of elementsBelow(item)) {
    if (++seen > mostNamed) return undefined
    if (element.attribs.itemprop === 'name') return element.attribs.content ?? textOf(element, 100)
  }
  return undefined
}
const mostNamed = 30
