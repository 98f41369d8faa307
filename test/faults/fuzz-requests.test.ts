import { join } from 'node:path'
import t from 'tap'
import { fuzzRequests } from './fuzz-requests.ts'
import { kill, serve } from './process.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const requests = Number(process.env.FUZZ_REQUESTS ?? 3000)

t.test('mutated requests get answers that their description allows', { timeout: 3_600_000 }, async (t) => {
  t.comment(`SEED=${seed} FUZZ_REQUESTS=${requests}`)
  const service = await serve(join(t.testdir(), 'fuzz.db'))
  t.teardown(() => kill(service.child))
  const result = await fuzzRequests({
    port: Number(new URL(service.address).port),
    seed,
    requests,
    known: ['a103502606', 'fuzz-1', '习近平'],
  })
  t.same(result.faults.slice(0, 20), [])
  t.ok(result.requests >= requests)
  t.comment(JSON.stringify(result.statuses))
})
