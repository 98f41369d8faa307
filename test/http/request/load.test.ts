import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { createLoad } from '../../../src/http/request/load.ts'
import { pageOf } from '../../faults/crash.ts'
import { startService } from '../service.ts'

const settled = (promises: Promise<unknown>[]) =>
  Promise.allSettled(promises).then((all) =>
    all.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)),
  )

t.test('no more than allowed at once, in the order in which it came', async (t) => {
  const load = createLoad(3)
  let underWay = 0
  let most = 0
  const begun: number[] = []
  const done = await settled(
    Array.from({ length: 50 }, (_, number) =>
      load.run(async () => {
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
  t.notOk(load.isTooMuch())
})

t.test('a queue that is longer than any burst refuses at once; what failed makes room', async (t) => {
  const load = createLoad(1)
  const failing = load.run(async () => {
    await turn()
    throw new RangeError('of its own')
  })
  const waiting = Array.from({ length: 1024 }, (_, number) => load.run(() => number))
  t.ok(load.isTooMuch())
  t.match(await load.run(() => 'never').catch((problem) => problem), {
    problem: 'unavailable',
    details: { retryAfter: 1 },
  })
  await t.rejects(failing, RangeError)
  t.same(
    await settled(waiting),
    waiting.map((_, number) => number),
  )
  t.equal(await load.run(() => 'again'), 'again')
})

t.test('a queue that stands is cut', async (t) => {
  const load = createLoad(1)
  const results: unknown[] = []
  // Three times as much as gets done, until some is refused.
  while (!results.includes('unavailable')) {
    for (let times = 0; times < 3; times++)
      load
        .run(() => pause(10))
        .then(
          () => results.push('done'),
          (problem) => results.push(problem.problem),
        )
    await pause(10)
  }
  t.ok(results.includes('done'))
  t.same(
    results.filter((result) => result !== 'done' && result !== 'unavailable'),
    [],
  )
})

t.test('without a limit nothing waits', async (t) => {
  const load = createLoad(0)
  const done = await settled(Array.from({ length: 5000 }, (_, number) => load.run(() => number)))
  t.equal(done.length, 5000)
  t.notOk(load.isTooMuch())
})

t.test(
  'what is more than the service can do is answered 503, and nothing that was taken is lost',
  async (t) => {
    const service = await startService(t, { WRITES_AT_ONCE: '1', READS_AT_ONCE: '1' })
    const put = (number: number) =>
      service.call('PUT', `/articles/load-${number}`, {
        headers: { 'content-type': 'text/html' },
        body: pageOf(`load-${number}`, `第${number}版`),
      })
    const pending: ReturnType<typeof put>[] = []
    const seen = new Set<number>()
    while (!seen.has(201) || !seen.has(503)) {
      for (let times = 0; times < 20; times++) {
        const reply = put(pending.length)
        reply.then(({ status }) => seen.add(status)).catch(() => {})
        pending.push(reply)
      }
      await pause(5)
    }
    const replies = await Promise.all(pending)
    const statuses = new Set(replies.map(({ status }) => status))
    t.same([...statuses].sort(), [201, 503])
    for (const [number, { status, headers, json }] of replies.entries()) {
      if (status === 503) {
        t.match(headers, { 'retry-after': '1', 'content-type': 'application/problem+json' })
        t.match(json(), { type: '/problems/unavailable', status: 503, instance: /^[0-9a-f-]{36}$/ })
      }
      const stored = await service.get(`/articles/load-${number}`)
      t.equal(stored.status, status === 503 ? 404 : 200)
    }
    t.equal((await service.get('/articles?q=%E6%AD%A3%E6%96%87&count=true')).status, 200)
  },
)
