import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Bytes } from '../../../src/bytes.ts'
import { Outbox } from '../../../src/http/answer/outbox.ts'

/** The last is longer than what memory is used again for. */
const bodies: Record<string, Buffer> = {
  '/': Buffer.from('body'),
  '/empty': Buffer.from(''),
  '/middle': Buffer.from('段落'.repeat(2000)),
  '/rather-long': Buffer.from('段落'.repeat(10_000)),
  '/long': Buffer.from('段落'.repeat(200_000)),
}
const bodyOf = (url = '') => bodies[url] ?? Buffer.from(url)
const fieldsOf = (body: Buffer) => [
  'content-type',
  'text/plain; charset=utf-8',
  'link',
  '</a: b>; rel="next"',
  'content-length',
  `${body.length}`,
]
const validators = ['vary', 'Accept', 'etag', '"a: b"']

const linesOf = (all: string[]) =>
  Array.from({ length: all.length / 2 }, (_, n) => `${all[2 * n]}: ${all[2 * n + 1]}\r\n`).join('')

async function listen(t: Test, answer: RequestListener): Promise<(request: string) => Promise<string>> {
  const server = createServer({ keepAliveTimeout: 7000 }, answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close().closeAllConnections())
  return async (request) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('latin1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.write(request)
    await Promise.race([once(socket, 'close'), sleep(150)])
    const isOpen = !socket.closed
    socket.destroy()
    return `${text}${isOpen ? '(open)' : '(closed)'}`
  }
}

/** Bytes that do not last: they are to be copied. */
const passing = (buffer: Buffer): Bytes => ({
  length: buffer.length,
  copyTo: (target, at) => void buffer.copy(target, at),
})

const isConditional = (url = '') => url.startsWith('/known')

const byNode: RequestListener = ({ url }, response) => {
  if (isConditional(url)) response.writeHead(304, validators).end()
  else response.writeHead(200, fieldsOf(bodyOf(url))).end(bodyOf(url))
}

const byOutbox = (outbox: Outbox): RequestListener => {
  return ({ url }, response) => {
    if (isConditional(url)) outbox.add(response, linesOf(validators), null)
    else outbox.add(response, linesOf(fieldsOf(bodyOf(url))), passing(bodyOf(url)))
  }
}

t.test('an answer goes out as Node.js would have sent it', async (t) => {
  let writtenByNode = 0
  const answer = byOutbox(new Outbox())
  const expected = await listen(t, byNode)
  const given = await listen(t, (request, response) => {
    const { writeHead } = response
    response.writeHead = ((...args: [number, string[]]) => {
      writtenByNode++
      return writeHead.apply(response, args)
    }) as typeof writeHead
    answer(request, response)
  })
  const withoutDate = (text: string) =>
    text.replaceAll(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r$/gm, 'Date\r')
  const plain = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`
  const rows = [
    plain('/'),
    plain('/empty'),
    plain('/middle'),
    plain('/rather-long'),
    plain('/long'),
    plain('/middle').repeat(40),
    plain('/middle') + plain('/long') + plain('/'),
    plain('/rather-long') + plain('/rather-long'),
    plain('/rather-long', 'Connection: close\r\n'),
    plain('/known'),
    plain('/').repeat(3),
    plain('/known') + plain('/') + plain('/known'),
    plain('/', 'Connection: close\r\n'),
    plain('/known', 'Connection: close\r\n'),
    plain('/', 'Expect: 100-continue\r\n'),
    'GET / HTTP/1.0\r\n\r\n',
    'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
    'GET /known HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  ]
  for (const request of rows) {
    for (const time of ['first', 'second']) {
      const answer = withoutDate(await given(request))
      t.equal(answer, withoutDate(await expected(request)), `${request} for the ${time} time`)
      t.match(answer, /^HTTP\/1\.1 .*\r\nDate\r\n/s)
    }
  }
  writtenByNode = 0
  for (let turn = 0; turn < 30; turn++) await given(plain('/'))
  t.ok(writtenByNode < 30, 'not all were written by Node.js')
})

t.test('answers of one turn, more than there is memory for them', async (t) => {
  const outbox = new Outbox()
  const bodies = Array.from({ length: 60 }, (_, index) => `${index} `.repeat(3000))
  const waiting: (() => void)[] = []
  const ask = await listen(t, ({ url = '' }, response) => {
    const body = Buffer.from(bodies[Number(url.slice(1))] ?? '')
    waiting.push(() => outbox.add(response, linesOf(fieldsOf(body)), passing(body)))
    if (waiting.length === bodies.length) for (const answer of waiting) answer()
  })
  const answers = await Promise.all(
    bodies.map((_, index) => ask(`GET /${index} HTTP/1.1\r\nHost: a\r\n\r\n`)),
  )
  for (const [index, body] of bodies.entries())
    t.ok(answers[index]?.endsWith(`\r\n\r\n${body}(open)`), `${index}`)
})

t.test('of an answer that cannot be copied nothing is sent', async (t) => {
  const outbox = new Outbox()
  const copyTo = () => {
    throw new Error('not there')
  }
  const ask = await listen(t, (_request, response) => {
    const lines = linesOf(fieldsOf(Buffer.from('body')))
    t.throws(() => outbox.add(response, lines, { length: 4, copyTo }), /not there/)
    outbox.add(response, lines, passing(Buffer.from('body')))
  })
  for (let turn = 0; turn < 3; turn++)
    t.match(
      await ask('GET / HTTP/1.1\r\nHost: a\r\n\r\n'),
      /^HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\nbody\(open\)$/,
    )
})

t.test('a long answer that stands for good is not copied', async (t) => {
  const lasting = Buffer.from('long '.repeat(20_000))
  const outbox = new Outbox()
  const copyTo = () => t.fail('it was copied')
  const ask = await listen(t, (_request, response) => {
    outbox.add(response, linesOf(fieldsOf(lasting)), { length: lasting.length, lasting, copyTo })
  })
  for (let turn = 0; turn < 3; turn++)
    t.ok((await ask('GET / HTTP/1.1\r\nHost: a\r\n\r\n')).endsWith(`\r\n\r\n${lasting}(open)`))
})

async function answersWhileOneReadsNothing(t: Test, count: number, length: number): Promise<void> {
  const bodyOf = (url: string) => Buffer.from(`${url} `.repeat(length / (url.length + 1)))
  const outbox = new Outbox()
  const server = createServer(({ url = '' }, response) => {
    outbox.add(response, linesOf(fieldsOf(bodyOf(url))), passing(bodyOf(url)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  const paths = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `/${name}${index}`)
  const [slowly, quickly] = [paths(count, 'slow'), paths(200, 'quick')]
  const slow = connect(port, '127.0.0.1').pause()
  // One by one: of requests that came together, all but the first are left to Node.js.
  let isAnswered = true
  for (const path of slowly) {
    const answered = once(server, 'request').then(() => sleep(1, true))
    slow.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
    if (isAnswered) isAnswered = await Promise.race([answered, sleep(200, false)])
  }
  t.notOk(isAnswered, 'what nobody reads holds up what comes behind it')
  for (const path of quickly) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    t.equal(await response.text(), bodyOf(path).toString())
  }
  const expected = slowly.map((path) => bodyOf(path).toString())
  let text = ''
  slow.setEncoding('latin1').on('data', (chunk) => {
    text += chunk
  })
  slow.resume()
  while (!text.endsWith(expected.at(-1) ?? '')) await once(slow, 'data')
  const bodies = text.split(/HTTP\/1\.1 200 OK\r\n(?:.+\r\n)+\r\n/).slice(1)
  t.strictSame(bodies.length, expected.length)
  t.ok(bodies.every((body, index) => body === expected[index]))
}

t.test('an answer is whole though its client reads nothing while others are answered', async (t) => {
  await answersWhileOneReadsNothing(t, 1000, 30_000)
})

t.test('a long answer is whole though its client reads nothing while others are answered', async (t) => {
  await answersWhileOneReadsNothing(t, 300, 60_000)
})

t.test('the date goes on', async (t) => {
  const ask = await listen(t, byOutbox(new Outbox()))
  const dateOf = async () => /^Date: (.*)\r$/m.exec(await ask('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))?.[1] ?? ''
  const seen = [await dateOf(), await dateOf()]
  await sleep(1100)
  seen.push(await dateOf(), await dateOf())
  t.ok(new Set(seen).size >= 2)
  for (const date of seen) t.ok(Math.abs(Date.parse(date) - Date.now()) < 4000, date)
})
