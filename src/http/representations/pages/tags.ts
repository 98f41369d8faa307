import { escaped } from '../../../html-text.ts'
import type { TagSort } from '../../../query.ts'
import type { TagCount } from '../../../store/store.ts'
import { publicPath } from '../../public-address.ts'
import { attribute } from '../markup.ts'
import { listForms } from './articles.ts'
import { countedMarkup, type Hit, hitsMarkup, tagLink } from './hits.ts'
import { jsonForm, link, pagesNav, roomPage } from './layout.ts'
import { plotMarkup } from './plot.ts'
import { addressOf, daysOf, type State, stateOf } from './state.ts'
import { articlesIn, type View } from './view.ts'

export const tagCounts = (view: View, tags: readonly TagCount[]): string =>
  countedMarkup(
    view,
    'tags',
    tags.map(({ tag, count }) => ({ markup: tagLink(tag, 'und'), count })),
  )

/** The tags with their counts, and a field that finds one by a part of its name. */
export function tagsPage(
  view: View,
  facts: { tags: readonly TagCount[]; q: string | undefined; sort: TagSort; next: string | null },
): string {
  const { words, url } = view
  const { tags, q, sort, next } = facts
  const sorts = (['count', 'name'] as const).map(
    (name) => `<option value="${name}"${name === sort ? ' selected' : ''}>${words[name]}</option>\n`,
  )
  const main = `<h1>${words.tags}</h1>
<form action="${publicPath('/tags')}" class="filters">
<p><label for="filter-q">${words.tagPart}</label>
<input id="filter-q" name="q" type="text" maxlength="500"${attribute('value', q)}></p>
<p><label for="filter-sort">${words.sort}</label>
<select id="filter-sort" name="sort">
${sorts.join('')}</select></p>
<p><button type="submit">${words.show}</button></p>
</form>
${tags.length === 0 ? `<p>${words.noTags}</p>\n` : tagCounts(view, tags)}${pagesNav(view, next)}`
  return roomPage(view, { title: words.tags, main, alternates: [jsonForm('/tags', stateOf(url))] })
}

const creditsMarkup = (view: View, credits: readonly { value: string; count: number }[]): string =>
  countedMarkup(
    view,
    'tags',
    credits.map(({ value, count }) => {
      return { markup: link(addressOf('/articles', [['credit', value]]), value, 'und'), count }
    }),
  )

/** A tag: its curve, the tags and the names beside it, those merged into it, its articles. */
export function tagPage(
  view: View,
  facts: {
    tag: string
    count: number
    aliases: readonly string[]
    related: readonly TagCount[]
    /** Names in the bylines of its articles. */
    credits: readonly { value: string; count: number }[]
    months: ReadonlyMap<string, number>
    hits: readonly Hit[]
    next: string | null
    /** The same page of the same list at /articles. */
    list: State
  },
): string {
  const { words, url } = view
  const { tag, count, aliases, related, credits, months, hits, next, list } = facts
  const path = url.split('?', 1)[0] ?? '/'
  const main = `<h1 lang="und">${escaped(tag)}</h1>
<p class="facts">${link(addressOf('/articles', [['tag', tag]]), articlesIn(view, count))}</p>
${aliases.length === 0 ? '' : `<p>${words.aliases}${words.colon}<span lang="und">${escaped(aliases.join(', '))}</span></p>\n`}${plotMarkup(
  view,
  {
    size: 'page',
    curves: [{ name: tag, language: 'und', months }],
    hrefOf: (period) => addressOf('/articles', [['tag', tag], ...Object.entries(daysOf(period))]),
  },
)}<div class="columns wide-first">
<section aria-label="${words.results}">
${hitsMarkup(view, hits, { list })}${pagesNav(view, next)}</section>
<div>
${related.length === 0 ? '' : `<h2>${words.related}</h2>\n${tagCounts(view, related)}`}${credits.length === 0 ? '' : `<h2>${words.coCredits}</h2>\n${creditsMarkup(view, credits)}`}</div>
</div>
`
  return roomPage(view, { title: tag, main, alternates: listForms(path, stateOf(url), [['tag', tag]]) })
}
