import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { pageOf } from '../../faults/crash.ts'
import { startService } from '../service.ts'

const get = (path: string, field = '') => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${field}\r\n`
const last = 'connection: close\r\n'

const connected = (origin: string): Socket => connect(Number(new URL(origin).port), '127.0.0.1')

async function answersTo(origin: string, sent: string): Promise<string[]> {
  const socket = connected(origin)
  socket.write(sent)
  let said = ''
  for await (const chunk of socket) said += String(chunk)
  return said.split('HTTP/1.1 ').slice(1)
}

t.test('pipelined requests are answered in order, none before the answer to the last is taken', async (t) => {
  const { origin, post } = await startService(t, { CACHE_SIZE: '0' })
  await post(pageOf('piped', '一版'), 'text/html', '?id=piped')
  const paths = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? '/articles/piped' : '/healthz'))
  const requests = paths.map((path, index) => get(path, index === paths.length - 1 ? last : ''))
  const answers = await answersTo(origin, requests.join(''))
  t.equal(answers.length, paths.length)
  t.ok(answers.every((text) => text.startsWith('200 ')))
  t.ok(answers.every((text, index) => text.includes(index % 2 === 0 ? '"piped"' : '"status":"ok"')))
})

t.test('a connection on which more requests wait than other servers take is closed', async (t) => {
  const { origin, get: read } = await startService(t)
  const calm = connected(origin)
  await once(calm, 'connect')
  const greedy = Array.from({ length: 4 }, () => connected(origin).on('error', () => {}))
  await Promise.all(greedy.map((socket) => once(socket, 'connect')))
  for (const socket of greedy) socket.write(get('/articles').repeat(1000))
  await Promise.all(greedy.map((socket) => once(socket.resume(), 'close')))
  calm.write(get('/healthz', last))
  const [answer] = (await once(calm, 'data')) as [Buffer]
  t.match(String(answer), /^HTTP\/1\.1 200 /, 'others are read on')
  t.equal((await read('/healthz')).status, 200)
})

t.test('what is no request is refused behind the answers to those before it', async (t) => {
  const { origin, post } = await startService(t, { CACHE_SIZE: '0' })
  await post(pageOf('piped', '一版'), 'text/html', '?id=piped')
  const rows: [name: string, sent: string, statuses: string[]][] = [
    ['one before', `${get('/articles/piped')}\0garbage\r\n\r\n`, ['200', '400']],
    ['two before', `${get('/articles')}${get('/articles/none')}x\r\n\r\n`, ['200', '404', '400']],
    ['behind the last', `${get('/articles/piped', last)}${get('/articles')}`, ['200']],
    [
      'a body that is broken',
      'PUT /articles/a HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\nx\r\n',
      ['400'],
    ],
  ]
  for (const [name, sent, statuses] of rows) {
    const answers = await answersTo(origin, sent)
    t.strictSame(
      answers.map((text) => text.slice(0, 3)),
      statuses,
      name,
    )
  }
})
