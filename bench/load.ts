import { connect } from 'node:net'
import { type Draw, pathsOf } from './draws.ts'
import { percentile } from './report.ts'

/**
 * What a load is made of: each connection has one request under way, and asks for the next of the paths, from one that
 * the seed chooses, or for an article that is drawn anew.
 */
export type Load = {
  port: number
  paths: string[] | Draw
  headers: string
  connections: number
  seconds: number
  seed: number
  /** Asks for each path once, in their order, and ends then, or when the seconds are over. */
  once?: boolean
}

/**
 * Rate in requests a second, latencies in milliseconds, and how many answers each status had. `latencies`: each one, of
 * a load that asks once.
 */
export type LoadResult = {
  rate: number
  p50: number
  p99: number
  statuses: Record<string, number>
  latencies: number[]
}

/** More than any contender answers. */
const mostASecond = 150_000

const headEnd = Buffer.from('\r\n\r\n')

/**
 * Runs one load. Plain sockets and prepared requests, because a general HTTP client costs as much as the server
 * that it measures and would hide its differences.
 */
export async function run(load: Load): Promise<LoadResult> {
  const next = requestsOf(load)
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const started = performance.now()
  const end = started + load.seconds * 1000
  await Promise.all(
    Array.from({ length: load.connections }, () => connection(load.port, next, end, latencies, statuses)),
  )
  const seconds = (performance.now() - started) / 1000
  return {
    rate: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    statuses,
    latencies: load.once === true ? latencies : [],
  }
}

/**
 * @returns what gives a request each time, undefined when there is none: they stand one behind the other in memory, as
 *   there may be a million
 */
function requestsOf({ paths: given, headers, seconds, seed, once = false }: Load): () => Buffer | undefined {
  const paths = Array.isArray(given) ? given : pathsOf(given, seed, seconds * mostASecond)
  const end = ` HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`
  const bytes = Buffer.from(`GET ${paths.join(`${end}GET `)}${end}`)
  const starts = new Uint32Array(paths.length + 1)
  for (let at = 0; at < paths.length; at++)
    starts[at + 1] = bytes.indexOf(headEnd, starts[at]) + headEnd.length
  let at = once ? -1 : Math.imul(seed, 2654435761) >>> 0
  return () => {
    if (once && at + 1 === paths.length) return undefined
    at = (at + 1) % paths.length
    return bytes.subarray(starts[at], starts[at + 1])
  }
}

/** What connections read into, each for as long as it looks at it: new memory for each answer is the collector's work. */
const received = Buffer.allocUnsafe(2 ** 16)

function connection(
  port: number,
  next: () => Buffer | undefined,
  end: number,
  latencies: number[],
  statuses: Record<string, number>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0
    let head = ''
    let missing = -1
    const send = () => {
      const request = next()
      if (request === undefined) {
        socket.end()
        return
      }
      sent = performance.now()
      socket.write(request)
    }
    const read = (length: number): true => {
      if (missing < 0) {
        const at = received.subarray(0, length).indexOf(headEnd)
        head += received.toString('latin1', 0, at < 0 ? length : at)
        if (at < 0) return true
        const status = head.slice(9, 12)
        statuses[status] = (statuses[status] ?? 0) + 1
        const announced = /\ncontent-length: *(\d+)/i.exec(head)?.[1]
        if (announced === undefined && status !== '304') {
          socket.destroy(new Error(`an answer without Content-Length: ${head}`))
          return true
        }
        missing = Number(announced ?? 0) * (status === '304' ? 0 : 1) - (length - at - headEnd.length)
      } else missing -= length
      if (missing > 0) return true
      const now = performance.now()
      latencies.push(now - sent)
      head = ''
      missing = -1
      if (now < end) send()
      else socket.end()
      return true
    }
    const socket = connect({ port, host: '127.0.0.1', onread: { buffer: received, callback: read } })
    socket.setNoDelay(true)
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.resume()
  })
}

// One that outlives who started it would take memory and time from what is measured next.
process.on('disconnect', () => process.exit())

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
