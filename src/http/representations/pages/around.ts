import { articlePath } from '../../public-address.ts'
import type { Around, Place, SimilarHit } from '../facts.ts'
import { directionOf } from '../labels.ts'
import { attribute } from '../markup.ts'
import { sourceLink, timeMarkup } from './hits.ts'
import { link } from './layout.ts'
import type { View } from './view.ts'

/** The ways through the list that the reader came from; nothing where it was none. */
export function placeNav({ words }: View, place: Place | null | undefined, name: string): string {
  if (!place) return ''
  const ways = [
    place.previous === null
      ? ''
      : `<a rel="prev"${attribute('href', place.previous)}>← ${words.previousArticle}</a>`,
    link(place.list, words.backToList),
    place.next === null ? '' : `<a rel="next"${attribute('href', place.next)}>${words.nextArticle} →</a>`,
  ].filter((way) => way !== '')
  return `<nav class="place-in-list"${attribute('aria-label', name)}><p>${ways.join(' · ')}</p></nav>\n`
}

/** Articles that share text with this one, each with how much. */
export function similarMarkup(view: View, around: Around | undefined): string {
  const { words } = view
  if (around === undefined || around.similar.length === 0) return ''
  const items = around.similar.map((hit) => itemOf(view, hit))
  return `<aside${attribute('aria-label', words.similar)}>
<h2>${words.similar}</h2>
<ul class="hits">
${items.join('')}</ul>
</aside>
`
}

function itemOf(view: View, hit: SimilarHit): string {
  const { words } = view
  const foreign = attribute('lang', hit.language ?? 'und') + attribute('dir', directionOf(hit.language))
  const facts = [
    `${hit.kind === 'reprint' ? words.reprint : words.sharesPassages} (${Math.round(hit.similarity * 100)} %)`,
    ...(hit.publishedAt === null ? [] : [timeMarkup(view, hit.publishedAt)]),
    ...(hit.source === null ? [] : [sourceLink(view, hit.source)]),
  ]
  return `<li>
<h3${foreign}>${link(articlePath(hit.id), hit.title ?? words.untitled)}</h3>
<p class="facts">${facts.join(' · ')}</p>
</li>
`
}
