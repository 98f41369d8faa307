import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { type Service, startService } from '../service.ts'

/** Sends bytes as they are and reads until the other side closes. */
async function exchange(service: Service, bytes: Buffer): Promise<string> {
  const socket = connect(Number(new URL(service.origin).port), '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

const utf8 = (method: string, target: string) =>
  Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)

t.test('a query as it is typed is redirected to its encoded address', async (t) => {
  const service = await startService(t)
  const rows = [
    ['GET', '/articles?q=金正恩&limit=1', './articles?q=%E9%87%91%E6%AD%A3%E6%81%A9&limit=1'],
    ['HEAD', '/articles?q=Señor', './articles?q=Se%C3%B1or'],
    ['GET', '/articles?tag=a%20b&q=à', './articles?tag=a%20b&q=%C3%A0'],
    ['GET', '/tags/à?limit=1', '../tags/%C3%A0?limit=1'],
  ] as const
  for (const [method, target, location] of rows) {
    const answer = await exchange(service, utf8(method, target))
    t.match(answer, /^HTTP\/1\.1 308 /)
    t.equal(/^location: (.*)\r$/im.exec(answer)?.[1], location)
    const { pathname, search } = new URL(location, service.origin + target)
    t.equal(pathname + search, encodeURI(target).replace('%2520', '%20'))
  }
})

t.test('what cannot be redirected is refused, with the way to encode it', async (t) => {
  const service = await startService(t)
  const gbk = Buffer.concat([
    Buffer.from('GET /articles?q='),
    Buffer.from([0xbd, 0xf0, 0xd5, 0xfd]),
    Buffer.from(' HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  ])
  const rows = [gbk, utf8('POST', '/articles?url=图'), utf8('GET', '//example.org/?q=图')]
  for (const sent of rows) {
    const answer = await exchange(service, sent)
    t.match(answer, /^HTTP\/1\.1 400 /)
    t.match(answer, /percent-encoded UTF-8.*--data-urlencode/)
    t.notMatch(answer, /^location:/im)
  }
})
