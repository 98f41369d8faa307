import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Load, LoadResult } from './load.ts'
import { type Peer, type PeerName, peers } from './peers.ts'
import { median } from './report.ts'
import type { Served, Usage } from './server.ts'

const pinning = spawnSync('taskset', ['-c', '0', 'true']).status === 0

/** A program of this folder as a child process, on a core of its own where the system can pin it. */
function start(file: string, core: number, flags: string[] = []): Child {
  const program = [process.execPath, ...flags, fileURLToPath(new URL(file, import.meta.url))]
  const command = pinning ? ['taskset', '-c', String(core), ...program] : program
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: [...stdio] })
  const end = once(child, 'exit').then(() => Promise.reject(new Error('a measured process ended')))
  end.catch(() => {})
  return { process: child, end }
}

type Child = { process: ChildProcess; end: Promise<never> }

async function ask<T>({ process, end }: Child, message: unknown): Promise<T> {
  const answer = once(process, 'message')
  process.send(message as object)
  const [result] = await Promise.race([answer, end])
  return result as T
}

export type Server = { port: number; usage: () => Promise<Usage>; stop: () => void }

export async function startServer(served: Served): Promise<Server> {
  const server = start('server.ts', 0)
  const { port } = await ask<{ port: number }>(server, served)
  return { port, usage: () => ask<Usage>(server, 'usage'), stop: () => server.process.kill('SIGKILL') }
}

/** @returns a server's answer, with the header fields that bare Fastify has to send as well */
export async function answerOf(
  { port }: Pick<Server, 'port'>,
  path: string,
  asked: Record<string, string> = {},
): Promise<{ body: string; headers: Record<string, string> }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { 'accept-encoding': 'identity', ...asked },
  })
  if (response.status >= 400) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  // Node.js adds these to every answer.
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(response.headers)
  return { body: await response.text(), headers }
}

/** What peers hold in memory, or take to build, keeps them to the smaller archives. */
const mostForPeers = 20_000

/** @returns the peers, started; none where the archive has too many articles */
export async function startPeers(database: string, articles: number): Promise<(Peer & { server: Server })[]> {
  const started = []
  for (const kind of articles <= mostForPeers ? (Object.keys(peers) as PeerName[]) : [])
    started.push({ ...peers[kind], server: await startServer({ kind, database }) })
  return started
}

/**
 * A client in a process of its own. V8's helper threads would take turns with it on its one core: of the slowest
 * answers, the client's own pauses of some milliseconds were then most.
 */
export function startLoad(): { run: (load: Load) => Promise<LoadResult>; stop: () => void } {
  const client = start('load.ts', 1, ['--single-threaded-gc'])
  return { run: (load) => ask<LoadResult>(client, load), stop: () => client.process.kill() }
}

/**
 * `file`: what it answers from, to be in the system's memory when it is measured; `warmUps`: runs before the first that
 * counts.
 */
export type Contender = Pick<Load, 'paths'> & {
  name: string
  server: Server
  headers?: string
  file?: string
  warmUps?: number
}

/** The medians of a contender's runs. A request: `cpu` microseconds of the server, `disk` bytes that it read from it. */
export type Standing = {
  name: string
  rate: number
  rates: number[]
  p50: number
  p99: number
  cpu: number
  disk: number
  statuses: Record<string, number>
}

type Cost = Pick<Standing, 'cpu' | 'disk'>

const mebibyte = 2 ** 20

/**
 * Has the system hold a file in its memory, where it has room: it may drop within seconds what nobody reads, and from
 * then on it is the disk that is measured.
 */
function readThrough(path: string): void {
  const { size } = statSync(path)
  if (size > totalmem() / 1.5) return
  const buffer = Buffer.allocUnsafe(mebibyte)
  const file = openSync(path, 'r')
  while (readSync(file, buffer) > 0);
  closeSync(file)
}

/** Runs every contender in turn, several times over, so that the machine's moods hit all of them. */
export async function compare(
  contenders: readonly Contender[],
  { repetitions = 5, seconds = 3, connections = 32 } = {},
): Promise<Standing[]> {
  const client = startLoad()
  const runs = contenders.map(() => [] as (LoadResult & Cost)[])
  for (const { server, paths, headers = '', warmUps = 0 } of contenders) {
    for (let run = 0; run < warmUps; run++)
      await client.run({ port: server.port, paths, headers, connections, seconds, seed: -run - 1 })
  }
  for (let repetition = -1; repetition < repetitions; repetition++) {
    for (const [index, { server, paths, headers = '', file }] of contenders.entries()) {
      if (file !== undefined) readThrough(file)
      const before = await server.usage()
      const load: Load = {
        port: server.port,
        paths,
        headers,
        connections,
        seconds,
        seed: repetition * 7919 + 1,
      }
      const result = await client.run(load)
      const after = await server.usage()
      const requests = result.rate * seconds
      const cost: Cost = {
        cpu: (after.cpu - before.cpu) / requests,
        disk: (after.disk - before.disk) / requests,
      }
      if (repetition >= 0) runs[index]?.push({ ...result, ...cost })
    }
  }
  client.stop()
  return contenders.map(({ name }, index) => {
    const mine = runs[index] ?? []
    const of = (pick: (run: LoadResult & Cost) => number) => median(mine.map(pick))
    return {
      name,
      rate: of((r) => r.rate),
      rates: mine.map((r) => r.rate),
      p50: of((r) => r.p50),
      p99: of((r) => r.p99),
      cpu: of((r) => r.cpu),
      disk: of((r) => r.disk),
      statuses: mine[0]?.statuses ?? {},
    }
  })
}
