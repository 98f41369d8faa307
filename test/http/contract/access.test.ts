import { mirrorPage } from '../pages.ts'
import type { Call } from '../service.ts'
import { contract, markdown, type Promised } from './promise.ts'

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const page = (id: string, key?: string): Call => ({
  headers: { ...markdown, ...(key === undefined ? {} : bearer(key)) },
  body: mirrorPage({ id }),
})

const reads = [
  '/articles',
  '/tags',
  '/sources',
  '/stats',
  '/changes',
  '/export',
  '/feed.atom',
  '/healthz',
  '/docs',
  '/metrics',
]

/** Every way to write. */
const writes: readonly (readonly [method: string, path: string, call?: Call])[] = [
  ['POST', '/articles', page('a400000001')],
  ['PUT', '/articles/a400000001', page('a400000001')],
  ['DELETE', '/articles/a400000001'],
  ['PUT', '/tags/a/aliases/b'],
  ['DELETE', '/tags/a/aliases/b'],
  ['POST', '/reparse'],
]

const keyed: Promised[] = [
  ...reads.map(
    (path): Promised => ({ promise: `reads are open: ${path}`, request: ['GET', path], status: 200 }),
  ),
  ...writes.flatMap(([method, path, call]): Promised[] => [
    {
      promise: `without a key, 401 with WWW-Authenticate: ${method} ${path}`,
      request: [method, path, call],
      status: 401,
      headers: { 'www-authenticate': /^Bearer/ },
      body: { type: '/problems/unauthorized' },
    },
    {
      promise: `with another key, 401: ${method} ${path}`,
      request: [method, path, { ...call, headers: { ...call?.headers, ...bearer('wrong') } }],
      status: 401,
    },
    {
      promise: `a key to read does not write: ${method} ${path}`,
      request: [method, path, { ...call, headers: { ...call?.headers, ...bearer('reader') } }],
      status: 403,
      body: { type: '/problems/forbidden' },
    },
  ]),
  ...[
    'Basic c2VjcmV0OnNlY3JldA==',
    'Bearer',
    'Bearer ',
    'secret',
    'Bearer secret secret',
    'Bearer SECRET',
    'Bearer secre',
    'Bearer secrets',
  ].map(
    (authorization): Promised => ({
      promise: `no key: Authorization: ${authorization}`,
      request: [
        'POST',
        '/articles',
        { headers: { ...markdown, authorization }, body: mirrorPage({ id: 'a400000002' }) },
      ],
      status: 401,
      lacks: /secret/,
    }),
  ),
  { promise: 'a key writes', request: ['POST', '/articles', page('a400000003', 'secret')], status: 201 },
  {
    promise: 'any of the keys writes',
    request: ['POST', '/articles', page('a400000004', 'writer')],
    status: 201,
  },
  {
    promise: 'a key in the address is no key, and is not repeated',
    request: ['POST', '/articles?key=secret', page('a400000005')],
    lacks: /secret/,
    also: async (t, _service, reply) => t.ok(reply.status === 400 || reply.status === 401),
  },
  {
    promise: 'nothing was written without a key',
    also: async (t, { get }) => t.match((await get('/stats')).json(), { articles: 2, lastSequence: 2 }),
  },
]
contract('access: with keys', keyed, undefined, { API_KEYS: 'secret, write:writer, read:reader' })

const readOnly: Promised[] = [
  ...reads.map(
    (path): Promised => ({ promise: `reads are open: ${path}`, request: ['GET', path], status: 200 }),
  ),
  ...writes.map(
    ([method, path, call]): Promised => ({
      promise: `403: ${method} ${path}`,
      request: [method, path, { ...call, headers: { ...call?.headers, ...bearer('secret') } }],
      status: 403,
    }),
  ),
]
contract('access: read-only', readOnly, undefined, { READ_ONLY: '1', API_KEYS: 'secret' })

contract(
  'access: limits',
  [
    {
      promise: 'writes beyond the limit: 429 with Retry-After and the RateLimit fields',
      also: async (t, { call }) => {
        const replies = []
        for (let index = 0; index < 4; index++)
          replies.push(await call('POST', '/articles', page(`a40000001${index}`)))
        t.strictSame(
          replies.map(({ status }) => status),
          [201, 201, 201, 429],
        )
        t.match(replies[0]?.headers, { 'ratelimit-policy': /q=3;w=60/, ratelimit: /r=2/ })
        t.match(replies[3]?.headers, {
          'retry-after': /^[1-9]\d?$/,
          'ratelimit-policy': /q=3;w=60/,
          ratelimit: /r=0/,
        })
        t.match(replies[3]?.json(), { type: '/problems/too-many-requests', status: 429 })
      },
    },
    {
      promise:
        'reads of old versions, which are parsed, have a limit of their own; what is kept is not counted',
      also: async (t, { get }) => {
        const revision = '/articles/a400000010/revisions/1'
        const paths = [revision, revision, '/articles/a400000010/revisions?diff=1..1', `${revision}?`]
        const replies = []
        for (const path of paths) replies.push(await get(path))
        t.strictSame(
          replies.map(({ status, headers }) => [status, headers['ratelimit-policy'] !== undefined]),
          [
            [200, true],
            [200, false],
            [200, true],
            [429, true],
          ],
        )
        t.equal((await get('/articles/a400000010/revisions')).status, 200)
      },
    },
    {
      promise: 'searches have a limit of their own; other reads have none',
      also: async (t, { get }) => {
        const replies = []
        for (let index = 0; index < 3; index++) replies.push(await get('/articles?q=abc'))
        t.strictSame(
          replies.map(({ status }) => status),
          [200, 200, 429],
        )
        t.match(replies[1]?.headers.ratelimit, /r=0/, 'a kept answer is counted, and says so')
        for (let index = 0; index < 5; index++) t.equal((await get('/articles')).status, 200)
      },
    },
  ],
  undefined,
  { WRITE_RATE: '3', SEARCH_RATE: '2', PARSE_RATE: '2' },
)

contract(
  'access: from other sites, with keys',
  [
    {
      promise: 'reads may come from any site, and see what they need',
      request: ['GET', '/articles', { headers: { origin: 'https://reader.example' } }],
      status: 200,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': /link.*etag|etag.*link/i,
      },
    },
  ],
  undefined,
  { API_KEYS: 'secret' },
)

contract('access: from other sites', [
  {
    promise: 'nothing is shared with them where nobody set keys',
    request: ['GET', '/articles', { headers: { origin: 'https://reader.example' } }],
    status: 200,
    headers: { 'access-control-allow-origin': null, 'access-control-expose-headers': null },
  },
  {
    promise: 'a preflight allows reads and no writes',
    request: [
      'OPTIONS',
      '/articles',
      { headers: { origin: 'https://reader.example', 'access-control-request-method': 'POST' } },
    ],
    also: async (t, _service, reply) => {
      t.ok(reply.status < 300, `${reply.status}`)
      t.notMatch(reply.headers['access-control-allow-methods'], /POST|PUT|DELETE/)
    },
  },
  ...['/articles', '/docs', '/articles/none'].map(
    (path): Promised => ({
      promise: `answers cannot be misread or framed: ${path}`,
      request: ['GET', path],
      headers: {
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/s,
        'x-powered-by': null,
        server: null,
      },
    }),
  ),
])
