import type { Element, ParentNode } from 'domhandler'
import { weightOf } from '../../tree/characters.ts'
import { elementsBelow, textOf } from '../../tree/outline.ts'
import { marksOf } from '../layout/marks.ts'
import { noiseNamed, noiseOf } from '../layout/noise.ts'
import { authorAddress } from '../metadata/metadata.ts'
import { countsComments } from '../removals/comment-headings.ts'
import { folded } from '../words.ts'

/** Where the article is: elements around the headline and its first paragraph, and the numbers of the text's ends. */
export type Scope = {
  spine: ReadonlySet<ParentNode>
  title: string
  first: number
  last: number
  /** What is known of elements: whether they are another story's, a comment or the like. */
  known: Map<Element, boolean>
}

/** What says that an element is no part of the article. */
const elsewhere = new Set([
  'navigation',
  'page footer',
  'comments',
  'related articles',
  'advertisement',
  'caption',
  'media player',
  'hidden',
])
/** The end of an article is called a footer as well as that of a page. */
const ofArticle = /-(?:article|entry|post|story|news)-/

/** As many elements of a card are looked at. */
const sizeOfCard = 80

/** @returns whether an element belongs to a comment, a caption, or the card of another story */
export function isElsewhere(element: Element, scope: Scope): boolean {
  for (let at: ParentNode | null = element; at !== null; at = at.parent) {
    const isAround = scope.spine.has(at)
    if (isAround && at !== element) return false
    if (at.type !== 'tag') continue
    const isForeign =
      scope.known.get(at) ??
      (isNoise(at) || isCard(at, scope.title) || (!isAround && holdsOtherHeadline(at, scope.title)))
    scope.known.set(at, isForeign)
    if (isForeign) return true
  }
  return false
}

function isNoise(element: Element): boolean {
  const marks = marksOf(element)
  const reason = noiseOf({ element, marks })
  // An aside can hold the headline's date; its class says more.
  const telling = reason === 'aside' ? noiseNamed(marks) : reason
  if (telling === 'page footer' && (ofArticle.test(marks) || isWithinArticle(element))) return false
  return telling !== null && elsewhere.has(telling)
}

/** schema.org's types of articles */
const article = /(?:Article|Posting)$/

/** As many elements above one are looked at. */
const levels = 8

/** Whether an element is of an article, not of the page around it: articles have footers of their own. */
export function isWithinArticle(element: Element): boolean {
  let at: ParentNode | null = element.parent
  for (let i = 0; at !== null && i < levels; i++, at = at.parent)
    if (at.type === 'tag' && (at.name === 'article' || article.test(at.attribs.itemtype ?? ''))) return true
  return false
}

const listItems = new Set(['li', 'tr', 'dd'])

/** Whether an element is one of a list of stories: it holds a linked headline, and so does one like it beside it. */
function isCard(element: Element, title: string): boolean {
  const { name, attribs } = element
  const least = listItems.has(name)
    ? lengthOfHeadline
    : name === 'div' && attribs.class
      ? 2 * lengthOfHeadline
      : null
  if (least === null) return false
  const isAlike = (one: Element | null) =>
    one !== null &&
    one.name === name &&
    one.attribs.class === attribs.class &&
    holdsHeadlineLink(one, title, least)
  return isAlike(element) && (isAlike(besideOf(element, 'prev')) || isAlike(besideOf(element, 'next')))
}

function besideOf(element: Element, side: 'prev' | 'next'): Element | null {
  let at = element[side]
  while (at !== null && at.type !== 'tag') at = at[side]
  return at
}

function holdsHeadlineLink(parent: Element, title: string, least: number): boolean {
  let seen = 0
  for (const element of elementsBelow(parent)) {
    if (++seen > sizeOfCard) return false
    if (element.name !== 'a') continue
    const text = folded(textOf(element, 300))
    if (text !== title && weightOf(text) > least) return true
  }
  return false
}

/** Whether the headline of another story stands in an element: a heading, of some length, that is a link or has a linked picture beside it. */
function holdsOtherHeadline(parent: Element, title: string): boolean {
  let seen = 0
  let isPictured = false
  for (const element of elementsBelow(parent)) {
    if (++seen > sizeOfCard) return false
    if (element.name === 'img') isPictured ||= isLinked(element)
    if (!/^h[1-6]$/.test(element.name)) continue
    const text = folded(textOf(element, 300))
    const isLink = isPictured || parent.name === 'a' || isLinked(element) || holdsLink(element)
    if (isLink && text !== title && weightOf(text) > lengthOfHeadline && !countsComments(text)) return true
  }
  return false
}

/** Whether a picture or a heading is what a link holds, and the link is to no writer's page. */
function isLinked({ parent }: Element): boolean {
  const link = parent?.type === 'tag' && parent.name === 'picture' ? parent.parent : parent
  return link?.type === 'tag' && link.name === 'a' && !authorAddress.test(link.attribs.href ?? '')
}

const lengthOfHeadline = 15

function holdsLink(parent: Element): boolean {
  for (const { name } of elementsBelow(parent)) if (name === 'a') return true
  return false
}
