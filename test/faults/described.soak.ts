import { join } from 'node:path'
import t from 'tap'
import { judgedByDescription } from './described.ts'
import { kill, serve } from './process.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

t.test('a judge that is not ours finds no answer that the description refuses', async (t) => {
  t.comment(`SEED=${seed}`)
  const folder = t.testdir()
  const service = await serve(join(folder, 'described.db'), { READS_AT_ONCE: '0', WRITES_AT_ONCE: '0' })
  t.teardown(() => kill(service.child))
  const requests = 100
  const { judged, faults } = await judgedByDescription({ address: service.address, folder, seed, requests })
  t.strictSame(faults, [])
  t.ok(judged >= requests)
})
