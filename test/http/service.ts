import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { open } from '../../src/cli/wiring.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import type { AppOptions } from '../../src/http/operation.ts'
import { createIngest } from '../../src/ingest/ingest.ts'
import { createParser } from '../../src/ingest/threads/pool.ts'
import { sources } from '../../src/parse/registry.ts'
import type { Store } from '../../src/store/store.ts'

export type Reply = {
  status: number
  headers: IncomingHttpHeaders
  /** The content, decoded. */
  bytes: Buffer
  text: string
  /** The content as JSON; whoever reads it says what it is. */
  json<T = Record<string, unknown>>(): T
}

export type Call = { headers?: Record<string, string>; body?: string | Uint8Array }

/** The service as it runs, on a free port, and a client that sends what it is told, byte for byte. */
export type Service = {
  origin: string
  database: string
  store: Store
  /** Every method and path that the framework answers, parameters as `:name`. */
  routes(): { method: string; path: string }[]
  call(method: string, path: string, call?: Call): Promise<Reply>
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(body: string | Uint8Array, type?: string, parameters?: string): Promise<Reply>
  /** Stops answering, as the service does when it is told to end. */
  close(): Promise<void>
}

/** What a test offers of itself. */
type Test = { testdir(): string; teardown(end: () => Promise<void>): unknown }

/** Builds the application on a database of its own and listens until the test ends. */
export async function startService(
  t: Test,
  environment: Record<string, string> = {},
  database = join(t.testdir(), 'test.db'),
  options: Pick<AppOptions, 'patience'> = {},
): Promise<Service> {
  const config = readConfig({
    LOG_LEVEL: 'silent',
    DATABASE: database,
    WRITE_RATE: '0',
    SEARCH_RATE: '0',
    PARSE_RATE: '0',
    ...environment,
  })
  const store = await open(config, 'write')
  const parser = createParser({ threads: 0 })
  const app = await createApp({ store, ingest: createIngest({ store, parser }), sources, config, ...options })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(async () => {
    await app.close()
    await parser.close()
    await store.close()
  })
  const call = (method: string, path: string, options: Call = {}) => send(origin, method, path, options)
  return {
    origin,
    database,
    store,
    routes: () => routesOf(app.printRoutes({ commonPrefix: false })),
    call,
    close: () => app.close(),
    get: (path, headers = {}) => call('GET', path, { headers }),
    post: (body, type = 'text/html; charset=utf-8', parameters = '') =>
      call('POST', `/articles${parameters}`, { headers: { 'content-type': type }, body }),
  }
}

/** The framework shows its routes as a tree, a part of a path a line: `│   └── /:id (GET, HEAD)`. */
function routesOf(tree: string): { method: string; path: string }[] {
  const parts: string[] = []
  return tree.split('\n').flatMap((line) => {
    const found = /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \(([^)]+)\))?$/.exec(line)
    if (found === null) return []
    const [, indent = '', part = '', methods] = found
    const depth = indent.length / 4
    parts.splice(depth, parts.length, part)
    const path = parts.join('')
    return (methods?.split(', ') ?? []).map((method) => ({ method, path }))
  })
}

function send(origin: string, method: string, path: string, { headers = {}, body }: Call): Promise<Reply> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, method, path, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const bytes = decoded(Buffer.concat(chunks), incoming.headers['content-encoding'])
        const text = bytes.toString()
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          bytes,
          text,
          json: <T>() => JSON.parse(text) as T,
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function decoded(bytes: Buffer, coding: string | undefined): Buffer {
  if (bytes.length === 0) return bytes
  if (coding === 'br') return brotliDecompressSync(bytes)
  if (coding === 'gzip') return gunzipSync(bytes)
  return coding === 'zstd' ? zstdDecompressSync(bytes) : bytes
}
