import { mirrorPage } from '../pages.ts'
import { encoded, type Promised } from './promise.ts'
import { idsOf, type List, reading } from './shelf.ts'

const tags: Promised[] = [
  {
    promise: 'GET /tags: tags with their counts, most used first',
    request: ['GET', '/tags?limit=3'],
    status: 200,
    body: {
      items: [{ tag: '很多', count: 25 }, { tag: '图书馆', count: 3, href: encodeURI('/tags/图书馆') }, {}],
    },
  },
  {
    promise: 'tags by name, paged',
    also: async (t, { get }) => {
      const seen: string[] = []
      for (let path: string | null = '/tags?sort=name&limit=2'; path !== null; ) {
        const list: { items: { tag: string }[]; next: string | null } = (await get(path)).json()
        seen.push(...list.items.map(({ tag }) => tag))
        path = list.next
      }
      t.equal(new Set(seen).size, seen.length)
      t.ok(seen.includes('天气') && seen.includes('A/B?c#d'))
    },
  },
  {
    promise: 'tags by a part of their names',
    request: ['GET', encoded('/tags?q=書')],
    body: { items: [{ tag: '图书馆' }] },
  },
  {
    promise: 'tags of the articles that pass filters, with their counts among those',
    request: ['GET', encoded('/tags?source=ntdtv&from=2024-02-01&sort=name&limit=9')],
    body: {
      items: [
        { tag: '習俗', count: 1 },
        { tag: '图书馆', count: 1 },
        { tag: '河岸', count: 1 },
        { tag: '考古', count: 2 },
      ],
      next: null,
    },
  },
  {
    promise: 'filtered tags are paged, and found by a part of their names',
    also: async (t, { get }) => {
      const seen: string[] = []
      for (let path: string | null = '/tags?host=ntdtv.com&limit=2'; path !== null; ) {
        const list: { items: { tag: string; count: number }[]; next: string | null } = (
          await get(path)
        ).json()
        seen.push(...list.items.map(({ tag, count }) => `${tag} ${count}`))
        path = list.next
      }
      t.strictSame(seen, ['图书馆 2', '河岸 2', '考古 2', '習俗 1', '天气 1'])
      t.match((await get(encoded('/tags?host=ntdtv.com&q=書'))).json(), {
        items: [{ tag: '图书馆', count: 2 }],
      })
      t.strictSame((await get('/tags?host=example.net')).json(), { items: [], next: null })
      t.equal((await get('/tags?host=ntdtv.com&cursor=nonsense')).status, 400)
    },
  },
  {
    promise: 'a tag with filters: its count, related tags and articles among those that pass',
    also: async (t, { get }) => {
      const tag = async (query: string) =>
        (await get(encoded(`/tags/图书馆?${query}`))).json<
          List & { count: number; related: { tag: string }[] }
        >()
      const ofSource = await tag('source=ntdtv&sort=oldest')
      t.equal(ofSource.count, 2)
      t.strictSame(idsOf(ofSource), ['a200000001', 'a200000002'])
      t.strictSame(ofSource.related.map(({ tag }) => tag).sort(), ['河岸', '習俗', '考古'])
      t.strictSame(idsOf(await tag('tag=考古')), ['a200000002'])
      t.match((await tag('q=古桥')).items[0]?.snippet, '<mark>')
      t.match(await tag('year=1999'), { tag: '图书馆', count: 0, items: [], related: [], next: null })
      t.equal((await get(encoded('/tags/图书馆?sort=relevance'))).status, 400)
      t.equal((await get(encoded('/tags/没有的标签?source=ntdtv'))).status, 404)
    },
  },
  {
    promise: 'a tag: its count, related tags, its articles',
    request: ['GET', encoded('/tags/图书馆')],
    status: 200,
    body: {
      tag: '图书馆',
      count: 3,
      related: [{ tag: String, count: 1 }],
      items: [{ id: 'a200000002' }, { id: 'a200000001' }, { id: 'web-205' }],
      next: null,
    },
  },
  {
    promise: "a tag's articles are paged the same way",
    also: async (t, { get }) => {
      const first = await get(encoded('/tags/很多?limit=20'))
      const { next } = first.json<List>()
      t.equal(first.headers.link, `<${next}>; rel="next"`)
      t.equal((await get(next ?? '')).json<List>().items.length, 5)
    },
  },
  ...['圖書館', '图书馆'].map(
    (name): Promised => ({
      promise: `Traditional and Simplified are one tag: ${name}`,
      request: ['GET', encoded(`/tags/${name}`)],
      status: 200,
      body: { count: 3 },
    }),
  ),
  {
    promise: 'any tag can be asked for, percent-encoded',
    request: ['GET', `/tags/${encodeURIComponent('A/B?c#d')}`],
    status: 200,
    body: { tag: 'A/B?c#d', count: 1 },
  },
  { promise: 'an unknown tag: 404', request: ['GET', encoded('/tags/没有的标签')], status: 404 },
  {
    promise: 'an alias merges a tag into another, through later ingest, until it is removed',
    also: async (t, { call, get, post }) => {
      const alias = encoded('/tags/考古/aliases/习俗')
      t.ok([200, 201, 204].includes((await call('PUT', alias)).status))
      t.ok([200, 201, 204].includes((await call('PUT', alias)).status), 'idempotent')
      const old = await get(encoded('/tags/習俗?limit=5'))
      t.equal(old.status, 308)
      t.equal(old.headers.location, encoded('/tags/考古?limit=5'))
      await post(mirrorPage({ id: 'a200000050', tags: ['习俗'], date: '2019-01-01' }), 'text/markdown')
      const tag = (await get(encoded('/tags/考古'))).json<List & { count: number }>()
      t.equal(tag.count, 3)
      t.ok(idsOf(tag).includes('a200000050'))
      t.ok(idsOf((await get(encoded('/articles?tag=习俗'))).json()).includes('a200000003'), 'lists are one')
      t.notMatch((await get('/tags?limit=100')).text, '"習俗"')
      t.equal((await call('PUT', encoded('/tags/习俗/aliases/考古'))).status, 409, 'no circle')
      t.equal((await call('DELETE', alias)).status, 204)
      t.equal((await get(encoded('/tags/习俗'))).json<{ count: number }>().count, 2)
      t.equal((await call('DELETE', alias)).status, 404)
      await call('DELETE', '/articles/a200000050')
    },
  },
]

reading('tags', tags)
