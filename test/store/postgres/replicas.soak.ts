// Replicas that are behind, and servers that do not answer.
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { startService } from '../../http/service.ts'
import { entry } from '../entries.ts'
import { articleFrom, refuses } from '../open.ts'
import { startCluster } from './cluster.ts'

const forGood = 3_600_000
const versions = 12

const save = (store: Store, version: number) => store.save([entry({ id: 'a1', title: `第${version}版` })])
const versionIn = (text: string): number => Number(/第(\d+)版/.exec(text)?.[1])

t.test('a replica that is behind', async (t) => {
  const cluster = await startCluster(t, { standbys: 1 })
  const { primary, standbys } = cluster
  const [replica] = standbys
  if (replica === undefined) throw new Error('there is no replica')
  const replicas = { address: replica.url(), lag: forGood }
  const writer = await openStore(primary.url(), { replicas })
  t.teardown(() => writer.close())
  await save(writer, 0)
  const others = { DATABASE_REPLICAS: replica.url(), REPLICA_LAG: String(forGood) }
  const patient = await startService(t, others, primary.url())
  const asked = async (service: typeof patient) => versionIn((await service.get('/articles/a1')).text)
  while ((await asked(patient)) !== 0) await pause(20)

  await t.test('is not asked for what this node has written, and no answer goes back', async (t) => {
    await replica.run("ALTER SYSTEM SET recovery_min_apply_delay = '200ms'")
    await replica.run('SELECT pg_reload_conf()')
    let last = 0
    const behind: number[] = []
    for (let version = 1; version <= versions; version++) {
      await save(writer, version)
      t.match(await articleFrom(writer, 'a1'), { title: `第${version}版` }, 'own writes are read at once')
      const seen = await asked(patient)
      t.ok(seen >= last, `${seen} after ${last}`)
      last = seen
      behind.push(version - seen)
    }
    t.ok(Math.max(...behind) > 0, `the replica is read: it was behind by ${behind}`)
    while ((await asked(patient)) !== versions) await pause(20)
    await pause(100)
    t.equal(await asked(patient), versions, 'no old answer is kept')
    const put = await patient.call('PUT', '/articles/b1', {
      headers: { 'content-type': 'text/html' },
      body: '<h1>Ein Titel</h1><p>Ein Absatz, der lang genug ist, damit er als Text eines Artikels gilt.</p>',
    })
    t.equal(put.status, 201)
    t.equal((await patient.get('/articles/b1')).status, 200)
    t.equal((await patient.get('/articles/b1')).status, 200)
  })

  await t.test('is not asked where it is farther behind than it may be', async (t) => {
    const strict = await startService(t, { ...others, REPLICA_LAG: '50' }, primary.url())
    t.equal(await asked(strict), versions)
    const metrics = async () => (await patient.get('/metrics')).text
    while (!/^broadsheet_replica_commits_behind 0$/m.test(await metrics())) await pause(20)
    await replica.run('SELECT pg_wal_replay_pause()')
    while ((await replica.ask('SELECT pg_get_wal_replay_pause_state()')) !== 'paused') await pause(20)
    await save(writer, versions + 1)
    while ((await asked(strict)) !== versions + 1) await pause(20)
    t.equal(await asked(patient), versions, 'the replica still has the old one')
    while (!/^broadsheet_replica_commits_behind [1-9]\d*$/m.test(await metrics())) await pause(20)
    t.match(await metrics(), /^broadsheet_store_connections{pool="replica",state="idle"} \d+$/m)
    t.match(await metrics(), /^broadsheet_store_connections{pool="writing",state="waiting"} 0$/m)
  })

  await t.test('is asked where the primary is lost', async (t) => {
    await primary.signal('SIGKILL')
    t.equal((await patient.get('/articles/a1/revisions')).status, 200)
    t.equal((await patient.get('/readyz')).status, 503)
    await refuses(t, patient.store.remove('a1'), 'unavailable')
  })
})

/** @returns a store whose primary stopped and has a successor, and what a write says that was under way */
async function afterStop(t: Test, isWatched: boolean): Promise<{ store: Store; cutOff: Promise<void> }> {
  const cluster = await startCluster(t, { standbys: 1 })
  const store = await openStore(cluster.url)
  t.teardown(() => store.close())
  if (isWatched) t.teardown(store.onChange(() => undefined))
  await save(store, 1)
  const { primary } = cluster
  await primary.signal('SIGSTOP')
  t.teardown(() => primary.signal('SIGKILL'))
  const cutOff = refuses(t, store.save([entry({ id: 'a2' })]), 'unavailable')
  await cluster.failOver()
  return { store, cutOff }
}

t.test('a write that a stopped server keeps waiting ends once another one is the primary', async (t) => {
  const { store, cutOff } = await afterStop(t, false)
  // Nobody looks at the server again and again: a new connection finds the primary.
  while ((await store.article('a1').catch(() => undefined)) === undefined) await pause(20)
  await cutOff
})

t.test('a server that does not answer any more is left for the one that takes its place', async (t) => {
  const { store, cutOff } = await afterStop(t, true)
  await cutOff
  for (;;) {
    const stored = await save(store, 2).catch(() => undefined)
    if (stored !== undefined) break
    await pause(20)
  }
  t.match(await articleFrom(store, 'a1'), { title: '第2版' })
})
