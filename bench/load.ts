import { connect } from 'node:net'
import { percentile } from './report.ts'

/** What a load is made of: each connection has one request under way and asks for a path drawn at random. */
export type Load = {
  port: number
  paths: string[]
  headers: string
  connections: number
  seconds: number
  seed: number
}

/** Rate in requests a second, latencies in milliseconds, and how many answers each status had. */
export type LoadResult = { rate: number; p50: number; p99: number; statuses: Record<string, number> }

const headEnd = Buffer.from('\r\n\r\n')

/**
 * Runs one load. Plain sockets and prepared requests, because a general HTTP client costs as much as the server
 * that it measures and would hide its differences.
 */
export async function run(load: Load): Promise<LoadResult> {
  const requests = load.paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${load.headers}\r\n`),
  )
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const started = performance.now()
  const end = started + load.seconds * 1000
  let chosen = load.seed >>> 0
  const next = () => {
    chosen = (Math.imul(chosen, 1664525) + 1013904223) >>> 0
    return requests[chosen % requests.length] ?? headEnd
  }
  await Promise.all(
    Array.from({ length: load.connections }, () => connection(load.port, next, end, latencies, statuses)),
  )
  const seconds = (performance.now() - started) / 1000
  return {
    rate: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    statuses,
  }
}

function connection(
  port: number,
  next: () => Buffer,
  end: number,
  latencies: number[],
  statuses: Record<string, number>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let sent = 0
    let head = ''
    let missing = -1
    const send = () => {
      sent = performance.now()
      socket.write(next())
    }
    socket.setNoDelay(true)
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (chunk) => {
      if (missing < 0) {
        const at = chunk.indexOf(headEnd)
        head += chunk.toString('latin1', 0, at < 0 ? chunk.length : at)
        if (at < 0) return
        const status = head.slice(9, 12)
        statuses[status] = (statuses[status] ?? 0) + 1
        const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1]
        if (length === undefined && status !== '304') {
          socket.destroy(new Error(`an answer without Content-Length: ${head}`))
          return
        }
        missing = Number(length ?? 0) * (status === '304' ? 0 : 1) - (chunk.length - at - headEnd.length)
      } else missing -= chunk.length
      if (missing > 0) return
      const now = performance.now()
      latencies.push(now - sent)
      head = ''
      missing = -1
      if (now < end) send()
      else socket.end()
    })
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
