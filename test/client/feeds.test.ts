import { execFile, spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { extractFromJson, extractFromXml } from '@extractus/feed-extractor'
import Database from 'better-sqlite3'
import FeedParser from 'feedparser'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { type Service, startService } from '../http/service.ts'

/** What a reader shows of an entry. */
type Entry = { title: string | undefined; id: string | undefined; published: string | undefined }

const numbers = [1, 2, 3, 4, 5]
const idOf = (number: number) => `a10000000${number}`
const titleOf = (number: number) => `第${number}座图书馆 & “新”`
const dateOf = (number: number) => `2024-03-0${number}`

/** The titles and days of all articles, newest first. */
const expected = numbers
  .toReversed()
  .map((number) => [titleOf(number), new Date(`${dateOf(number)}T00:00:00+08:00`).toISOString()])

async function archive(test: typeof t): Promise<Service> {
  const service = await startService(test)
  for (const number of numbers) {
    const page = mirrorPage({
      id: idOf(number),
      title: titleOf(number),
      date: dateOf(number),
      tags: ['图书馆'],
    })
    await service.post(page, 'text/markdown')
  }
  return service
}

const shown = (entries: readonly Entry[]) =>
  entries.map(({ title, published }) => [title, published && new Date(published).toISOString()])

/** Packages that read feeds: the entries of a document, and the address of its next page where they tell it. */
const parsers: Record<string, (xml: string) => Promise<{ entries: Entry[]; next?: string | undefined }>> = {
  async feedsmith(xml) {
    const feed = parseAtomFeed(xml)
    return {
      entries: (feed.entries ?? []).map(({ title, id, published }) => ({
        title: typeof title === 'string' ? title : title?.value,
        id,
        published,
      })),
      next: feed.links?.find(({ rel }) => rel === 'next')?.href,
    }
  },
  async 'rss-parser'(xml) {
    const { items } = await new RssParser().parseString(xml)
    return {
      entries: items.map((item) => ({ title: item.title, id: item.id as string, published: item.isoDate })),
    }
  },
  async '@extractus/feed-extractor'(xml) {
    const { entries = [] } = extractFromXml(xml)
    return {
      entries: entries.map(({ title, id, published }) => ({ title, id, published: String(published) })),
    }
  },
  feedparser: (xml) =>
    new Promise((resolve, reject) => {
      const entries: Entry[] = []
      const parser = new FeedParser({ feedurl: 'http://127.0.0.1/' })
      parser.on('error', reject)
      parser.on('data', ({ title, guid, pubdate }: FeedParser.Item) =>
        entries.push({ title: title ?? undefined, id: guid, published: pubdate?.toISOString() }),
      )
      parser.on('end', () => resolve({ entries }))
      Readable.from([xml]).pipe(parser)
    }),
}

t.test('parsers of feeds', async (t) => {
  const service = await archive(t as never)
  const feeds = ['/feed.atom', '/feed.atom?tag=图书馆', '/feed.atom?q=图书馆', '/feed.atom?source=ntdtv']
  for (const feed of feeds)
    for (const [name, parse] of Object.entries(parsers)) {
      const { entries } = await parse((await service.get(encodeURI(feed))).text)
      t.strictSame(shown(entries), expected, `${name} reads titles and dates of ${feed}`)
      t.equal(new Set(entries.map(({ id }) => id)).size, 5, 'each entry has an id of its own')
      for (const { id } of entries) t.match(id, /^urn:uuid:/)
    }

  for (const tag of ['', '?tag=图书馆']) {
    const { text } = await service.get(encodeURI(`/feed.json${tag}`))
    const items = parseJsonFeed(text).items ?? []
    t.strictSame(
      shown(items.map(({ title, id, date_published }) => ({ title, id, published: date_published }))),
      expected,
      'feedsmith reads the JSON Feed',
    )
    t.strictSame(
      items.map(({ id }) => id),
      numbers.toReversed().map(idOf),
    )
    const { entries = [] } = extractFromJson(text)
    t.strictSame(
      shown(entries.map(({ title, id, published }) => ({ title, id, published: String(published) }))),
      expected,
      '@extractus/feed-extractor reads the JSON Feed',
    )
  }
})

t.test('the next page leads through the whole archive, and what is known is not sent again', async (t) => {
  const service = await archive(t as never)
  const readPages = async (
    first: string,
    read: (text: string) => Promise<{ entries: Entry[]; next?: string | undefined }>,
  ) => {
    const entries: Entry[] = []
    let address: string | undefined = first
    for (let page = 1; address !== undefined && page <= 5; page++) {
      const { text } = await service.get(address.replace(service.origin, ''))
      const found = await read(text)
      entries.push(...found.entries)
      address = found.next
    }
    return entries
  }
  const ofJson = async (text: string) => {
    const { items = [], next_url: next } = parseJsonFeed(text)
    return {
      entries: items.map(({ title, id, date_published }) => ({ title, id, published: date_published })),
      next,
    }
  }
  t.strictSame(shown(await readPages('/feed.atom?limit=2', parsers.feedsmith!)), expected)
  t.strictSame(shown(await readPages('/feed.json?limit=2', ofJson)), expected)
  for (const feed of ['/feed.atom', '/feed.json']) {
    const { headers } = await service.get(feed)
    const again = await service.get(feed, { 'if-none-match': String(headers.etag) })
    t.strictSame([again.status, again.text], [304, ''])
    const since = await service.get(feed, { 'if-modified-since': String(headers['last-modified']) })
    t.equal(since.status, 304)
  }
})

const hasNewsboat = spawnSync('newsboat', ['--version']).status === 0

t.test('newsboat', { skip: hasNewsboat ? false : 'newsboat is not installed' }, async (t) => {
  const service = await archive(t as never)
  const home = dirname(service.database)
  writeFileSync(join(home, 'config'), '')
  const files = ['--url-file=urls', '--config-file=config', '--cache-file=cache.db']
  const reload = async (address: string) => {
    writeFileSync(join(home, 'urls'), address)
    // The service runs in this process, and would not answer a command that is waited for.
    await promisify(execFile)('newsboat', [...files, '--execute=reload'], {
      cwd: home,
      env: { ...process.env, HOME: home },
    })
    const cache = new Database(join(home, 'cache.db'), { readonly: true })
    const sql = 'SELECT title, guid AS id, pubDate AS date FROM rss_item ORDER BY pubDate DESC'
    const rows = cache.prepare<[], { title: string; id: string; date: number }>(sql).all()
    cache.close()
    return rows.map(({ title, id, date }) => ({ title, id, published: new Date(date * 1000).toISOString() }))
  }
  const rows: [feed: string, entries: typeof expected][] = [
    ['/feed.atom', expected],
    ['/feed.atom?tag=图书馆', expected],
    ['/feed.atom?limit=2&sort=ingested', expected.slice(0, 2)],
  ]
  for (const [feed, entries] of rows) {
    const items = await reload(service.origin + encodeURI(feed))
    t.strictSame(shown(items), entries, feed)
    for (const { id } of items) t.match(id, /^urn:uuid:/)
    rmSync(join(home, 'cache.db'))
  }
  // It keeps a feed's validators once it knows the feed.
  for (let time = 1; time <= 3; time++) t.equal((await reload(`${service.origin}/feed.atom`)).length, 5)
  t.match((await service.get('/metrics')).text, /operation="[^"]*Atom[^"]*",status="304"/)
})
