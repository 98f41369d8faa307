import t from 'tap'
import { crashImport } from './crash-import.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

t.test(
  'an import killed at random moments leaves whole articles, and ends complete when it is run again',
  { timeout: 300_000 },
  async (t) => {
    t.comment(`SEED=${seed}`)
    const result = await crashImport({ folder: t.testdir(), rounds: 5, seed })
    t.same(result.faults, [])
    t.ok(result.ended > 0)
  },
)
