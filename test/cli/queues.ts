import type { ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { kill } from '../faults/process.ts'
import { mirrorPage } from '../http/pages.ts'
import { machinesOf } from '../store/postgres/server.ts'
import { start } from './command.ts'

/** A PostgreSQL server for archives whose work is shared by a queue. */
export async function startQueues(t: Test) {
  const machine = await (await machinesOf(t))()
  machine.initialise(['--locale=C'])
  await machine.start()
  let databases = 0
  return {
    machine,
    /** @returns the name of a new database */
    async makeDatabase(): Promise<string> {
      const name = `archive_${databases++}`
      await machine.run(`CREATE DATABASE ${name}`)
      return name
    },
    jobsIn: async (name: string): Promise<number> =>
      (await machine.ask<number>('SELECT count(*)::integer FROM broadsheet_jobs.job', name)) ?? 0,
  }
}

/** Writes a page for each id. */
export function write(folder: string, ids: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  for (const id of ids) writeFileSync(join(folder, `${id}.md`), mirrorPage({ id }))
}

export const idsOf = (count: number) => Array.from({ length: count }, (_, number) => `a${1000 + number}`)

export async function startWorker(t: Test, database: string): Promise<ChildProcess> {
  const worker = start(['worker', '--database', database])
  t.teardown(() => kill(worker))
  for (const stream of [worker.stdout, worker.stderr])
    stream?.on('data', (part) => process.env.SHOW && t.comment(String(part)))
  return worker
}
