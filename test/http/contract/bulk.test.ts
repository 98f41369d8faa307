import { gzipSync, zstdCompressSync } from 'node:zlib'
import { tarOf } from '../../ingest/items.ts'
import { newsPage } from '../../ingest/tools.ts'
import { mirrorPage } from '../pages.ts'
import type { Reply } from '../service.ts'
import { contract, linesOf, ndjson, type Promised, tar } from './promise.ts'

const page = (id: string, more = {}) => mirrorPage({ id, ...more })
const line = (content: string, more = {}) =>
  JSON.stringify({ content, contentType: 'text/markdown', ...more })
const refusedIn = (reply: Reply) => linesOf(reply).filter(({ result }) => result === 'failed')

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

streams.push(
  {
    promise:
      'NDJSON under its three names, and containers, at /articles/batch; a page alone is refused there',
    also: async (t, { call }) => {
      for (const type of ['application/x-ndjson', 'application/ndjson', 'application/jsonl']) {
        const headers = { ...ndjson, 'content-type': type }
        const reply = await call('POST', '/articles/batch', { headers, body: line(page('a100000171')) })
        t.match(linesOf(reply), [{ line: 1, id: 'a100000171' }, { summary: { items: 1 } }], type)
      }
      const members = [
        { name: 'city/a100000172.md', text: page('a100000172') },
        { name: 'city/picture.jpg', text: 'x' },
        { name: 'city/mirror.ndjson', text: line(page('a100000173')) },
        { name: 'city/post', text: `<!DOCTYPE html>${page('a100000174')}` },
      ]
      const body = await tarOf(members)
      for (const coded of [body, gzipSync(body)])
        t.match(linesOf(await call('POST', '/articles/batch', { headers: tar, body: coded })), [
          { path: 'city/a100000172.md', id: 'a100000172' },
          { path: 'city/mirror.ndjson', line: 1, id: 'a100000173' },
          { path: 'city/post' },
          { summary: { passedOver: { '.jpg': 1 } } },
        ])
      const headers = { ...ndjson, 'content-type': 'text/html' }
      const refused = await call('POST', '/articles/batch', { headers, body: '<p>x' })
      t.equal(refused.status, 415)
      t.match(refused.text, /application\/warc/)
    },
  },
  {
    promise: 'a WARC is answered by the addresses of its pages',
    also: async (t, { call, get }) => {
      const message = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${newsPage('河边镇图书馆')}`
      const record = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\nWARC-Date: 2020-02-01T03:04:05Z\r\nContent-Type: application/http\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}\r\n\r\n`
      const headers = { ...ndjson, 'content-type': 'application/warc' }
      const lines = linesOf(await call('POST', '/articles/batch', { headers, body: record }))
      t.match(lines, [
        { path: 'https://news.example/1', result: 'created' },
        { summary: { items: 1, created: 1 } },
      ])
      const { id } = lines[0] as { id: string }
      t.match(JSON.parse((await get(`/articles/${id}/revisions`)).text).items[0].hints, {
        url: 'https://news.example/1',
        capturedAt: '2020-02-01T03:04:05.000Z',
      })
    },
  },
)

contract('ingest: many pages', streams)
