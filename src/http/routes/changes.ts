import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { invalidParameter, Problem } from '../../problem.ts'
import type { Store, Change as StoredChange } from '../../store/store.ts'
import { answerJson } from '../answer/answer.ts'
import { examples } from '../openapi/examples.ts'
import { type Operation, operation } from '../operation.ts'
import { articlePath, publicPath, tagPath } from '../public-address.ts'
import { mediaTypeWanted } from '../request/accept.ts'
import { ArchiveId, ChangeList } from '../schemas/archive.ts'
import { ResetEvent } from '../schemas/lines.ts'
import { limitTo } from '../schemas.ts'
import { cutOffLate, type Stopping } from '../stopping.ts'

const eventStream = 'text/event-stream'
const pageSize = 500
/** Milliseconds between looks for what was written: another process may write, too. */
const interval = 250
/** Milliseconds after which a silent stream says that it lives: proxies cut silent ones. */
const heartbeat = 15_000
/** Milliseconds after which a client whose stream ended should come back. */
const comeBack = 3000

const withHref = (change: StoredChange) => ({
  ...change,
  href: 'id' in change ? articlePath(change.id) : tagPath(change.tag),
})

/** @param archive the identity that follows the sequence number in the event's id; none if the client gave none */
const eventOf = (change: StoredChange, archive: string | undefined) =>
  `id: ${change.sequence}${archive === undefined ? '' : `.${archive}`}\nevent: ${change.type}\ndata: ${JSON.stringify(withHref(change))}\n\n`

/** Where a follower continues: the last sequence number that it knows, and the archive that the number belongs to. */
type Start = { since: number; archive?: string | undefined }

/** @returns why a follower cannot continue there; undefined if it can */
async function refusalOf(store: Store, { since, archive }: Start): Promise<string | undefined> {
  const [isKnown, id] = await Promise.all([store.isSequence(since), store.archiveId()])
  if (archive !== undefined && archive !== id) return `This is the archive ${id}; read it anew.`
  return isKnown ? undefined : `There is no change ${since}; read the archive anew.`
}

/**
 * Changes as server-sent events, from a sequence number on, until the client goes or the service stops. A follower that
 * cannot continue where it asks gets the event `reset`, then all changes from the first: EventSource would not show it
 * an error.
 */
async function stream(
  store: Store,
  start: Start,
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
    ...request.server.commonHeaders,
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
    const detail = await refusalOf(store, start)
    const archiveId = await store.archiveId()
    if (detail !== undefined) await say(`event: reset\ndata: ${JSON.stringify({ archiveId, detail })}\n\n`)
    let last = detail === undefined ? start.since : 0
    // A client that continues by a plain number goes on with plain numbers.
    const archive =
      detail === undefined && start.archive === undefined && start.since > 0 ? undefined : archiveId
    while (!signal.aborted) {
      const changes = await store.changes(last, pageSize)
      if (changes.length > 0) await say(changes.map((change) => eventOf(change, archive)).join(''))
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

/** An event's id, as a client gives it back: the sequence number, and the archive's identity unless it was left out. */
const eventId = /^(\d{1,15})(?:\.([0-9a-f]{32}))?$/

/** Last-Event-ID, which a stream's client repeats to continue, takes precedence over `since`. */
function startOf(request: FastifyRequest, { since, archiveId, lastEventId }: Query): Start {
  const header = request.headers['last-event-id']
  const [parameter, last] = header ? ['Last-Event-ID', String(header)] : ['lastEventId', lastEventId]
  if (last === undefined || last === '') return { since, archive: archiveId }
  const [, sequence, archive] = eventId.exec(last) ?? []
  if (sequence !== undefined) return { since: Number(sequence), archive: archive ?? archiveId }
  throw invalidParameter(parameter, "must be an event's id.")
}

const query = z.object({
  since: z.int().min(0).default(0).meta({ description: 'The last sequence number that is known.' }),
  archiveId: ArchiveId.optional().meta({
    description: 'The archive that `since` belongs to. Another one than this is answered 410.',
  }),
  lastEventId: z.string().max(60).optional().meta({
    description: 'For a stream, as the header Last-Event-ID: the id of the last event.',
  }),
  limit: limitTo(1000).default(100).meta({ description: 'Changes on a page; 0 for `lastSequence` alone.' }),
})
type Query = z.output<typeof query>

const listChanges = operation({
  id: 'listChanges',
  method: 'get',
  path: '/changes',
  group: 'archive',
  summary: 'What was created, updated or deleted, in order',
  description:
    'Complete and without gaps, deletions and merges of tags included: for a mirror or a search index that wants to follow. With `Accept: text/event-stream` it streams, and continues after Last-Event-ID. Sequence numbers belong to one archive: after a restored backup, whose own numbers begin far ahead, `since` with the former `archiveId`, or of no change of this archive, is 410; a stream sends the event `reset`, then everything from the first change.',
  access: 'open',
  query,
  answers: {
    200: {
      description: 'Changes after `since`; on the last page `next` is null.',
      content: {
        'application/json': { schema: ChangeList, example: examples.changes },
      },
      alternatives: [
        {
          when: 'With `Accept: text/event-stream`, whose events have a Change as their data',
          mediaType: eventStream,
        },
        { when: 'The data of the event `reset`', mediaType: 'application/json', schema: ResetEvent },
      ],
      headers: ['Link', 'ETag'],
    },
  },
  problems: ['sequence-unknown'],
  async handle({ store, closing, overdue }, { query, request, reply }) {
    const { since, limit, archiveId: archive } = query
    reply.header('vary', 'Accept, Accept-Encoding')
    if (mediaTypeWanted(request.headers.accept, ['application/json', eventStream]) === eventStream) {
      const start = startOf(request, query)
      if (request.method === 'HEAD') {
        reply.header('content-type', eventStream).send(Readable.from([]))
        return
      }
      // A stream lasts for as long as its client stays, and so takes no place among the reads.
      void stream(store, start, request, reply, { closing, overdue })
      return
    }
    const refusal = await refusalOf(store, { since, archive })
    if (refusal !== undefined) throw new Problem('sequence-unknown', refusal)
    const archiveId = await store.archiveId()
    const found = await store.changes(since, limit + 1)
    const changes = found.slice(0, limit)
    const next =
      limit > 0 && found.length > limit
        ? publicPath(`/changes?since=${changes.at(-1)?.sequence}&archiveId=${archiveId}&limit=${limit}`)
        : null
    if (next !== null) reply.header('link', `<${next}>; rel="next"`)
    return answerJson(request, reply, {
      items: changes.map(withHref),
      next,
      lastSequence: await store.lastSequence(),
      archiveId,
    })
  },
})

export const changeOperations: Operation[] = [listChanges]
