import { escaped } from '../../../html-text.ts'
import type { ArticleSort, FacetName } from '../../../query.ts'
import { publicPath } from '../../public-address.ts'
import { epubType } from '../epub.ts'
import { attribute } from '../markup.ts'
import { formMarkup } from './filter-form.ts'
import { countedMarkup, type Hit, hitsMarkup } from './hits.ts'
import { type Alternate, jsonForm, link, pagesNav, roomPage } from './layout.ts'
import { type ListCurve, listCurveMarkup } from './list-curve.ts'
import { addressOf, filtersIn, type State, stateOf, without } from './state.ts'
import { articlesIn, type View } from './view.ts'

export type ListFacts = {
  hits: readonly Hit[]
  /** Of the whole list; undefined while it is being counted. */
  counts:
    | {
        total: number
        facets: Partial<Record<FacetName, readonly { value: string; count: number }[]>>
        curve: ListCurve
      }
    | undefined
  sort: ArticleSort
  next: string | null
  /** Sources that a reader may choose. */
  sources: readonly string[]
  /** Of an empty list: how many articles it would hold without one of its filters. */
  looser: readonly { state: State; name: string; value: string; total: number }[]
}

/** Values of a facet that a page shows. */
export const mostValues = 8

/** The list of articles: its filters as a form, its counts, its hits. */
export function articlesPage(view: View, facts: ListFacts): string {
  const { words, url } = view
  const state = stateOf(url)
  const filters = filtersIn(state)
  const q = filters.find(([name]) => name === 'q')?.[1]
  const main = `<h1>${headingMarkup(view, filters)}</h1>
<div class="columns">
<div>
${chosenMarkup(view, state)}${formMarkup(view, facts, state)}${facetsMarkup(view, facts, state)}</div>
<section aria-label="${words.results}">
${countsMarkup(view, facts)}${facts.counts?.total === 0 ? nothingMarkup(view, facts, filters) : hitsMarkup(view, facts.hits, { list: without(state, 'format', 'fields', 'facet', 'count', 'lang', 'script', 'compare', 'share') })}${pagesNav(view, facts.next)}</section>
</div>
`
  const alternates = [...listForms('/articles', state), bookForm(state)]
  return roomPage(view, { title: titleOf(url, words.articles), main, q, alternates })
}

/** How many articles the list has, and their curve. */
const countsMarkup = (view: View, { counts }: ListFacts): string =>
  counts === undefined
    ? `<p class="facts">${view.words.counting} ${link(addressOf('/articles', stateOf(view.url)), view.words.showCounts)}</p>\n`
    : `<p class="facts">${articlesIn(view, counts.total)}</p>\n${listCurveMarkup(view, counts.curve)}`

/** @returns what a list is called: by its filters */
export const titleOf = (url: string, name = 'Broadsheet'): string =>
  [name, ...filtersIn(stateOf(url)).map(([, value]) => value)].join(' · ').slice(0, 200)

const bookForm = (state: State): Alternate => ({
  label: 'EPUB',
  type: epubType,
  href: addressOf('/articles', [
    ...without(state, 'format', 'limit', 'lang', 'script', 'compare', 'share'),
    ['format', 'epub'],
  ]),
})

/** A list of one source or one name is its page; a search names its words. */
function headingMarkup({ words, publishers }: View, filters: State): string {
  const [name, value = ''] =
    filters.length === 1 ? (filters[0] ?? []) : (filters.find(([own]) => own === 'q') ?? [])
  if (name === 'source') return `<span lang="und">${escaped(publishers.get(value) ?? value)}</span>`
  if (name === 'credit') return `<span lang="und">${escaped(value)}</span>`
  return name === 'q'
    ? `${words.articles}${words.colon}<span lang="und">${escaped(value)}</span>`
    : words.articles
}

/** A list for programs and newsreaders. */
export function listForms(path: string, state: State, feedState = filtersIn(state)): Alternate[] {
  return [
    jsonForm(path, state),
    { label: 'Atom', type: 'application/atom+xml', href: addressOf('/feed.atom', feedState) },
    { label: 'JSON Feed', type: 'application/feed+json', href: addressOf('/feed.json', feedState) },
  ]
}

/** @returns what a reader calls a filter, and its value */
function shownFilter({ words, publishers }: View, [name, value]: State[number]): [string, string] {
  const label = name === 'q' ? words.searchField : (words as Partial<Record<string, unknown>>)[name]
  return [String(label ?? name), name === 'source' ? (publishers.get(value) ?? value) : value]
}

function chosenMarkup(view: View, state: State): string {
  const { words } = view
  const filters = filtersIn(state)
  if (filters.length === 0) return ''
  const items = filters.map((filter) => {
    const rest = without(state, 'cursor', 'lang', 'script').filter(
      (one) => one[0] !== filter[0] || one[1] !== filter[1],
    )
    // Relevance is an order of a search alone.
    const kept =
      filter[0] === 'q' ? rest.filter(([name, value]) => name !== 'sort' || value !== 'relevance') : rest
    const [label, shown] = shownFilter(view, filter)
    const name = `${words.remove} ${label}${words.colon}${shown}`
    return `<li>${label}${words.colon}<span lang="und">${escaped(shown)}</span> <a class="remove"${attribute('href', addressOf('/articles', kept))}${attribute('aria-label', name)}>${words.remove}</a></li>\n`
  })
  return `<h2>${words.chosen}</h2>\n<ul class="tags">\n${items.join('')}</ul>\n`
}

/** The facets that the page shows, each under the word of its name. */
export const shownFacets = ['source', 'tag', 'credit', 'year'] as const

function facetsMarkup(view: View, { counts, hits }: ListFacts, state: State): string {
  if (counts === undefined || hits.length === 0) return ''
  const { words, publishers } = view
  const rest = without(state, 'cursor', 'format', 'fields', 'facet', 'count', 'lang', 'script', 'compare')
  const lists = shownFacets.map((name) => {
    const items = (counts.facets[name] ?? []).slice(0, mostValues).map(({ value, count }) => {
      const shown = name === 'source' ? (publishers.get(value) ?? value) : value
      const language = name === 'year' ? undefined : 'und'
      return { markup: link(addressOf('/articles', narrowed(rest, name, value)), shown, language), count }
    })
    return items.length === 0 ? '' : `<h2>${words[name]}</h2>\n${countedMarkup(view, 'facet', items)}`
  })
  const all = lists.join('')
  return all === '' ? '' : `<details>\n<summary>${words.counts}</summary>\n${all}</details>\n`
}

function narrowed(state: State, name: string, value: string): State {
  // An article may have several tags, but a list asks for one source and one name.
  const rest =
    name === 'tag' ? state.filter((one) => one[0] !== name || one[1] !== value) : without(state, name)
  return [...rest, [name, value]]
}

function nothingMarkup(view: View, { looser }: ListFacts, filters: State): string {
  const { words } = view
  if (filters.length === 0) return emptyMarkup(view)
  const items = looser.map(({ state, name, value, total }) => {
    const [label, shown] = shownFilter(view, [name, value])
    const way = `<a${attribute('href', addressOf('/articles', state))}>${label}${words.colon}<span lang="und">${escaped(shown)}</span></a>`
    return `<li>${way} – ${articlesIn(view, total)}</li>\n`
  })
  return `<p>${words.nothing}${items.length === 0 ? '' : ` ${words.loosen}`}</p>\n${items.length === 0 ? '' : `<ul>\n${items.join('')}</ul>\n`}`
}

/** What an archive without articles says: how to fill it. */
export const emptyMarkup = ({ words }: View): string => `<p>${words.empty} ${words.fill}</p>
<ul>
<li><code>broadsheet import PATH</code></li>
<li><code>POST /articles</code> (<a href="${publicPath('/docs')}">${words.docs}</a>)</li>
</ul>
`
