import type { SourceSummary } from '../../../store/store.ts'
import { sourceLink, timeMarkup } from './hits.ts'
import { jsonForm, link, roomPage } from './layout.ts'
import { addressOf, stateOf } from './state.ts'
import { articlesIn, type View, written } from './view.ts'

/** The publishers: how many articles, from when to when, in which channels. */
export function sourcesPage(view: View, sources: readonly SourceSummary[]): string {
  const { words, url } = view
  const main = `<h1>${words.sources}</h1>
${sources.length === 0 ? `<p>${words.noSources}</p>\n` : sourcesMarkup(view, sources, 'h2')}`
  return roomPage(view, { title: words.sources, main, alternates: [jsonForm('/sources', stateOf(url))] })
}

/** @param level of the sources' names; without their channels below h2 */
export function sourcesMarkup(view: View, sources: readonly SourceSummary[], level: 'h2' | 'h3'): string {
  const { words } = view
  const items = sources.map(({ source, articles, firstPublishedAt, lastPublishedAt, channels }) => {
    const span =
      firstPublishedAt === null || lastPublishedAt === null
        ? ''
        : ` · ${words.span} ${timeMarkup(view, firstPublishedAt)} – ${timeMarkup(view, lastPublishedAt)}`
    return `<li>
<${level}>${sourceLink(view, source)}</${level}>
<p class="facts">${articlesIn(view, articles)}${span}</p>
${level === 'h3' || channels.length === 0 ? '' : `<p>${words.channels}${words.colon}${channelsMarkup(view, source, channels)}</p>\n`}</li>
`
  })
  return `<ul class="hits">\n${items.join('')}</ul>\n`
}

function channelsMarkup(view: View, source: string, channels: SourceSummary['channels']): string {
  const named = channels.map(({ channel, articles }) => {
    const state = [
      ['source', source],
      ['channel', channel],
    ] as const
    return `${link(addressOf('/articles', state), channel, 'und')} ${written(view, articles)}`
  })
  return named.join(', ')
}
