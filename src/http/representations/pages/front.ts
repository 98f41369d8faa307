import type { SourceSummary, TagCount } from '../../../store/store.ts'
import { publicPath } from '../../public-address.ts'
import { emptyMarkup, listForms } from './articles.ts'
import { type Hit, hitsMarkup } from './hits.ts'
import { jsonForm, link, roomPage } from './layout.ts'
import { plotMarkup } from './plot.ts'
import { sourcesMarkup } from './sources.ts'
import { tagCounts } from './tags.ts'
import { articlesIn, type View } from './view.ts'

export type FrontFacts = {
  articles: number
  newest: readonly Hit[]
  sources: readonly SourceSummary[]
  rising: readonly TagCount[]
  byMonth: readonly { month: string; articles: number }[]
}

/** Sources that the page shows, those with the most articles. */
const mostSources = 8

/** The front page of the archive: what is new, what it holds, from when. */
export function frontPage(view: View, facts: FrontFacts): string {
  const main = `<h1>${view.words.newsArchive}</h1>
${facts.articles === 0 ? emptyMarkup(view) : filledMarkup(view, facts)}`
  const feeds = listForms('/articles', []).slice(1)
  return roomPage(view, { title: 'Broadsheet', main, alternates: [jsonForm('/', []), ...feeds] })
}

function filledMarkup(view: View, { articles, newest, sources, rising, byMonth }: FrontFacts): string {
  const { words } = view
  const largest = [...sources].sort((a, b) => b.articles - a.articles).slice(0, mostSources)
  const plot = plotMarkup(view, {
    size: 'page',
    curves: [{ name: words.all, months: new Map(byMonth.map(({ month, articles }) => [month, articles])) }],
    hrefOf: (period) => publicPath(`/days/${period}`),
  })
  const years = [byMonth[0], byMonth.at(-1)].map((month) => month?.month.slice(0, 4))
  const span = years[0] === undefined ? [] : [[...new Set(years)].join(' – ')]
  const facts = [link(publicPath('/articles'), articlesIn(view, articles)), ...span]
  return `<p class="lead">${facts.join(' · ')}</p>
${plot}<div class="columns wide-first">
<section>
<h2>${words.newestArticles}</h2>
${hitsMarkup(view, newest, { level: 'h3' })}<p class="more">${link(publicPath('/articles'), words.allArticles)}</p>
</section>
<div>
${risingMarkup(view, rising)}<section>
<h2>${words.sources}</h2>
${sources.length === 0 ? `<p>${words.noSources}</p>\n` : sourcesMarkup(view, largest, 'h3')}<p class="more">${link(publicPath('/sources'), words.allSources)}</p>
</section>
</div>
</div>
`
}

function risingMarkup(view: View, rising: readonly TagCount[]): string {
  const { words } = view
  if (rising.length === 0) return ''
  return `<section>
<h2>${words.rising}</h2>
${tagCounts(view, rising)}<p class="more">${link(publicPath('/tags'), words.allTags)}</p>
</section>
`
}
