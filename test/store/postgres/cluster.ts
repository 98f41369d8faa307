import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import { Problem } from '../../../src/problem.ts'
import { openStore } from '../../../src/store/open.ts'
import type { OpenOptions } from '../../../src/store/options.ts'
import type { Store } from '../../../src/store/store.ts'
import { entry } from '../entries.ts'
import { type Machine, machinesOf } from './server.ts'

/** A primary and what follows it. */
export class Cluster {
  primary: Machine
  standbys: Machine[]

  constructor(primary: Machine, standbys: Machine[]) {
    this.primary = primary
    this.standbys = standbys
  }

  /** The address of all machines, of which one is the primary. */
  get url(): string {
    const hosts = [this.primary, ...this.standbys].map(({ port }) => `127.0.0.1:${port}`)
    return this.primary.url().replace(/127\.0\.0\.1:\d+/, hosts.join(','))
  }

  /** Makes the standby that has the most the primary, which the others follow: what Patroni does, or an operator. */
  async failOver(): Promise<void> {
    const received = (machine: Machine) =>
      machine.ask<number>("SELECT (pg_last_wal_receive_lsn() - '0/0'::pg_lsn)::bigint")
    const places = await Promise.all(this.standbys.map(received))
    const first = places.indexOf(Math.max(...places.map(Number)))
    const [promoted] = this.standbys.splice(first, 1)
    if (promoted === undefined) throw new Error('there is no standby')
    await promoted.run('SELECT pg_promote(true, 60)')
    const conninfo = (machine: Machine) => machine.ask<string>("SELECT current_setting('primary_conninfo')")
    for (const machine of this.standbys) {
      const from = (await conninfo(machine))?.replace(/port=\d+/, `port=${promoted.port}`)
      await machine.run(`ALTER SYSTEM SET primary_conninfo = '${from?.replaceAll("'", "''")}'`)
      await machine.run('SELECT pg_reload_conf()')
    }
    this.primary = promoted
  }
}

/**
 * Starts a primary and standbys that follow it.
 * @param settings of all machines
 */
export async function startCluster(
  t: Test,
  { standbys, settings, from }: { standbys: number; settings?: Record<string, string>; from?: string },
): Promise<Cluster> {
  const make = await machinesOf(t, from)
  const primary = await make()
  primary.initialise(['--locale=C'])
  if (settings !== undefined) primary.set(settings)
  const others: Machine[] = []
  for (let number = 1; number <= standbys; number++) {
    const standby = await make()
    standby.copyOf(primary)
    standby.follow(primary, `s${number}`)
    others.push(standby)
  }
  await Promise.all([primary, ...others].map((machine) => machine.start()))
  return new Cluster(primary, others)
}

/** What was acknowledged: the ids of articles that are stored, and of those that are deleted. */
export type Acknowledged = { stored: Set<string>; deleted: Set<string>; repeated: number }

const nodesAtOnce = 2
const writersOfNode = 2

/**
 * Lets four writers on two nodes store and delete articles, and send again what was not acknowledged.
 * @param during is what happens meanwhile; the writers end behind it, once each has stored one more article
 */
export async function writing(
  t: Test,
  url: string,
  options: OpenOptions,
  during: (acknowledged: Acknowledged, nodes: readonly Store[]) => Promise<void>,
): Promise<Acknowledged> {
  const nodes: Store[] = []
  for (let node = 0; node < nodesAtOnce; node++) nodes.push(await openStore(url, options))
  t.teardown(() => Promise.all(nodes.map((node) => node.close())))
  const acknowledged: Acknowledged = { stored: new Set(), deleted: new Set(), repeated: 0 }
  let isOver = false
  /** Tries until it is acknowledged. @returns undefined where the article is not there */
  const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        if (error.problem === 'gone' || error.problem === 'not-found') return undefined
        if (error.problem !== 'unavailable') throw error
        acknowledged.repeated++
        await pause(20)
      }
    }
  }
  const writers = nodes.flatMap((node, which) =>
    Array.from({ length: writersOfNode }, async (_, writer) => {
      for (let turn = 0; !isOver; turn++) {
        const id = `w${which}-${writer}-${turn}`
        const [result] = (await tried(() => node.save([entry({ id })]))) ?? []
        if (result instanceof Problem) throw result
        acknowledged.stored.add(id)
        if (turn % 5 !== 4) continue
        const old = `w${which}-${writer}-${turn - 2}`
        acknowledged.stored.delete(old)
        await tried(() => node.remove(old))
        acknowledged.deleted.add(old)
      }
    }),
  )
  try {
    await during(acknowledged, nodes)
  } finally {
    isOver = true
  }
  await Promise.all(writers)
  return acknowledged
}

/** @returns what a store lacks of what was acknowledged */
export async function lostOf(store: Store, { stored, deleted }: Acknowledged): Promise<string[]> {
  const lost: string[] = []
  const problemOf = (id: string) =>
    store.article(id).then(
      () => null,
      ({ problem }: Problem) => problem,
    )
  for (const id of stored) if ((await problemOf(id)) !== null) lost.push(`${id} is not stored`)
  for (const id of deleted) if ((await problemOf(id)) !== 'gone') lost.push(`${id} is not deleted`)
  return lost
}
