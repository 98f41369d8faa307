import { encoded, type Promised } from './promise.ts'
import { idsOf, type List, many, newest, reading } from './shelf.ts'

const filters: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ['', newest],
  ['sort=newest', newest],
  ['sort=oldest', ['web-205', 'a200000004', 'a200000001', 'a200000002', 'a200000003', 'web-206']],
  ['tag=图书馆', ['a200000002', 'a200000001', 'web-205']],
  ['tag=圖書館', ['a200000002', 'a200000001', 'web-205']],
  ['tag=图书馆&tag=考古', ['a200000002']],
  ['anyTag=天气&anyTag=考古', ['a200000003', 'a200000002', 'a200000004']],
  ['tag=图书馆&notTag=考古', ['a200000001', 'web-205']],
  ['source=ntdtv', newest.slice(0, 4)],
  ['source=example', ['web-205']],
  ['channel=city', ['a200000003', 'a200000001']],
  ['credit=林小雨', ['a200000003', 'a200000002']],
  ['url=https://news.example.org/2024/205.html', ['web-205']],
  ['url=http://news.example.org/2024/205.html?utm_source=x%23top', ['web-205']],
  ['id=a200000001&id=web-205&id=nothing', ['a200000001', 'web-205']],
  ['url=HTTPS://News.Example.org:443/x/../2024/%2532%2530%2535.html', ['web-205']],
  ['from=2024-02-20', ['a200000003', 'a200000002']],
  ['to=2024-02-20', ['a200000002', 'a200000001', 'a200000004', 'web-205']],
  ['from=2024-02-20&to=2024-02-20', ['a200000002']],
  ['from=2024-02-20T00:00:01%2B08:00&to=2024-12-31', ['a200000003']],
  ['from=2024-02-20T00:00:01+08:00&to=2024-12-31', ['a200000003']],
  ['missing=publishedAt', ['web-206']],
  ['missing=tags', ['web-206']],
  ['language=zh-Hans', newest],
  ['host=www.ntdtv.com', newest.slice(0, 4)],
  ['host=NTDTV.com&year=2023', ['a200000004']],
  ['host=example.net', []],
  ['source=none', ['web-206']],
  ['ingestedFrom=2020-01-01&tag=考古', ['a200000003', 'a200000002']],
  ['ingestedTo=2020-01-01', []],
  ['updatedFrom=2020-01-01T00:00:00%2B08:00&updatedTo=2100-12-31', newest],
  ['sort=ingested', newest.toSorted().reverse()],
  ['sort=updated&source=ntdtv', ['a200000004', 'a200000003', 'a200000002', 'a200000001']],
  ['language=en', []],
  ['tag=没有的标签', []],
]

const lists: Promised[] = [
  ...filters.map(
    ([query, ids]): Promised => ({
      promise: `GET /articles?${query}`,
      request: ['GET', `/articles?${new URLSearchParams(query)}&limit=100`],
      status: 200,
      also: async (t, _service, reply) => {
        const list = reply.json<List>()
        t.strictSame(
          idsOf(list).filter((id) => !many.includes(id)),
          ids,
        )
        t.equal(list.next, null)
      },
    }),
  ),
  { promise: 'sort=relevance needs q', request: ['GET', '/articles?sort=relevance'], status: 400 },
  { promise: 'limit is at least 0', request: ['GET', '/articles?limit=-1'], status: 400 },
  { promise: 'a limit over 100 is refused, never cut', request: ['GET', '/articles?limit=101'], status: 400 },
  {
    promise: 'limit is 20 where it is not given',
    also: async (t, { get }) => {
      const list = (await get(encoded('/articles?tag=很多'))).json<List>()
      t.equal(list.items.length, 20)
      t.ok(list.next)
    },
  },
  {
    promise: 'lists are paged by next and the Link header; nothing is skipped or repeated',
    also: async (t, { get }) => {
      const seen: string[] = []
      let path: string | null = encoded('/articles?tag=很多&limit=7&fields=id')
      while (path !== null) {
        const reply = await get(path)
        t.equal(reply.status, 200)
        const list: List = reply.json<List>()
        for (const item of list.items) t.strictSame(Object.keys(item), ['id'], 'fields go on')
        seen.push(...idsOf(list))
        if (list.next === null) t.notOk(reply.headers.link)
        else t.equal(reply.headers.link, `<${list.next}>; rel="next"`)
        path = list.next
      }
      t.equal(seen.length, 25)
      t.equal(new Set(seen).size, 25)
    },
  },
  {
    promise: 'a bad cursor, or one used with other parameters: 400',
    also: async (t, { get }) => {
      const { next } = (await get(encoded('/articles?tag=很多&limit=7'))).json<List>()
      const cursor = new URL(next ?? '', 'http://x').searchParams.get('cursor') ?? ''
      for (const path of [
        '/articles?cursor=nonsense',
        `/articles?cursor=${cursor}`,
        encoded(`/articles?tag=很多&limit=7&sort=oldest&cursor=${cursor}`),
        encoded(`/articles?tag=图书馆&limit=7&cursor=${cursor}`),
        `/tags?cursor=${cursor}`,
        encoded(`/articles?tag=很多&limit=7&cursor=${cursor.slice(0, -4)}`),
      ]) {
        const reply = await get(path)
        t.equal(reply.status, 400, path)
        t.match(reply.json(), { type: '/problems/invalid-cursor' })
      }
    },
  },
  {
    promise: 'count=true adds the exact total',
    request: ['GET', encoded('/articles?tag=很多&limit=3&count=true')],
    body: { total: 25 },
  },
  { promise: 'without count there is no total', request: ['GET', '/articles?limit=3'], lacks: /"total"/ },
  {
    promise: 'facets count over all articles of the filter',
    request: ['GET', encoded('/articles?source=ntdtv&facet=tag,source,credit,year&limit=1')],
    also: async (t, _service, reply) => {
      const { facets = {} } = reply.json<List>()
      const counts = (name: string) =>
        Object.fromEntries((facets[name] ?? []).map(({ value, count }) => [value, count]))
      t.match(counts('tag'), { 图书馆: 2, 考古: 2, 河岸: 2, 天气: 1 })
      t.match(counts('source'), { ntdtv: Number })
      t.match(counts('credit'), { 林小雨: 2 })
      t.match(counts('year'), { 2024: Number, 2023: 1 })
    },
  },
  {
    promise: 'facets of dates, languages and hosts, each with its href and at most facetLimit values',
    also: async (t, { get }) => {
      const path = '/articles?source=ntdtv&facet=day,month,year,language,host'
      const { facets = {} } = (await get(path)).json<List>()
      const counts = (name: string) => (facets[name] ?? []).map(({ value, count }) => `${value} ${count}`)
      t.strictSame(counts('year'), ['2024 3', '2023 1'])
      t.strictSame(counts('month'), ['2024-03 1', '2024-02 1', '2024-01 1', '2023-05 1'])
      t.strictSame(counts('day'), ['2024-03-30 1', '2024-02-20 1', '2024-01-10 1', '2023-05-01 1'])
      t.strictSame(counts('language'), ['zh 4', 'zh-Hans 4'])
      t.strictSame(counts('host'), ['ntdtv.com 4'])
      for (const values of Object.values(facets))
        for (const { count, href } of values)
          t.equal((await get(`${href}&count=true&limit=0`)).json<List>().total, count, href)
      const { facets: few } = (await get(`${path}&facetLimit=1`)).json<List>()
      t.match(few, { month: [{ value: '2024-03' }], host: [{ value: 'ntdtv.com' }] })
      t.equal(few?.month?.length, 1)
      t.equal((await get(`${path}&facetLimit=0`)).status, 400)
      t.equal((await get(`${path}&facetLimit=10001`)).status, 400)
    },
  },
  {
    promise: 'lists by arrival are paged to the end',
    also: async (t, { get }) => {
      for (const sort of ['ingested', 'updated']) {
        const seen: string[] = []
        for (let path: string | null = `/articles?sort=${sort}&limit=7`; path !== null; ) {
          const list: List = (await get(path)).json<List>()
          seen.push(...idsOf(list))
          path = list.next
        }
        t.equal(new Set(seen).size, newest.length + many.length)
        t.equal(seen.length, newest.length + many.length)
      }
    },
  },
  {
    promise: 'a host that is none: 400',
    request: ['GET', '/articles?host=https://example.org/'],
    status: 400,
  },
  {
    promise: 'a time of arrival that is none: 400',
    request: ['GET', '/articles?ingestedFrom=x'],
    status: 400,
  },
  {
    promise: 'feeds have the same filters and orders',
    also: async (t, { get }) => {
      const feed = (await get('/feed.json?sort=ingested&host=ntdtv.com&limit=2')).json<{
        items: { id: string }[]
      }>()
      t.match(feed.items[0]?.id, /a200000004/)
      t.match((await get('/feed.atom?sort=updated&limit=1')).text, /many-24/)
      t.equal((await get('/feed.atom?sort=relevance')).status, 400)
    },
  },
  {
    promise: 'fields: only these members, on articles and lists',
    also: async (t, { get }) => {
      t.strictSame(Object.keys((await get('/articles/a200000001?fields=id,title,tags')).json()), [
        'id',
        'title',
        'tags',
      ])
      const [item = {}] = (await get('/articles?fields=title,id&limit=1')).json<List>().items
      t.strictSame(Object.keys(item).toSorted(), ['id', 'title'])
      t.equal((await get('/articles?fields=titel')).status, 400)
      t.match((await get('/articles?fields=titel')).text, /title/)
    },
  },
  {
    promise: 'an empty result is 200 with an empty list',
    request: ['GET', '/articles?source=nowhere'],
    status: 200,
    body: { items: [], next: null },
  },
  {
    promise: 'up to 100 ids',
    also: async (t, { get }) => {
      const many = (count: number) => Array.from({ length: count }, (_, index) => `id=x${index}`).join('&')
      t.equal((await get(`/articles?${many(100)}`)).status, 200)
      t.equal((await get(`/articles?${many(101)}`)).status, 400)
    },
  },
  { promise: 'a day that is none: 400', request: ['GET', '/articles?from=2024-02-30'], status: 400 },
]

reading('lists', lists)
