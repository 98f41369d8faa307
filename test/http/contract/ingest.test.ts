import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { tarOf } from '../../ingest/items.ts'
import { mirrorPage, sentenceOf, webAddressOf, webPage } from '../pages.ts'
import type { Reply, Service } from '../service.ts'
import {
  contract,
  html,
  json,
  linesOf,
  markdown,
  ndjson,
  type Promised,
  problemType,
  tar,
} from './promise.ts'

type Article = { id: string; revision: number; channels: string[]; title: string; url: string | null }

const page = (id: string, more = {}) => mirrorPage({ id, ...more })
const line = (content: string, more = {}) =>
  JSON.stringify({ content, contentType: 'text/markdown', ...more })
const counts = async ({ store }: Service) => {
  const { articles, revisions, lastSequence } = await store.statistics()
  return { articles, revisions, lastSequence }
}
const refusedIn = (reply: Reply) => linesOf(reply).filter(({ result }) => result === 'failed')

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
      const before = await counts(service)
      const again = await service.post(body, 'text/markdown')
      t.equal(again.status, 200)
      t.equal(again.headers['ingest-result'], 'unchanged')
      t.match(again.json(), { id: 'a100000104', revision: 1 })
      t.strictSame(await counts(service), before)
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
      const before = await counts(service)
      const reply = await service.post(page('a100000110'), 'text/markdown', '?dryRun=true')
      t.equal(reply.status, 200)
      t.match(reply.json(), { id: 'a100000110', title: /号报导/ })
      t.equal((await service.get('/articles/a100000110')).status, 404)
      const bulk = await service.post(line(page('a100000110')), 'application/x-ndjson', '?dryRun=true')
      t.match(linesOf(bulk), [{ line: 1, result: 'created', id: 'a100000110' }, { summary: { created: 1 } }])
      t.strictSame(await counts(service), before)
    },
  },
  {
    promise: 'the same article from a second channel adds its channel, not an article',
    also: async (t, service) => {
      await service.post(page('a100000111', { channel: 'one' }), 'text/markdown')
      const before = await counts(service)
      await service.post(page('a100000111', { channel: 'two' }), 'text/markdown')
      const article = (await service.get('/articles/a100000111')).json<Article>()
      t.strictSame(article.channels, ['one', 'two'])
      t.equal((await counts(service)).articles, before.articles)
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

const streams: Promised[] = [
  {
    promise: 'NDJSON: a line for each line in, in order, then the summary; one bad line stops none',
    also: async (t, service) => {
      await service.post(page('a100000140'), 'text/markdown')
      const lines = [
        line(page('a100000141')),
        '{"content": "half',
        line(page('a100000140')),
        line('<p> </p>', { contentType: 'text/html' }),
        line(page('a100000142')),
        JSON.stringify({ content: 'x', contentType: 'text/html', unknown: 1 }),
      ]
      const reply = await service.post(lines.join('\n'), 'application/x-ndjson')
      t.equal(reply.status, 200)
      t.match(reply.headers['content-type'], /^application\/x-ndjson/)
      t.match(linesOf(reply), [
        { line: 1, result: 'created', id: 'a100000141' },
        { line: 2, result: 'failed', problem: { status: 400, type: /^\/problems\// } },
        { line: 3, result: 'unchanged', id: 'a100000140' },
        { line: 4, result: 'failed', problem: { status: 422, type: '/problems/no-article' } },
        { line: 5, result: 'created', id: 'a100000142' },
        { line: 6, result: 'failed', problem: { status: 400 } },
        { summary: { items: 6, created: 2, updated: 0, unchanged: 1, failed: 3 } },
      ])
      t.equal((await service.get('/articles/a100000142')).status, 200)
    },
  },
  {
    promise: 'an item over the limit of 8 MiB stops no other, in NDJSON and in tar',
    also: async (t, { call }) => {
      const large = 'a'.repeat(9 * 1024 * 1024)
      const lines = [line(page('a100000145')), line(large), line(page('a100000146'))].join('\n')
      const inLines = await call('POST', '/articles', { headers: ndjson, body: lines })
      t.match(linesOf(inLines), [
        { line: 1, result: 'created' },
        { line: 2, result: 'failed', problem: { status: 413 } },
        { line: 3, result: 'created', id: 'a100000146' },
        { summary: { items: 3, created: 2, failed: 1 } },
      ])
      const members = [
        { name: 'a100000147.md', text: page('a100000147') },
        { name: 'large.html', text: large },
        { name: 'a100000148.md', text: page('a100000148') },
      ]
      const inTar = await call('POST', '/articles', { headers: tar, body: await tarOf(members) })
      t.match(linesOf(inTar), [
        { path: 'a100000147.md', result: 'created' },
        { path: 'large.html', result: 'failed', problem: { status: 413 } },
        { path: 'a100000148.md', result: 'created' },
        { summary: { items: 3, created: 2, failed: 1 } },
      ])
    },
  },
  {
    promise: 'sending everything again is safe',
    also: async (t, { post }) => {
      const body = [line(page('a100000143')), line(page('a100000144'))].join('\n')
      await post(body, 'application/x-ndjson')
      t.match(linesOf(await post(body, 'application/x-ndjson')).at(-1), {
        summary: { items: 2, unchanged: 2 },
      })
    },
  },
  ...(['', 'gzip', 'zstd'] as const).map(
    (coding, index): Promised => ({
      promise: `tar${coding === '' ? '' : ` in ${coding}`}: a line for each file, named by its path`,
      also: async (t, { call }) => {
        const members = [
          { name: `pages/city/a10000015${index}.md`, text: page(`a10000015${index}`) },
          { name: '../../etc/a100000159.md', text: page('a100000159') },
          { name: 'pages/city/empty.html', text: '' },
        ]
        const plain = await tarOf(members)
        const body = coding === 'gzip' ? gzipSync(plain) : coding === 'zstd' ? zstdCompressSync(plain) : plain
        const headers = coding === '' ? tar : { ...tar, 'content-encoding': coding }
        const reply = await call('POST', '/articles', { headers, body })
        t.equal(reply.status, 200)
        const lines = linesOf(reply)
        t.match(lines[0], {
          path: `pages/city/a10000015${index}.md`,
          result: 'created',
          id: `a10000015${index}`,
        })
        t.match(lines.at(-1), { summary: { items: 3 } })
        t.equal(refusedIn(reply).length, (lines.at(-1) as { summary: { failed: number } }).summary.failed)
      },
    }),
  ),
  {
    promise: 'a tar that is cut off: what came whole is stored, the rest is named',
    also: async (t, { call, get }) => {
      const members = [
        { name: 'a100000161.md', text: page('a100000161') },
        { name: 'a100000162.md', text: page('a100000162') },
      ]
      const whole = await tarOf(members)
      const reply = await call('POST', '/articles', { headers: tar, body: whole.subarray(0, 2200) })
      const lines = linesOf(reply)
      t.match(lines[0], { result: 'created', id: 'a100000161' })
      t.match(refusedIn(reply), [{ problem: { status: 400 } }])
      t.equal((await get('/articles/a100000161')).status, 200)
      t.equal((await get('/articles/a100000162')).status, 404)
    },
  },
  {
    promise: 'items are answered while others are still being sent',
    also: async (t, { origin, get }) => {
      let more: (() => void) | undefined
      const first = new Promise<void>((resolve) => {
        more = resolve
      })
      const body = (async function* () {
        yield `${line(page('a100000163'))}\n`
        await first
        yield line(page('a100000164'))
      })()
      const response = await fetch(`${origin}/articles`, {
        method: 'POST',
        headers: ndjson,
        body: ReadableStream.from(body).pipeThrough(new TextEncoderStream()),
        duplex: 'half',
      } as RequestInit)
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
      const { value } = await reader.read()
      t.match(JSON.parse(value ?? ''), { line: 1, result: 'created', id: 'a100000163' })
      t.equal((await get('/articles/a100000163')).status, 200, 'stored before its line is written')
      more?.()
      let rest = ''
      for (let read = await reader.read(); !read.done; read = await reader.read()) rest += read.value
      t.match(rest, /"a100000164"[\s\S]*"summary"/)
    },
  },
]

const revisions: Promised[] = [
  {
    promise: 'each distinct version of a page is kept as it came',
    also: async (t, { post, get }) => {
      const versions = [page('a100000170'), page('a100000170', { title: '改过的标题' })]
      for (const version of [...versions, versions[1]!]) await post(version, 'text/markdown')
      t.match((await get('/articles/a100000170/revisions')).json(), {
        items: [
          { revision: 1, contentType: 'text/markdown', size: Buffer.byteLength(versions[0]!) },
          { revision: 2, size: Buffer.byteLength(versions[1]!) },
        ],
      })
      for (const [index, version] of versions.entries()) {
        const raw = await get(`/articles/a100000170/revisions/${index + 1}/raw`)
        t.equal(raw.text, version)
        t.equal((await get(`/articles/a100000170/revisions/${index + 1}`)).status, 200)
      }
      t.equal((await get('/articles/a100000170/raw')).text, versions[1])
      t.equal((await get('/articles/a100000170/revisions/3')).status, 404)
    },
  },
  {
    promise: 'DELETE answers 204; afterwards the article is 410 with the time, and the deletion is a change',
    also: async (t, { post, call, get }) => {
      await post(page('a100000171'), 'text/markdown')
      const removed = await call('DELETE', '/articles/a100000171')
      t.equal(removed.status, 204)
      t.equal(removed.text, '')
      for (const path of ['', '/raw', '/revisions', '/similar']) {
        const gone = await get(`/articles/a100000171${path}`)
        t.equal(gone.status, 410, path)
        t.match(gone.json(), { type: '/problems/gone', deletedAt: /^\d{4}-\d\d-\d\dT.*Z$/ })
      }
      t.equal((await call('DELETE', '/articles/a100000171')).status, 410)
      t.equal((await call('DELETE', '/articles/never-there')).status, 404)
      const changes = (await get('/changes?since=0&limit=1000')).json<{
        items: { id: string; type: string }[]
      }>()
      t.match(changes.items.at(-1), { id: 'a100000171', type: 'deleted' })
      t.match((await get('/articles?id=a100000171')).json(), { items: [] })
    },
  },
  {
    promise: 'ingesting the page again brings the article back',
    also: async (t, { post, call, get }) => {
      await post(page('a100000172'), 'text/markdown')
      await call('DELETE', '/articles/a100000172')
      const back = await post(page('a100000172'), 'text/markdown')
      t.equal(back.status, 201)
      t.equal(back.headers['ingest-result'], 'created')
      t.match((await get('/articles/a100000172')).json(), { id: 'a100000172', revision: 2 })
    },
  },
]

const binary = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256))
const refusals: Promised[] = [
  ...(
    [
      ['nothing', Buffer.alloc(0)],
      ['no article', Buffer.from('<html><body></body></html>')],
      ['binary data', binary],
    ] as const
  ).map(
    ([name, body]): Promised => ({
      promise: `422 where no article can be found: ${name}`,
      also: async (t, service) => {
        const before = await counts(service)
        const reply = await service.post(body)
        t.equal(reply.status, 422, reply.text.slice(0, 200))
        t.match(reply.json(), { type: '/problems/no-article', status: 422 })
        t.strictSame(await counts(service), before)
      },
    }),
  ),
  {
    promise: '413 over the limit of 8 MiB',
    request: ['POST', '/articles', { headers: html, body: Buffer.alloc(20 * 1024 * 1024, 'a') }],
    status: 413,
    body: { type: '/problems/too-large' },
  },
  {
    promise: '415 for another type',
    request: ['POST', '/articles', { headers: { 'content-type': 'image/png' }, body: binary }],
    status: 415,
  },
  { promise: '415 without a type', request: ['POST', '/articles', { body: 'x' }], status: 415 },
  {
    promise: '415 for another coding',
    request: ['POST', '/articles', { headers: { ...html, 'content-encoding': 'compress' }, body: 'x' }],
    status: 415,
  },
  ...(
    [
      ['no JSON', '{"content": '],
      ['no object', '[]'],
      ['no content', '{}'],
      ['both contents', '{"content":"a","contentBase64":"YQ==","contentType":"text/html"}'],
      ['no Base64', '{"contentBase64":"***","contentType":"text/html"}'],
      ['another type within', '{"content":"a","contentType":"image/png"}'],
      ['an id with a path in it', '{"content":"a","contentType":"text/html","id":"../x"}'],
      ['an unknown member', '{"content":"a","contentType":"text/html","chanel":"x"}'],
    ] as const
  ).map(
    ([name, body]): Promised => ({
      promise: `400 for malformed JSON: ${name}`,
      also: async (t, service) => {
        const before = await counts(service)
        const reply = await service.post(body, 'application/json')
        t.ok(
          reply.status === 400 || (name === 'another type within' && reply.status === 415),
          `${reply.status} ${reply.text}`,
        )
        t.strictSame(await counts(service), before)
      },
    }),
  ),
  {
    promise: 'an unknown body member is named, and the nearest real name',
    request: [
      'POST',
      '/articles',
      { headers: json, body: '{"content":"a","contentType":"text/html","chanel":"x"}' },
    ],
    status: 400,
    body: { type: '/problems/unknown-parameter', errors: [{ pointer: '/chanel', message: /channel/ }] },
  },
  {
    promise: '400 for a coding that the body is not in',
    request: ['POST', '/articles', { headers: { ...html, 'content-encoding': 'gzip' }, body: 'not gzip' }],
    status: 400,
  },
  {
    promise: 'PUT under an id that can be none: 400',
    request: ['PUT', '/articles/..%2Fx', { headers: markdown, body: page('a100000190') }],
    status: 400,
  },
]

contract('ingest', [...onePage, ...codings, ...streams, ...revisions, ...refusals])
