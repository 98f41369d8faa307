import type { ArticleSummary } from '../../../article.ts'
import { escaped } from '../../../html-text.ts'
import { tagAddress } from '../address.ts'
import { directionOf } from '../labels.ts'
import { attribute } from '../markup.ts'
import { link } from './layout.ts'
import { addressOf } from './state.ts'
import { words } from './words.ts'

/** A summary of a list as its page shows it. `snippet`: HTML, escaped already, with the words found in `<mark>`. */
export type Hit = Pick<
  ArticleSummary,
  'id' | 'title' | 'publishedAt' | 'source' | 'tags' | 'language' | 'excerpt'
> & { snippet?: string | undefined }

export type Publishers = ReadonlyMap<string, string>

const mostTags = 8

/** The articles of a list, each with its date, its source, what it begins with or what was found in it, and its tags. */
export function hitsMarkup(hits: readonly Hit[], publishers: Publishers): string {
  const items = hits.map((hit) => {
    const facts = [
      hit.publishedAt === null
        ? words.undated
        : `<time${attribute('datetime', hit.publishedAt)}>${escaped(hit.publishedAt.slice(0, 10))}</time>`,
      ...(hit.source === null ? [] : [sourceLink(hit.source, publishers)]),
    ]
    const foreign = attribute('lang', hit.language ?? 'und') + attribute('dir', directionOf(hit.language))
    const text = hit.snippet ?? escaped(hit.excerpt)
    return `<li>
<h2${foreign}>${link(`/articles/${encodeURIComponent(hit.id)}`, hit.title ?? words.untitled)}</h2>
<p class="facts">${facts.join(' · ')}</p>
${text === '' ? '' : `<p${foreign}>${text}</p>\n`}${tagsMarkup(hit.tags.slice(0, mostTags), foreign)}</li>
`
  })
  return items.length === 0 ? '' : `<ol class="hits">\n${items.join('')}</ol>\n`
}

function tagsMarkup(tags: readonly string[], foreign: string): string {
  const items = tags.map((tag) => {
    const href = tagAddress(tag)
    return `<li>${href === null ? escaped(tag) : link(href, tag)}</li>\n`
  })
  return items.length === 0 ? '' : `<ul class="tags"${foreign}>\n${items.join('')}</ul>\n`
}

export const sourceLink = (source: string, publishers: Publishers): string =>
  link(addressOf('/articles', [['source', source]]), publishers.get(source) ?? source)
