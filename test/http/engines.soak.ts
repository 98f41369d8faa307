// The service on PostgreSQL answers as it does on SQLite, byte for byte.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import type { ArchivedItem } from '../../src/page.ts'
import type { Store } from '../../src/store/store.ts'
import { drawnRequest, type Parameter, type Target } from '../faults/drawn-request.ts'
import { fillArchive } from '../faults/fuzz-archive.ts'
import { pick, randomOf } from '../faults/random.ts'
import { exchange } from '../faults/raw-exchange.ts'
import { startServer } from '../store/postgres/server.ts'
import { type Service, startService } from './service.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const reads = 150
const writes = 100
/** What hangs, hangs for good: the machine may be slow. */
const silence = 60_000

type Description = {
  paths: Record<
    string,
    Record<string, { operationId: string; parameters?: Parameter[]; requestBody?: unknown }>
  >
}

const description = parse(
  readFileSync(join(import.meta.dirname, '../../openapi.yaml'), 'utf8'),
) as Description
const targets = Object.entries(description.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(
    ([method, { operationId, parameters = [], requestBody }]): Target & { operationId: string } => ({
      method: method.toUpperCase(),
      path,
      parameters,
      takesBody: requestBody !== undefined,
      operationId,
    }),
  ),
)

/** Figures of the process, the machine and the engine, and what follows from the moment at which it is asked. */
const isOwn = ({ path }: Target) => /^\/(?:metrics|healthz|readyz)/.test(path)

async function archivedOf(store: Store): Promise<ArchivedItem[]> {
  const all: ArchivedItem[] = []
  for await (const one of (await store.exportArchived({})).articles) all.push(one)
  return all
}

/** Two services, one on each engine, with the same archive: its articles, pages, times and mergers. */
async function both(
  t: Test,
): Promise<{ services: [Service, Service]; known: Awaited<ReturnType<typeof fillArchive>> }> {
  const server = await startServer(t)
  const options = { READS_AT_ONCE: '0', WRITES_AT_ONCE: '0' }
  const first = await startService(t, options, join(t.testdir({}), 'first.db'))
  const known = await fillArchive(first.origin)
  const archived = await archivedOf(first.store)
  const folder = first.database.replace('first.db', 'second.db')
  const services: [Service, Service] = [
    await startService(t, options, folder),
    await startService(t, options, await server.database()),
  ]
  for (const { store } of services) await store.restore(archived)
  return { services, known }
}

/**
 * What cannot be the same: the archive's identity and its size on the disk, the names of the services and of requests,
 * cursors (they hold keys, and an engine may leave keys out); and of what was written in the test, when that was, with
 * what is made of such times.
 */
function comparable(body: Buffer | null, { origin }: Service, began: string): string | null {
  if (body === null) return null
  return body
    .toString()
    .replaceAll(origin, 'http://service')
    .replaceAll(new URL(origin).host, 'service')
    .replaceAll(/("archiveId": ?|urn:uuid:|archive[- ]?id[^0-9a-f]{0,20})"?[0-9a-f-]{32,36}"?/gi, '$1(id)')
    .replaceAll(/"(size|uptime|requestId|instance)": ?("[^"]*"|[0-9.]+|null)/g, '"$1":(own)')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (time) => (time >= began ? '(now)' : time))
    .replaceAll(/(cursor=|"cursor": ?")[\w-]+/g, '$1(cursor)')
    .replaceAll(/<td>[\d.,]+ [kMG]?B<\/td>/g, '<td>(size)</td>')
}

await t.test('every operation answers the same on both engines', async (t) => {
  t.comment(`SEED=${seed}`)
  const { services, known } = await both(t)
  const random = randomOf(seed)
  const began = new Date(Date.now() - 60_000).toISOString().slice(0, 19)
  const succeeded = new Set<string>()
  const ask = async (target: Target & { operationId: string }) => {
    const { raw, line } = drawnRequest(random, target, known)
    const answers: unknown[] = []
    for (const service of services) {
      const answer = await exchange(Number(new URL(service.origin).port), raw, silence)
      if (typeof answer === 'string') answers.push(answer)
      else {
        if (answer.status < 300) succeeded.add(target.operationId)
        answers.push({ ...answer, body: comparable(answer.body, service, began) })
      }
    }
    t.strictSame(answers[1], answers[0], line)
  }
  const fields = [
    'content-type',
    'etag',
    'last-modified',
    'link',
    'cache-control',
    'vary',
    'location',
  ] as const
  for (const id of known.id ?? []) {
    const paths = [`/articles/${id}`, `/articles/${id}/revisions`, `/articles/${id}/revisions/1/raw`]
    for (const path of paths) {
      const [one, other] = await Promise.all(services.map(({ get }) => get(path)))
      const said = fields.map((field) => [one, other].map((reply) => String(reply?.headers[field])))
      for (const [index, [first, second]] of said.entries()) {
        const [expected, found] = [first, second].map((value, which) =>
          value?.replaceAll(services[which]?.origin ?? '', ''),
        )
        t.equal(found, expected, `${fields[index]} of ${path}`)
      }
      t.equal(other?.status, one?.status)
      if (one?.status === 200 && path.endsWith('raw'))
        t.ok(other?.bytes.equals(one?.bytes ?? Buffer.alloc(0)), path)
    }
  }
  const reading = targets.filter((target) => target.method === 'GET' && !isOwn(target))
  for (let request = 0; request < reads; request++) await ask(pick(random, reading))
  const all = targets.filter((target) => !isOwn(target))
  for (let request = 0; request < writes; request++) await ask(pick(random, all))
  // Each operation that was not drawn well enough is drawn until it succeeds.
  for (const target of all) {
    for (let tries = 0; tries < 200 && !succeeded.has(target.operationId); tries++) await ask(target)
    t.ok(succeeded.has(target.operationId), `${target.operationId} succeeded at times`)
  }
})
