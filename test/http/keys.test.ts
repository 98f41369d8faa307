import t from 'tap'
import { operations } from '../../src/http/operations.ts'
import { mirrorPage } from './pages.ts'
import { startService } from './service.ts'

const body = mirrorPage({ id: 'a100000001' })
const page = { 'content-type': 'text/markdown' }

t.test('a key opens what its scope covers, given with its scope or without', async (t) => {
  const service = await startService(t, { API_KEYS: 'plain, read:r1, write:w1 ,admin:a1,write:with:colon' })
  const status = async (key: string, method: string, path: string) => {
    const headers = { ...page, authorization: `Bearer ${key}` }
    return (await service.call(method, path, { headers, body: method === 'POST' ? body : undefined })).status
  }
  const rows: readonly [key: string, write: number, admin: number][] = [
    ['plain', 201, 200],
    ['a1', 200, 200],
    ['admin:a1', 200, 200],
    ['w1', 200, 403],
    ['write:w1', 200, 403],
    ['with:colon', 200, 403],
    ['r1', 403, 403],
    ['read:r1', 403, 403],
    ['admin:w1', 401, 401],
    ['write:', 401, 401],
    ['PLAIN', 401, 401],
  ]
  for (const [key, write, admin] of rows) {
    t.equal(await status(key, 'POST', '/articles'), write, `${key} writes`)
    t.equal(await status(key, 'POST', '/reparse?dryRun=true'), admin, `${key} administers`)
    t.equal(await status(key, 'GET', '/articles'), 200, `${key} reads`)
  }
})

t.test('no route writes, or does what administrators do, without a right key', async (t) => {
  const service = await startService(t, { API_KEYS: 'read:r1,write:w1,admin:a1', LOG_LEVEL: 'silent' })
  const routes = service.routes()
  for (const { method, path } of operations) {
    const known = routes.some(
      (route) => route.method === method.toUpperCase() && route.path === path.replaceAll(/\{(\w+)\}/g, ':$1'),
    )
    t.ok(known, `${method} ${path} is in the table that is walked`)
  }
  const writing = routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
  t.ok(writing.length >= 6, `${writing.length} routes write`)
  for (const { method, path } of writing) {
    const address = path.replaceAll(/:\w+/g, 'a100000001')
    for (const [authorization, status] of [
      [undefined, 401],
      ['Bearer wrong', 401],
      ['Bearer r1', 403],
      ['Basic YTE6YTE=', 401],
    ] as const) {
      const headers = authorization === undefined ? page : { ...page, authorization }
      const sent = method === 'DELETE' ? undefined : body
      const answer = await service.call(method, address, { headers, body: sent })
      t.equal(answer.status, status, `${method} ${address} with ${authorization ?? 'no key'}`)
    }
  }
  t.equal((await service.get('/articles?count=true')).json().total, 0)
})

t.test('a challenge says what was wrong', async (t) => {
  const service = await startService(t, { API_KEYS: 'secret' })
  const none = await service.post(body)
  t.equal(none.headers['www-authenticate'], 'Bearer realm="broadsheet"')
  const wrong = await service.call('POST', '/articles', {
    headers: { ...page, authorization: 'Bearer x' },
    body,
  })
  t.equal(wrong.headers['www-authenticate'], 'Bearer realm="broadsheet", error="invalid_token"')
  t.notMatch(wrong.text, /secret|Bearer x/)
})

t.test('without keys, pages of other sites do not write', async (t) => {
  const service = await startService(t)
  const rows: readonly [headers: Record<string, string>, status: number][] = [
    [{}, 200],
    [{ origin: service.origin }, 200],
    [{ origin: 'http://localhost:8080' }, 200],
    [{ origin: 'http://[::1]:3000' }, 200],
    [{ origin: 'https://news.example' }, 403],
    [{ origin: 'http://127.0.0.1.news.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: service.origin }, 200],
  ]
  for (const [headers, status] of rows) {
    const answer = await service.call('POST', '/reparse?dryRun=true', { headers })
    t.equal(answer.status, status, JSON.stringify(headers))
  }
  t.equal((await service.get('/articles', { origin: 'https://news.example' })).status, 200, 'they read')
})
