import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { crashService, pageOf } from './crash.ts'
import { kill, run, start } from './process.ts'
import { below, randomOf } from './random.ts'

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

t.test(
  'an import killed at random moments ends complete when it is run again',
  { timeout: 300_000 },
  async (t) => {
    t.comment(`SEED=${seed}`)
    const folder = t.testdir()
    const pages = join(folder, 'pages')
    const database = join(folder, 'import.db')
    const count = 300
    mkdirSync(pages)
    for (let number = 0; number < count; number++) {
      writeFileSync(join(pages, `${number}.html`), pageOf(`seite-${number}`, `第${number}篇`))
    }
    const random = randomOf(seed)
    for (let round = 0; round < 5; round++) {
      const child = start(['import', pages, '--database', database])
      await pause(300 + below(random, 900))
      await kill(child)
    }
    const finished = await run(['import', pages, '--database', database])
    t.equal(finished.code, 0, finished.stderr)
    const again = await run(['import', pages, '--database', database])
    t.match(again.stdout + again.stderr, new RegExp(`${count} unchanged|unchanged[^0-9]*${count}`))
    const verified = await run(['verify', '--database', database])
    t.equal(verified.code, 0, verified.stdout + verified.stderr)
  },
)
