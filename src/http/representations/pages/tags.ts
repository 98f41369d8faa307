import { escaped } from '../../../html-text.ts'
import type { TagSort } from '../../../query.ts'
import type { TagCount } from '../../../store/store.ts'
import { tagAddress } from '../address.ts'
import { attribute } from '../markup.ts'
import { listForms } from './articles.ts'
import { type Hit, hitsMarkup, type Publishers } from './hits.ts'
import { link, pagesNav, roomPage } from './layout.ts'
import { addressOf, stateOf, without } from './state.ts'
import { articlesIn, words, written } from './words.ts'

function counted(tags: readonly TagCount[], className: string): string {
  const items = tags.map(({ tag, count }) => {
    const href = tagAddress(tag)
    return `<li>${href === null ? escaped(tag) : link(href, tag)} ${written(count)}</li>\n`
  })
  return items.length === 0 ? '' : `<ul class="${className}">\n${items.join('')}</ul>\n`
}

/** The tags with their counts, and a field that finds one by a part of its name. */
export function tagsPage(facts: {
  url: string
  tags: readonly TagCount[]
  q: string | undefined
  sort: TagSort
  next: string | null
}): string {
  const { url, tags, q, sort, next } = facts
  const state = stateOf(url)
  const first = state.some(([name]) => name === 'cursor')
    ? addressOf('/tags', without(state, 'cursor'))
    : null
  const sorts = (['count', 'name'] as const).map(
    (name) => `<option value="${name}"${name === sort ? ' selected' : ''}>${words[name]}</option>\n`,
  )
  const main = `<h1>${words.tags}</h1>
<form action="/tags" class="filters">
<p><label for="filter-q">${words.tagPart}</label>
<input id="filter-q" name="q" type="text" maxlength="500"${attribute('value', q)}></p>
<p><label for="filter-sort">${words.sort}</label>
<select id="filter-sort" name="sort">
${sorts.join('')}</select></p>
<p><button type="submit">${words.apply}</button></p>
</form>
${tags.length === 0 ? `<p>${words.noTags}</p>\n` : counted(tags, 'tags')}${pagesNav(next, first)}`
  const json = addressOf('/tags', [...without(state, 'format'), ['format', 'json']])
  return roomPage({
    title: words.tags,
    main,
    alternates: [{ label: 'JSON', type: 'application/json', href: json }],
  })
}

/** A tag: the tags beside it, those merged into it, its articles. */
export function tagPage(facts: {
  url: string
  tag: string
  count: number
  aliases: readonly string[]
  related: readonly TagCount[]
  hits: readonly Hit[]
  publishers: Publishers
  next: string | null
}): string {
  const { url, tag, count, aliases, related, hits, publishers, next } = facts
  const state = stateOf(url)
  const path = url.split('?', 1)[0] ?? '/'
  const first = state.some(([name]) => name === 'cursor') ? addressOf(path, without(state, 'cursor')) : null
  const main = `<h1 lang="und">${escaped(tag)}</h1>
<p>${link(addressOf('/articles', [['tag', tag]]), articlesIn(count))}</p>
${aliases.length === 0 ? '' : `<p>${words.aliases}: ${escaped(aliases.join(', '))}</p>\n`}${related.length === 0 ? '' : `<h2>${words.related}</h2>\n${counted(related, 'tags')}`}<section aria-label="${words.results}">
${hitsMarkup(hits, publishers)}${pagesNav(next, first)}</section>
`
  return roomPage({ title: tag, main, alternates: listForms(path, state, [['tag', tag]]) })
}
