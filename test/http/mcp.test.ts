import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import t from 'tap'
import { mirrorPage } from './pages.ts'
import { startService } from './service.ts'

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
const eras: Record<string, ClientOptions> = {
  'of sessions': {},
  'of single requests': { versionNegotiation: { mode: 'auto' } },
}

for (const [name, options] of Object.entries(eras))
  t.test(`an assistant reads the archive over HTTP, by a client ${name}`, async (t) => {
    const service = await startService(t)
    for (const id of ['a1', 'a2']) await service.post(mirrorPage({ id }), 'text/markdown')
    const client = new Client({ name: 'test', version: '1.0.0' }, options)
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', service.origin)))
    const { tools } = await client.listTools()
    t.ok(tools.some((tool) => tool.name === 'search_articles'))
    const query = { q: '圖書館', sort: 'oldest', limit: 1 }
    const { content } = await client.callTool({ name: 'search_articles', arguments: query })
    const [found] = content as { text: string }[]
    t.match(JSON.parse(found?.text ?? ''), { total: 2, articles: [{ snippet: /<mark>图书馆/ }] })
    const { contents } = await client.readResource({ uri: 'broadsheet://articles/a2' })
    t.match(contents, [{ text: /^# a2号报导/ }])
    await client.close()
  })

const search = { name: 'search_articles', arguments: { q: '图书馆' } }
const call = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })

t.test('searches have their limit, and nothing is held for a client', async (t) => {
  const service = await startService(t, { SEARCH_RATE: '2' })
  const send = (body: string, headers: Record<string, string> = json) =>
    service.call('POST', '/mcp', { headers, body })
  const statuses: number[] = []
  for (let n = 0; n < 3; n++) statuses.push((await send(call('tools/call', search))).status)
  t.strictSame(statuses, [200, 200, 429])
  t.equal((await send(call('tools/list'))).status, 200, 'other messages have none')
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const listen = call('subscriptions/listen', { _meta: meta, notifications: { toolsListChanged: true } })
  const headers = { ...json, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'subscriptions/listen' }
  t.match((await send(listen, headers)).json(), { error: { message: /Subscription limit/ } })
  const note = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })
  t.match(await send(note), { status: 202, text: '' })
  for (const method of ['GET', 'DELETE']) t.equal((await service.call(method, '/mcp')).status, 405, method)
})

t.test('what is no message is refused', async (t) => {
  const service = await startService(t)
  const one = call('tools/list')
  const rows: [name: string, body: string, headers: Record<string, string>, status: number][] = [
    ['no JSON', '{', json, 400],
    ['many messages', `[${one},${one}]`, json, 400],
    ['another type', one, { 'content-type': 'text/plain' }, 415],
    ['too long', JSON.stringify({ ...JSON.parse(one), x: 'x'.repeat(70_000) }), json, 413],
    ['another site', one, { ...json, origin: 'https://example.com' }, 403],
    ['a name that leads here', one, { ...json, host: 'rebound.example' }, 403],
  ]
  for (const [name, body, headers, status] of rows) {
    const reply = await service.call('POST', '/mcp', { headers, body })
    t.equal(reply.status, status, `${name}: ${reply.text}`)
    t.equal(reply.headers['content-type'], 'application/problem+json', name)
  }
  const published = await startService(t, { API_KEYS: 'secret' }, `${t.testdir({})}/other.db`)
  const headers = { ...json, origin: 'https://example.com' }
  const { status } = await published.call('POST', '/mcp', { headers, body: one })
  t.equal(status, 200, 'what is published may be read from any site')
})
