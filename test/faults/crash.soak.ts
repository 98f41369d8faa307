import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { crashService } from './crash.ts'
import { kill, type Service } from './process.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

t.test('a service killed at random moments loses nothing that it answered', async (t) => {
  const rounds = 2
  t.comment(`SEED=${seed}`)
  let last: Service | undefined
  t.teardown(() => last && kill(last.child))
  const result = await crashService({
    database: join(t.testdir(), 'crash.db'),
    rounds,
    seed,
    onService: (service) => {
      last = service
    },
  })
  t.same(result.faults, [])
  t.ok(result.operations >= rounds, `${result.operations} operations were acknowledged`)
})

/** Ends the service as an uncaught exception would, once its client writes. */
async function endAmidWork(child: ChildProcess, address: string): Promise<void> {
  const lastSequence = async () =>
    ((await (await fetch(`${address}/stats`)).json()) as { lastSequence: number }).lastSequence
  while ((await lastSequence()) < 3) await pause(20)
  child.kill('SIGABRT')
}

t.test('a service that ends by itself is noticed', async (t) => {
  let services = 0
  const result = await crashService({
    database: join(t.testdir(), 'dead.db'),
    rounds: 1,
    // Acknowledgements are not to be what ends it.
    mostAnswers: Number.POSITIVE_INFINITY,
    longest: 200_000,
    seed,
    clients: 1,
    onService: ({ child, address }) => {
      t.teardown(() => kill(child))
      if (services++ === 0) void endAmidWork(child, address)
    },
  })
  // The client may lose its connection before this process hears of the end.
  t.match(result.faults[0], /the service ended (?:by itself|with SIGABRT)/)
})
