import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../../bench/report.ts'
import { Connections, type Timed } from './connections.ts'
import { pageOf } from './crash.ts'
import { holdingOf } from './mixed.ts'
import { kill, serve } from './process.ts'
import { below, pick, type Random, randomOf } from './random.ts'

/**
 * `p99` in milliseconds: `answered.p99` of what was done, `refused.p99` of what was answered 503 with Retry-After.
 * `unsent` for want of connections.
 */
type Phase = {
  answered: { count: number; p99: number }
  refused: { count: number; p99: number }
  unsent: number
  lost: number
  others: string[]
}
/** `offered` is how many times the calm load the storm was; `drained` milliseconds until its last answer had come. */
export type OverloadResult = {
  calm: Phase
  storm: Phase
  after: Phase
  offered: number
  drained: number
  memory: { calm: number; storm: number }
  faults: string[]
}

/** Clients that ask one thing after another: the load that the service can take. */
const calmClients = 16
const calmSeconds = 8
const times = 10
/** What is answered under ten times that load may take so many times as long. */
const slower = 3
/** Connections of a storm. */
const mostUnderWay = 400
/** Of the load that was to be sent, so much must have been: else it was no such storm. */
const enough = 0.95
/** Bytes that a storm may make the service's memory grow by: bodies under way have 256 MiB. */
const growth = 256 * 1024 * 1024
/** Milliseconds after which nothing may be left of a storm. */
const recovery = 2000

const words = ['仓库', '图书', '春天', '河边', '足够', '正文']

/** Half of them store pages, half of them read what nobody keeps ready. */
function requestOf(random: Random): Buffer {
  const id = `load-${below(random, 2000)}`
  if (random() < 0.5) {
    const page = pageOf(id, `第${below(random, 1e6)}版`)
    const length = Buffer.byteLength(page)
    return Buffer.from(
      `PUT /articles/${id} HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/html\r\ncontent-length: ${length}\r\n\r\n${page}`,
    )
  }
  const query = encodeURIComponent(`${pick(random, words)} ${pick(random, words)}`)
  return Buffer.from(`GET /articles?q=${query}&count=true HTTP/1.1\r\nhost: localhost\r\n\r\n`)
}

class Tally {
  readonly #answered: number[] = []
  readonly #refused: number[] = []
  readonly #others: string[] = []
  #lost = 0
  unsent = 0

  async count(answer: Promise<Timed>): Promise<void> {
    try {
      const { status, retryAfter, took } = await answer
      if (status === 503 && retryAfter !== undefined) this.#refused.push(took)
      else if (status >= 500) this.#others.push(`${status}`)
      else this.#answered.push(took)
    } catch {
      this.#lost++
    }
  }

  phase(): Phase {
    const measured = (all: readonly number[]) => ({ count: all.length, p99: percentile(all, 0.99) })
    return {
      answered: measured(this.#answered),
      refused: measured(this.#refused),
      unsent: this.unsent,
      lost: this.#lost,
      others: this.#others,
    }
  }
}

async function calm(connections: Connections, random: Random, seconds: number): Promise<Phase> {
  const tally = new Tally()
  const end = performance.now() + seconds * 1000
  await Promise.all(
    Array.from({ length: calmClients }, async () => {
      while (performance.now() < end) {
        const answer = connections.send(requestOf(random))
        if (answer === undefined) throw new Error('there are fewer connections than clients')
        await tally.count(answer)
      }
    }),
  )
  return tally.phase()
}

/** Sends so many requests a second, whatever is answered. */
async function storm(
  connections: Connections,
  random: Random,
  { seconds, rate }: { seconds: number; rate: number },
): Promise<{ phase: Phase; drained: number }> {
  const tally = new Tally()
  const began = performance.now()
  const end = began + seconds * 1000
  const underWay = new Set<Promise<void>>()
  let due = 0
  for (; performance.now() < end; await pause(2)) {
    for (; due < ((performance.now() - began) / 1000) * rate; due++) {
      const answer = connections.send(requestOf(random))
      if (answer === undefined) {
        tally.unsent++
        continue
      }
      const one = tally.count(answer).then(() => {
        underWay.delete(one)
      })
      underWay.add(one)
    }
  }
  await Promise.all(underWay)
  return { phase: tally.phase(), drained: performance.now() - end }
}

/** Ten times the load that the service can take, and how it does meanwhile and afterwards. */
export async function overload(options: {
  database: string
  seconds: number
  seed: number
}): Promise<OverloadResult> {
  const random = randomOf(options.seed)
  const service = await serve(options.database)
  const connections = new Connections(Number(new URL(service.address).port), mostUnderWay)
  let highest = 0
  const watch = setInterval(() => {
    highest = Math.max(highest, holdingOf(service, options.database).memory)
  }, 100)
  const highestSince = () => {
    const memory = highest
    highest = 0
    return memory
  }
  await calm(connections, random, calmSeconds)
  highestSince()
  const before = await calm(connections, random, calmSeconds)
  const calmMemory = highestSince()
  const rate = before.answered.count / calmSeconds
  const { phase, drained } = await storm(connections, random, {
    seconds: options.seconds,
    rate: rate * times,
  })
  const memory = { calm: calmMemory, storm: highestSince() }
  const after = await calm(connections, random, 2)
  clearInterval(watch)
  connections.close()
  await kill(service.child)
  const sent = phase.answered.count + phase.refused.count + phase.lost + phase.others.length
  const offered = sent / options.seconds / rate
  const result = { calm: before, storm: phase, after, offered, drained, memory }
  return { ...result, faults: faultsOf(result) }
}

function faultsOf(result: Omit<OverloadResult, 'faults'>): string[] {
  const { calm, storm, after, offered, drained, memory } = result
  const faults = [calm, storm, after].flatMap(({ others }) => others.map((status) => `answered ${status}`))
  const check = (isSound: boolean, fault: string) => {
    if (!isSound) faults.push(fault)
  }
  check(calm.refused.count + after.refused.count === 0, 'it refused what it can take')
  check(storm.refused.count > 0, 'nothing was refused: that was no storm')
  check(offered >= times * enough, `the storm was only ${offered.toFixed(1)} times the calm load`)
  check(calm.lost + storm.lost + after.lost === 0, `${storm.lost} requests of the storm had no answer`)
  const slow = calm.answered.p99 * slower
  for (const [what, p99] of [
    ['what was answered in the storm', storm.answered.p99],
    ['what was refused in the storm', storm.refused.p99],
    ['what was answered after it', after.answered.p99],
  ] as const)
    check(
      p99 <= slow,
      `p99 of ${what} was ${p99.toFixed(0)} ms, before it ${calm.answered.p99.toFixed(0)} ms`,
    )
  check(drained <= recovery, `the storm's last answer came ${drained.toFixed(0)} ms behind it`)
  const grewBy = memory.storm - memory.calm
  check(grewBy <= growth, `the storm made memory grow by ${grewBy} bytes`)
  return faults
}
