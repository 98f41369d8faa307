import { connect } from 'node:net'
import { problems } from '../../../src/problem.ts'
import { mirrorPage } from '../pages.ts'
import type { Service } from '../service.ts'
import { contract, encoded, html, type Promised } from './promise.ts'

/** Sends bytes that no client library would, and reads what comes until the service hangs up. */
function spoken({ origin }: Service, bytes: string): Promise<string> {
  const { port, hostname } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
  })
}

const lists = [
  '/articles',
  '/tags',
  encoded('/tags/图书馆'),
  '/sources',
  '/stats',
  '/export',
  '/feed.atom',
  '/feed.json',
  '/changes',
]

const parameters: Promised[] = [
  ...[
    ...lists,
    '/articles/a300000001',
    '/articles/a300000001/raw',
    '/articles/a300000001/revisions',
    '/articles/a300000001/similar',
    '/healthz',
    '/',
    '/problems',
    '/openapi.json',
  ].map(
    (path): Promised => ({
      promise: `${path}: an unknown parameter is refused and named`,
      request: ['GET', `${path}?nonsense=1`],
      status: 400,
      body: { type: '/problems/unknown-parameter', errors: [{ parameter: 'nonsense', message: /./ }] },
    }),
  ),
  {
    promise: 'the nearest real name is offered',
    request: ['GET', '/articles?limt=5&chanel=x'],
    status: 400,
    body: {
      errors: [
        { parameter: 'limt', message: /limit/ },
        { parameter: 'chanel', message: /channel/ },
      ],
    },
  },
  ...[
    'limit=1&limit=2',
    'source=a&source=b',
    'q=a&q=b',
    'sort=newest&sort=oldest',
    'from=2024-01-01&from=2024-01-02',
    'count=true&count=true',
  ].map(
    (query): Promised => ({
      promise: `a single-value parameter given twice is refused: ${query}`,
      request: ['GET', `/articles?${query}`],
      status: 400,
      body: { errors: [{ parameter: query.split('=')[0] }] },
    }),
  ),
  ...[
    'limit=ten',
    'limit=1.5',
    'limit=-1',
    'limit=',
    'sort=best',
    'from=yesterday',
    'to=2024-13-01',
    'missing=everything',
    'count=maybe',
    'facet=colour',
    'id=a/b',
    'source=A%20B',
  ].map(
    (query): Promised => ({
      promise: `a value that cannot be is refused and its parameter named: ${query}`,
      request: ['GET', `/articles?${query}`],
      status: 400,
      body: {
        type: '/problems/invalid-parameter',
        errors: [{ parameter: query.split('=')[0], message: /./ }],
      },
    }),
  ),
]

const methods: readonly (readonly [path: string, method: string, allow: readonly string[]])[] = [
  ['/articles', 'DELETE', ['GET', 'POST']],
  ['/articles/a300000001', 'POST', ['DELETE', 'GET', 'PUT']],
  ['/articles/a300000001/raw', 'PUT', ['GET']],
  ['/tags', 'POST', ['GET']],
  ['/tags/x', 'PATCH', ['GET']],
  ['/tags/x/aliases/y', 'GET', ['DELETE', 'PUT']],
  ['/stats', 'DELETE', ['GET']],
  ['/export', 'POST', ['GET']],
  ['/changes', 'PUT', ['GET']],
  ['/healthz', 'POST', ['GET']],
  ['/reparse', 'GET', ['POST']],
  ['/', 'POST', ['GET']],
  ['/problems/gone', 'DELETE', ['GET']],
  ['/docs', 'POST', ['GET']],
  ['/openapi.json', 'PUT', ['GET']],
  ['/openapi.yaml', 'DELETE', ['GET']],
]

const addresses: Promised[] = [
  ...methods.map(
    ([path, method, allow]): Promised => ({
      promise: `${method} ${path}: 405, and Allow says what there is`,
      request: [method, path],
      status: 405,
      body: { type: '/problems/method-not-allowed' },
      also: async (t, _service, { headers }) => {
        const allowed = headers.allow?.split(', ') ?? []
        for (const name of allow) t.ok(allowed.includes(name), `${name} is in ${headers.allow}`)
        t.notOk(allowed.includes(method))
      },
    }),
  ),
  {
    promise: 'an address of nothing: 404',
    request: ['GET', '/nothing/here'],
    status: 404,
    body: { type: '/problems/not-found' },
  },
  {
    promise: 'an address of nothing, written to: 404',
    request: ['POST', '/nothing', { headers: html, body: 'x' }],
    status: 404,
  },
  ...['/articles/%', '/articles/%zz', '/articles/%c3%28', '/tags/%e4%b8', '/articles/%ff'].map(
    (path): Promised => ({
      promise: `broken percent-encoding: 400: ${path}`,
      request: ['GET', path],
      status: 400,
    }),
  ),
  ...['/articles?q=%zz', '/articles?q=%ff'].map(
    (path): Promised => ({
      promise: `broken percent-encoding in a parameter: 400: ${path}`,
      request: ['GET', path],
      status: 400,
    }),
  ),
  ...[
    '/articles/..%2F..%2Fetc%2Fpasswd',
    '/articles/%00',
    '/articles/%2e%2e',
    '/articles/a%20b',
    '/docs/static/..%2f..%2fpackage.json',
    '/docs/static/%2e%2e/%2e%2e/package.json',
  ].map(
    (path): Promised => ({
      promise: `no path leads out: ${path}`,
      request: ['GET', path],
      lacks: /"dependencies"|root:/,
      also: async (t, _service, reply) =>
        t.ok(reply.status === 400 || reply.status === 403 || reply.status === 404, `${reply.status}`),
    }),
  ),
  {
    promise: 'a path parameter that is too long is refused',
    request: ['GET', `/articles/${'a'.repeat(5000)}`],
    also: async (t, _service, reply) => t.ok([400, 404, 414].includes(reply.status), `${reply.status}`),
    headers: { 'content-type': 'application/problem+json' },
  },
  {
    promise: 'headers that are too large: 431',
    also: async (t, service) => {
      const answer = await spoken(
        service,
        `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
      )
      t.match(answer, /^HTTP\/1\.1 431 /)
      t.match(answer, /application\/problem\+json/)
      t.match(answer, '/problems/headers-too-large')
    },
  },
  {
    promise: 'what is no HTTP: 400',
    also: async (t, service) => {
      const answer = await spoken(service, 'nonsense\r\n\r\n')
      t.match(answer, /^HTTP\/1\.1 400 /)
      t.match(answer, /application\/problem\+json[\s\S]*"\/problems\/malformed-request"/)
    },
  },
  {
    promise: 'HEAD of what is not there has no content',
    request: ['HEAD', '/articles/nothing'],
    status: 404,
    also: async (t, _service, reply) => t.equal(reply.bytes.length, 0),
  },
]

const explained: Promised[] = [
  ...Object.entries(problems).flatMap(([name, [status, title]]): Promised[] => [
    {
      promise: `/problems/${name} explains itself to programs`,
      request: ['GET', `/problems/${name}`],
      status: 200,
      headers: { 'content-type': /^application\/json/, vary: /accept/i },
      body: { type: `/problems/${name}`, status, title, description: /./ },
    },
    {
      promise: `/problems/${name} explains itself to people`,
      request: ['GET', `/problems/${name}`, { headers: { accept: 'text/html' } }],
      status: 200,
      headers: { 'content-type': /^text\/html/, 'content-security-policy': /default-src 'none'/ },
      body: new RegExp(title),
    },
  ]),
  {
    promise: '/problems lists them',
    request: ['GET', '/problems'],
    status: 200,
    body: { items: [{ type: /^\/problems\// }] },
  },
  { promise: 'an unknown problem: 404', request: ['GET', '/problems/none'], status: 404 },
  {
    promise: 'a property that every object has is no problem',
    request: ['GET', '/problems/constructor'],
    status: 404,
  },
  {
    promise: 'instance is the id of the request, another for each',
    also: async (t, { get }) => {
      const [one, other] = [await get('/articles/none'), await get('/articles/none')]
      t.not(one.json<{ instance: string }>().instance, other.json<{ instance: string }>().instance)
    },
  },
]

contract('errors', [...parameters, ...addresses, ...explained], ({ post }) =>
  post(mirrorPage({ id: 'a300000001', tags: ['图书馆'] }), 'text/markdown'),
)
