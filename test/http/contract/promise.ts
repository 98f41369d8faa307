import t from 'tap'
import { type Call, type Reply, type Service, startService } from '../service.ts'

/** What checks are made with: tap's own test. */
export type Test = typeof t

/** One line of the contract, kept. */
export type Promised = {
  /** The promise, as a client understands it. */
  promise: string
  /** Method, path and what is sent; where there is none, `also` asks. */
  request?: readonly [method: string, path: string, call?: Call]
  status?: number
  /** Each must match; null: the header must not be there. */
  headers?: Readonly<Record<string, string | RegExp | null>>
  /** Matched against the JSON of the answer, or its text where it is a pattern. */
  body?: object | RegExp
  lacks?: RegExp
  also?: (test: Test, service: Service, reply: Reply) => Promise<unknown>
}

/** The type of every refusal. */
export const problemType = 'application/problem+json'

/**
 * Checks a section of the contract, row by row, on one service.
 * @param prepare fills the archive before the first row
 */
export function contract(
  section: string,
  rows: readonly Promised[],
  prepare: (service: Service) => Promise<unknown> = async () => {},
  environment: Record<string, string> = {},
): void {
  t.test(section, async (t) => {
    const service = await startService(t, environment)
    await prepare(service)
    for (const row of rows) await t.test(row.promise, (t) => check(t as Test, service, row))
  })
}

async function check(t: Test, service: Service, row: Promised): Promise<void> {
  const [method, path, call] = row.request ?? ['GET', '/healthz']
  const reply = await service.call(method, path, call)
  if (row.status !== undefined)
    t.equal(reply.status, row.status, `${method} ${path}: ${reply.text.slice(0, 300)}`)
  if (row.status !== undefined && row.status >= 400 && method !== 'HEAD') checkProblem(t, reply)
  for (const [name, value] of Object.entries(row.headers ?? {}))
    if (value === null) t.notOk(reply.headers[name], `no ${name}`)
    else t.match(reply.headers[name], value, name)
  if (row.body instanceof RegExp) t.match(reply.text, row.body)
  else if (row.body !== undefined) t.match(reply.json(), row.body)
  if (row.lacks !== undefined) t.notMatch(reply.text, row.lacks)
  await row.also?.(t, service, reply)
}

/** Every refusal is application/problem+json with its type, title, status, detail and the request's id. */
export function checkProblem(t: Test, reply: Reply): void {
  t.equal(reply.headers['content-type'], problemType)
  t.match(reply.json(), {
    type: /^\/problems\/[a-z-]+$/,
    title: /./,
    status: reply.status,
    detail: /./,
    instance: /./,
  })
  t.notMatch(reply.text, /node_modules|\.ts:\d|SQLITE|SELECT |\/src\/| {4}at /, 'nothing of the inside')
}

/** A path with its parts percent-encoded, as clients send it. */
export const encoded = (path: string): string => encodeURI(path)

/** What changes whenever anything is written. */
export async function countsOf({ store }: Service) {
  const { articles, revisions, lastSequence } = await store.statistics()
  return { articles, revisions, lastSequence }
}

/** The items of a bulk answer, and its last line. */
export function linesOf(reply: Reply): Record<string, unknown>[] {
  return reply.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

export const markdown = { 'content-type': 'text/markdown' }
export const html = { 'content-type': 'text/html; charset=utf-8' }
export const json = { 'content-type': 'application/json' }
export const ndjson = { 'content-type': 'application/x-ndjson' }
export const tar = { 'content-type': 'application/x-tar' }
