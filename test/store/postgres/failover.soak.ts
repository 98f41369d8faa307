// What is lost with a server, and what is not. Three machines: a primary and two standbys.
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Synchronous } from '../../../src/config.ts'
import { openStore } from '../../../src/store/open.ts'
import type { OpenOptions } from '../../../src/store/options.ts'
import { below, randomOf } from '../../faults/random.ts'
import { entry } from '../entries.ts'
import { articleFrom, refuses } from '../open.ts'
import { type Cluster, lostOf, startCluster, writing } from './cluster.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const rounds = Number(process.env.ROUNDS ?? 1)
const random = randomOf(seed)
t.comment(`SEED=${seed}`)

/** Any one of the others has all that is acknowledged. */
const quorum = { synchronous_standby_names: 'ANY 1 (s1, s2)' }
const looks = 20

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await pause(looks)
}

/** What is lost where the standbys are lost a moment before the primary, and one of them takes its place. */
async function lossBehind(t: Test, cluster: Cluster, synchronous: Synchronous): Promise<string[]> {
  const acknowledged = await writing(t, cluster.url, { synchronous }, async ({ stored }) => {
    await until(() => stored.size > 20)
    await Promise.all(cluster.standbys.map((machine) => machine.signal('SIGKILL')))
    const before = stored.size
    for (let look = 0; look < 25 && stored.size < before + 40; look++) await pause(looks)
    await cluster.primary.signal('SIGKILL')
    await Promise.all(cluster.standbys.map((machine) => machine.start()))
    await cluster.failOver()
  })
  const store = await openStore(cluster.url)
  t.teardown(() => store.close())
  for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
  return lostOf(store, acknowledged)
}

for (let round = 1; round <= rounds; round++) {
  await t.test(`the primary is killed under four writers, and a standby promoted (${round})`, async (t) => {
    const cluster = await startCluster(t, { standbys: 2, settings: quorum })
    const options: OpenOptions = { synchronous: 'on' }
    const acknowledged = await writing(t, cluster.url, options, async ({ stored }, [node]) => {
      const first = below(random, 200)
      await until(() => stored.size > first)
      await pause(below(random, 50))
      await cluster.primary.signal('SIGKILL')
      await cluster.failOver()
      const promoted = performance.now()
      await until(async () => (await node?.lastSequence().catch(() => 0)) !== 0)
      const read = performance.now()
      const before = stored.size
      await until(() => stored.size > before)
      const [reads, writes] = [read - promoted, performance.now() - promoted]
      t.comment(`reads ${Math.round(reads)} ms, writes ${Math.round(writes)} ms behind the promotion`)
    })
    t.ok(acknowledged.repeated > 0, `${acknowledged.repeated} writes were sent again`)
    const store = await openStore(cluster.url)
    t.teardown(() => store.close())
    t.strictSame(await lostOf(store, acknowledged), [], `${acknowledged.stored.size} stored`)
    for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
  })
}

t.test('what is acknowledged is on a standby, if SYNCHRONOUS says so', async (t) => {
  const cluster = await startCluster(t, { standbys: 2, settings: quorum })
  t.strictSame(await lossBehind(t, cluster, 'on'), [])
})

t.test('else it is lost with its server', async (t) => {
  const cluster = await startCluster(t, { standbys: 2, settings: quorum })
  const lost = await lossBehind(t, cluster, 'local')
  t.ok(lost.length > 0, `${lost.length} lost`)
})

t.test('without a standby nothing is acknowledged', async (t) => {
  const cluster = await startCluster(t, { standbys: 1, settings: { synchronous_standby_names: 's1' } })
  const { primary, standbys } = cluster
  const store = await openStore(cluster.url, { synchronous: 'on' })
  t.teardown(() => store.close())
  await store.save([entry({ id: 'a1' })])
  await store.ready()
  await standbys[0]?.signal('SIGKILL')
  const unknown = refuses(t, store.save([entry({ id: 'a2' })]), 'unavailable')
  await refuses(t, store.ready(), 'unavailable')
  await unknown
  t.match(await articleFrom(store, 'a1'), { id: 'a1' }, 'it can be read')
  // Whoever waits for the standby is told to stop waiting, and commits.
  const cancel = `SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`
  await until(async () => (await primary.ask<number>(cancel)) !== 0)
  const cancelled = refuses(t, store.save([entry({ id: 'a3' })]), 'unavailable')
  await until(async () => (await primary.ask<number>(cancel)) !== 0)
  await cancelled
  await standbys[0]?.start()
  await until(() =>
    store.ready().then(
      () => true,
      () => false,
    ),
  )
  const [again] = await store.save([entry({ id: 'a3' })])
  t.match(again, { result: 'unchanged' }, 'sending it again is safe')
  await primary.run(`ALTER SYSTEM SET synchronous_standby_names = ''`)
  await primary.run('SELECT pg_reload_conf()')
  await until(() =>
    store.ready().then(
      () => false,
      ({ message }: Error) => /no synchronous standby/.test(message),
    ),
  )
  await refuses(t, store.save([entry({ id: 'a4' })]), 'unavailable')
})
