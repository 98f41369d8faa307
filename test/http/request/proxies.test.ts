import type { IncomingMessage } from 'node:http'
import t from 'tap'
import { readConfig } from '../../../src/config.ts'
import { addressReader, readForwarded, trustOf } from '../../../src/http/request/proxies.ts'
import { startService } from '../service.ts'

type Fields = Record<string, string>

/** Where the client of a request reaches the service, and what is taken for the addresses on its way. */
function read(headers: Fields, environment: Fields, remoteAddress = '127.0.0.1'): [string, string?] {
  const config = readConfig(environment)
  const trust = trustOf(config)
  const request = { headers: { host: 'own:3000', ...headers }, socket: { remoteAddress } }
  const message = request as unknown as IncomingMessage
  readForwarded(message, trust)
  const { origin, prefix } = addressReader(config, trust)(message)
  return [origin + prefix, message.headers['x-forwarded-for']?.toString()]
}

const trusting = { TRUST_PROXY: '1' }

t.test('the address that clients reach', async (t) => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'example.org' }
  const rows: [fields: Fields, environment: Fields, address: string][] = [
    [forwarded, {}, 'http://own:3000'],
    [forwarded, trusting, 'https://example.org'],
    [forwarded, { TRUST_PROXY: '127.0.0.0/8' }, 'https://example.org'],
    [forwarded, { TRUST_PROXY: '10.0.0.0/8,::1' }, 'http://own:3000'],
    [{ ...forwarded, 'x-forwarded-prefix': '/news/' }, trusting, 'https://example.org/news'],
    [{ 'x-forwarded-prefix': '/a, /b' }, trusting, 'http://own:3000/a/b'],
    [{ 'x-forwarded-prefix': '//evil.example' }, trusting, 'http://own:3000'],
    [{ 'x-forwarded-prefix': '/a/../b' }, trusting, 'http://own:3000'],
    [{ 'x-forwarded-prefix': '/"><script>' }, trusting, 'http://own:3000'],
    [{ 'x-forwarded-prefix': '/\\evil.example' }, trusting, 'http://own:3000'],
    [{ 'x-forwarded-proto': 'javascript' }, trusting, 'http://own:3000'],
    [{ 'x-forwarded-host': 'evil.example/path?' }, trusting, 'http://own:3000'],
    [{ 'x-forwarded-host': 'evil.example, example.org' }, trusting, 'http://example.org'],
    [{ 'x-forwarded-host': '[2001:db8::1]:8080' }, trusting, 'http://[2001:db8::1]:8080'],
    [
      { ...forwarded, 'x-forwarded-prefix': '/x' },
      { ...trusting, PUBLIC_URL: 'https://news.example/a/' },
      'https://news.example/a',
    ],
  ]
  for (const [fields, environment, address] of rows)
    t.equal(read(fields, environment)[0], address, JSON.stringify({ fields, environment }))
  t.equal(read(forwarded, { TRUST_PROXY: '127.0.0.1' }, '::ffff:127.0.0.1')[0], 'https://example.org')
})

t.test('Forwarded', async (t) => {
  const own = 'http://own:3000'
  const rows: [fields: Fields, environment: Fields, address: string, clients?: string][] = [
    [{ forwarded: 'for=192.0.2.1;proto=https;host=example.org' }, {}, own],
    [
      { forwarded: 'for=192.0.2.1;proto=https;host=example.org' },
      trusting,
      'https://example.org',
      '192.0.2.1',
    ],
    [
      { forwarded: 'For="[2001:db8::17]:4711" ; HOST="example.org:8080"' },
      trusting,
      'http://example.org:8080',
      '2001:db8::17',
    ],
    // What stands in front of the trusted proxy's own is the client's invention.
    [
      { forwarded: 'for=10.9.9.9;host=evil.example, for=192.0.2.1:80;host=example.org' },
      trusting,
      'http://example.org',
      '10.9.9.9, 192.0.2.1',
    ],
    [
      { forwarded: 'for=192.0.2.1;proto=https;host=example.org, for=10.0.0.1;proto=http' },
      { TRUST_PROXY: '2' },
      'https://example.org',
      '192.0.2.1, 10.0.0.1',
    ],
    [{ forwarded: 'for=192.0.2.1;host="a, b;c\\"d.example"' }, trusting, own, '192.0.2.1'],
    [{ forwarded: 'for=evil;host=evil.example', 'x-forwarded-for': '192.0.2.1' }, trusting, own, '192.0.2.1'],
    [{ forwarded: 'for=unknown, for=_hidden' }, trusting, own, 'unknown, _hidden'],
    [{ forwarded: ';;,=,"' }, trusting, own, 'unknown, unknown, unknown'],
  ]
  for (const [fields, environment, address, clients] of rows)
    t.strictSame(read(fields, environment), [address, clients], JSON.stringify({ fields, environment }))
})

t.test('limits count the client that Forwarded names', async (t) => {
  const { get } = await startService(t, { TRUST_PROXY: '1', SEARCH_RATE: '2' })
  const statuses: number[] = []
  for (const client of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2'])
    statuses.push((await get('/articles?q=a', { forwarded: `for=10.0.0.9, for=${client}` })).status)
  t.strictSame(statuses, [200, 200, 429, 200])
})

t.test('no forwarding field reaches the answers of others', async (t) => {
  const { get, post } = await startService(t, { TRUST_PROXY: '1' })
  await post(
    '<title>河边</title><article><p>河边的旧仓库将改成图书馆，工程从春天开始。</p></article>',
    undefined,
    '?id=a1',
  )
  const paths = ['/articles', '/articles/a1', '/feed.json', '/openapi.json', '/sources', '/stats', '/tags']
  const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-prefix': '/evil' }
  for (const path of paths) {
    const first = await get(path, forged)
    const own = await get(path)
    t.equal(first.status, 200)
    t.notMatch(own.text, 'evil', path)
    t.not(own.headers.etag, /evil/.test(first.text) ? first.headers.etag : '', path)
    t.equal(
      (await get(path, { ...forged, 'if-none-match': own.headers.etag ?? '' })).status,
      /evil/.test(first.text) ? 200 : 304,
      path,
    )
  }
})
