import { connect } from 'node:net'
import t from 'tap'
import { pageOf } from '../../faults/crash.ts'
import { startService } from '../service.ts'

t.test('preconditions of writes hold, or nothing is written', async (t) => {
  const { call, get } = await startService(t)
  const put = (headers: Record<string, string>, text: string) =>
    call('PUT', '/articles/one', {
      headers: { 'content-type': 'text/html', ...headers },
      body: pageOf('one', text),
    })
  t.equal((await put({ 'if-match': '*' }, '一版')).status, 412, 'there is none yet')
  t.equal((await put({ 'if-none-match': '*' }, '一版')).status, 201)
  const { headers } = await get('/articles/one', { 'accept-encoding': 'gzip' })
  const etag = String(headers.etag)
  const cases: [headers: Record<string, string>, status: number][] = [
    [{ 'if-none-match': '*' }, 412],
    [{ 'if-match': '"stale"' }, 412],
    [{ 'if-match': `W/${etag}` }, 412],
    [{ 'if-none-match': etag }, 412],
    [{ 'if-unmodified-since': new Date(0).toUTCString() }, 412],
    [{ 'if-unmodified-since': String(headers['last-modified']) }, 200],
    [{ 'if-match': `"other", ${etag}` }, 200],
  ]
  for (const [conditions, status] of cases)
    t.equal((await put(conditions, '一版')).status, status, JSON.stringify(conditions))
  t.equal((await call('DELETE', '/articles/one', { headers: { 'if-match': '"stale"' } })).status, 412)
  t.equal((await get('/articles/one')).status, 200)
  t.equal((await call('DELETE', '/articles/one', { headers: { 'if-match': etag } })).status, 204)
})

t.test('of a page whose id the page itself says, or nobody, too', async (t) => {
  const { call, get } = await startService(t)
  const body = pageOf('two', '一版')
  const rows: [path: string, headers: Record<string, string>, status: number][] = [
    ['/articles', { 'if-match': '*' }, 412],
    ['/articles?dryRun=true', { 'if-none-match': '*' }, 200],
    ['/articles', { 'if-none-match': '*' }, 201],
    ['/articles', { 'if-none-match': '*' }, 412],
    ['/articles', { 'if-match': '"stale"' }, 412],
    ['/articles', { 'if-match': '*' }, 200],
    ['/articles?id=two', { 'if-match': '*' }, 412],
    ['/articles?id=two', { 'if-none-match': '*' }, 201],
  ]
  for (const [path, conditions, status] of rows) {
    const headers = { 'content-type': 'text/html', ...conditions }
    const answer = await call('POST', path, { headers, body })
    t.equal(answer.status, status, `${path} ${JSON.stringify(conditions)}`)
  }
  t.equal((await get('/articles?limit=0')).json<{ total: number }>().total, 2)
})

t.test('a body of many pages takes none: they are about one article', async (t) => {
  const { call, get } = await startService(t)
  const body = `${JSON.stringify({ id: 'three', content: pageOf('three', '一版'), contentType: 'text/html' })}\n`
  const rows: [field: string, value: string][] = [
    ['if-match', '*'],
    ['if-none-match', '*'],
    ['if-unmodified-since', new Date(0).toUTCString()],
  ]
  for (const path of ['/articles/batch', '/articles'])
    for (const [field, value] of rows) {
      const headers = { 'content-type': 'application/x-ndjson', [field]: value }
      const answer = await call('POST', path, { headers, body })
      t.match(answer, { status: 412, text: /nothing was changed/ }, `${path} ${field}`)
    }
  t.equal((await get('/articles/three')).status, 404)
  t.equal(
    (await call('POST', '/articles/batch', { headers: { 'content-type': 'application/x-ndjson' }, body }))
      .status,
    200,
  )
  t.equal((await get('/articles/three')).status, 200)
})

t.test('reads hold If-Match and If-Unmodified-Since too, kept or not', async (t) => {
  const { call, get } = await startService(t)
  const body = pageOf('four', '一版')
  await call('POST', '/articles?id=four', { headers: { 'content-type': 'text/html' }, body })
  const past = new Date(0).toUTCString()
  const future = new Date(Date.now() + 60_000).toUTCString()
  for (const path of [
    '/articles/four',
    '/articles/four?format=html',
    '/articles/four/raw',
    '/articles',
    '/stats',
  ]) {
    const { headers } = await get(path, { 'accept-encoding': 'gzip' })
    const etag = String(headers.etag)
    const isDated = headers['last-modified'] !== undefined
    const rows: [conditions: Record<string, string>, status: number][] = [
      [{ 'if-match': '"stale"' }, 412],
      [{ 'if-match': `W/${etag}` }, 412],
      [{ 'if-match': '"stale"', 'if-none-match': etag }, 412],
      [{ 'if-match': '"stale"', 'if-unmodified-since': future }, 412],
      [{ 'if-match': `"stale", ${etag}` }, 200],
      [{ 'if-match': '*' }, 200],
      [{ 'if-match': etag, 'if-unmodified-since': past }, 200],
      [{ 'if-match': etag, 'if-none-match': etag }, 304],
      [{ 'if-unmodified-since': past }, isDated ? 412 : 200],
      [{ 'if-unmodified-since': future }, 200],
      [{ 'if-unmodified-since': 'yesterday' }, 200],
    ]
    for (const method of ['GET', 'HEAD'])
      for (const [conditions, status] of rows) {
        // A client without content codings: what names a coded answer names the same state.
        const answer = await call(method, path, { headers: conditions })
        t.equal(answer.status, status, `${method} ${path} ${JSON.stringify(conditions)}`)
        if (status === 412) t.equal(answer.headers['content-type'], 'application/problem+json')
      }
  }
  t.equal(
    (await get('/articles/none', { 'if-match': '"stale"' })).status,
    404,
    'what is not there is not there',
  )
})

t.test('writes that are about no article refuse them', async (t) => {
  const { call, post, get } = await startService(t)
  await post(pageOf('five', '一版'), 'text/html', '?id=five')
  const rows: [method: string, path: string][] = [
    ['POST', '/reparse'],
    ['PUT', '/tags/one/aliases/two'],
    ['DELETE', '/tags/one/aliases/two'],
  ]
  for (const [method, path] of rows)
    for (const field of ['if-match', 'if-none-match'])
      t.match(await call(method, path, { headers: { [field]: '"a"' } }), {
        status: 412,
        text: /nothing was changed/,
      })
  t.equal((await get('/tags/two')).status, 404, 'nothing was merged')
})

t.test('addresses and methods beside the operations', async (t) => {
  const { call, get, origin } = await startService(t)
  const slash = await get('/articles/?limit=1')
  t.equal(slash.status, 308)
  t.equal(slash.headers.location, '/articles?limit=1')
  t.equal((await get('/nothing/')).status, 404)
  for (const path of ['/export', '/changes']) {
    const head = await call('HEAD', path, { headers: { accept: 'text/event-stream, application/x-ndjson' } })
    t.equal(head.status, 200, path)
    t.equal(head.headers['content-length'], undefined, path)
  }
  t.match(
    (await call('OPTIONS', '/articles')).headers['access-control-allow-headers'],
    /Content-Type.*X-Requested-With/,
  )
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.end('OPTIONS * HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
  let said = ''
  for await (const chunk of socket) said += String(chunk)
  t.match(said, /^HTTP\/1\.1 204 /)
})
