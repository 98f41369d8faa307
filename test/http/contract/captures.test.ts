import { webAddressOf, webPage } from '../pages.ts'
import type { Service } from '../service.ts'
import { contract, type Promised } from './promise.ts'

const type = 'text/html; charset=utf-8'
const times = ['2020-01-10T08:00:00Z', '2020-02-10T08:00:00Z', '2020-03-10T08:00:00Z'] as const
const titleOf = (version: number) => `河边旧仓库改建，第${version}版`
const url = encodeURIComponent(webAddressOf('captured'))

const sent = ({ post }: Service, version: number) =>
  post(
    webPage({ id: 'captured', title: titleOf(version) }),
    type,
    `?id=captured&capturedAt=${times[version - 1]}`,
  )

const at = (time: string, more = '') => `/articles/captured?at=${encodeURIComponent(time)}${more}`

const captures: Promised[] = [
  {
    promise: 'an older capture that arrives later changes nothing that is current, and says so',
    also: async (t, service) => {
      const { get, call } = service
      t.equal((await sent(service, 3)).status, 201)
      const before = await get('/articles/captured')
      const list = await get('/articles?fields=id,title,updatedAt')
      const late = await sent(service, 1)
      t.match(late, { status: 200, headers: { 'ingest-result': 'earlier', etag: before.headers.etag } })
      t.equal(late.text, before.text)
      const preview = await call('PUT', `/articles/captured?dryRun=true&capturedAt=${times[1]}`, {
        headers: { 'content-type': type, 'if-match': String(before.headers.etag) },
        body: webPage({ id: 'captured', title: titleOf(2) }),
      })
      t.match(preview, { status: 200, headers: { 'ingest-result': 'earlier' } })
      t.equal((await sent(service, 2)).headers['ingest-result'], 'earlier')
      t.equal((await sent(service, 2)).headers['ingest-result'], 'unchanged')
      const after = await get('/articles/captured')
      t.strictSame(
        [after.text, after.headers.etag, after.headers['last-modified']],
        [before.text, before.headers.etag, before.headers['last-modified']],
      )
      t.equal((await get('/articles?fields=id,title,updatedAt')).text, list.text)
      t.equal((await get('/articles/captured/raw')).text, webPage({ id: 'captured', title: titleOf(3) }))
      const { items } = (await get('/changes?limit=1000')).json<{ items: { id: string }[] }>()
      t.match(
        items.filter(({ id }) => id === 'captured'),
        [{ type: 'created' }, { type: 'updated', fields: [] }, { type: 'updated', fields: [] }],
        'a mirror learns of the revisions',
      )
    },
  },
  {
    promise: 'the revisions are in the order of their captures and keep their numbers',
    request: ['GET', '/articles/captured/revisions'],
    status: 200,
    body: {
      items: [
        { revision: 2, capturedAt: '2020-01-10T08:00:00.000Z' },
        { revision: 3, captures: [{ at: '2020-02-10T08:00:00.000Z', from: 'hint' }] },
        { revision: 1, capturedAt: '2020-03-10T08:00:00.000Z', href: '/articles/captured/revisions/1' },
      ],
    },
  },
  {
    promise: 'a stream says which pages became earlier revisions',
    also: async (t, { call }) => {
      const line = (title: string, capturedAt: string) =>
        JSON.stringify({
          content: webPage({ id: 'streamed', title }),
          url: webAddressOf('streamed'),
          capturedAt,
        })
      const answer = await call('POST', '/articles/batch', {
        headers: { 'content-type': 'application/x-ndjson' },
        body: `${line('后来的', '2020-02-01T00:00:00Z')}\n${line('先前的', '2020-01-01T00:00:00Z')}\n`,
      })
      const [first, second, { summary }] = answer.text
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text))
      t.match([first, second], [{ result: 'created' }, { result: 'earlier' }])
      t.match(summary, { items: 2, created: 1, updated: 0, earlier: 1, unchanged: 0, failed: 0 })
      t.match((await call('GET', `/articles/${first.id}`)).json(), { title: '后来的' })
    },
  },
  {
    promise: 'at= gives the article as it stood at the end of a day, or at a time',
    also: async (t, { get }) => {
      for (const [time, version] of [
        ['2020-01-10', 1],
        ['2020-01-10T08:00:00Z', 1],
        ['2020-02-10T15:59:59+08:00', 1],
        ['2020-02-10T16:00:00+08:00', 2],
        ['2020-03-09', 2],
        ['2020-03-10', 3],
        ['2031-01-01', 3],
      ] as const) {
        const answer = await get(at(time))
        t.equal(answer.status, 200, time)
        t.match(answer.json(), { id: 'captured', title: titleOf(version), href: '/articles/captured' }, time)
        t.equal(answer.headers['memento-datetime'], new Date(times[version - 1]!).toUTCString())
        t.match(String(answer.headers.link), `<${webAddressOf('captured')}>; rel="original"`)
        t.match(String(answer.headers.link), `</timemap?url=${url}>; rel="timemap"`)
        const revision = answer.json<{ revision: number }>().revision
        t.equal((await get(`/articles/captured/revisions/${revision}`)).status, 200)
      }
      t.equal((await get(at('2031-01-01'))).text, (await get('/articles/captured')).text)
      t.match((await get(at('2020-01-20', '&format=markdown'))).text, titleOf(1))
      t.strictSame((await get(at('2020-01-20', '&fields=title'))).json(), { title: titleOf(1) })
      const { etag } = (await get(at('2020-01-20'))).headers
      t.equal((await get(at('2020-01-20'), { 'if-none-match': String(etag) })).status, 304)
    },
  },
  {
    promise: 'there is no article before its first capture',
    request: ['GET', at('2020-01-09')],
    status: 404,
    body: { detail: /2020-01-10T08:00:00\.000Z/ },
  },
  { promise: 'at= is a date or a time', request: ['GET', at('2020-13-01')], status: 400 },
  {
    promise:
      'Accept-Datetime leads to the article as it stood then, before the first capture to the first one',
    also: async (t, { get }) => {
      for (const [wanted, version] of [
        ['Mon, 10 Feb 2020 08:00:00 GMT', 2],
        ['Sun, 01 Mar 2020 00:00:00 GMT', 2],
        ['Thu, 01 Jan 1998 00:00:00 GMT', 1],
      ] as const) {
        const answer = await get('/articles/captured?fields=title', { 'accept-datetime': wanted })
        t.equal(answer.status, 302, wanted)
        t.match(answer.headers, { vary: /Accept-Datetime/i, link: /rel="original"/ })
        t.match((await get(String(answer.headers.location))).json(), { title: titleOf(version) })
      }
      t.equal((await get('/articles/captured', { 'accept-datetime': 'yesterday' })).status, 400)
      const plain = await get('/articles/captured')
      t.equal(plain.status, 200)
      t.match(plain.headers.vary, /Accept-Datetime/i)
    },
  },
  {
    promise: 'a TimeMap has every capture of an address, in link format',
    request: ['GET', `/timemap?url=${encodeURIComponent(`${webAddressOf('captured')}?utm_source=x`)}`],
    status: 200,
    headers: { 'content-type': 'application/link-format' },
    also: async (t, { get }, { text }) => {
      t.match(text, /rel="original"/)
      const mementos = [...text.matchAll(/<([^>]*)>; rel="([^"]*memento)"; datetime="([^"]*)"/g)]
      t.strictSame(
        mementos.map(([, , rel, datetime]) => [rel, datetime]),
        [
          ['first memento', 'Fri, 10 Jan 2020 08:00:00 GMT'],
          ['memento', 'Mon, 10 Feb 2020 08:00:00 GMT'],
          ['last memento', 'Tue, 10 Mar 2020 08:00:00 GMT'],
        ],
      )
      for (const [index, [, href = '']] of mementos.entries())
        t.match((await get(href)).json(), { title: titleOf(index + 1) })
    },
  },
  {
    promise: 'there is no TimeMap of an address that is not stored',
    request: ['GET', '/timemap?url=https%3A%2F%2Fnews.example.org%2Fnever'],
    status: 404,
  },
  { promise: 'a TimeMap is of an address', request: ['GET', '/timemap?url=never'], status: 400 },
  { promise: 'a TimeMap needs an address', request: ['GET', '/timemap'], status: 400 },
  {
    promise: 'the mark of the tool that saved a page decides before what the sender says',
    also: async (t, { post, get }) => {
      const mark =
        '<!--\n Page saved with SingleFile \n url: https://news.example.org/2024/marked.html \n saved date: Sat Feb 01 2020 10:00:00 GMT+0800 (CST) \n-->'
      const page = webPage({ id: 'marked' }).replace('<head>', `${mark}<head>`)
      await post(page, type, '?id=marked&capturedAt=2021-01-01T00:00:00Z')
      t.match((await get('/articles/marked/revisions')).json(), {
        items: [{ capturedAt: '2020-02-01T02:00:00.000Z', captures: [{ from: 'page' }] }],
      })
      await post(
        webPage({ id: 'wayback' }),
        type,
        '?id=wayback&url=https://web.archive.org/web/20200301120000/https://news.example.org/2024/wayback.html',
      )
      t.match((await get('/articles/wayback/revisions')).json(), {
        items: [{ capturedAt: '2020-03-01T12:00:00.000Z' }],
      })
    },
  },
  {
    promise: 'a page of which nothing says when it was captured was captured when it arrived',
    also: async (t, { post, get }) => {
      await post(webPage({ id: 'plain' }), type, '?id=plain')
      const { items } = (await get('/articles/plain/revisions')).json<{ items: { receivedAt: string }[] }>()
      t.match(items, [{ capturedAt: null, captures: [{ from: 'arrival', at: items[0]?.receivedAt }] }])
      t.equal((await post(webPage({ id: 'plain' }), type, '?capturedAt=lately')).status, 400)
    },
  },
]

contract('captures', captures)
