import t from 'tap'
import { mirrorPage, webPage } from './pages.ts'
import { type Service, startService } from './service.ts'

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

/** Sends a form as a browser does; the platform writes it. */
async function submit(service: Service, fields: Record<string, string | File>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const request = new Request(service.origin, { method: 'POST', body: form })
  const headers = { ...browser, 'content-type': request.headers.get('content-type') ?? '' }
  return service.call('POST', '/try', { headers, body: await request.bytes() })
}

const noFile = new File([], '')

t.test('a page is tried: what is read of it, by which rule; nothing is stored', async (t) => {
  const service = await startService(t)
  const page = mirrorPage({ id: 'a1', tags: ['图书馆'] })
  const headers = { 'content-type': 'text/markdown' }
  const { status, ...reply } = await service.call('POST', '/try', { headers, body: page })
  t.equal(status, 200)
  t.match(reply.json(), { article: { id: 'a1', tags: ['图书馆'] }, problem: null })
  const { trace } = reply.json<{ trace: { field: string }[] }>()
  t.match(
    trace.find(({ field }) => field === 'published'),
    { rule: 'dateline', where: /北京时间/, value: /^2024-03-09/ },
  )
  const empty = webPage({ id: 'w', title: '', paragraphs: [] })
  const refused = await service.call('POST', '/try', {
    headers: { 'content-type': 'text/html' },
    body: empty,
  })
  t.match(
    [refused.status, refused.json()],
    [200, { article: null, problem: { type: '/problems/no-article' } }],
  )

  const file = await submit(service, { page: new File([page], 'a1.md'), text: '', url: '' })
  t.match([file.status, file.headers['content-type']], [200, 'text/html; charset=utf-8'])
  t.match(file.text, /<h3[^>]*>a1号报导/)
  t.match(file.text, /<code>published<\/code>[\s\S]*2024-03-09[\s\S]*<small lang="en">dateline<\/small>/)
  const text = webPage({ id: 'w1' }).replace(/<link rel="canonical"[^>]*>/, '')
  const pasted = await submit(service, { page: noFile, text, url: 'https://example.org/w1' })
  t.match(pasted.text, /<h3[^>]*>w1号报导[\s\S]*https:\/\/example\.org\/w1<\/span> <small[^>]*>sender/)
  const markdown = await submit(service, { text: '# 一个标题\n\n第一段有足够多的字。' })
  t.match(markdown.text, /<h3[^>]*>一个标题</)

  t.match((await service.get('/stats')).json(), { articles: 0, lastSequence: 0, refusals: [] })
})

t.test('what cannot be tried is refused, to readers by a page', async (t) => {
  const service = await startService(t, { MAX_PAGE_SIZE: '1000000' })
  const rows: [name: string, fields: Record<string, string | File>, status: number, reason: RegExp][] = [
    ['nothing', { page: noFile, text: '', url: '' }, 422, /The page is empty/],
    ['no address', { page: noFile, text: 'x', url: 'here' }, 400, /url: must be an http or https address/],
    ['too large', { page: new File(['x'.repeat(1_000_001)], 'a.html') }, 413, /1000000|1,000,000|1 MB|limit/],
    ['far too large', { text: 'x'.repeat(3_000_000) }, 413, /./],
  ]
  for (const [name, fields, status, reason] of rows) {
    const reply = await submit(service, fields)
    t.match([reply.status, reply.headers['content-type']], [status, /^text\/html/], name)
    t.match(reply.text, reason, name)
  }
  const broken = { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--y' }
  t.match((await service.call('POST', '/try', broken)).json(), { type: '/problems/malformed-request' })
  const other = { headers: { 'content-type': 'application/zip' }, body: 'PK' }
  t.equal((await service.call('POST', '/try', other)).status, 415)
})

t.test('it counts among the requests that parse, and is open where writing is not', async (t) => {
  const service = await startService(t, { PARSE_RATE: '2', API_KEYS: 'secret', READ_ONLY: '1' })
  const statuses: number[] = []
  for (let n = 0; n < 3; n++)
    statuses.push((await submit(service, { text: mirrorPage({ id: 'a1' }) })).status)
  t.strictSame(statuses, [200, 200, 429])
})
