import { existsSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { readConfig } from '../src/config.ts'
import { createApp } from '../src/http/app.ts'
import { createIngest } from '../src/ingest/ingest.ts'
import { parsePage } from '../src/parse/parse.ts'
import { openStore } from '../src/store/open.ts'
import { jsonOf } from '../src/store/store.ts'
import { type PeerName, peers } from './peers.ts'

/**
 * What a measured server is: this program or a peer on a database, or Fastify alone, with one answer for every path or
 * with the answers of some articles in memory.
 */
export type Served =
  | { kind: 'broadsheet'; database: string; cacheSize?: number | undefined }
  | { kind: PeerName; database: string }
  | { kind: 'bare'; body: string; headers: Headers; unchanged?: Headers; isCompressed?: boolean }
  | { kind: 'memory'; database: string; ids: string[]; headers: Headers; isCompressed?: boolean }

type Headers = Record<string, string>

/**
 * What the server says of itself when asked: CPU time in microseconds, resident memory in bytes, and bytes that had to
 * come from the disk because the system did not have them in memory (0 where it does not say).
 */
export type Usage = { cpu: number; memory: number; disk: number }

function readFromDisk(): number {
  const counters = '/proc/self/io'
  if (!existsSync(counters)) return 0
  return Number(/^read_bytes: (\d+)/m.exec(readFileSync(counters, 'utf8'))?.[1] ?? 0)
}

const bodyOf = (json: Buffer, { isCompressed = false }: { isCompressed?: boolean }): Buffer =>
  isCompressed ? gzipSync(json) : json

function headersOf(
  { headers, isCompressed = false }: { headers: Headers; isCompressed?: boolean },
  { length }: Buffer,
): Headers {
  const all: Headers = { ...headers, 'content-length': String(length) }
  return isCompressed ? { ...all, 'content-encoding': 'gzip' } : all
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** @returns the port of a server in this process */
export async function listen(served: Served): Promise<number> {
  if (served.kind === 'bare') {
    const app = Fastify()
    const { unchanged } = served
    const body = bodyOf(Buffer.from(served.body), served)
    const headers = headersOf(served, body)
    app.get('/*', (request, reply) => {
      if (unchanged !== undefined && request.headers['if-none-match'] === headers.etag)
        reply.code(304).headers(unchanged).send()
      else reply.headers(headers).send(body)
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    return portOf(app.server)
  }
  if (served.kind === 'memory') {
    const store = await openStore(served.database, { access: 'read' })
    const answers = new Map<string, { body: Buffer; headers: Headers }>()
    for (const id of served.ids) {
      const answer = await store.article(id)
      const body = bodyOf(jsonOf(answer), served)
      const headers = { ...headersOf(served, body), etag: `"${answer.etag}"` }
      answers.set(`/articles/${id}`, { body, headers })
    }
    await store.close()
    const app = Fastify()
    app.get('/*', (request, reply) => {
      const answer = answers.get(request.url)
      if (answer === undefined) reply.code(404).send()
      else reply.headers(answer.headers).send(answer.body)
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    return portOf(app.server)
  }
  if (served.kind !== 'broadsheet') return portOf(await peers[served.kind].serve(served.database))
  const config = readConfig({
    DATABASE: served.database,
    CACHE_SIZE: served.cacheSize === undefined ? undefined : String(served.cacheSize),
    LOG_LEVEL: 'warn',
    PARSER_THREADS: '0',
    SEARCH_RATE: '0',
    PARSE_RATE: '0',
    WRITE_RATE: '0',
  })
  const store = await openStore(config.DATABASE)
  const parser = {
    parse: async (page: Parameters<typeof parsePage>[0]) => parsePage(page),
    close: async () => {},
  }
  const app = await createApp({ store, ingest: createIngest({ store, parser }), config })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return portOf(app.server)
}

// One that outlives who started it would take memory and time from what is measured next.
process.on('disconnect', () => process.exit())

process.on('message', (message: Served | 'usage') => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage()
    const memory = process.memoryUsage.rss()
    process.send?.({ cpu: user + system, memory, disk: readFromDisk() } satisfies Usage)
    return
  }
  listen(message).then(
    (port) => process.send?.({ port }),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
