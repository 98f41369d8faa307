import { escaped } from '../../html-text.ts'
import { publicPath } from '../public-address.ts'
import { htmlPage } from './html-page.ts'

/** Where to go from `/`, with what one finds there. */
export const places = {
  docs: ['/docs', 'The reference, to read and to try'],
  openapi: ['/openapi.json', 'The same for programs (OpenAPI 3.1); as YAML under /openapi.yaml'],
  articles: ['/articles', 'The newest articles, by filter and search'],
  tags: ['/tags', 'The tags, most used first'],
  sources: ['/sources', 'The publishers'],
  stats: ['/stats', 'What the archive holds'],
  changes: ['/changes?since=0', 'What was created, updated and deleted, in order'],
  atom: ['/feed.atom', 'The newest articles as an Atom feed'],
  jsonFeed: ['/feed.json', 'The same as a JSON Feed'],
  export: ['/export', 'All articles, one a line'],
  problems: ['/problems', 'What the service can refuse, and when'],
} as const satisfies Record<string, readonly [href: string, what: string]>

/** @returns for each place its address */
export function placesJson(): { name: string; links: Record<string, string> } {
  const links = Object.entries(places).map(([name, [path]]) => [name, publicPath(path)])
  return { name: 'Broadsheet', links: Object.fromEntries(links) as Record<string, string> }
}

export function homePage(): string {
  const items = Object.values(places).map(
    ([path, what]) =>
      `<dt><a href="${escaped(publicPath(path))}">${escaped(path)}</a></dt>\n<dd>${escaped(what)}</dd>\n`,
  )
  const feeds = `<link rel="alternate" type="application/atom+xml" href="${publicPath('/feed.atom')}">
<link rel="alternate" type="application/feed+json" href="${publicPath('/feed.json')}">
`
  const main = `<header>
<h1>Broadsheet</h1>
<p>An archive of news articles, as clean JSON.</p>
</header>
<dl>
${items.join('')}</dl>
`
  return htmlPage({ language: 'en', title: 'Broadsheet', head: feeds, main })
}
