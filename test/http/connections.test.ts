import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect, type Socket } from 'node:net'
import { createGzip, gzipSync } from 'node:zlib'
import t from 'tap'
import { mirrorPage } from './pages.ts'
import { type Service, startService } from './service.ts'

const portOf = ({ origin }: Service) => Number(new URL(origin).port)

/** Sends bytes as they are and reads until the other side closes. */
async function exchange(service: Service, text: string): Promise<string> {
  const socket = connect(portOf(service), '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

const post = (type: string, more = '') =>
  `POST /articles HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\nconnection: close\r\n${more}`

const rows: readonly { name: string; sent: string; status: number; contains: RegExp }[] = [
  { name: 'no Host', sent: 'GET /healthz HTTP/1.1\r\n\r\n', status: 400, contains: /names no Host/ },
  {
    name: 'no Host, HTTP/1.0',
    sent: 'GET /healthz HTTP/1.0\r\n\r\n',
    status: 200,
    contains: /"status":"ok"/,
  },
  {
    name: 'two Hosts',
    sent: 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nHost: y\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /more than one Host/,
  },
  {
    name: 'the same Host twice',
    sent: 'GET /articles/a1 HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /more than one Host/,
  },
  {
    name: 'an empty Host',
    sent: 'GET /feed.json HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /is no host/,
  },
  {
    name: 'a Host with markup',
    sent: 'GET /feed.atom HTTP/1.1\r\nhost: a"><b>\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /is no host/,
  },
  {
    name: 'a Host with a path',
    sent: 'GET /feed.json HTTP/1.1\r\nhost: localhost/a?b#\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /is no host/,
  },
  {
    name: 'a read of the server',
    sent: 'GET * HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /for OPTIONS/,
  },
  {
    name: 'a fragment',
    sent: 'GET /articles#a HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /fragment/,
  },
  {
    name: 'two Hosts, HTTP/1.0',
    sent: 'GET /healthz HTTP/1.0\r\nhost: localhost\r\nhost: y\r\n\r\n',
    status: 400,
    contains: /more than one Host/,
  },
  {
    name: 'an unknown transfer coding',
    sent: `${post('text/html')}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'another coding over chunks',
    sent: `${post('text/html')}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'two transfer codings',
    sent: `${post('text/html')}transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a space before the colon',
    sent: `${post('text/html')}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a control character before the coding',
    sent: `${post('text/html')}transfer-encoding: \x0bchunked\r\n\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a folded coding',
    sent: `${post('text/html')}transfer-encoding:\r\n chunked\r\n\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'two lengths that differ',
    sent: `${post('text/html')}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'one length twice',
    sent: `${post('text/html')}content-length: 5\r\ncontent-length: 5\r\n\r\nhello`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a list of lengths',
    sent: `${post('text/html')}content-length: 5, 5\r\n\r\nhello`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a length with a sign',
    sent: `${post('text/html')}content-length: +5\r\n\r\nhello`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a length below zero',
    sent: `${post('text/html')}content-length: -5\r\n\r\nhello`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a chunk larger than any number',
    sent: `${post('text/html')}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a line feed within what a chunk says',
    sent: `${post('text/html')}transfer-encoding: chunked\r\n\r\n5;x="\n"\r\nhello\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'chunks that end in line feeds alone',
    sent: `${post('text/html')}transfer-encoding: chunked\r\n\r\n5\nhello\n0\n\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'lines that end in line feeds alone',
    sent: 'GET /healthz HTTP/1.1\nhost: localhost\nconnection: close\n\n',
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a carriage return within a header',
    sent: 'GET /healthz HTTP/1.1\r\nhost: localhost\rfoo: y\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a null character within a header',
    sent: 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: a\0b\r\nconnection: close\r\n\r\n',
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'both lengths (request smuggling)',
    sent: `${post('text/html')}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a length that is no number',
    sent: `${post('text/html')}content-length: 5x\r\n\r\nhello`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'a chunk whose size is no number',
    sent: `${post('text/html')}transfer-encoding: chunked\r\n\r\nzz\r\n`,
    status: 400,
    contains: /problems\/malformed-request/,
  },
  {
    name: 'an expectation that means nothing',
    sent: 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nexpect: nonsense\r\nconnection: close\r\n\r\n',
    status: 200,
    contains: /"status":"ok"/,
  },
  {
    name: 'a method that nobody has',
    sent: 'PROPFIND /articles HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    status: 405,
    contains: /\r\nallow: GET, HEAD, POST, OPTIONS\r\n/i,
  },
]

t.test('requests as they lie on the wire', async (t) => {
  const service = await startService(t)
  for (const { name, sent, status, contains } of rows) {
    const answer = await exchange(service, sent)
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), name)
    t.match(answer, contains, name)
    if (status >= 400) t.match(answer, /\r\ncontent-type: application\/problem\+json\r\n/i, name)
  }
  t.equal((await service.get('/healthz')).status, 200)
})

t.test('requests one behind the other on a connection are answered in order', async (t) => {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a100000001' }), 'text/markdown')
  const one = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${more}\r\n`
  const answers = await exchange(
    service,
    one('/articles/a100000001') +
      one('/nothing') +
      one('/articles/a100000001') +
      one('/healthz', 'connection: close\r\n'),
  )
  t.strictSame(
    [...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
    ['200', '404', '200', '200'],
  )
})

t.test('a body that is refused does not cut its sender off', async (t) => {
  const service = await startService(t, { MAX_PAGE_SIZE: '2048' })
  const body = Buffer.alloc(8 * 1024 * 1024, 'x')
  const refused: [name: string, headers: Record<string, string>, status: number][] = [
    ['too large', { 'content-type': 'text/html' }, 413],
    ['no type', {}, 415],
    ['no coding', { 'content-type': 'text/html', 'content-encoding': 'gzip' }, 400],
  ]
  for (const [name, headers, status] of refused) {
    const answer = await service.call('POST', '/articles', { headers, body })
    t.equal(answer.status, status, name)
    t.equal(answer.headers['content-type'], 'application/problem+json', name)
  }
})

t.test('what decompresses to more than the limit is refused before it is there', async (t) => {
  const service = await startService(t)
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 })
  for (const type of ['text/html', 'application/json']) {
    const headers = { 'content-type': type, 'content-encoding': 'gzip' }
    t.equal((await service.call('POST', '/articles', { headers, body: bomb })).status, 413, type)
  }
  const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }
  const lines = gzipSync(Buffer.alloc(100 * 1024 * 1024, '\n'), { level: 9 })
  const answer = await service.call('POST', '/articles', { headers, body: lines })
  t.match(answer.text, /"type":"\/problems\/too-large"/)
})

/** Opens a request whose body goes on. */
function open(service: Service, headers: Record<string, string>) {
  const outgoing = httpRequest({
    port: portOf(service),
    host: '127.0.0.1',
    method: 'POST',
    path: '/articles',
    headers,
    agent: false,
  })
  outgoing.on('error', () => {})
  return outgoing
}

const lineOf = (id: string) =>
  `${JSON.stringify({ content: mirrorPage({ id }), contentType: 'text/markdown' })}\n`

t.test('bulk answers come while pages are still sent', async (t) => {
  const service = await startService(t)
  for (const isCoded of [false, true]) {
    const outgoing = open(service, {
      'content-type': 'application/x-ndjson',
      ...(isCoded ? { 'content-encoding': 'gzip' } : {}),
    })
    const coder = createGzip()
    if (isCoded) coder.pipe(outgoing)
    const write = (text: string) => {
      if (!isCoded) return outgoing.write(text)
      coder.write(text)
      return coder.flush()
    }
    write(lineOf('a100000001'))
    const [incoming] = await once(outgoing, 'response')
    const lines: AsyncIterator<Buffer> = incoming[Symbol.asyncIterator]()
    t.match(String((await lines.next()).value), /^\{"line":1,"result":"(?:created|unchanged)"/)
    write(lineOf(isCoded ? 'a100000003' : 'a100000002'))
    t.match(String((await lines.next()).value), /^\{"line":2,"result":"created"/)
    if (isCoded) coder.end()
    else outgoing.end()
    t.match(String((await lines.next()).value), /^\{"summary":\{"items":2,/)
  }
})

t.test('a client that leaves in the middle of a bulk ingest harms nothing', async (t) => {
  const service = await startService(t)
  const outgoing = open(service, { 'content-type': 'application/x-ndjson' })
  outgoing.write(lineOf('a100000001'))
  const [incoming] = await once(outgoing, 'response')
  await once(incoming, 'data')
  outgoing.write(lineOf('a100000002').slice(0, 200))
  outgoing.destroy()
  t.equal((await service.get('/articles/a100000001')).status, 200, 'what was answered is there')
  t.equal((await service.get('/articles/a100000002')).status, 404, 'what was not sent whole is not')
  t.equal((await service.get('/readyz')).status, 200)
})

t.test('a service that stops ends its streams and its kept connections', async (t) => {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a100000001' }), 'text/markdown')
  const socket: Socket = connect(portOf(service), '127.0.0.1')
  socket.write('GET /changes HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\r\n')
  let said = ''
  for await (const chunk of socket) {
    said += String(chunk)
    if (!said.includes('event: created')) continue
    void service.close()
    break
  }
  t.match(said, /\r\n\r\n.*id: 1\.\w+\nevent: created\ndata: \{"sequence":1,/s)
  await service.close()
  await t.rejects(service.get('/healthz'), { code: 'ECONNREFUSED' })
})
