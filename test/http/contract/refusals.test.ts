import { mirrorPage } from '../pages.ts'
import { contract, countsOf, html, json, markdown, type Promised } from './promise.ts'

const page = (id: string, more = {}) => mirrorPage({ id, ...more })

const binary = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256))
const refusals: Promised[] = [
  ...(
    [
      ['nothing', Buffer.alloc(0)],
      ['no article', Buffer.from('<html><body></body></html>')],
      ['binary data', binary],
    ] as const
  ).map(
    ([name, body]): Promised => ({
      promise: `422 where no article can be found: ${name}`,
      also: async (t, service) => {
        const before = await countsOf(service)
        const reply = await service.post(body)
        t.equal(reply.status, 422, reply.text.slice(0, 200))
        t.match(reply.json(), { type: '/problems/no-article', status: 422 })
        t.strictSame(await countsOf(service), before)
      },
    }),
  ),
  {
    promise: '413 over the limit of 8 MiB',
    request: ['POST', '/articles', { headers: html, body: Buffer.alloc(20 * 1024 * 1024, 'a') }],
    status: 413,
    body: { type: '/problems/too-large' },
  },
  {
    promise: '415 for another type',
    request: ['POST', '/articles', { headers: { 'content-type': 'image/png' }, body: binary }],
    status: 415,
  },
  {
    promise: '415 for many pages as one article',
    request: ['PUT', '/articles/a1', { headers: { 'content-type': 'application/x-ndjson' }, body: '{}' }],
    status: 415,
  },
  { promise: '415 without a type', request: ['POST', '/articles', { body: 'x' }], status: 415 },
  {
    promise: '415 for another coding',
    request: ['POST', '/articles', { headers: { ...html, 'content-encoding': 'compress' }, body: 'x' }],
    status: 415,
  },
  ...(
    [
      ['no JSON', '{"content": '],
      ['no object', '[]'],
      ['no content', '{}'],
      ['both contents', '{"content":"a","contentBase64":"YQ==","contentType":"text/html"}'],
      ['no Base64', '{"contentBase64":"***","contentType":"text/html"}'],
      ['another type within', '{"content":"a","contentType":"image/png"}'],
      ['an id with a path in it', '{"content":"a","contentType":"text/html","id":"../x"}'],
      ['an unknown member', '{"content":"a","contentType":"text/html","chanel":"x"}'],
    ] as const
  ).map(
    ([name, body]): Promised => ({
      promise: `400 for malformed JSON: ${name}`,
      also: async (t, service) => {
        const before = await countsOf(service)
        const reply = await service.post(body, 'application/json')
        t.ok(
          reply.status === 400 || (name === 'another type within' && reply.status === 415),
          `${reply.status} ${reply.text}`,
        )
        t.strictSame(await countsOf(service), before)
      },
    }),
  ),
  {
    promise: 'an unknown body member is named, and the nearest real name',
    request: [
      'POST',
      '/articles',
      { headers: json, body: '{"content":"a","contentType":"text/html","chanel":"x"}' },
    ],
    status: 400,
    body: { type: '/problems/unknown-parameter', errors: [{ pointer: '/chanel', message: /channel/ }] },
  },
  {
    promise: '400 for a coding that the body is not in',
    request: ['POST', '/articles', { headers: { ...html, 'content-encoding': 'gzip' }, body: 'not gzip' }],
    status: 400,
  },
  {
    promise: 'PUT under an id that can be none: 400',
    request: ['PUT', '/articles/..%2Fx', { headers: markdown, body: page('a100000190') }],
    status: 400,
  },
]

contract('ingest: refusals', refusals)
