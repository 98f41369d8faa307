import type { ChildProcess } from 'node:child_process'
import t from 'tap'
import { crashImport } from './crash-import.ts'
import { kill } from './process.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

t.test(
  'an import killed at random moments leaves whole articles, and ends complete when it is run again',
  async (t) => {
    t.comment(`SEED=${seed}`)
    let last: ChildProcess | undefined
    t.teardown(() => last && kill(last))
    const result = await crashImport({
      folder: t.testdir(),
      rounds: 2,
      seed,
      onChild: (child) => {
        last = child
      },
    })
    t.same(result.faults, [])
    t.ok(result.ended > 0)
    t.ok(result.halfway > 0, `${result.halfway} imports were killed halfway`)
  },
)
