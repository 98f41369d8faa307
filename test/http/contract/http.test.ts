import { mirrorPage } from '../pages.ts'
import { encoded, type Promised } from './promise.ts'
import { reading } from './shelf.ts'

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
          for (const name of ['etag', 'vary', 'cache-control', 'access-control-allow-origin'])
            t.equal(again.headers[name], first.headers[name], name)
          for (const name of ['link', 'content-type', 'last-modified', 'referrer-policy'])
            t.equal(again.headers[name], undefined, `${name} holds on`)
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
      const { href, links, tags, tagLinks } = (await get('/articles/a200000001')).json<{
        href: string
        links: Record<string, string>
        tags: string[]
        tagLinks: string[]
      }>()
      t.equal(tagLinks.length, tags.length)
      for (const path of [href, ...Object.values(links), ...tagLinks])
        t.equal((await get(path)).status, 200, path)
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

reading('conditional requests, HEAD, compression, addresses', http)
