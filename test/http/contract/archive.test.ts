import { mirrorPage } from '../pages.ts'
import { encoded, type Promised } from './promise.ts'
import { pages, reading } from './shelf.ts'

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
    promise: 'a feed that holds nothing is dated by the last change of the archive',
    also: async (t, { get }) => {
      const { text } = await get('/feed.atom?tag=none')
      const { lastSequence } = (await get('/stats')).json<{ lastSequence: number }>()
      const { items } = (await get(`/changes?since=${lastSequence - 1}`)).json<{ items: { at: string }[] }>()
      t.match(text, `<updated>${items[0]?.at}</updated>`)
      t.notMatch(text, '<entry')
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

reading('the archive as a whole', archive)
