import { once } from 'node:events'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { createRoom } from '../../../src/http/request/room.ts'
import { type Service, startService } from '../service.ts'

t.test('what is held is given back once, however it ends', async (t) => {
  const room = createRoom(10)
  const one = room.share()
  const other = room.share()
  one.hold(6)
  t.throws(() => other.hold(5), { message: /More/, problem: 'unavailable', details: { retryAfter: 1 } })
  other.hold(4)
  one.hold(-2)
  other.hold(2)
  one.end()
  one.hold(-4)
  one.hold(100)
  one.end()
  other.hold(4)
  t.throws(() => other.hold(1), { message: /More/, problem: 'unavailable' })
  other.end()
  room.share().hold(10)
})

const mebibyte = 1024 * 1024
/** The room there is for bodies with the settings as they are, and pages of which 35 do not fit in it. */
const size = 7.5 * mebibyte
const count = 40

/** Sends all of a body but its end. */
function begin({ origin }: Service, type: string, body: Buffer): ClientRequest {
  const outgoing = httpRequest(`${origin}/articles`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': type },
  })
  outgoing.on('error', () => {})
  outgoing.write(body)
  return outgoing
}

const bodies: Record<string, Buffer> = {
  'text/html': Buffer.alloc(size, 'x'),
  'application/json': Buffer.alloc(size, '"'),
}

for (const [type, body] of Object.entries(bodies))
  t.test(`more bodies of ${type} than there is room for`, async (t) => {
    // Room alone is to refuse, not that there is more to parse than is done in good time.
    const service = await startService(t, { WRITES_AT_ONCE: '0' })
    const statuses: (number | undefined)[] = []
    const requests = Array.from({ length: count }, () => begin(service, type, body))
    for (const request of requests)
      request.on('response', (incoming: IncomingMessage) => {
        statuses.push(incoming.statusCode)
        t.match(incoming.headers, { 'retry-after': '1', 'content-type': 'application/problem+json' })
        incoming.resume()
      })
    while (statuses.length < count - 34) await pause(50)
    t.strictSame([...new Set(statuses)], [503], 'what does not fit is refused at once')
    for (const request of requests) request.destroy()
    const refusedAgain = async () => {
      const again = Array.from({ length: 30 }, () => begin(service, type, body))
      const answers = again.map((request) => once(request, 'response'))
      for (const request of again) request.end()
      const incoming = (await Promise.all(answers)).map(([one]) => (one as IncomingMessage).resume())
      return incoming.filter(({ statusCode }) => statusCode === 503).length
    }
    // The service hears of lost connections one after the other.
    let refused = await refusedAgain()
    for (let tries = 0; tries < 5 && refused > 0; tries++) refused = await refusedAgain()
    t.equal(refused, 0, 'what was held has been given back')
  })

t.test('lines under way count, and those that were taken do not', async (t) => {
  const service = await startService(t)
  const requests = Array.from({ length: 7 }, () =>
    begin(service, 'application/x-ndjson', Buffer.alloc(40 * mebibyte, 'x')),
  )
  const [refused] = (await Promise.race(requests.map((request) => once(request, 'response')))) as [
    IncomingMessage,
  ]
  const [said] = (await once(refused, 'data')) as [Buffer]
  t.match(String(said), /"type":"\/problems\/unavailable"/)
  for (const request of requests) request.destroy()
  await pause(200)
  const line = Buffer.alloc(mebibyte, 'x')
    .fill('"', 0, 1)
    .fill('"', mebibyte - 2)
    .fill('\n', mebibyte - 1)
  const { text } = await service.post(Buffer.concat(Array(300).fill(line)), 'application/x-ndjson')
  t.match(text, /"summary":\{"items":300,"created":0,"updated":0,"unchanged":0,"failed":300\}/)
  t.notMatch(text, /unavailable/)
})
