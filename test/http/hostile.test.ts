import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { mirrorPage } from './pages.ts'
import { startService } from './service.ts'

const json = { 'content-type': 'application/json' }
const page = { content: mirrorPage({ id: 'a1' }), contentType: 'text/markdown' }

t.test('JSON that is made to harm', async (t) => {
  const service = await startService(t)
  const bodies: [name: string, body: string, status: RegExp][] = [
    ['depth of arrays', '['.repeat(200_000), /^4/],
    ['depth of objects', '{"a":'.repeat(200_000), /^4/],
    ['a whole deep value', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /^4/],
    ['the prototype', JSON.stringify(page).replace('{', '{"__proto__":{"isAdmin":true},'), /^(?:201|4..)$/],
    [
      'its constructor',
      JSON.stringify({ ...page, constructor: { prototype: { isAdmin: true } } }),
      /^(?:20[01]|4..)$/,
    ],
    ['a number without end', `{"content":${'9'.repeat(100_000)}}`, /^4/],
  ]
  for (const [name, body, status] of bodies) {
    t.match(String((await service.call('POST', '/articles', { headers: json, body })).status), status, name)
    const line = await service.post(`${body}\n`, 'application/x-ndjson')
    t.match(line.text, /"summary":\{"items":1,/, `${name}, as a line`)
  }
  t.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
})

t.test('addresses and headers without measure', async (t) => {
  const service = await startService(t)
  const rows: [name: string, path: string, headers: Record<string, string>, status: number][] = [
    ['a long path', `/articles/${'a'.repeat(10_000)}`, {}, 414],
    ['a path beyond all headers', `/articles/${'a'.repeat(100_000)}`, {}, 431],
    ['parameters', `/articles?${'x=1&'.repeat(3_000)}`, {}, 400],
    ['a parameter a thousand times', `/articles?${'tag=x&'.repeat(1_000)}`, {}, 400],
    [
      'headers',
      '/articles',
      Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x-${n}`, 'y'.repeat(20)])),
      431,
    ],
    ['one long header', '/articles', { accept: 'text/html,'.repeat(10_000) }, 431],
    ['languages', '/articles', { 'accept-encoding': 'x;q=0.1,'.repeat(1_500) }, 200],
  ]
  for (const [name, path, headers, status] of rows) {
    const reply = await service.get(path, headers)
    t.equal(reply.status, status, `${name}: ${reply.text.slice(0, 200)}`)
    if (status >= 400) t.equal(reply.headers['content-type'], 'application/problem+json', name)
  }
})

type Described = { paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>> }
const { paths } = parse(readFileSync(join(import.meta.dirname, '../../openapi.yaml'), 'utf8')) as Described
const injections = [
  "'; DROP TABLE articles; --",
  '" OR 1=1 --',
  "a' UNION SELECT sql FROM sqlite_schema --",
  '%00',
  '?1',
  ':x',
  'NEAR("a" "b")',
  'title: "a*" OR {x',
]

t.test('SQL in every parameter, of the path and of the query', async (t) => {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a1', tags: ['甲'] }), 'text/markdown')
  const before = await service.get('/export?raw=true')
  let sent = 0
  for (const [path, methods] of Object.entries(paths)) {
    const names = (methods.get?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
    for (const injection of injections) {
      const value = encodeURIComponent(injection)
      const filled = path.replaceAll(/\{\w+\}/g, value)
      const targets = [
        ...(filled === path ? [] : [filled]),
        ...names.map((name) => `${path.replaceAll(/\{\w+\}/g, 'a1')}?${name}=${value}`),
      ]
      for (const target of targets) {
        sent++
        const reply = await service.get(target, { accept: 'application/json, */*;q=0.1' })
        t.ok(reply.status < 500, `${target}: ${reply.status}`)
        t.notMatch(reply.text, /SQLITE_|CREATE TABLE|syntax error/, target)
      }
    }
  }
  t.ok(sent > 200, `${sent} requests`)
  t.equal((await service.get('/export?raw=true')).text, before.text, 'nothing changed')
})

t.test('a client that leaves its answer lying costs nothing but its connection', async (t) => {
  const service = await startService(t)
  const lines = Array.from({ length: 400 }, (_, index) => {
    const id = `a${100_000 + index}`
    return JSON.stringify({
      content: mirrorPage({ id, paragraphs: [`${id}：${'很长的一段正文。'.repeat(4000)}`] }),
      contentType: 'text/markdown',
    })
  })
  await service.post(`${lines.join('\n')}\n`, 'application/x-ndjson')
  const before = process.memoryUsage().rss
  const stalled = Array.from({ length: 20 }, () => {
    const outgoing = httpRequest(`${service.origin}/export?raw=true`, { agent: false }, (incoming) =>
      incoming.pause(),
    )
    outgoing.on('error', () => {})
    outgoing.end()
    return outgoing
  })
  for (let time = 0; time < 20; time++) {
    t.equal((await service.get('/articles/a100000')).status, 200)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const all = lines.join('').length * 2 * stalled.length
  t.ok(process.memoryUsage().rss - before < all / 4, 'what nobody takes is not made')
  for (const one of stalled) one.destroy()
})
