import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { mirrorPage, sentenceOf, webAddressOf, webPage } from '../pages.ts'
import { contract, countsOf, html, json, linesOf, markdown, type Promised, problemType } from './promise.ts'

type Article = { id: string; channels: string[] }

const page = (id: string, more = {}) => mirrorPage({ id, ...more })
const line = (content: string) => JSON.stringify({ content, contentType: 'text/markdown' })

const onePage: Promised[] = [
  ...(
    [
      ['text/html', webPage({ id: '101' })],
      ['application/xhtml+xml', webPage({ id: '102' })],
      ['text/markdown', page('a100000103')],
    ] as const
  ).map(
    ([type, body]): Promised => ({
      promise: `${type}: a new page answers 201 with Location and the article`,
      request: ['POST', '/articles', { headers: { 'content-type': type }, body }],
      status: 201,
      headers: { location: /^\/articles\/\S+$/, 'ingest-result': 'created', etag: /^"[^"]+"$/ },
      body: { title: /^\S+号报导/, revision: 1 },
      also: async (t, { get }, reply) => {
        const article = await get(reply.headers.location ?? '')
        t.equal(article.status, 200)
        t.equal(article.text, reply.text)
      },
    }),
  ),
  {
    promise: 'the same bytes again: 200, unchanged, nothing written',
    also: async (t, service) => {
      const body = page('a100000104')
      await service.post(body, 'text/markdown')
      const before = await countsOf(service)
      const again = await service.post(body, 'text/markdown')
      t.equal(again.status, 200)
      t.equal(again.headers['ingest-result'], 'unchanged')
      t.match(again.json(), { id: 'a100000104', revision: 1 })
      t.strictSame(await countsOf(service), before)
    },
  },
  {
    promise: 'other bytes of a known article: 200, updated, a new revision',
    also: async (t, { post }) => {
      await post(page('a100000105'), 'text/markdown')
      const reply = await post(page('a100000105', { title: '改过的标题' }), 'text/markdown')
      t.equal(reply.status, 200)
      t.equal(reply.headers['ingest-result'], 'updated')
      t.match(reply.json(), { id: 'a100000105', revision: 2, title: '改过的标题' })
    },
  },
  {
    promise: 'query parameters add what the page does not say',
    also: async (t, { post }) => {
      const body = webPage({ id: '106' }).replace(/<link rel="canonical".*>/, '')
      const parameters = '?url=https%3A%2F%2Fexample.net%2F106&source=example&channel=daily&id=own-106'
      t.match((await post(body, 'text/html', parameters)).json(), {
        id: 'own-106',
        url: 'https://example.net/106',
        source: 'example',
        channels: ['daily'],
      })
    },
  },
  {
    promise: 'JSON carries a page as text, with what is known of it',
    request: [
      'POST',
      '/articles',
      {
        headers: json,
        body: JSON.stringify({
          content: webPage({ id: '107' }),
          contentType: 'text/html',
          url: 'https://example.net/107',
          source: 'example',
          channel: 'daily',
          id: 'own-107',
        }),
      },
    ],
    status: 201,
    headers: { location: '/articles/own-107' },
    body: { id: 'own-107', url: 'https://example.net/107', source: 'example', channels: ['daily'] },
  },
  {
    promise: 'contentBase64 carries bytes in any encoding',
    also: async (t, { post, get }) => {
      const bytes = Buffer.concat([
        Buffer.from('<meta charset="gb18030"><title>'),
        Buffer.from('b2e2cad4b1eacce2', 'hex'),
        Buffer.from('</title><article><p>'),
        Buffer.from('b2e2cad4b1eacce2'.repeat(12), 'hex'),
        Buffer.from('</p></article>'),
      ])
      const body = JSON.stringify({
        contentBase64: bytes.toString('base64'),
        contentType: 'text/html',
        id: 'own-108',
      })
      t.match((await post(body, 'application/json')).json(), {
        title: '测试标题',
        paragraphs: ['测试标题'.repeat(12)],
      })
      t.ok((await get('/articles/own-108/raw')).bytes.equals(bytes), 'kept as it came')
    },
  },
  {
    promise: 'PUT stores one page under the id of its address, and is idempotent',
    also: async (t, { call, get }) => {
      const put = () => call('PUT', '/articles/own-109', { headers: markdown, body: page('a100000109') })
      const first = await put()
      t.equal(first.status, 201)
      t.match(first.json(), { id: 'own-109' })
      t.match(first.headers.location, '/articles/own-109')
      const second = await put()
      t.equal(second.status, 200)
      t.equal(second.headers['ingest-result'], 'unchanged')
      t.equal((await get('/articles/own-109')).status, 200)
    },
  },
  {
    promise: 'dryRun=true answers 200 with what would be stored, and writes nothing',
    also: async (t, service) => {
      const before = await countsOf(service)
      const reply = await service.post(page('a100000110'), 'text/markdown', '?dryRun=true')
      t.equal(reply.status, 200)
      t.match(reply.json(), { id: 'a100000110', title: /号报导/ })
      t.equal((await service.get('/articles/a100000110')).status, 404)
      const bulk = await service.post(line(page('a100000110')), 'application/x-ndjson', '?dryRun=true')
      t.match(linesOf(bulk), [{ line: 1, result: 'created', id: 'a100000110' }, { summary: { created: 1 } }])
      t.strictSame(await countsOf(service), before)
    },
  },
  {
    promise: 'the same article from a second channel adds its channel, not an article',
    also: async (t, service) => {
      await service.post(page('a100000111', { channel: 'one' }), 'text/markdown')
      const before = await countsOf(service)
      await service.post(page('a100000111', { channel: 'two' }), 'text/markdown')
      const article = (await service.get('/articles/a100000111')).json<Article>()
      t.strictSame(article.channels, ['one', 'two'])
      t.equal((await countsOf(service)).articles, before.articles)
    },
  },
  {
    promise: 'an article is known again by its canonical address, whatever its tracking parameters',
    also: async (t, { post }) => {
      const at = (url: string) =>
        post(
          webPage({ id: '112', title: `经由${url.length}` }).replace(/<link rel="canonical".*>/, ''),
          'text/html',
          `?url=${encodeURIComponent(url)}`,
        )
      const first = await at('https://example.net/112?a=1')
      t.equal(first.status, 201)
      for (const url of [
        'http://example.net/112?a=1#top',
        'https://example.net/112?a=1&utm_source=x&utm_medium=y',
        'https://example.net/112?spm=1.2.3&a=1&from=app',
      ]) {
        const again = await at(url)
        t.equal(again.status, 200, url)
        t.equal(again.json<Article>().id, first.json<Article>().id)
      }
    },
  },
  {
    promise: 'an id and an address of two articles: 409 with both ids',
    also: async (t, { post }) => {
      await post(webPage({ id: '113' }), 'text/html', '?id=own-113')
      await post(webPage({ id: '114' }), 'text/html', '?id=own-114')
      const reply = await post(webPage({ id: '113', title: '两者之间的冲突' }), 'text/html', '?id=own-114')
      t.equal(reply.status, 409)
      t.equal(reply.headers['content-type'], problemType)
      t.strictSame(reply.json<{ ids: string[] }>().ids.toSorted(), ['own-113', 'own-114'])
    },
  },
]

const chinese = `<title>编码测试：图书馆</title><article><p>${sentenceOf('7')}</p></article>`
const encodings: readonly (readonly [name: string, type: string, bytes: Buffer])[] = [
  [
    'a BOM',
    'text/html',
    Buffer.concat([Buffer.from('feff', 'hex'), Buffer.from(chinese, 'utf16le').swap16()]),
  ],
  ['the charset of the Content-Type', 'text/html; charset=utf-16le', Buffer.from(chinese, 'utf16le')],
  ['<meta charset>', 'text/html', Buffer.from(`<meta charset="utf-8">${chinese}`)],
  ['detection', 'text/html', Buffer.from(chinese)],
]

const codings: Promised[] = [
  ...encodings.map(
    ([name, type, body], index): Promised => ({
      promise: `the encoding is known by ${name}`,
      request: ['POST', `/articles?id=own-12${index}`, { headers: { 'content-type': type }, body }],
      status: 201,
      body: { title: '编码测试：图书馆', paragraphs: [sentenceOf('7')] },
    }),
  ),
  ...Object.entries({ gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync }).map(
    ([coding, compress]): Promised => ({
      promise: `a body in Content-Encoding ${coding} is decoded`,
      request: [
        'POST',
        '/articles',
        {
          headers: { ...html, 'content-encoding': coding },
          body: compress(Buffer.from(webPage({ id: `13-${coding}` }))),
        },
      ],
      status: 201,
      body: { url: webAddressOf(`13-${coding}`) },
    }),
  ),
  {
    promise: 'the limit holds for the decoded size',
    request: [
      'POST',
      '/articles',
      { headers: { ...html, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(30_000_000, 'a')) },
    ],
    status: 413,
  },
]

contract('ingest', [...onePage, ...codings])
