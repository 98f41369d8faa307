import { EventEmitter, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { ClientLeft, createLoad } from '../../../src/http/request/load.ts'
import { pageOf } from '../../faults/crash.ts'
import { startService } from '../service.ts'

const settled = (promises: Promise<unknown>[]) =>
  Promise.allSettled(promises).then((all) =>
    all.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)),
  )

/** A response whose client may leave. */
const response = () => Object.assign(new EventEmitter(), { destroyed: false })

t.test('no more than allowed at once, in the order in which it came', async (t) => {
  const load = createLoad(3)
  let underWay = 0
  let most = 0
  const begun: number[] = []
  const done = await settled(
    Array.from({ length: 50 }, (_, number) =>
      load.run(response(), async () => {
        begun.push(number)
        most = Math.max(most, ++underWay)
        await turn()
        underWay--
        return number
      }),
    ),
  )
  t.same(done, begun)
  t.same(
    begun,
    Array.from({ length: 50 }, (_, number) => number),
  )
  t.equal(most, 3)
})

t.test('a queue that is full refuses at once; what failed makes room', async (t) => {
  const load = createLoad(1)
  const failing = load.run(response(), async () => {
    await turn()
    throw new RangeError('of its own')
  })
  const waiting = Array.from({ length: 256 }, (_, number) => load.run(response(), () => number))
  const refusal = { problem: 'unavailable', details: { retryAfter: 1 } }
  t.throws(() => load.check(), { message: 'The service has more to do than it can.' })
  t.match(await load.run(response(), () => 'never').catch((problem) => problem), refusal)
  await t.rejects(failing, RangeError)
  t.same(
    await settled(waiting),
    waiting.map((_, number) => number),
  )
  t.doesNotThrow(() => load.check())
  t.equal(await load.run(response(), () => 'again'), 'again')
})

t.test('what waits too long is refused, though nothing ends meanwhile', async (t) => {
  const load = createLoad(1)
  let end = () => {}
  const endless = load.run(response(), () => new Promise<void>((resolve) => (end = resolve)))
  t.match(await load.run(response(), () => 'never').catch((problem) => problem), { problem: 'unavailable' })
  end()
  await endless
  t.equal(await load.run(response(), () => 'again'), 'again')
})

t.test('work whose client has left is not begun', async (t) => {
  const load = createLoad(1)
  const clients = Array.from({ length: 3 }, response)
  const begun: number[] = []
  const all = [
    load.run(response(), () => pause(20)),
    ...clients.map((client, number) => load.run(client, () => begun.push(number))),
  ]
  clients[1]?.emit('close')
  const outcomes = await settled(all)
  t.same(begun, [0, 2])
  t.ok(outcomes[2] instanceof ClientLeft)
  const gone = Object.assign(response(), { destroyed: true })
  await t.rejects(
    load.run(gone, () => begun.push(4)),
    ClientLeft,
  )
  t.same(begun, [0, 2])
  for (const client of clients) t.equal(client.listenerCount('close'), 0)
})

t.test('without a limit nothing waits', async (t) => {
  const load = createLoad(0)
  const done = await settled(Array.from({ length: 5000 }, (_, number) => load.run(response(), () => number)))
  t.equal(done.length, 5000)
})

t.test('many readers of pages that are not kept get their pages, not refusals', async (t) => {
  const service = await startService(t, { CACHE_SIZE: '0' })
  for (let number = 0; number < 4; number++)
    await service.post(pageOf(`read-${number}`, '一版'), 'text/html', `?id=read-${number}`)
  const statuses = new Set<number>()
  await Promise.all(
    Array.from({ length: 32 }, async (_, reader) => {
      for (let click = 0; click < 10; click++)
        statuses.add((await service.get(`/articles/read-${(reader + click) % 4}?format=html`)).status)
    }),
  )
  t.same([...statuses], [200])
})

t.test('a clean stop with clients that have left, their work still queued', async (t) => {
  const service = await startService(t, { CACHE_SIZE: '0', READS_AT_ONCE: '1' })
  await service.post(pageOf('left', '一版'), 'text/html', '?id=left')
  const port = Number(new URL(service.origin).port)
  const sockets = await Promise.all(
    Array.from({ length: 64 }, async () => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.on('error', () => {})
      socket.write(
        'GET /articles?q=%E6%AD%A3%E6%96%87&count=true&facet=tag HTTP/1.1\r\nhost: localhost\r\n\r\n',
      )
      return socket
    }),
  )
  await turn()
  for (const socket of sockets) socket.destroy()
  await service.close()
  await t.resolves(service.store.close(), 'nothing reads it any more')
})

t.test(
  'what is more than the service can do is answered 503, and nothing that was taken is lost',
  async (t) => {
    const service = await startService(t, { WRITES_AT_ONCE: '1', READS_AT_ONCE: '1' })
    const port = Number(new URL(service.origin).port)
    // All are connected before the first request is sent, in portions that the system holds for a process that has not
    // accepted them yet. Requests are read faster than pages are stored, so that more wait than may.
    const sockets: Socket[] = []
    for (let portion = 0; portion < 6; portion++)
      sockets.push(
        ...(await Promise.all(
          Array.from({ length: 200 }, async () => {
            const socket = connect(port, '127.0.0.1')
            await once(socket, 'connect')
            return socket
          }),
        )),
      )
    const replies = await Promise.all(
      sockets.map(async (socket, number) => {
        const page = Buffer.from(pageOf(`load-${number}`, `第${number}版`))
        socket.write(
          `PUT /articles/load-${number} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n`,
        )
        socket.write(page)
        const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
        return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body }
      }),
    )
    const statuses = new Set(replies.map(({ status }) => status))
    t.same([...statuses].sort(), [201, 503])
    for (const [number, { status, head, body }] of replies.entries()) {
      if (status === 503) {
        t.match(head, 'retry-after: 1\r\n')
        t.match(head, 'content-type: application/problem+json')
        t.match(JSON.parse(body), { type: '/problems/unavailable', status: 503, instance: /^[0-9a-f-]{36}$/ })
      }
      const stored = await service.get(`/articles/load-${number}`)
      t.equal(stored.status, status === 503 ? 404 : 200)
    }
    t.equal((await service.get('/articles?q=%E6%AD%A3%E6%96%87&count=true')).status, 200)
  },
)
