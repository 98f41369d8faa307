import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { pageOf } from './crash.ts'
import { kill, run, type Service, serve } from './process.ts'
import { below, pick, type Random, randomOf } from './random.ts'

/** What a service holds at one moment: bytes of memory and of the write-ahead log, and open files. */
export type Holding = { memory: number; files: number; log: number }
export type MixedResult = {
  requests: number
  stalled: number
  backups: number
  holdings: Holding[]
  faults: string[]
}

const idsWritten = 500
const pagesInBulk = 10
/** Seconds that a reader takes nothing of an export before it goes, and between two backups. */
const stallsFor = 20
const backupEvery = 60
/** A log that is written back in time never gets far over SQLite's checkpoint and the longest group of writes. */
const longestLog = 128 * 1024 * 1024
/** What caches, which fill slowly, may add between the first half and the end. */
const growth = 1.15

/** What the process and the log hold now. */
export function holdingOf({ child }: Service, database: string): Holding {
  const process = `/proc/${child.pid}`
  const resident = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`${process}/status`, 'utf8'))?.[1])
  return {
    memory: resident * 1024,
    files: readdirSync(`${process}/fd`).length,
    log: statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0,
  }
}

const idOf = (random: Random) => `mixed-${below(random, idsWritten)}`

type Request = [path: string, init?: RequestInit]

const ndjson = 'application/x-ndjson'

function bulkOf(random: Random): string {
  const pages = Array.from({ length: pagesInBulk }, () => {
    const id = idOf(random)
    return { id, contentType: 'text/html', content: pageOf(id, `第${below(random, 1000)}版`) }
  })
  return pages.map((page) => `${JSON.stringify(page)}\n`).join('')
}

/** What clients of an archive do, mostly reading. */
function requestOf(random: Random): Request {
  const id = idOf(random)
  const text = `第${below(random, 1000)}版，${pick(random, ['河边', '仓库', '图书馆', '春天'])}`
  const draws: [share: number, request: () => Request][] = [
    [40, () => [`/articles/${id}`]],
    [
      10,
      () => [`/articles?q=${encodeURIComponent(pick(random, ['仓库', '图书', '春天', '版']))}&count=true`],
    ],
    [10, () => ['/articles?facet=source,year']],
    [5, () => [`/articles/${id}/similar`]],
    [5, () => [`/articles/${id}?format=html`]],
    [5, () => ['/feed.atom']],
    [5, () => ['/changes?since=0&limit=1000']],
    // Revisions are never fewer: all of them would be more work each minute.
    [2, () => [`/export?raw=true&id=${id}`]],
    [2, () => ['/changes', { headers: { accept: 'text/event-stream' } }]],
    [
      13,
      () => [
        `/articles/${id}`,
        { method: 'PUT', headers: { 'content-type': 'text/html' }, body: pageOf(id, text) },
      ],
    ],
    [1, () => ['/articles', { method: 'POST', headers: { 'content-type': ndjson }, body: bulkOf(random) }]],
    [3, () => [`/articles/${id}`, { method: 'DELETE' }]],
  ]
  let drawn = below(
    random,
    draws.reduce((sum, [share]) => sum + share, 0),
  )
  for (const [share, request] of draws) {
    if (drawn < share) return request()
    drawn -= share
  }
  throw new Error('nothing was drawn')
}

/** Sends one request and reads its answer, a part of it where it is a stream without an end. */
async function send(address: string, [path, init]: Request): Promise<string | undefined> {
  const leaving = new AbortController()
  const response = await fetch(address + path, { ...init, signal: leaving.signal })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.getReader().read()
    leaving.abort()
    return undefined
  }
  const text = await response.text()
  const asked = `${init?.method ?? 'GET'} ${path}`
  if (response.status >= 500) return `${asked}: ${response.status}`
  if (asked !== 'POST /articles') return undefined
  const { summary } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as { summary?: { failed: number } }
  return summary?.failed === 0 ? undefined : `${asked}: ${text.slice(-500)}`
}

/** Asks for all pages and takes nothing of the answer for some time. */
async function stall(address: string, seconds: number): Promise<string | undefined> {
  const asking = httpRequest(`${address}/export?raw=true`, { agent: false })
  asking.end()
  const [incoming] = (await once(asking, 'response')) as [IncomingMessage]
  incoming.on('error', () => {})
  incoming.pause()
  await pause(seconds * 1000)
  incoming.destroy()
  return incoming.statusCode === 200 ? undefined : `GET /export?raw=true: ${incoming.statusCode}`
}

/** Copies the database while the service goes on. */
async function backUp(database: string): Promise<string | undefined> {
  const copy = `${database}.copy`
  const { code, stderr } = await run(['backup', copy, '--database', database])
  rmSync(copy, { force: true })
  return code === 0 ? undefined : `backup: ${code} ${stderr}`
}

/**
 * Mixed work for some time. No answer may be a 5xx, and what the service holds must not grow: the last quarter is
 * compared with the second one, the first being for caches to fill.
 */
export async function mixedWork(options: {
  database: string
  seconds: number
  seed: number
  clients?: number
  onHolding?: (holding: Holding, requests: number) => void
}): Promise<MixedResult> {
  const result: MixedResult = { requests: 0, stalled: 0, backups: 0, holdings: [], faults: [] }
  const service = await serve(options.database)
  const end = performance.now() + options.seconds * 1000
  const clients = Array.from({ length: options.clients ?? 8 }, async (_, index) => {
    const random = randomOf(options.seed * 37 + index)
    while (performance.now() < end) {
      const fault = await send(service.address, requestOf(random))
      if (fault !== undefined) result.faults.push(fault)
      result.requests++
    }
  })
  const note = (fault: string | undefined) => fault !== undefined && result.faults.push(fault)
  const left = () => (end - performance.now()) / 1000
  const stalling = (async () => {
    for (; left() > 0; result.stalled++)
      note(await stall(service.address, Math.max(0, Math.min(stallsFor, left()))))
  })()
  const backingUp = (async () => {
    for (; left() > 0; result.backups++) {
      note(await backUp(options.database))
      await pause(1000 * Math.max(0, Math.min(backupEvery, left())))
    }
  })()
  const every = (options.seconds * 1000) / 120
  const watching = (async () => {
    while (performance.now() < end) {
      await pause(every)
      const holding = holdingOf(service, options.database)
      result.holdings.push(holding)
      options.onHolding?.(holding, result.requests)
    }
  })()
  await Promise.all([...clients, stalling, backingUp, watching])
  await kill(service.child)
  result.faults.push(...growthIn(result.holdings))
  return result
}

function growthIn(holdings: readonly Holding[]): string[] {
  const quarter = Math.floor(holdings.length / 4)
  const [early, late] = [holdings.slice(quarter, 2 * quarter), holdings.slice(-quarter)]
  const highest = (some: readonly Holding[], what: keyof Holding) => Math.max(...some.map((one) => one[what]))
  const faults = (['memory', 'files'] as const).flatMap((what) => {
    const [before, after] = [highest(early, what), highest(late, what)]
    return after > before * growth ? [`${what} grew from ${before} to ${after}`] : []
  })
  const log = highest(holdings, 'log')
  return log > longestLog ? [...faults, `the write-ahead log reached ${log} bytes`] : faults
}
