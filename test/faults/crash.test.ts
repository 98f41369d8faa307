import { join } from 'node:path'
import t from 'tap'
import { crashService } from './crash.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

t.test(
  'a service killed at random moments loses nothing that it answered',
  { timeout: 300_000 },
  async (t) => {
    t.comment(`SEED=${seed}`)
    const result = await crashService({ database: join(t.testdir(), 'crash.db'), rounds: 20, seed })
    t.same(result.faults, [])
    t.ok(result.operations > 200, `${result.operations} operations were acknowledged`)
  },
)
