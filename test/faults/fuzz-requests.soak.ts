import { join } from 'node:path'
import t from 'tap'
import { fuzzRequests } from './fuzz-requests.ts'
import { kill, serve } from './process.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const requests = Number(process.env.FUZZ_REQUESTS ?? 3000)

t.test('mutated requests get answers that their description allows', async (t) => {
  t.comment(`SEED=${seed} FUZZ_REQUESTS=${requests}`)
  // Under load it may refuse; here that would be taken for a failure.
  const service = await serve(join(t.testdir(), 'fuzz.db'), { READS_AT_ONCE: '0', WRITES_AT_ONCE: '0' })
  t.teardown(() => kill(service.child))
  const { faults, statuses, succeeded, ...sent } = await fuzzRequests({
    port: Number(new URL(service.address).port),
    seed,
    requests,
    // What hangs, hangs for good; two seconds are for a machine that has nothing else to do, which a soak asks for.
    silence: 60_000,
  })
  t.same(faults.slice(0, 20), [])
  t.ok(sent.requests >= requests)
  t.ok((statuses['201'] ?? 0) > 0, 'pages were stored')
  t.ok(Object.keys(succeeded).length > 20)
  t.strictSame(
    Object.keys(succeeded).filter((operation) => succeeded[operation] === 0),
    [],
    'every operation succeeded at times',
  )
  t.comment(JSON.stringify(statuses))
})
