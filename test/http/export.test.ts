import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { startService } from './service.ts'
import { writeAtRandom } from './writing.ts'

/** `EXPORT_WRITES=20000` for a long run. */
const count = Number(process.env.EXPORT_WRITES ?? 200)

t.test('an export with raw pages rebuilds the archive, byte for byte', async (t) => {
  const service = await startService(t)
  await writeAtRandom(service, { count, seed: 5, prefix: 'a1' })
  const [articles, raw] = [await service.get('/export'), await service.get('/export?raw=true')]
  t.ok(articles.text.split('\n').length > 10)

  const other = await startService(t, {}, `${service.database}.other`)
  const answer = await other.post(raw.bytes, 'application/x-ndjson')
  t.match(JSON.parse(answer.text.trimEnd().split('\n').at(-1) ?? ''), { summary: { failed: 0, updated: 0 } })
  t.equal((await other.get('/export?raw=true')).text, raw.text)
  t.equal((await other.get('/export')).text, articles.text)
  for (const line of articles.text.trimEnd().split('\n')) {
    const { id } = JSON.parse(line) as { id: string }
    for (const path of ['', '/revisions', '/raw'])
      t.equal(
        (await other.get(`/articles/${id}${path}`)).text,
        (await service.get(`/articles/${id}${path}`)).text,
        `${id}${path}`,
      )
  }
  const sums = 'count=true&facet=tag,source,credit,year&fields=id'
  for (const [path, members] of [
    ['/tags?limit=100', ['items']],
    ['/sources', ['items']],
    [`/articles?${sums}`, ['total', 'facets']],
    [`/articles?q=${encodeURIComponent('仓库')}&${sums}`, ['total', 'facets']],
  ] as const) {
    const [is, was] = [await other.get(path), await service.get(path)].map((reply) => {
      const answer = reply.json<Record<string, unknown>>()
      return members.map((member) => answer[member] ?? t.fail(`${path} has no ${member}`))
    })
    t.strictSame(is, was, path)
  }

  const again = await other.post(raw.bytes, 'application/x-ndjson')
  t.match(JSON.parse(again.text.trimEnd().split('\n').at(-1) ?? ''), { summary: { created: 0, failed: 0 } })
})

t.test('an export is one moment, whatever is written meanwhile', async (t) => {
  const service = await startService(t)
  await writeAtRandom(service, { count, seed: 6, prefix: 'a2' })
  const whole = (await service.get('/export')).text
  const response = await fetch(`${service.origin}/export`)
  const sequence = Number(response.headers.get('archive-sequence'))
  await writeAtRandom(service, { count: 30, seed: 7, prefix: 'a2' })
  t.equal(await response.text(), whole)
  t.ok(sequence < (await service.store.lastSequence()))
})

t.test(
  'exports that nobody reads are few at once, and leave their places when their clients do',
  async (t) => {
    const service = await startService(t)
    // Longer than what the system holds of a connection that is not read.
    const text = '这一页的正文长得没有人读得完。'.repeat(120_000)
    const page = `<!doctype html><title>长页</title><article><h1>长页</h1><p>${text}</p></article>`
    t.equal((await service.post(page, 'text/html', '?id=long')).status, 201)
    const unread = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const socket = connect(Number(new URL(service.origin).port), '127.0.0.1').pause()
        socket.on('error', () => {})
        socket.write('GET /export?raw=true HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
        await once(socket, 'readable')
        return socket
      }),
    )
    const refused = await service.get('/export')
    t.equal(refused.status, 503)
    t.match(refused.headers, { 'retry-after': '1', 'content-type': 'application/problem+json' })
    for (const socket of unread) socket.destroy()
    let status = 503
    for (let tries = 0; status === 503 && tries < 100; tries++) {
      await pause(50)
      status = (await service.get('/export')).status
    }
    t.equal(status, 200)
  },
)
