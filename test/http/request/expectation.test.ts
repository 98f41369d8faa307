import { connect } from 'node:net'
import t from 'tap'
import { mirrorPage } from '../pages.ts'
import { type Service, startService } from '../service.ts'

/** A connection on which one side waits for the other. */
function conversation({ origin }: Service) {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  let heard = ''
  let isClosed = false
  const notify = new Set<() => void>()
  const changed = () => {
    for (const tell of notify) tell()
  }
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    heard += text
    changed()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    isClosed = true
    changed()
  })
  /** @returns all that was heard once it matches, or the other side has closed */
  const hear = (pattern: RegExp): Promise<string> =>
    new Promise((resolve) => {
      const look = () => {
        if (!pattern.test(heard) && !isClosed) return
        notify.delete(look)
        resolve(heard)
      }
      notify.add(look)
      look()
    })
  return { say: (text: string) => socket.write(text), hear, end: () => socket.destroy() }
}

const page = mirrorPage({ id: 'a100000001' })
const key = 'a key of the test'.replaceAll(' ', '-')
const authorization = `authorization: Bearer ${key}`
const head = (line: string, ...fields: string[]) =>
  `${[`${line} HTTP/1.1`, 'host: localhost', 'expect: 100-continue', ...fields].join('\r\n')}\r\n\r\n`
const markdown = 'content-type: text/markdown'
const lengthOf = (body: string) => `content-length: ${Buffer.byteLength(body)}`

t.test('a body that is refused is not asked for, and the connection closes', async (t) => {
  const service = await startService(t, { API_KEYS: key, MAX_PAGE_SIZE: '4096' })
  const post = 'POST /articles'
  const chunked = 'transfer-encoding: chunked'
  const rows: [name: string, sent: string, status: number][] = [
    ['no key', head(post, markdown, lengthOf(page)), 401],
    ['a wrong key', head(post, markdown, lengthOf(page), 'authorization: Bearer other'), 401],
    ['another type', head(post, authorization, 'content-type: image/png', chunked), 415],
    ['no type', head('PUT /articles/a1', authorization, lengthOf(page)), 415],
    ['another coding', head(post, authorization, markdown, 'content-encoding: lzma', chunked), 415],
    ['a page over the limit', head(post, authorization, markdown, 'content-length: 4097'), 413],
    [
      'a message over the limit',
      head(post, authorization, 'content-type: application/json', 'content-length: 99999'),
      413,
    ],
    ['an unknown parameter', head(`${post}?nosuch=1`, authorization, markdown, lengthOf(page)), 400],
    ['no such method', head('PUT /articles', authorization, markdown, lengthOf(page)), 405],
    ['no such address', head('PUT /nothing', authorization, markdown, lengthOf(page)), 404],
    ['a slash too many', head('PUT /articles/a1/', authorization, markdown, lengthOf(page)), 308],
    ['two Hosts', head(post, 'host: localhost', authorization, markdown, lengthOf(page)), 400],
  ]
  for (const [name, sent, status] of rows) {
    const { say, hear } = conversation(service)
    say(sent)
    const answer = await hear(/never/)
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), name)
    t.match(answer, /\r\nconnection: close\r\n/i, name)
  }
})

t.test('a body that is read is asked for, and the connection stays', async (t) => {
  const service = await startService(t)
  const { say, hear, end } = conversation(service)
  const line = `${JSON.stringify({ content: page, contentType: 'text/markdown' })}\n`
  const rows: [name: string, sent: string, body: string, answer: RegExp][] = [
    ['a page', head('POST /articles', markdown, lengthOf(page)), page, /HTTP\/1\.1 201 .*"id":"a100000001"/s],
    [
      'lines',
      head('POST /articles/batch', 'content-type: application/x-ndjson', lengthOf(line)),
      line,
      /"unchanged":1/,
    ],
    [
      'no article',
      head('POST /articles', markdown, 'content-length: 1'),
      '\n',
      /HTTP\/1\.1 422 .*"instance"/s,
    ],
  ]
  let asked = 0
  for (const [name, sent, body, answer] of rows) {
    say(sent)
    const times = (await hear(new RegExp(`(?:HTTP/1\\.1 100 .*){${++asked}}`, 's'))).match(/HTTP\/1\.1 100 /g)
    t.equal(times?.length, asked, `${name} is asked for`)
    say(body)
    const heard = await hear(answer)
    t.match(heard, answer, name)
    t.notMatch(heard, /connection: close/i)
  }
  end()
})
