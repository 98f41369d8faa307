import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '../../problem.ts'
import type { Store, Change as StoredChange } from '../../store/store.ts'
import { answerJson } from '../answer/answer.ts'
import { commonHeaders } from '../answer/headers.ts'
import { examples } from '../openapi/examples.ts'
import { type Operation, operation } from '../operation.ts'
import { mediaTypeWanted } from '../request/accept.ts'
import { ChangeList, limitTo } from '../schemas.ts'
import { cutOffLate, type Stopping } from '../stopping.ts'

const eventStream = 'text/event-stream'
const pageSize = 500
/** Milliseconds between looks for what was written: another process may write, too. */
const interval = 250
/** Milliseconds after which a silent stream says that it lives: proxies cut silent ones. */
const heartbeat = 15_000
/** Milliseconds after which a client whose stream ended should come back. */
const comeBack = 3000

const withHref = (change: StoredChange) => ({ ...change, href: `/articles/${change.id}` })

const eventOf = (change: StoredChange) =>
  `id: ${change.sequence}\nevent: ${change.type}\ndata: ${JSON.stringify(withHref(change))}\n\n`

/** Changes as server-sent events, from a sequence number on, until the client goes or the service stops. */
async function stream(
  store: Store,
  since: number,
  request: FastifyRequest,
  reply: FastifyReply,
  { closing, overdue }: Stopping,
): Promise<void> {
  const { raw } = reply.hijack()
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  cutOffLate(raw, overdue)
  const signal = AbortSignal.any([gone.signal, closing])
  raw.writeHead(200, {
    ...commonHeaders,
    'content-type': eventStream,
    'cache-control': 'no-store',
    vary: 'Accept',
    // Some proxies hold back what looks like a small answer.
    'x-accel-buffering': 'no',
  })
  let spoke = 0
  const say = async (text: string) => {
    spoke = performance.now()
    if (raw.write(text)) return
    await new Promise<void>((resolve) => {
      const done = () => {
        raw.off('drain', done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      raw.on('drain', done)
      signal.addEventListener('abort', done)
    })
  }
  try {
    await say(`retry: ${comeBack}\n\n`)
    let last = since
    while (!signal.aborted) {
      const changes = await store.changes(last, pageSize)
      if (changes.length > 0) await say(changes.map(eventOf).join(''))
      last = changes.at(-1)?.sequence ?? last
      if (changes.length === pageSize) continue
      if (performance.now() - spoke > heartbeat) await say(': still here\n\n')
      await pause(interval, undefined, { signal }).catch(() => {})
    }
  } catch (error) {
    request.server.serviceLog.error({ reqId: request.id, err: error }, 'the stream of changes broke off')
  } finally {
    raw.end()
  }
}

/** Last-Event-ID (the stream's own resumption) goes before `since`. */
function startOf(request: FastifyRequest, since: number): number {
  const last = request.headers['last-event-id']
  if (last === undefined || last === '') return since
  if (typeof last === 'string' && /^\d{1,15}$/.test(last)) return Number(last)
  const message = 'must be a sequence number.'
  throw new Problem('invalid-parameter', `Last-Event-ID: ${message}`, {
    errors: [{ parameter: 'Last-Event-ID', message }],
  })
}

const listChanges = operation({
  id: 'listChanges',
  method: 'get',
  path: '/changes',
  group: 'archive',
  summary: 'What was created, updated or deleted, in order',
  description:
    'Complete and without gaps, deletions included: for a mirror or a search index that wants to follow. With `Accept: text/event-stream` it streams, and goes on after Last-Event-ID.',
  access: 'open',
  query: z.object({
    since: z.int().min(0).default(0).meta({ description: 'The last sequence number that is known.' }),
    limit: limitTo(1000).default(100).meta({ description: 'Changes on a page.' }),
  }),
  answers: {
    200: {
      description: 'Changes after `since`; on the last page `next` is null.',
      content: {
        'application/json': { schema: ChangeList, example: examples.changes },
        [eventStream]: {
          schema: null,
          example:
            'id: 1\nevent: created\ndata: {"sequence":1,"type":"created","id":"a103502606","at":"2026-11-23T08:00:00.000Z","fields":["title"],"href":"/articles/a103502606"}\n\n',
        },
      },
      headers: ['Link', 'ETag'],
    },
  },
  problems: [],
  async handle({ store, closing, overdue }, { query, request, reply }) {
    const { since, limit } = query
    reply.header('vary', 'Accept, Accept-Encoding')
    if (mediaTypeWanted(request.headers.accept, ['application/json', eventStream]) === eventStream) {
      const start = startOf(request, since)
      if (request.method === 'HEAD') {
        reply.header('content-type', eventStream).send()
        return
      }
      // A stream lasts for as long as its client stays, and so takes no place among the reads.
      void stream(store, start, request, reply, { closing, overdue })
      return
    }
    const found = await store.changes(since, limit + 1)
    const changes = found.slice(0, limit)
    const next = found.length > limit ? `/changes?since=${changes.at(-1)?.sequence}&limit=${limit}` : null
    if (next !== null) reply.header('link', `<${next}>; rel="next"`)
    return answerJson(request, reply, {
      items: changes.map(withHref),
      next,
      lastSequence: await store.lastSequence(),
    })
  },
})

export const changeOperations: Operation[] = [listChanges]
