import { z } from 'zod'
import { answerJson } from '../answer/answer.ts'
import { type Operation, operation } from '../operation.ts'
import { Health } from '../schemas.ts'

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
    await store.ready()
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
