import type { AnyNode, Element } from 'domhandler'
import { weightOf } from '../../tree/characters.ts'
import { collapsed, nextAfter, nextInOrder, textOf } from '../../tree/outline.ts'
import { isWithinArticle } from '../date/elsewhere.ts'
import { marksOf, namesOf } from '../layout/marks.ts'
import { noiseNamed } from '../layout/noise.ts'
import { authorAddress, bylineClass, type Placed } from '../metadata/metadata.ts'
import { shownElement } from '../metadata/place.ts'
import { agencyInFront, isAgency } from '../names/agencies.ts'
import { isOffice } from '../names/callings.ts'
import { koreanReporters } from '../names/korean-bylines.ts'
import { beginsAsByline, isPersonal, isPost, leadingPersons, namesIn } from '../names/names.ts'
import { isPerson } from '../names/persons.ts'
import { headsComments, longestHeading } from '../removals/comment-headings.ts'
import { endsWithOtherRole } from './role-lines.ts'

/** A text that names authors, with where it stands. */
export type Candidate = { rule: string; text: string; where: string }

/**
 * The first element beside the headline that reads as a byline, By Jane Doe or a link to a writer's page, and those
 * right behind it that are made alike: each of several writers can have one.
 */
export function bylineOf(placed: readonly Placed[]): Candidate[] {
  const found: Candidate[] = []
  let last: Placed | null = null
  for (const one of placed) {
    const { element, at } = one
    if (
      last !== null &&
      (at - last.at > 14 ||
        at < last.at ||
        element.attribs.class !== last.element.attribs.class ||
        isTextBetween(last.element, element))
    )
      continue
    const text = bylineIn(element)
    if (text === null) continue
    found.push({ rule: 'byline', text, where: shownElement(element) })
    last = one
  }
  return found
}

/** Whether a paragraph stands between two elements: the second one names another story's writer. */
function isTextBetween(one: Element, other: Element): boolean {
  let node = nextAfter(one, null)
  for (let i = 0; node !== null && node !== other && i < mostBetween; i++, node = nextInOrder(node, null))
    if (
      node.type === 'text' &&
      node.data.length > shortestParagraph / 3 &&
      weightOf(collapsed(node.data)) > shortestParagraph
    )
      return true
  return false
}
const mostBetween = 60
/** Weighted characters */
const shortestParagraph = 90

const quoting: ReadonlySet<string> = new Set(['blockquote', 'figure', 'figcaption', 'aside', 'nav'])

/** What readers write below an article, and whom it quotes: comment-body, blockquote__author */
const commenting =
  /(?:^|\s)(?:(?:comments?|commentlist|replies)(?:[-_](?:list|body|item|content|area|wrap\w*))?(?:\s|$)|(?:block|pull)-?quote)/i

function isQuoted(element: Element): boolean {
  let at: Element['parent'] = element
  for (let i = 0; at !== null && i < 8; i++, at = at.parent)
    if (
      at.type === 'tag' &&
      (quoting.has(at.name) ||
        noiseNamed(marksOf(at)) === 'related articles' ||
        commenting.test(`${at.attribs.class ?? ''} ${at.attribs.id ?? ''}`) ||
        (at.name === 'footer' && !isWithinArticle(at)))
    )
      return true
  return false
}

/** Whether an element is in what is quoted or what readers write. */
export const isByOthers = (element: Element): boolean => isQuoted(element) || isBelowComments(element)

/** Whether an element stands below a heading of comments: it names a reader. */
function isBelowComments(element: Element): boolean {
  let at: Element | null = element
  for (let level = 0; at !== null && level < levelsOfComment; level++) {
    let beside = at.prev
    for (let i = 0; beside !== null && i < mostBeside; i++, beside = beside.prev)
      if (beside.type === 'tag' && headsComments(textOf(beside, longestHeading + 1))) return true
    at = at.parent?.type === 'tag' ? at.parent : null
  }
  return false
}
const levelsOfComment = 5
const mostBeside = 24

const pictureClass = /caption|(?:photo|image)[-_]*credit/i
const creditClass = /credit|descri|about|bio(?:graphy)?(?:$|[\s_-])|title|position/i
const isMarkedAs = (element: Element) =>
  bylineClass.test(namesOf(element)) && !creditClass.test(namesOf(element))

function bylineIn(element: Placed['element']): string | null {
  // Whom an article quotes, or who took its picture, has not written it.
  const before = element.prev?.type === 'text' ? element.prev.data : ''
  if (isByOthers(element) || pictureClass.test(element.attribs.class ?? '') || endsWithOtherRole(before))
    return null
  const koreans = koreanReporters(textOf(element, 120))
  if (koreans.length > 0) return koreans.join(', ')
  const pieces = piecesOf(element)
  if (pieces.length === 0 || pieces.length > 24) return null
  const isMarked = isMarkedAs(element)
  const text = leadingNames(pieces, isMarked)
  const whole = pieces.join(' ')
  if (text === null) return isMarked && whole.length < longestPlain ? agencyInFront(whole) : null
  const names = namesIn(text, true)
  const begins = beginsAsByline(`${text} `)
  if (
    names.length === 0 ||
    names.length > 8 ||
    !names.every((name) => isPersonal(name) || (begins && isAgency(name)))
  )
    return null
  const linked = element.name === 'a' && authorAddress.test(element.attribs.href ?? '')
  const longest = isMarked ? longestMarked : longestPlain
  return begins || linked || whole.length < longest ? text : null
}

/** Names right behind writers' portraits, on lines above the text. */
export function besidePortraits(placed: readonly Placed[], head: readonly string[]): Candidate[] {
  return placed.flatMap(({ element }) => {
    const name = element.name === 'img' && !isQuoted(element) ? firstName(element) : null
    return name !== null && head.some((line) => line.includes(name))
      ? [{ rule: 'byline beside a portrait', text: name, where: shownElement(element) }]
      : []
  })
}

function firstName(portrait: Element): string | null {
  let node = nextAfter(portrait, null)
  for (let i = 0; node !== null && i < nodesBeside; i++, node = nextInOrder(node, null)) {
    const text = node.type === 'text' ? collapsed(node.data) : ''
    if (text === '' || /^(?:by|von|par|por|di)$/i.test(text)) continue
    const names = text.length < longestPlain ? namesIn(text, true) : []
    return names.length === 1 && isPerson(names[0]!) ? names[0]! : null
  }
  return null
}
const nodesBeside = 16

/** What names persons without By is no longer, in an element that calls itself a byline or in another. */
const longestMarked = 90
const longestPlain = 40

/** By | Sophie Foster | Travel News Reporter: the pieces of text up to the one that is no name any more. */
function leadingNames(pieces: readonly string[], isMarked: boolean): string | null {
  const taken: string[] = []
  // Behind the last name stands nothing of a byline.
  let last = 0
  let named = false
  const begun = beginsAsByline(`${pieces[0]} `)
  let isOther = false
  for (const said of pieces) {
    const piece = writing.test(said) ? 'By' : isMarked ? said.replace(interviewed, '') : said
    if (endsWithOtherRole(piece) || picturing.test(piece)) {
      if (named) break
      isOther = true
    }
    // Medically reviewed by Ann Poe, MD | Written by Jane Doe
    if (isOther && !beginsAsByline(`${piece} `)) continue
    isOther = false
    const connector =
      /^(?:[,;·•|/&+]|\p{Ll}{1,3}|[\p{L}:]{2,10})$/u.test(piece) && (!isPersonal(piece) || piece.length < 4)
    const names = namesIn(piece, true)
    const isName = names.length > 0 && names.every((name) => isPersonal(name) || (begun && isAgency(name)))
    if (named && isPost(piece)) continue
    // Travel | By Jane Doe
    if (!named && !begun && beginsAsByline(`${piece} `)) taken.length = 0
    if (isName) {
      // Two names one behind the other, each in an element of its own.
      if (named && !/[,&;]$|\s(?:and|und|et|y|e|och|og|i)$/i.test(taken.at(-1) ?? '')) taken.push(',')
      named = true
      last = taken.push(piece)
    } else if ((begun || isMarked) && !named && leadingPersons(piece).length > 0) {
      last = taken.push(leadingPersons(piece).join(', '))
      named = true
    } else if (named && names.length === 0 && /^\p{Script=Han}{2,}$/u.test(piece)) break
    else if (connector) taken.push(piece)
    else if (named && (isOffice(piece) || reachedAt.test(piece))) continue
    else if (named) break
    else if (beginsAsByline(`${piece} `)) taken.push(piece)
    else return null
  }
  return named ? taken.slice(0, last).join(' ') : null
}

/** How a writer is reached: an e-mail address, a handle, a telephone number. */
const reachedAt = /^(?:\S{0,64}@\S{1,64}|\+?\d[\d ()/-]{5,20})$/

/** Labels in elements of their own, without a colon: Words | Jane Doe | Photographs | John Roe */
const writing = /^(?:words|text|texte|texto|testo|tekst|story|written)$/i
/** In a byline's own element, in front of who asked. */
const interviewed =
  /^(?:interview|gespräch|entretien|entrevista|intervista|wywiad|rozhovor|интервью|інтерв’ю) ?: (?=\p{Lu})/iu
const picturing =
  /^(?:photograph(?:s|y|er)|photos?|pictures|images|illustrations?|fotos?|fotograf(?:ie|ías?|i)?|bilder|photographies)$/i

/** What accounts say of themselves beside their names: class="AuthorInfo-badge" */
const aboutWriter =
  /badge|(?:^|[\s_-])(?:bio(?:graphy)?|motto|slogan|intro(?:duction)?|descri\w*|occupation|role|position|job-?title|designation)(?:$|[\s_-])/i

const tellsOfWriter = ({ attribs }: Element): boolean => aboutWriter.test(attribs.class ?? '')

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
    const isSkipped =
      node.type === 'script' || node.type === 'style' || (node.type === 'tag' && tellsOfWriter(node))
    node = isSkipped ? nextAfter(node, element) : nextInOrder(node, element)
  }
  return length < 400 ? pieces : []
}
