import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { operations } from '../../../src/http/operations.ts'
import { createGate } from '../../../src/http/request/keys.ts'
import { Problem } from '../../../src/problem.ts'
import { pageOf } from '../../faults/crash.ts'
import { mirrorPage } from '../pages.ts'
import { startService } from '../service.ts'

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

/** What everybody may read. Whatever is not named here needs a key, or the test of routes fails. */
const open = [
  '/',
  '/articles',
  '/articles/:id',
  '/articles/:id/raw',
  '/articles/:id/revisions',
  '/articles/:id/revisions/:n',
  '/articles/:id/revisions/:n/raw',
  '/articles/:id/similar',
  '/changes',
  '/days',
  '/days/:date',
  '/docs',
  '/docs/',
  '/docs/*',
  '/docs/json',
  '/docs/static/index.html',
  '/docs/static/swagger-initializer.js',
  '/docs/static/theme/narrow.css',
  '/docs/yaml',
  '/export',
  '/feed.atom',
  '/feed.json',
  '/healthz',
  '/metrics',
  '/openapi.json',
  '/openapi.yaml',
  '/problems',
  '/problems/:name',
  '/readyz',
  '/sources',
  '/stats',
  '/tags',
  '/tags/:tag',
  '/timemap',
  '/try',
]

/** What is open to all although it takes a body: it stores nothing. */
const openPosts = ['/mcp', '/try']

/** What else there is, and the scope of a key that it needs. */
const guarded: Readonly<Record<string, 'write' | 'admin'>> = {
  'DELETE /articles/:id': 'write',
  'POST /articles': 'write',
  'POST /articles/batch': 'write',
  'PUT /articles/:id': 'write',
  'DELETE /tags/:tag/aliases/:alias': 'admin',
  'PUT /tags/:tag/aliases/:alias': 'admin',
  'POST /reparse': 'admin',
}

/** Who asks, and what a guarded route answers for each scope; undefined where it lets them in. */
const callers: readonly [authorization: string | undefined, write?: number, admin?: number][] = [
  [undefined, 401, 401],
  ['Bearer wrong', 401, 401],
  ['Basic YTE6YTE=', 401, 401],
  ['Bearer r1', 403, 403],
  ['Bearer w1', undefined, 403],
  ['Bearer a1', undefined, undefined],
]

t.test("each route lets in whom it should, in the framework's own table of routes", async (t) => {
  const service = await startService(t, { API_KEYS: 'read:r1,write:w1,admin:a1' })
  const routes = [...new Set(service.routes().map(({ method, path }) => `${method} ${path}`))]
  const described = operations.map(
    ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  )
  for (const route of described) t.ok(routes.includes(route), `${route} is in the table that is walked`)
  t.strictSame(
    routes.toSorted(),
    [
      ...open.flatMap((path) => [`GET ${path}`, `HEAD ${path}`]),
      ...openPosts.map((path) => `POST ${path}`),
      ...Object.keys(guarded),
    ].toSorted(),
    'each route is one that is open to all, or one that is guarded',
  )
  const addressOf = (path: string) => path.replaceAll(/:\w+/g, '1').replace('*', 'index.css')
  for (const [authorization, write, admin] of callers) {
    const headers = authorization === undefined ? page : { ...page, authorization }
    for (const path of open) {
      const { status } = await service.get(addressOf(path), headers)
      t.notOk(status === 401 || status === 403, `${path} with ${authorization ?? 'no key'}: ${status}`)
    }
    for (const path of openPosts) {
      const { status } = await service.call('POST', path, { headers, body })
      t.notOk(status === 401 || status === 403, `POST ${path} with ${authorization ?? 'no key'}: ${status}`)
    }
    for (const [route, scope] of Object.entries(guarded)) {
      const [method = '', path = ''] = route.split(' ')
      const sent = method === 'DELETE' ? undefined : body
      const { status } = await service.call(method, addressOf(path), { headers, body: sent })
      const expected = scope === 'write' ? write : admin
      const name = `${route} with ${authorization ?? 'no key'}: ${status}`
      if (expected === undefined) t.notOk(status === 401 || status === 403, name)
      else t.equal(status, expected, name)
    }
    if (write !== undefined)
      t.equal((await service.get('/stats')).json().lastSequence, 0, 'nothing was written')
  }
})

t.test('a key of any length is compared with one of any other', async (t) => {
  const lengths = [1, 2, 31, 32, 33, 64, 500]
  const keys = lengths.flatMap((length) => ['k'.repeat(length), `${'k'.repeat(length - 1)}x`])
  const outcomeOf = (gate: ReturnType<typeof createGate>, given: string) => {
    const request = { headers: { authorization: `Bearer ${given}` } } as FastifyRequest
    try {
      gate('admin', request)
      return 'let in'
    } catch (error) {
      // A comparison of unequal lengths throws something else.
      return error instanceof Problem ? error.problem : String(error)
    }
  }
  for (const key of new Set(keys)) {
    const gate = createGate({ API_KEYS: ['other', key, 'last'], READ_ONLY: false })
    for (const given of new Set(keys))
      t.equal(outcomeOf(gate, given), given === key ? 'let in' : 'unauthorized', `${given} for ${key}`)
  }
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
})

t.test('without keys no page of another site reads, under whatever name', async (t) => {
  const folder = t.testdir()
  const start = (name: string, environment: Record<string, string>) =>
    startService(t, environment, join(folder, `${name}.db`))
  const own = await start('own', {})
  const published = await start('published', { PUBLIC_URL: 'https://news.example.org/' })
  const keyed = await start('keyed', { API_KEYS: 'k' })
  const hosts: [host: string, status: number, ofPublished: number][] = [
    ['localhost:3000', 200, 200],
    ['127.0.0.1', 200, 200],
    ['[::1]:3000', 200, 200],
    ['evil.example:3000', 403, 403],
    ['localhost.evil.example', 403, 403],
    ['127.0.0.1.nip.io', 403, 403],
    ['news.example.org', 403, 200],
  ]
  const paths = ['/articles', '/export?raw=true', '/docs', '/healthz', '/none']
  for (const path of paths) {
    for (const [host, status, ofPublished] of hosts) {
      const rows = [
        [own, status, undefined],
        [published, ofPublished, '*'],
        [keyed, 200, '*'],
      ] as const
      for (const [service, expected, shared] of rows) {
        const answer = await service.get(path, { host, origin: 'https://evil.example' })
        const isNone = path === '/none' && expected === 200
        t.equal(answer.status, isNone ? 404 : expected, `${host}${path}`)
        t.equal(answer.headers['access-control-allow-origin'], shared, `${host}${path}`)
      }
    }
  }
  const { etag = '' } = (await own.get('/articles')).headers
  const same = await own.get('/articles', { 'if-none-match': etag })
  t.equal(same.status, 304)
  t.equal(same.headers['access-control-allow-origin'], undefined)
})

t.test('without keys only this machine writes, and not through a proxy', async (t) => {
  const { call } = await startService(t)
  const cases: [headers: Record<string, string>, status: number][] = [
    [{ host: 'news.example.org' }, 403],
    [{ host: 'localhost:3000' }, 204],
    [{ host: '[::1]:3000' }, 204],
    [{ 'x-forwarded-for': '192.0.2.1' }, 403],
    [{ forwarded: 'for=192.0.2.1' }, 403],
    [{ 'x-forwarded-prefix': '/news' }, 403],
    [{ 'x-original-forwarded-for': '192.0.2.1' }, 403],
    [{ 'cf-connecting-ip': '192.0.2.1' }, 403],
    [{ 'true-client-ip': '192.0.2.1' }, 403],
    [{ 'x-real-ip': '192.0.2.1' }, 403],
    [{ via: '1.1 proxy' }, 403],
  ]
  for (const [headers, status] of cases) {
    const page = { headers: { 'content-type': 'text/html' }, body: pageOf('local', '一版') }
    t.equal((await call('PUT', '/articles/local', page)).status < 300, true)
    t.equal((await call('DELETE', '/articles/local', { headers })).status, status, JSON.stringify(headers))
  }
})

t.test('lines of an export need an administrator', async (t) => {
  const service = await startService(t, { API_KEYS: 'write:writer,admin:chief' })
  const send = (key: string, body: string, type: string) =>
    service.call('POST', '/articles', {
      headers: { 'content-type': type, authorization: `Bearer ${key}` },
      body,
    })
  const { headers } = await send('writer', pageOf('kept', '一版'), 'text/html')
  const id = String(headers.location).split('/').at(-1)
  const line = (await service.get(`/export?raw=true&id=${id}`)).text
  t.match((await send('writer', line, 'application/x-ndjson')).text, '"type":"/problems/forbidden"')
  t.match((await send('chief', line, 'application/x-ndjson')).text, '"result":"unchanged"')
})

t.test('each proxy that is trusted hides one address', async (t) => {
  for (const [TRUST_PROXY, isOneClient] of [
    ['1', true],
    ['0', true],
    ['2', false],
    ['127.0.0.0/8', true],
  ] as const) {
    const { get } = await startService(
      t,
      { TRUST_PROXY, SEARCH_RATE: '2' },
      join(t.testdir(), `${TRUST_PROXY[0]}.db`),
    )
    const statuses: number[] = []
    for (const invented of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
      statuses.push((await get('/articles?q=a', { 'x-forwarded-for': `${invented}, 198.51.100.9` })).status)
    t.strictSame(statuses, isOneClient ? [200, 200, 429] : [200, 200, 200], TRUST_PROXY)
  }
})
