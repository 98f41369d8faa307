import { createHash } from 'node:crypto'
import { mirrorPage, sentenceOf, webPage } from '../pages.ts'
import { contract, encoded, markdown, type Promised } from './promise.ts'

type Item = { id: string; tags: string[]; publishedAt: string | null; snippet?: string }
type List = {
  items: Item[]
  next: string | null
  total?: number
  facets?: Record<string, { value: string; count: number }[]>
}

const idsOf = (list: List) => list.items.map(({ id }) => id)

/** What the archive holds: enough that every filter parts it. */
const pages: readonly (readonly [content: string, type: string, parameters?: string])[] = [
  [
    mirrorPage({
      id: 'a200000001',
      title: '河边图书馆开工',
      date: '2024-01-10',
      tags: ['图书馆', '河岸'],
      channel: 'city',
    }),
    'text/markdown',
  ],
  [
    mirrorPage({
      id: 'a200000002',
      title: '图书馆工地出土古桥',
      date: '2024-02-20',
      tags: ['图书馆', '考古', '習俗'],
      reporter: '林小雨',
      channel: 'culture',
    }),
    'text/markdown',
  ],
  [
    mirrorPage({
      id: 'a200000003',
      title: '古桥将移到河岸',
      date: '2024-03-30',
      tags: ['考古', '河岸'],
      reporter: '林小雨',
      channel: 'city',
    }),
    'text/markdown',
  ],
  [
    mirrorPage({
      id: 'a200000004',
      title: '雨季提前到来',
      date: '2023-05-01',
      tags: ['天气'],
      channel: 'weather',
      paragraphs: ['气象台说，今年的雨季提前到来，ＧＰＳ与 Wi-Fi 都照常，<b>古橋</b>无恙 & "安好"。'],
    }),
    'text/markdown',
  ],
  [
    webPage({ id: '205', date: '2022-07-07', tags: ['图书馆', 'A/B?c#d'], title: '外地图书馆见闻一则' }),
    'text/html',
    '?id=web-205&source=example',
  ],
  [
    `<title>没有日期的图书馆报导</title><article><h1>没有日期的图书馆报导</h1><p>${sentenceOf('206')}</p></article>`,
    'text/html',
    '?id=web-206',
  ],
]
const newest = ['a200000003', 'a200000002', 'a200000001', 'a200000004', 'web-205', 'web-206']

const one: Promised[] = [
  {
    promise: 'GET /articles/{id} answers the article',
    request: ['GET', '/articles/a200000001'],
    status: 200,
    body: { id: 'a200000001' },
  },
  {
    promise: 'an unknown id: 404',
    request: ['GET', '/articles/a299999999'],
    status: 404,
    body: { type: '/problems/not-found' },
  },
  {
    promise: 'the raw page: its bytes, its type, and nothing that a browser would run',
    request: ['GET', '/articles/web-205/raw'],
    status: 200,
    headers: {
      'content-type': /^text\/html/,
      'content-disposition': /^attachment/,
      'content-security-policy': /sandbox;\s*default-src 'none'/,
      'x-content-type-options': 'nosniff',
      etag: /^"/,
    },
    also: async (t, _service, { bytes, headers }) => {
      const digest = createHash('sha256').update(bytes).digest('base64')
      t.equal(headers['repr-digest'], `sha-256=:${digest}:`)
      t.equal(bytes.toString(), pages[4]?.[0])
    },
  },
  {
    promise: 'the difference of two revisions: fields, paragraphs added, removed, altered',
    also: async (t, { post, get, call }) => {
      const told = { id: 'a200000007', tags: ['修订'] }
      const kept = '渡口从明天起恢复通航，头班船早上六点离岸，末班船晚上十点。'
      const lost = '旧灯塔的看守人说，他从来没有见过这样大的雾，整夜没有合眼。'
      const first = [sentenceOf('甲'), kept, lost]
      await post(mirrorPage({ ...told, title: '原来的标题', paragraphs: first }), 'text/markdown')
      const second = [
        sentenceOf('甲', '工期延长一年。'),
        kept,
        '这一段完全是新写的，讲的是停车场与公交车站。',
      ]
      await post(mirrorPage({ ...told, title: '改过的标题', paragraphs: second }), 'text/markdown')
      const diff = await get('/articles/a200000007/revisions?diff=1..2')
      t.equal(diff.status, 200)
      const { fields, paragraphs } = diff.json<{
        fields: { field: string; from: unknown; to: unknown }[]
        paragraphs: { added: unknown[]; removed: unknown[]; altered: unknown[] }
      }>()
      t.match(
        fields.find(({ field }) => field === 'title'),
        { from: '原来的标题', to: '改过的标题' },
      )
      t.ok(paragraphs.added.length + paragraphs.removed.length + paragraphs.altered.length >= 3)
      t.match(JSON.stringify(paragraphs.removed), /旧灯塔/, 'a paragraph gone')
      t.match(JSON.stringify(paragraphs.added), /停车场/, 'a paragraph new')
      t.match(JSON.stringify(paragraphs.altered), /工期延长/, 'a paragraph altered')
      t.equal((await get('/articles/a200000007/revisions?diff=1..9')).status, 404)
      t.equal((await get('/articles/a200000007/revisions?diff=x')).status, 400)
      await call('DELETE', '/articles/a200000007')
    },
  },
  {
    promise: 'similar: reprints with their similarity, not what is merely of one topic',
    also: async (t, { post, get, call }) => {
      const text = Array.from({ length: 12 }, (_, index) =>
        sentenceOf(`重印${index}`, `第${index}段说的是码头与渡船的历史。`),
      )
      await post(webPage({ id: '208', paragraphs: text, title: '码头的历史' }), 'text/html', '?id=web-208')
      await post(
        webPage({ id: '209', paragraphs: text.slice(0, 11), title: '码头的历史（转载）' }),
        'text/html',
        '?id=web-209',
      )
      const reply = await get('/articles/web-208/similar')
      t.equal(reply.status, 200)
      const { items } = reply.json<{
        items: { article?: { id: string }; id?: string; similarity: number }[]
      }>()
      t.match(JSON.stringify(items[0]), /web-209/)
      t.ok((items[0]?.similarity ?? 0) > 0.7 && (items[0]?.similarity ?? 0) <= 1)
      t.notMatch(JSON.stringify(items), /a200000004/)
      for (const id of ['web-208', 'web-209']) await call('DELETE', `/articles/${id}`)
    },
  },
]

const filters: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ['', newest],
  ['sort=newest', newest],
  ['sort=oldest', ['web-205', 'a200000004', 'a200000001', 'a200000002', 'a200000003', 'web-206']],
  ['q=图书馆', ['a200000002', 'a200000001', 'web-205', 'web-206', 'a200000003']],
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
  ['from=2024-02-20', ['a200000003', 'a200000002']],
  ['to=2024-02-20', ['a200000002', 'a200000001', 'a200000004', 'web-205']],
  ['from=2024-02-20&to=2024-02-20', ['a200000002']],
  ['from=2024-02-20T00:00:01%2B08:00&to=2024-12-31', ['a200000003']],
  ['missing=publishedAt', ['web-206']],
  ['missing=tags', ['web-206']],
  ['language=zh-Hans', newest],
  ['language=en', []],
  ['tag=没有的标签', []],
]

const searches: readonly (readonly [q: string, ids: readonly string[]])[] = [
  ['古桥', ['a200000002', 'a200000003', 'a200000004']],
  ['古橋', ['a200000002', 'a200000003', 'a200000004']],
  ['雨', ['a200000004']],
  ['ｗｉ－ｆｉ', ['a200000004']],
  ['gps', ['a200000004']],
  ['wi-fi', ['a200000004']],
  ['图书馆 出土', ['a200000002']],
  ['"工地出土"', ['a200000002']],
  ['"出土工地"', []],
  ['古桥 -出土', ['a200000003', 'a200000004']],
  ['没有这样的字', []],
]

const lists: Promised[] = [
  ...filters.map(
    ([query, ids]): Promised => ({
      promise: `GET /articles?${query}`,
      request: ['GET', `/articles${query === '' ? '' : '?'}${new URLSearchParams(query)}`],
      status: 200,
      also: async (t, _service, reply) => {
        const list = reply.json<List>()
        const found = idsOf(list)
        // Relevance puts what has the word in its title first; the rest of that order is the service's own.
        if (query.startsWith('q=')) t.strictSame(found.toSorted(), ids.toSorted())
        else t.strictSame(found, ids)
        t.equal(list.next, null)
      },
    }),
  ),
  ...searches.map(
    ([q, ids]): Promised => ({
      promise: `q finds ${q} exactly where it occurs`,
      request: ['GET', `/articles?q=${encodeURIComponent(q)}`],
      status: 200,
      also: async (t, _service, reply) => t.strictSame(idsOf(reply.json<List>()).toSorted(), ids.toSorted()),
    }),
  ),
  ...[
    '"',
    '""',
    'AND',
    'a OR b',
    'NEAR(',
    '*',
    'title:x',
    '-',
    '--',
    '^',
    "'; DROP TABLE article",
    '(()',
    '\\',
    '%_',
    '"a" "',
  ].map(
    (q): Promised => ({
      promise: `no query is a syntax error: ${q}`,
      request: ['GET', `/articles?q=${encodeURIComponent(q)}`],
      also: async (t, _service, reply) =>
        t.ok(reply.status === 200 || reply.status === 400, `${reply.status}`),
    }),
  ),
  {
    promise: 'relevance: title over text, then newer over older',
    request: ['GET', encoded('/articles?q=图书馆&id=a200000001&id=a200000002&id=a200000003')],
    also: async (t, _service, reply) =>
      t.strictSame(idsOf(reply.json()), ['a200000002', 'a200000001', 'a200000003']),
  },
  {
    promise: 'snippets mark the hits in the original text, and are HTML-escaped',
    request: ['GET', encoded('/articles?q=古桥&id=a200000004')],
    also: async (t, _service, reply) => {
      const [item] = reply.json<List>().items
      t.match(item?.snippet, '<mark>古橋</mark>')
      t.match(item?.snippet, '&amp; &quot;安好&quot;')
      t.notMatch(item?.snippet, /<(?!\/?mark>)/)
    },
  },
  {
    promise: 'without q there is no snippet',
    request: ['GET', '/articles'],
    lacks: /"snippet"/,
  },
  { promise: 'sort=relevance needs q', request: ['GET', '/articles?sort=relevance'], status: 400 },
  { promise: 'limit is at least 1', request: ['GET', '/articles?limit=0'], status: 400 },
  { promise: 'a limit over 100 is refused, never cut', request: ['GET', '/articles?limit=101'], status: 400 },
  {
    promise: 'limit is 20 where it is not given',
    also: async (t, service) => {
      for (let index = 0; index < 25; index++) {
        await service.post(
          webPage({ id: `3${index}`, tags: ['很多'], date: '2020-01-01' }),
          'text/html',
          `?id=many-${index}`,
        )
      }
      const list = (await service.get(encoded('/articles?tag=很多'))).json<List>()
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

const archive: Promised[] = [
  {
    promise: 'GET /sources: name, count, first and last publishedAt, channels',
    request: ['GET', '/sources'],
    status: 200,
    also: async (t, _service, reply) => {
      const { items } = reply.json<{ items: Record<string, unknown>[] }>()
      t.match(
        items.find(({ source }) => source === 'ntdtv'),
        {
          name: '新唐人电视台',
          articles: Number,
          firstPublishedAt: '2023-05-01T00:00:00+08:00',
          lastPublishedAt: /^2024-03-30/,
          channels: [{ channel: 'city', articles: Number }],
        },
      )
    },
  },
  {
    promise: 'GET /stats: totals, articles a month and a source, top tags, store size',
    request: ['GET', '/stats'],
    status: 200,
    body: {
      articles: Number,
      bySource: [{}],
      byMonth: [{}],
      topTags: [{ tag: '很多', count: 25 }],
      size: Number,
    },
  },
  {
    promise: 'feeds are the same list with the same filters',
    also: async (t, { get }) => {
      const atom = await get(encoded('/feed.atom?tag=图书馆'))
      t.equal(atom.status, 200)
      t.match(atom.headers['content-type'], /^application\/atom\+xml/)
      t.equal(atom.text.match(/<entry/g)?.length, 3)
      const feed = await get(encoded('/feed.json?tag=图书馆'))
      t.match(feed.headers['content-type'], /^application\/feed\+json/)
      t.match(feed.json(), {
        version: 'https://jsonfeed.org/version/1.1',
        items: [{ id: 'a200000002' }, { id: 'a200000001' }, { id: 'web-205' }],
      })
      t.equal((await get('/feed.atom?nonsense=1')).status, 400)
    },
  },
  {
    promise: 'GET /changes: in order, without gaps, each with the fields that changed',
    also: async (t, { get, post }) => {
      await post(mirrorPage({ id: 'a200000060', title: '第一版' }), 'text/markdown')
      const { lastSequence: since } = (await get('/stats')).json<{ lastSequence: number }>()
      await post(mirrorPage({ id: 'a200000060', title: '第二版' }), 'text/markdown')
      const reply = await get(`/changes?since=${since}`)
      t.match(reply.json(), {
        items: [
          { sequence: since + 1, type: 'updated', id: 'a200000060', at: /Z$/, href: '/articles/a200000060' },
        ],
        next: null,
      })
      const [{ fields } = { fields: [] }] = reply.json<{ items: { fields: string[] }[] }>().items
      t.ok(fields.includes('title'))
      t.notOk(fields.includes('paragraphs'))
      const all: number[] = []
      for (let path: string | null = '/changes?since=0&limit=7'; path !== null; ) {
        const list: { items: { sequence: number }[]; next: string | null } = (await get(path)).json()
        all.push(...list.items.map(({ sequence }) => sequence))
        path = list.next
      }
      t.strictSame(
        all,
        Array.from({ length: all.length }, (_, index) => index + 1),
      )
      t.equal((await get('/changes?since=-1')).status, 400)
      t.equal((await get('/changes?since=x')).status, 400)
    },
  },
  {
    promise: 'changes stream as events, and go on after Last-Event-ID',
    also: async (t, { origin, post }) => {
      const abort = new AbortController()
      const response = await fetch(`${origin}/changes`, {
        headers: { accept: 'text/event-stream', 'last-event-id': '1' },
        signal: abort.signal,
      })
      t.match(response.headers.get('content-type'), /^text\/event-stream/)
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
      let text = ''
      const until = async (pattern: RegExp) => {
        while (!pattern.test(text)) text += (await reader.read()).value ?? ''
      }
      await until(/\n\n/)
      t.match(text, /^id: 2\n/m)
      await post(mirrorPage({ id: 'a200000061' }), 'text/markdown')
      await until(/a200000061/)
      t.match(text, /event: created\ndata: \{.*"a200000061"/)
      abort.abort()
    },
  },
  {
    promise: 'GET /export: whole articles, a line each, with the sequence to go on from',
    also: async (t, { get }) => {
      const reply = await get('/export?source=ntdtv')
      t.equal(reply.status, 200)
      t.match(reply.headers['content-type'], /^application\/x-ndjson/)
      const { lastSequence } = (await get('/stats')).json<{ lastSequence: number }>()
      t.equal(Number(reply.headers['archive-sequence']), lastSequence)
      const lines = reply.text.trimEnd().split('\n')
      t.ok(lines.length >= 4)
      for (const line of lines) {
        const { id } = JSON.parse(line) as { id: string }
        t.equal(line, (await get(`/articles/${id}`)).text)
      }
      const raw = (await get('/export?raw=true&id=a200000001')).text
      t.match(
        raw,
        Buffer.from(pages[0]?.[0] ?? '')
          .toString('base64')
          .slice(0, 40),
      )
    },
  },
  { promise: 'the service lives', request: ['GET', '/healthz'], status: 200 },
  { promise: 'the service is ready', request: ['GET', '/readyz'], status: 200 },
  {
    promise: 'metrics for Prometheus',
    request: ['GET', '/metrics'],
    status: 200,
    headers: { 'content-type': /^text\/plain/ },
    body: /^# HELP [\s\S]*^# TYPE /m,
  },
  {
    promise: 'the reference',
    request: ['GET', '/docs'],
    status: 200,
    headers: { 'content-type': /^text\/html/ },
  },
  {
    promise: 'the description as JSON',
    request: ['GET', '/openapi.json'],
    status: 200,
    body: { openapi: /^3\.1/ },
  },
  {
    promise: 'the description as YAML',
    request: ['GET', '/openapi.yaml'],
    status: 200,
    headers: { 'content-type': /yaml/ },
    body: /^openapi: ["']?3\.1/m,
  },
]

const forms: readonly (readonly [type: string, format: string, content: RegExp])[] = [
  ['application/json', 'json', /^\{"id":"a200000001"/],
  ['text/html', 'html', /<h1[^>]*>河边图书馆开工<\/h1>/],
  ['text/markdown', 'markdown', /^# 河边图书馆开工/],
  ['text/plain', 'text', /^河边图书馆开工/],
  ['application/ld+json', 'ld%2Bjson', /"@type":"NewsArticle"/],
]

const representations: Promised[] = [
  ...forms.flatMap(([type, format, body]): Promised[] => [
    {
      promise: `Accept: ${type}`,
      request: ['GET', '/articles/a200000001', { headers: { accept: type } }],
      status: 200,
      headers: {
        'content-type': new RegExp(`^${type.replace('+', '\\+')}`),
        vary: /accept/i,
        etag: /^"/,
        'last-modified': /GMT$/,
      },
      body,
    },
    {
      promise: `format=${format}`,
      request: ['GET', `/articles/a200000001?format=${format}`, { headers: { accept: 'image/png' } }],
      status: 200,
      headers: { 'content-type': new RegExp(`^${type.replace('+', '\\+')}`) },
      body,
    },
  ]),
  ...(
    [
      ['*/*', 'application/json'],
      ['text/*', 'text/html'],
      ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
      ['application/json;q=0.5, text/markdown', 'text/markdown'],
      ['text/html;q=0, */*', 'application/json'],
    ] as const
  ).map(
    ([accept, type]): Promised => ({
      promise: `Accept: ${accept} gets ${type}`,
      request: ['GET', '/articles/a200000001', { headers: { accept } }],
      status: 200,
      headers: { 'content-type': new RegExp(`^${type}`) },
    }),
  ),
  {
    promise: '406 for another type',
    request: ['GET', '/articles/a200000001', { headers: { accept: 'image/png' } }],
    status: 406,
  },
  { promise: '406 for another format', request: ['GET', '/articles/a200000001?format=pdf'], status: 406 },
  {
    promise: 'the reading page runs nothing',
    request: ['GET', '/articles/a200000001?format=html'],
    headers: {
      'content-security-policy': /default-src 'none'.*style-src 'sha256-/,
      'x-content-type-options': 'nosniff',
    },
    lacks: /<script|javascript:/i,
  },
]

const http: Promised[] = [
  ...[
    '/articles/a200000001',
    '/articles/a200000001?fields=id,title',
    '/articles/a200000001?format=html',
    '/articles/a200000001/raw',
    '/articles/a200000001/revisions',
    '/articles/a200000001/revisions/1',
    '/articles/a200000001/revisions/1/raw',
    '/articles/a200000001/similar',
    '/articles?limit=2',
    encoded('/articles?q=图书馆'),
    '/tags',
    encoded('/tags/图书馆'),
    '/sources',
    '/stats',
    '/changes?since=0&limit=3',
    '/feed.atom',
    '/feed.json',
    '/openapi.json',
    '/openapi.yaml',
    '/problems',
    '/',
  ].flatMap((path): Promised[] => [
    {
      promise: `${path} has a strong ETag, and 304 for it`,
      also: async (t, { get }) => {
        const first = await get(path)
        t.match(first.headers.etag, /^"[^"]+"$/)
        for (const tag of [
          first.headers.etag ?? '',
          `"other", ${first.headers.etag}`,
          `W/${first.headers.etag}`,
          '*',
        ]) {
          const again = await get(path, { 'if-none-match': tag })
          t.equal(again.status, 304, tag)
          t.equal(again.text, '')
          t.equal(again.headers.etag, first.headers.etag)
        }
        t.equal((await get(path, { 'if-none-match': '"other"' })).status, 200)
      },
    },
    {
      promise: `HEAD ${path} answers what GET does, without content`,
      also: async (t, { get, call }) => {
        const [got, head] = [await get(path), await call('HEAD', path)]
        t.equal(head.status, got.status)
        t.equal(head.bytes.length, 0)
        for (const name of ['content-type', 'etag', 'content-length', 'link', 'vary'])
          t.equal(head.headers[name], got.headers[name], name)
      },
    },
  ]),
  ...['/export', '/healthz', '/readyz', '/metrics', '/docs'].map(
    (path): Promised => ({
      promise: `HEAD ${path}`,
      request: ['HEAD', path],
      status: 200,
      also: async (t, _service, { bytes }) => t.equal(bytes.length, 0),
    }),
  ),
  {
    promise: 'Last-Modified and If-Modified-Since',
    also: async (t, { get }) => {
      const modified = (await get('/articles/a200000001')).headers['last-modified'] ?? ''
      t.equal((await get('/articles/a200000001', { 'if-modified-since': modified })).status, 304)
      t.equal(
        (await get('/articles/a200000001', { 'if-modified-since': new Date(0).toUTCString() })).status,
        200,
      )
    },
  },
  {
    promise: 'an ETag changes with its article',
    also: async (t, { get, post }) => {
      await post(mirrorPage({ id: 'a200000070', title: '甲' }), 'text/markdown')
      const before = (await get('/articles/a200000070')).headers.etag
      await post(mirrorPage({ id: 'a200000070', title: '乙' }), 'text/markdown')
      t.not((await get('/articles/a200000070')).headers.etag, before)
    },
  },
  ...['br', 'zstd', 'gzip'].map(
    (coding): Promised => ({
      promise: `answers are compressed in ${coding} for those who take it`,
      also: async (t, { get }) => {
        const [plain, coded] = [await get('/articles'), await get('/articles', { 'accept-encoding': coding })]
        t.equal(coded.headers['content-encoding'], coding)
        t.match(coded.headers.vary, /accept-encoding/i)
        t.equal(coded.text, plain.text)
        t.not(coded.headers.etag, plain.headers.etag, 'a coding is a representation of its own')
        t.equal(
          (await get('/articles', { 'accept-encoding': coding, 'if-none-match': coded.headers.etag ?? '' }))
            .status,
          304,
        )
      },
    }),
  ),
  {
    promise: 'each list and article carries ready-made hrefs',
    also: async (t, { get }) => {
      const { href, links } = (await get('/articles/a200000001')).json<{
        href: string
        links: Record<string, string>
      }>()
      for (const path of [href, ...Object.values(links)]) t.equal((await get(path)).status, 200, path)
      for (const [path, name] of [
        ['/articles?limit=3', 'items'],
        ['/tags?limit=3', 'items'],
        [encoded('/tags/图书馆'), 'related'],
        ['/sources', 'items'],
      ] as const) {
        const list = (await get(path)).json<Record<string, { href: string }[]>>()[name] ?? []
        t.ok(list.length > 0)
        for (const item of list) t.equal((await get(item.href)).status, 200, item.href)
      }
    },
  },
]

contract('read', [...one, ...lists, ...tags, ...archive, ...representations, ...http], async ({ call }) => {
  for (const [body, type, parameters = ''] of pages) {
    const headers = type === 'text/markdown' ? markdown : { 'content-type': type }
    const { status, text } = await call('POST', `/articles${parameters}`, { headers, body })
    if (status !== 201) throw new Error(text)
  }
})
