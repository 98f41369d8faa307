import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { holdingOf } from './mixed.ts'
import { kill, type Service, serve } from './process.ts'
import { below, pick, type Random, randomOf } from './random.ts'

/**
 * `slowest`: milliseconds of the slowest answer of /healthz; `busiest`: the most milliseconds of processor time that the
 * main thread took within one of them; `memory`: the most bytes that the process held.
 */
export type Attacked = { slowest: number; busiest: number; memory: number; probes: number }
export type AttacksResult = { attacks: Record<string, Attacked>; faults: string[] }

/** Bytes that the process may hold: of a machine of 1 GiB. */
const mostMemory = 1024 ** 3
/**
 * Milliseconds within which /healthz answers: those of a server without work on the same machine come on top, and those
 * in which the service itself did not have the processor.
 */
const patience = 1000
/** Milliseconds in which the service must serve as before: the limits count for a minute. */
const recovery = 90_000

const sentence = 'A rather long sentence of invented text that goes on. '
const pageOf = (title: string, paragraphs: number, sentences: number) =>
  `<!doctype html><title>${title}</title><article><h1>${title}</h1>${Array.from(
    { length: paragraphs },
    (_, index) => `<p>国 ${index} ${sentence.repeat(sentences)}</p>`,
  ).join('')}</article>`

/** An archive that is small, and holds some pages that are not. */
async function fill({ address }: Service): Promise<void> {
  const pages = [
    ['plain', pageOf('Plain', 20, 9)],
    ['long', pageOf('Long', 1000, 60)],
    ['long', pageOf('Long again', 1000, 60)],
    ['short-lines', pageOf('Short lines', 10_000, 1)],
    ...Array.from({ length: 30 }, (_, index) => [`other-${index}`, pageOf(`Other ${index}`, 3, 2)]),
  ] as const
  for (const [id, body] of pages) {
    const headers = { 'content-type': 'text/html' }
    const answer = await fetch(`${address}/articles/${id}`, { method: 'PUT', headers, body })
    if (!answer.ok) throw new Error(`${id} is answered ${answer.status}: ${await answer.text()}`)
  }
}

type Attack = { service: Service; random: Random; isOver: () => boolean }

/**
 * Opens connections that send what they are told and read nothing, for so long, again and again: each at once, or all
 * together when all are open.
 */
async function unread(
  { service, isOver }: Attack,
  connections: number,
  sent: string,
  isTogether = false,
): Promise<void> {
  const port = Number(new URL(service.address).port)
  while (!isOver()) {
    const sockets: Socket[] = []
    for (let index = 0; index < connections; index++) {
      const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {})
      socket.pause()
      if (!isTogether) socket.write(sent)
      sockets.push(socket)
    }
    if (isTogether) {
      await pause(2000)
      for (const socket of sockets) socket.write(sent)
    }
    await pause(5000)
    for (const socket of sockets) socket.destroy()
  }
}

const get = (path: string, times = 1) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`.repeat(times)

/** Asks again and again, whatever is answered. */
async function repeatedly({ service, isOver }: Attack, clients: number, path: () => string): Promise<void> {
  const client = async () => {
    while (!isOver()) {
      const signal = AbortSignal.timeout(10_000)
      await fetch(service.address + path(), { signal }).then(
        (answer) => answer.arrayBuffer(),
        () => {},
      )
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
}

const absurd = [1e308, -1e308, 1e-308, 2 ** 53, -1, 0.5, 1e21, null, '', 'x', Number.MAX_SAFE_INTEGER]

async function cursors(attack: Attack): Promise<void> {
  const { service, random } = attack
  const lists = [
    '/articles?q=国&',
    '/articles?',
    '/tags?',
    '/feed.json?',
    '/articles?sort=oldest&',
    '/articles?q=sentence&',
  ]
  const real = await Promise.all(
    lists.map(async (list) => {
      const answer = await fetch(`${service.address}${list}limit=1`)
      const { next, next_url: url } = (await answer.json()) as { next?: string; next_url?: string }
      const cursor = new URL(next ?? url ?? '/', service.address).searchParams.get('cursor')
      return { list, parts: cursor === null ? [] : JSON.parse(Buffer.from(cursor, 'base64url').toString()) }
    }),
  )
  await repeatedly(attack, 8, () => {
    const { list, parts } = pick(random, real)
    const forged = parts.map((part: unknown, at: number) =>
      at > 0 && random() < 0.6 ? pick(random, absurd) : part,
    )
    // JSON of a number beyond any double.
    const text = JSON.stringify(forged).replace('1e+308', () => pick(random, ['1e308', '1e309', '9e999']))
    return `${list}limit=1&cursor=${Buffer.from(text).toString('base64url')}`
  })
}

async function slowBodies({ service, isOver }: Attack): Promise<void> {
  const port = Number(new URL(service.address).port)
  const head =
    'PUT /articles/slow HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/html\r\ncontent-length: 8000000\r\n\r\n'
  const sockets = Array.from({ length: 150 }, () => {
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {})
    socket.write(head)
    return socket
  })
  const piece = Buffer.alloc(100_000, 'x')
  for (; !isOver(); await pause(1000)) for (const socket of sockets) if (socket.writable) socket.write(piece)
  for (const socket of sockets) socket.destroy()
}

const attacks: Record<string, (attack: Attack) => Promise<unknown>> = {
  cursors,
  'pipelined long answers': (attack) => unread(attack, 4, get('/articles/long', 200)),
  'pipelined ordinary answers': (attack) => unread(attack, 100, get('/articles/plain', 1500)),
  'pipelined all together': (attack) => unread(attack, 400, get('/articles/plain', 1500), true),
  'long answers unread': (attack) => unread(attack, 150, get('/articles/long')),
  'exports unread': (attack) => unread(attack, 150, get('/export?raw=true')),
  'slow bodies': slowBodies,
  'searches of huge pages': (attack) =>
    repeatedly(
      attack,
      12,
      () =>
        `/articles?q=${'sentence goes '.repeat(1 + below(attack.random, 20))}${below(attack.random, 1e9)}&count=true&facet=tag`,
    ),
  'old versions': (attack) =>
    repeatedly(
      attack,
      12,
      () => `/articles/long/revisions?diff=1..2&${'&'.repeat(below(attack.random, 1e4))}`,
    ),
  readiness: (attack) => repeatedly(attack, 16, () => '/readyz'),
}

/** A server that has nothing to do: what it takes to answer is the machine's doing. */
async function startControl(): Promise<{ child: ChildProcess; address: string }> {
  const program =
    "const s=require('http').createServer((_,r)=>r.end()).listen(0,'127.0.0.1',()=>process.stdout.write(String(s.address().port)))"
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, address: `http://127.0.0.1:${Number(String(port))}` }
}

/** Of a tick, which is what the system counts processor time in. */
const millisecondsATick = 10

/** @returns milliseconds of processor time that the main thread has taken so far */
function processorTime({ child: { pid } }: Service): number {
  const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * millisecondsATick
}

/** @returns milliseconds until the answer, or why there was none */
async function probe(address: string): Promise<number | string> {
  const began = performance.now()
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(20_000) })
    await answer.arrayBuffer()
    return answer.ok ? performance.now() - began : `status ${answer.status}`
  } catch (error) {
    return String((error as Error).cause ?? error)
  }
}

/** What the service serves when nobody attacks it. */
const served = [
  '/articles/plain',
  '/articles?limit=5',
  '/articles?q=sentence&limit=3',
  '/tags',
  '/articles/long/raw',
]

async function textsOf({ address }: Service): Promise<string[]> {
  return Promise.all(
    served.map(async (path) => {
      const answer = await fetch(address + path, { signal: AbortSignal.timeout(30_000) })
      return answer.text()
    }),
  )
}

/** Attacks a service that may hold 1 GiB, one way after another, and watches whether it lives and answers meanwhile. */
export async function attackAll(options: {
  database: string
  seconds: number
  seed: number
  /** A part of the attacks' names; all where it is not given. */
  named?: string
  onAttack?: (name: string, attacked: Attacked) => void
}): Promise<AttacksResult> {
  const service = await serve(options.database, {
    NODE_OPTIONS: '--max-old-space-size=512',
    SEARCH_RATE: '600',
    PARSE_RATE: '120',
  })
  const control = await startControl()
  const result: AttacksResult = { attacks: {}, faults: [] }
  try {
    await fill(service)
    const before = await textsOf(service)
    for (const [name, attack] of Object.entries(attacks)) {
      if (!name.includes(options.named ?? '')) continue
      const attacked: Attacked = { slowest: 0, busiest: 0, memory: 0, probes: 0 }
      const fault = (what: string) => result.faults.push(`${name}: ${what}`)
      const end = performance.now() + options.seconds * 1000
      const isOver = () => performance.now() >= end || service.child.exitCode !== null
      const watching = (async () => {
        for (; !isOver(); await pause(250)) {
          const began = processorTime(service)
          const [took, idle] = await Promise.all([
            probe(`${service.address}/healthz`),
            probe(control.address),
          ])
          attacked.probes++
          const busy = processorTime(service) - began
          if (typeof took === 'string') fault(`/healthz: ${took}, ${busy} ms on the processor`)
          else {
            attacked.slowest = Math.max(attacked.slowest, took)
            attacked.busiest = Math.max(attacked.busiest, busy)
            if (took > patience + Number(idle) && busy > patience)
              fault(`/healthz took ${took.toFixed(0)} ms, ${busy} ms of them on the processor`)
          }
          const { memory } = holdingOf(service, options.database)
          attacked.memory = Math.max(attacked.memory, memory)
        }
      })()
      await Promise.all([attack({ service, random: randomOf(options.seed), isOver }), watching])
      if (attacked.memory > mostMemory) fault(`it held ${attacked.memory} bytes`)
      const late = performance.now() + recovery
      let after: string[] = []
      do {
        after = await textsOf(service).catch(() => [])
        if (String(after) === String(before)) break
        await pause(500)
      } while (performance.now() < late)
      if (String(after) !== String(before)) fault('it does not serve as before')
      result.attacks[name] = attacked
      options.onAttack?.(name, attacked)
    }
  } finally {
    await Promise.all([kill(service.child), kill(control.child)])
  }
  return result
}
