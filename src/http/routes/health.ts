import { z } from 'zod'
import type { Store } from '../../store/store.ts'
import { answerJson } from '../answer/answer.ts'
import { type Operation, operation } from '../operation.ts'
import { Health } from '../schemas/archive.ts'

const noQuery = z.object({})

const getHealth = operation({
  id: 'getHealth',
  method: 'get',
  path: '/healthz',
  group: 'service',
  summary: 'Whether the process lives',
  access: 'open',
  query: noQuery,
  answers: {
    200: { description: 'It does.', content: { 'application/json': { schema: Health } }, headers: ['ETag'] },
  },
  problems: [],
  handle: (_context, { request, reply }) => answerJson(request, reply, { status: 'ok' }),
})

/** Milliseconds for which a store that could write is taken to be ready: a look at it commits. */
const readyFor = 1000

const looks = new WeakMap<Store, { until: number; look: Promise<void> }>()

/** Throws Problem unavailable, insufficient-storage. One look serves all that ask at once. */
function readiness(store: Store): Promise<void> {
  const last = looks.get(store)
  if (last !== undefined && performance.now() < last.until) return last.look
  const look = store.ready()
  looks.set(store, { until: performance.now() + readyFor, look })
  look.catch(() => looks.delete(store))
  return look
}

const getReadiness = operation({
  id: 'getReadiness',
  method: 'get',
  path: '/readyz',
  group: 'service',
  summary: 'Whether the store can be written and is migrated',
  access: 'open',
  query: noQuery,
  answers: {
    200: {
      description: 'It is ready.',
      content: { 'application/json': { schema: Health } },
      headers: ['ETag'],
    },
  },
  problems: ['unavailable', 'insufficient-storage'],
  async handle({ store }, { request, reply }) {
    await readiness(store)
    return answerJson(request, reply, { status: 'ok' })
  },
})

const getMetrics = operation({
  id: 'getMetrics',
  method: 'get',
  path: '/metrics',
  group: 'service',
  summary: 'Counters for Prometheus',
  access: 'open',
  query: noQuery,
  answers: { 200: { description: 'The exposition format.', content: { 'text/plain': { schema: null } } } },
  problems: [],
  async handle({ metrics }, { reply }) {
    reply.header('content-type', metrics.contentType).send(await metrics.text())
  },
})

export const healthOperations: Operation[] = [getHealth, getReadiness, getMetrics]
