import { publicPath } from '../public-address.ts'

/** Where to go from `/`. */
export const places = {
  docs: '/docs',
  openapi: '/openapi.json',
  articles: '/articles',
  tags: '/tags',
  sources: '/sources',
  days: '/days',
  stats: '/stats',
  changes: '/changes?since=0',
  atom: '/feed.atom',
  jsonFeed: '/feed.json',
  export: '/export',
  problems: '/problems',
} as const satisfies Record<string, string>

/** @returns for each place its address */
export function placesJson(): { name: string; links: Record<string, string> } {
  const links = Object.entries(places).map(([name, path]) => [name, publicPath(path)])
  return { name: 'Broadsheet', links: Object.fromEntries(links) as Record<string, string> }
}
