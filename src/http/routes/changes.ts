import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '../../problem.ts'
import type { Store, Change as StoredChange } from '../../store/store.ts'
import { answerJson } from '../answer.ts'
import { type Operation, operation } from '../operation.ts'
import { ChangeList } from '../schemas.ts'

const eventStream = 'text/event-stream'
const pageSize = 500
/** Milliseconds between looks for what another process wrote, too. */
const interval = 250
/** Milliseconds after which a silent stream says that it lives: proxies cut silent ones. */
const heartbeat = 15_000

const withHref = (change: StoredChange) => ({ ...change, href: `/articles/${change.id}` })

/** Changes as server-sent events, from a sequence number on, until the client goes or the service stops. */
async function stream(
  store: Store,
  since: number,
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
): Promise<void> {
  const gone = new AbortController()
  const stop = () => gone.abort()
  request.raw.once('close', stop)
  closing.addEventListener('abort', stop, { once: true })
  const headers = Object.fromEntries(
    Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined),
  ) as Record<string, string>
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...headers,
    'content-type': eventStream,
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  raw.flushHeaders()
  let last = since
  let spoke = Date.now()
  const say = async (text: string) => {
    spoke = Date.now()
    if (!raw.write(text))
      await new Promise((resolve) => {
        raw.once('drain', resolve)
        raw.once('close', resolve)
      })
  }
  try {
    while (!gone.signal.aborted) {
      const changes = await store.changes(last, pageSize)
      for (const change of changes) {
        await say(
          `id: ${change.sequence}\nevent: ${change.type}\ndata: ${JSON.stringify(withHref(change))}\n\n`,
        )
        last = change.sequence
      }
      if (changes.length === pageSize) continue
      if (Date.now() - spoke > heartbeat) await say(': still here\n\n')
      await pause(interval, undefined, { signal: gone.signal }).catch(() => {})
    }
  } catch (error) {
    request.log.error({ err: error }, 'the stream of changes broke off')
  } finally {
    closing.removeEventListener('abort', stop)
    raw.end()
  }
}

/** Last-Event-ID (the stream's own resumption) goes before `since`. */
function startOf(request: FastifyRequest, since: number): number {
  const last = request.headers['last-event-id']
  if (last === undefined) return since
  if (typeof last !== 'string' || !/^\d{1,15}$/.test(last))
    throw new Problem('invalid-parameter', 'Last-Event-ID must be a sequence number.', {
      errors: [{ parameter: 'Last-Event-ID', message: 'must be a sequence number' }],
    })
  return Number(last)
}

const listChanges = operation({
  id: 'listChanges',
  method: 'get',
  path: '/changes',
  group: 'archive',
  summary: 'What was created, updated or deleted, in order',
  description:
    'Complete and without gaps, deletions included: for a mirror or a search index that wants to follow. With Accept: text/event-stream it streams, and goes on after Last-Event-ID.',
  access: 'open',
  query: z.object({
    since: z.int().min(0).default(0).meta({ description: 'The last sequence number that is known.' }),
    limit: z.int().min(1).max(1000).default(100).meta({ description: 'Changes on a page.' }),
  }),
  answers: {
    200: {
      description: 'Changes after `since`.',
      content: { 'application/json': { schema: ChangeList }, [eventStream]: { schema: null } },
      headers: { Link: 'rel="next": the next page.' },
    },
  },
  problems: ['invalid-parameter', 'unknown-parameter'],
  async handle({ store, closing }, { query, request, reply }) {
    if (request.headers.accept?.includes(eventStream) && request.method === 'GET') {
      return stream(store, startOf(request, query.since), request, reply, closing)
    }
    const changes = await store.changes(query.since, query.limit)
    const last = changes.at(-1)
    const next =
      last !== undefined && changes.length === query.limit
        ? `/changes?since=${last.sequence}&limit=${query.limit}`
        : null
    if (next !== null) reply.header('link', `<${next}>; rel="next"`)
    return answerJson(request, reply, {
      items: changes.map(withHref),
      next,
      lastSequence: await store.lastSequence(),
    })
  },
})

export const changeOperations: Operation[] = [listChanges]
