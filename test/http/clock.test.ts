import t from 'tap'
import { mirrorPage } from './pages.ts'
import { startService } from './service.ts'

const day = 86_400_000

/** Sets the clock of this process, and so of the service in it. */
function clockOf(t: { teardown(end: () => void): unknown }): (difference: number) => void {
  const real = Date.now
  t.teardown(() => {
    Date.now = real
  })
  return (difference) => {
    Date.now = () => real() + difference
  }
}

t.test('a clock that jumps hides no change', async (t) => {
  const setClock = clockOf(t)
  const service = await startService(t)
  const put = (title: string) =>
    service.call('PUT', '/articles/a100000001', {
      headers: { 'content-type': 'text/markdown' },
      body: mirrorPage({ id: 'a100000001', title }),
    })
  t.equal((await put('第一版的标题')).status, 201)
  for (const [index, difference] of [-day, -365 * day, 365 * day, 0].entries()) {
    const { headers } = await service.get('/articles/a100000001')
    const since = { 'if-modified-since': headers['last-modified'] ?? '' }
    t.equal((await service.get('/articles/a100000001', since)).status, 304)
    setClock(difference)
    t.equal((await put(`${difference}之后的标题`)).status, 200)
    const changed = await service.get('/articles/a100000001', since)
    t.equal(changed.status, 200, `${difference / day} days`)
    t.match(changed.json(), { title: `${difference}之后的标题`, revision: index + 2 })
    t.equal(
      (await service.get('/articles/a100000001', { 'if-none-match': headers.etag ?? '' })).status,
      200,
      'by ETag as well',
    )
  }
  const { items } = (await service.get('/changes')).json<{ items: { sequence: number }[] }>()
  t.strictSame(
    items.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5],
  )
})

t.test('a clock that is set back shuts nobody out', async (t) => {
  const setClock = clockOf(t)
  const service = await startService(t, { WRITE_RATE: '2' })
  const write = () => service.call('DELETE', '/articles/a100000001')
  t.equal((await write()).status, 404)
  setClock(-day)
  t.equal((await write()).status, 404)
  const refused = await write()
  t.equal(refused.status, 429)
  t.ok(Number(refused.headers['retry-after']) <= 60, 'for a minute at most')
})
