// Walks through every link of every answer behind proxies that serve the service under a path.
import * as cheerio from 'cheerio'
import type { Test } from 'tap'
import { fenceIn, freePort } from '../documents/document.ts'
import { startCaddy, startNginx } from '../documents/proxies.ts'
import { type Service, startService } from './service.ts'

export const prefix = '/news'
const tags = ['AC/DC', 'a\\b', 'C++ & 100%', 'a?b#c', '%2F', '图书馆']

const pageOf = (id: string, more = '') => `<!doctype html><html lang="zh-Hans"><meta charset="utf-8">
<title>${id}号报导</title><link rel="canonical" href="https://www.example.org/${id}.html">
<script type="application/ld+json">${JSON.stringify({
  '@type': 'NewsArticle',
  headline: `${id}号报导`,
  datePublished: '2024-03-09T08:00:00+08:00',
  keywords: tags,
})}</script>
<article><h1>${id}号报导</h1><p>编号${id}的报导说，河边的旧仓库将改成图书馆，工程从春天开始，预计三年完成。${more}</p></article>`

export async function filled(t: Test, environment: Record<string, string>): Promise<Service> {
  const service = await startService(t, environment)
  for (const id of ['a1', 'a2', 'a3'])
    t.equal((await service.post(pageOf(id), undefined, `?id=${id}`)).status, 201, id)
  t.equal((await service.post(pageOf('a1', '居民欢迎。'), undefined, '?id=a1')).status, 200)
  return service
}

/** What a program and a browser ask for at first: all else is found by links. */
const begins = ['/', '/articles?limit=1&facet=tag,source,year', '/tags?limit=2', '/docs']
const accepts = ['application/json, */*;q=0.5', 'text/html']
/** Answers that are read: the archive is small, and its lists end. */
const most = 1500

/** Walks from the first addresses on. @returns how many answers were read, and the addresses that broke the rule */
async function walk(origin: string): Promise<{ read: number; wrong: string[] }> {
  const wrong: string[] = []
  const seen = new Set<string>()
  const waiting: [address: string, accept: string][] = []
  const isFurther = ({ searchParams }: URL) => searchParams.has('cursor') && !searchParams.has('lang')
  const add = (link: string, base: string, isFirst = false) => {
    const url = URL.parse(link, base)
    if (url === null || url.origin !== origin) return
    url.hash = ''
    // Each list leads to its articles as a place in it: one such place of an article is enough.
    if (url.searchParams.has('list')) url.searchParams.set('list', 'sort=newest')
    if (!`${url.pathname}/`.startsWith(`${prefix}/`)) wrong.push(`${base} leads to ${link}`)
    // Filters lead to every set of them, in every language: one at a time is enough, and all pages of a list.
    else if (url.pathname !== prefix && (isFirst || url.searchParams.size < 2 || isFurther(url)))
      for (const accept of accepts) {
        if (seen.has(accept + url.href)) continue
        seen.add(accept + url.href)
        waiting.push([url.href, accept])
      }
  }
  for (const path of begins) add(prefix + path, origin, true)
  let read = 0
  for (; read < most; read++) {
    const [address, accept] = waiting.shift() ?? []
    if (address === undefined || accept === undefined) break
    const answer = await fetch(address, { headers: { accept }, redirect: 'manual' })
    const text = await answer.text()
    if (answer.status >= 400) wrong.push(`${address} is ${answer.status}: ${text.slice(0, 200)}`)
    for (const name of ['location', 'content-location'])
      if (answer.headers.has(name)) add(answer.headers.get(name) ?? '', address)
    for (const [, link = ''] of (answer.headers.get('link') ?? '').matchAll(/<([^>]*)>/g)) add(link, address)
    for (const link of linksIn(text, answer.headers.get('content-type') ?? '')) add(link, address)
  }
  return { read, wrong }
}

function linksIn(text: string, type: string): string[] {
  if (/json/.test(type))
    return text.split('\n').flatMap((line) => (line === '' ? [] : pathsIn(JSON.parse(line) as unknown)))
  if (!/html|xml/.test(type)) return []
  const $ = cheerio.load(text, { xml: /xml/.test(type) })
  const attributes = ['href', 'src', 'action']
  return attributes.flatMap((name) =>
    $(`[${name}]`)
      .toArray()
      .map((element) => $(element).attr(name) ?? ''),
  )
}

/** Every text of a value that looks like an address. The description's are examples, and templates. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^(?:\/[a-z?]|https?:|\/$)/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  if ('openapi' in value && 'servers' in value) return pathsIn(value.servers)
  return Object.values(value).flatMap(pathsIn)
}

/** @returns the origin of nginx that serves the service of another origin by this block `location` */
export const nginx = (t: Test, service: string, location: string, port: number): Promise<string> =>
  startNginx(t, {
    sites: `upstream broadsheet { server ${new URL(service).host}; }
server { listen 127.0.0.1:${port}; ${location} }`,
    port,
    path: prefix,
  })

/** @returns the origin of Caddy that serves the service of another origin by this site */
export async function caddy(t: Test, service: string, site: string): Promise<string> {
  const port = await freePort()
  const sites = site
    .replace('127.0.0.1:3000', new URL(service).host)
    .replace('example.org', `http://127.0.0.1:${port}`)
  return startCaddy(t, { sites, port, path: prefix })
}

export async function checkUnderPath(t: Test, origin: string): Promise<void> {
  const { read, wrong } = await walk(origin)
  t.strictSame(wrong, [])
  t.ok(read > 200 && read < most, `${read} answers`)
  const get = async (path: string) => (await fetch(`${origin}${prefix}${path}`)).json()
  const slashed = await get('/tags?name=AC%2FDC')
  t.match(slashed, { tag: 'AC/DC', count: 3, href: `${prefix}/tags?name=AC%2FDC` })
  t.match(await get('/openapi.json'), { servers: [{ url: prefix }] })
  t.match(await get('/articles/none'), { type: `${prefix}/problems/not-found` })
  t.match(await get('/articles?nme=x'), { type: `${prefix}/problems/unknown-parameter` })
  const feed = (await get('/feed.json?limit=1')) as Record<string, string>
  t.ok(feed.next_url?.startsWith(`${origin}${prefix}/feed.json?`), JSON.stringify(feed))
  const slash = await fetch(`${origin}${prefix}/articles/?limit=1`, { redirect: 'manual' })
  t.match([slash.status, slash.headers.get('location')], [308, `${prefix}/articles?limit=1`])
}

export const readme = (language: string, sign: string) =>
  fenceIn('README.md', 'Running it for years', language, sign)
