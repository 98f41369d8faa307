import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { Heads } from '../../src/http/heads.ts'

const fields = [
  'content-type',
  'text/plain; charset=utf-8',
  'link',
  '</a: b>; rel="next"',
  'content-length',
  '4',
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

const isConditional = (url = '') => url.startsWith('/known')

const byNode: RequestListener = ({ url }, response) => {
  if (isConditional(url)) response.writeHead(304, validators).end()
  else response.writeHead(200, fields).end('body')
}

t.test('an answer goes out as Node.js would have sent it', async (t) => {
  const heads = new Heads()
  let writtenByNode = 0
  const expected = await listen(t, byNode)
  const given = await listen(t, ({ url }, response) => {
    const { writeHead } = response
    response.writeHead = ((...args: [number, string[]]) => {
      writtenByNode++
      return writeHead.apply(response, args)
    }) as typeof writeHead
    if (isConditional(url)) {
      heads.write(response, 304, linesOf(validators))
      response.end()
    } else {
      heads.write(response, 200, linesOf(fields))
      response.end(url === '/bytes' ? Buffer.from('body') : 'body', 'latin1')
    }
  })
  const withoutDate = (text: string) =>
    text.replaceAll(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r$/gm, 'Date\r')
  const plain = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`
  const rows = [
    plain('/'),
    plain('/bytes'),
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
  await given(plain('/').repeat(300))
  t.ok(writtenByNode <= 2, 'most of them were not written by Node.js')
})

t.test('the date goes on', async (t) => {
  const heads = new Heads()
  const ask = await listen(t, (_request, response) => {
    heads.write(response, 200, linesOf(fields))
    response.end('body')
  })
  const dateOf = async () => /^Date: (.*)\r$/m.exec(await ask('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))?.[1] ?? ''
  const seen = [await dateOf(), await dateOf()]
  await sleep(1100)
  seen.push(await dateOf(), await dateOf())
  t.ok(new Set(seen).size >= 2)
  for (const date of seen) t.ok(Math.abs(Date.parse(date) - Date.now()) < 4000, date)
})
