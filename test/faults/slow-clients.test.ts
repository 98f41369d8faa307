import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { usualPatience } from '../../src/http/request/content-coding.ts'
import { startService } from '../http/service.ts'
import { processorTime } from '../processor-time.ts'

t.test('clients that send a header a byte a second are cut off; others notice nothing', async (t) => {
  const service = await startService(t, {}, join(t.testdir(), 'a.db'), {
    patience: { ...usualPatience, headers: 4000 },
  })
  const port = Number(new URL(service.origin).port)
  const slow = Array.from({ length: 50 }, async () => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.on('data', (chunk) => (said += String(chunk)))
    socket.on('error', () => {})
    socket.write('GET /articles HTTP/1.1\r\nhost: localhost\r\nx-slow: ')
    const drip = setInterval(() => socket.write('a'), 1000)
    await once(socket, 'close')
    clearInterval(drip)
    return said
  })
  const all = Promise.all(slow)
  let isOver = false
  const began = performance.now()
  const taken = processorTime()
  all.finally(() => {
    isOver = true
  })
  for (let asked = 0; !isOver; asked++) {
    t.equal((await service.get('/healthz')).status, 200)
    if (asked > 170) throw new Error('they are still connected')
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  const share = (processorTime() - taken) / (performance.now() - began)
  t.ok(share < 0.5, `they took ${share} of a processor`)
  for (const said of await all) t.match(said, /^HTTP\/1\.1 408 .*\/problems\/request-timeout/s)
})
