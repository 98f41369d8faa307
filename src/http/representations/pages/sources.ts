import { escaped } from '../../../html-text.ts'
import type { SourceSummary } from '../../../store/store.ts'
import { type Publishers, sourceLink } from './hits.ts'
import { link, roomPage } from './layout.ts'
import { addressOf } from './state.ts'
import { articlesIn, words, written } from './words.ts'

/** The publishers: how many articles, from when to when, in which channels. */
export function sourcesPage(sources: readonly SourceSummary[], publishers: Publishers): string {
  const items = sources.map(
    ({ source, articles, firstPublishedAt, lastPublishedAt, channels }) =>
      `<li>
<h2 lang="und">${sourceLink(source, publishers)}</h2>
<p class="facts">${articlesIn(articles)}${
        firstPublishedAt === null || lastPublishedAt === null
          ? ''
          : ` · ${words.span} ${escaped(firstPublishedAt.slice(0, 10))} – ${escaped(lastPublishedAt.slice(0, 10))}`
      }</p>
${
  channels.length === 0
    ? ''
    : `<p>${words.channels}: ${channels
        .map(
          ({ channel, articles: count }) =>
            `${link(
              addressOf('/articles', [
                ['source', source],
                ['channel', channel],
              ]),
              channel,
            )} ${written(count)}`,
        )
        .join(', ')}</p>\n`
}</li>
`,
  )
  const main = `<h1>${words.sources}</h1>
${items.length === 0 ? `<p>${words.noSources}</p>\n` : `<ul class="hits">\n${items.join('')}</ul>\n`}`
  return roomPage({
    title: words.sources,
    main,
    alternates: [{ label: 'JSON', type: 'application/json', href: '/sources?format=json' }],
  })
}
