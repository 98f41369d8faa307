import { textOf } from '../../tree/outline.ts'
import { namesOf } from '../layout/marks.ts'
import { bylineClass, type Metadata, type Placed } from '../metadata/metadata.ts'
import { nameOfItem } from '../metadata/microdata.ts'
import { nearTitle, shownElement } from '../metadata/place.ts'
import { isUserName } from '../names/said-lines.ts'
import { type Candidate, isByOthers } from './byline-elements.ts'

/** What an element of class author-name holds, whatever its shape: Newsdesk, Podium Staff, anna thorne. */
export function namedByClass({ element }: Placed): Candidate[] {
  const { class: marks = '', href = '' } = element.attribs
  const isLink = element.name === 'a' && /author/.test(href) && /author(?:$|\s)/.test(marks)
  if (!isLink && !/(?:author|creator|writer|byline|nick|user)[-_]*name/i.test(marks)) return []
  const text = textOf(element, 80)
  return text.length < 40 && !isByOthers(element)
    ? [{ rule: 'byline by its class', text, where: shownElement(element) }]
    : []
}

/** A writer of one word, by whom the page links to a writer's page or whom it marks as its author: Jochen. */
export function oneWordNames(
  { links, properties, bylines, authorLinks }: Metadata,
  title: number | null,
): Candidate[] {
  const placed = [
    ...links.filter(({ rel }) => rel.split(/\s+/).includes('author')),
    ...(properties.get('author') ?? []),
    ...authorLinks.filter(isOfWriter),
    ...bylines.filter(({ element }) =>
      /(?:^|\s)(?:author|\S{1,40}(?:--|__)author|fn|lj-?user|(?:big)?user-?name)(?:$|\s)/.test(
        namesOf(element),
      ),
    ),
  ]
  for (const { element } of nearTitle(placed, title)) {
    const text = nameOfItem(element) ?? textOf(element, 40)
    if (
      /^\p{L}[\p{L}\p{Nd}._'’-]{1,23}$/u.test(text) &&
      !isNobody.test(text) &&
      !initials.test(text) &&
      !isByOthers(element)
    ) {
      const rule = isUserName(text) ? 'user of one word' : 'author of one word'
      return [{ rule, text, where: shownElement(element) }]
    }
  }
  return []
}

/** Whether a link to a user stands in an element for the writer, or beside a day. */
function isOfWriter({ element: { parent } }: Placed): boolean {
  if (parent?.type !== 'tag') return false
  const line = bylineClass.test(parent.attribs.class ?? '') ? null : textOf(parent, longestLine + 1)
  return (
    line === null ||
    (line.length < longestLine && /\d{4}[-/.年]\d{1,2}[-/.月]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}/u.test(line))
  )
}
const longestLine = 100

/** amw: with what agencies and papers sign. */
const initials = /^\p{Ll}{2,3}$/u

/** What content systems call whoever writes for a house. */
export const isNobody =
  /^(?:authors?|autore?s?|auteurs?|autor(?:in|ka)?|admin\w*|editor(?:ial)?s?|redak\w+|redac\w+|rédac\w+|staff|team|news\w*|web\w*|press\w*|by|von|par|por|di|da|guest|anonymous|anonym|user|moderator|home|blog|follow|share|more|profile|posts?)$/iu
