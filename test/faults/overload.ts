import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { pageOf } from './crash.ts'
import { holdingOf } from './mixed.ts'
import { kill, serve } from './process.ts'
import { below, pick, type Random, randomOf } from './random.ts'

/** `p99` in milliseconds, of what was answered; `refused` with 503 and Retry-After. */
type Phase = { answered: number; refused: number; lost: number; p99: number; others: string[] }
export type OverloadResult = { calm: Phase; storm: Phase; after: Phase; memory: number; faults: string[] }

/** Clients that ask one thing after another: the load that the service can take. */
const calmClients = 16
const calmSeconds = 8
const times = 10
/** What is answered under ten times that load may take so many times as long. */
const slower = 3
/** Requests that a storm has under way at most; what is more was not sent, for want of sockets. */
const mostUnderWay = 320

type Answer = { status: number; retryAfter: string | undefined; took: number }

/** Half of it stores pages, half of it reads what nobody keeps ready. */
function send(address: string, agent: Agent, random: Random): Promise<Answer> {
  const isWrite = random() < 0.5
  const id = `load-${below(random, 2000)}`
  const words = ['仓库', '图书', '春天', '河边', '足够', '正文']
  const path = isWrite
    ? `/articles/${id}`
    : `/articles?q=${encodeURIComponent(`${pick(random, words)} ${pick(random, words)}`)}&count=true`
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      address + path,
      { agent, method: isWrite ? 'PUT' : 'GET', headers: { 'content-type': 'text/html' } },
      (incoming) => {
        incoming.resume()
        incoming.on('error', reject)
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            retryAfter: incoming.headers['retry-after'],
            took: performance.now() - began,
          }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(isWrite ? pageOf(id, `第${below(random, 1e6)}版`) : undefined)
  })
}

class Tally {
  readonly #took: number[] = []
  readonly #phase: Phase = { answered: 0, refused: 0, lost: 0, p99: Number.NaN, others: [] }

  async count(answer: Promise<Answer>): Promise<void> {
    const phase = this.#phase
    try {
      const { status, retryAfter, took } = await answer
      if (status === 503 && retryAfter !== undefined) phase.refused++
      else if (status >= 500) phase.others.push(`${status}`)
      else {
        phase.answered++
        this.#took.push(took)
      }
    } catch {
      phase.lost++
    }
  }

  phase(): Phase {
    const took = this.#took.toSorted((a, b) => a - b)
    return { ...this.#phase, p99: took[Math.floor(took.length * 0.99)] ?? Number.NaN }
  }
}

async function calm(address: string, agent: Agent, random: Random, seconds: number): Promise<Phase> {
  const tally = new Tally()
  const end = performance.now() + seconds * 1000
  await Promise.all(
    Array.from({ length: calmClients }, async () => {
      while (performance.now() < end) await tally.count(send(address, agent, random))
    }),
  )
  return tally.phase()
}

/** Sends so many requests a second, whatever is answered. */
async function storm(
  address: string,
  agent: Agent,
  random: Random,
  { seconds, rate }: { seconds: number; rate: number },
): Promise<Phase> {
  const tally = new Tally()
  const began = performance.now()
  const underWay = new Set<Promise<void>>()
  let sent = 0
  while (performance.now() < began + seconds * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * rate)
    for (; sent < due; sent++) {
      if (underWay.size >= mostUnderWay) continue
      const one = tally.count(send(address, agent, random)).then(() => {
        underWay.delete(one)
      })
      underWay.add(one)
    }
    await pause(5)
  }
  await Promise.all(underWay)
  return tally.phase()
}

/** Ten times the load that the service can take, and how it does meanwhile and afterwards. */
export async function overload(options: {
  database: string
  seconds: number
  seed: number
}): Promise<OverloadResult> {
  const random = randomOf(options.seed)
  const service = await serve(options.database)
  const agent = new Agent({ keepAlive: true, maxSockets: mostUnderWay })
  await calm(service.address, agent, random, calmSeconds)
  const before = await calm(service.address, agent, random, calmSeconds)
  const rate = ((before.answered + before.refused) / calmSeconds) * times
  let memory = 0
  const watch = setInterval(() => {
    memory = Math.max(memory, holdingOf(service, options.database).memory)
  }, 500)
  const during = await storm(service.address, agent, random, { seconds: options.seconds, rate })
  clearInterval(watch)
  const after = await calm(service.address, agent, random, 2)
  agent.destroy()
  await kill(service.child)
  return { calm: before, storm: during, after, memory, faults: faultsOf(before, during, after) }
}

function faultsOf(before: Phase, during: Phase, after: Phase): string[] {
  const faults = [...before.others, ...during.others, ...after.others].map((status) => `answered ${status}`)
  if (before.refused + after.refused > 0) faults.push('it refused what it can take')
  if (during.refused === 0) faults.push('nothing was refused: that was no storm')
  if (during.lost > 0) faults.push(`${during.lost} requests had no answer`)
  for (const [when, { p99 }] of [['in the storm', during] as const, ['after it', after] as const]) {
    if (!(p99 <= before.p99 * slower))
      faults.push(`${when} p99 was ${p99.toFixed(0)} ms, before it ${before.p99.toFixed(0)} ms`)
  }
  return faults
}
