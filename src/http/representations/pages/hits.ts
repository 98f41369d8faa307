import { type ArticleSummary, excerptLength } from '../../../article.ts'
import { escaped } from '../../../html-text.ts'
import { tagPath } from '../../public-address.ts'
import { directionOf } from '../labels.ts'
import { attribute } from '../markup.ts'
import { link } from './layout.ts'
import { addressOf, articleAddress, type State } from './state.ts'
import { dateWritten, type View, written } from './view.ts'

/** A summary of a list as its page shows it. `snippet`: HTML, escaped already, with the words found in `<mark>`. */
export type Hit = Pick<
  ArticleSummary,
  'id' | 'title' | 'publishedAt' | 'source' | 'tags' | 'language' | 'excerpt'
> & { snippet?: string | undefined }

const mostTags = 5

/**
 * The articles of a list, each with its date, its source, what it begins with or what was found in it, and its tags.
 * @param list the parameters of this page of the list at /articles, so that an article's page leads on in it
 */
export function hitsMarkup(
  view: View,
  hits: readonly Hit[],
  { level = 'h2', list }: { level?: 'h2' | 'h3'; list?: State } = {},
): string {
  const { words } = view
  const items = hits.map((hit) => {
    const facts = [
      hit.publishedAt === null ? words.undated : timeMarkup(view, hit.publishedAt),
      ...(hit.source === null ? [] : [sourceLink(view, hit.source)]),
    ]
    const foreign = attribute('lang', hit.language ?? 'und') + attribute('dir', directionOf(hit.language))
    const text = hit.snippet ?? escaped(whole(hit.excerpt))
    return `<li>
<${level}${foreign}>${link(articleAddress(hit.id, list), hit.title ?? words.untitled)}</${level}>
<p class="facts">${facts.join(' · ')}</p>
${text === '' ? '' : `<p${foreign}>${text}</p>\n`}${tagsMarkup(hit.tags.slice(0, mostTags), foreign)}</li>
`
  })
  return items.length === 0 ? '' : `<ol class="hits">\n${items.join('')}</ol>\n`
}

/** @param at RFC 3339 */
export function timeMarkup(view: View, at: string): string {
  return `<time${attribute('datetime', at)}>${escaped(dateWritten(view, at.slice(0, 10)))}</time>`
}

/** Ends of sentences, with what may stand behind them. */
const sentences = /[。！？!?…؟۔]["'”’」』）)]*|[.]["'”’)]*(?=\s)/g

/** @returns the text of an excerpt to the end of a sentence; where there is none in its second half, `…` says that it goes on */
function whole(excerpt: string): string {
  if (Array.from(excerpt).length < excerptLength) return excerpt
  const end = [...excerpt.matchAll(sentences)].map(({ index, 0: { length } }) => index + length).at(-1) ?? 0
  return end * 2 > excerpt.length ? excerpt.slice(0, end) : `${excerpt.trimEnd()}…`
}

function tagsMarkup(tags: readonly string[], foreign: string): string {
  const items = tags.map((tag) => `<li>${tagLink(tag)}</li>\n`)
  return items.length === 0 ? '' : `<ul class="tags"${foreign}>\n${items.join('')}</ul>\n`
}

export const tagLink = (tag: string, language?: string): string => link(tagPath(tag), tag, language)

/** Values with their counts: tags, names, sources. `markup`: the value, as a link where it has an address. */
export function countedMarkup(
  view: View,
  className: 'tags' | 'facet',
  items: readonly { markup: string; count: number }[],
): string {
  const list = items.map(
    ({ markup, count }) => `<li>${markup} <span class="count">${written(view, count)}</span></li>\n`,
  )
  return list.length === 0 ? '' : `<ul class="${className}">\n${list.join('')}</ul>\n`
}

export const sourceLink = ({ publishers }: View, source: string): string =>
  link(addressOf('/articles', [['source', source]]), publishers.get(source) ?? source, 'und')
