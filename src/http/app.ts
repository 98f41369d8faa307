import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Config } from '../config.ts'
import { Problem } from '../problem.ts'
import { sendReady } from './answer/answer.ts'
import { refuseBrokenRequest } from './answer/broken-requests.ts'
import { AnswerCache, cacheKey } from './answer/cache.ts'
import { commonHeaders } from './answer/headers.ts'
import { answeredTidied } from './answer/page.ts'
import { answerProblems, discardBody, lingering, refuse, sendProblem } from './answer/problems.ts'
import { createLog, logsRequests } from './log.ts'
import { allMethods, methodsOf, withoutSlash } from './methods.ts'
import { createMetrics } from './metrics.ts'
import { describe } from './openapi/openapi.ts'
import type { AppOptions, Context, Operation } from './operation.ts'
import { operations } from './operations.ts'
import { createRoomForBodies } from './request/bodies.ts'
import { usualPatience } from './request/content-coding.ts'
import { noParameters, parametersReader, queryOf, type RawParameters } from './request/input.ts'
import { createGate } from './request/keys.ts'
import { createLimit, prepareLimits } from './request/limits.ts'
import { ClientLeft, createLoad } from './request/load.ts'
import { oneAtATime } from './request/pipelining.ts'
import { createRoom } from './request/room.ts'
import { docsRoutes } from './routes/docs.ts'
import { createStopping } from './stopping.ts'

/** Characters of a part of a path. Ids and tags are shorter. */
const longestPathPart = 500
/** Milliseconds that a client may take to send a request's headers. Bodies have limits of their own (bodies.ts). */
const headersTimeout = 20_000
/** Milliseconds that a connection is kept between requests, and when nothing moves on it in the middle of one. */
const keepAliveTimeout = 72_000
const connectionTimeout = 300_000
/** Bytes of answers that are not in the cache and that their clients have not taken yet. */
const roomForAnswers = 128 * 1024 * 1024

/** The application: tests build the very app that runs. It listens nowhere, and closes nothing that it was given. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, store, ingest, sources = [], patience = usualPatience } = options
  const { stop, ...stopping } = createStopping()
  const context: Context = {
    store,
    ingest,
    parser: options.parser ?? ingest,
    sources,
    config,
    patience,
    metrics: createMetrics(
      store,
      ingest,
      sources.map(({ name }) => name),
    ),
    description: once(describe),
    load: {
      reads: createLoad(config.READS_AT_ONCE),
      parses: createLoad(Math.min(1, config.READS_AT_ONCE)),
      writes: createLoad(config.WRITES_AT_ONCE),
    },
    room: createRoomForBodies(config.MAX_PAGE_SIZE),
    ...stopping,
  }
  const cache = new AnswerCache(config.CACHE_SIZE)
  const unsubscribe = store.onChange(() => cache.clear())
  const underWay = createUnderWay()
  const log = createLog(config)
  const app: FastifyInstance = Fastify({
    ...(logsRequests(config) && { loggerInstance: log as FastifyBaseLogger }),
    trustProxy: trusted(config.TRUST_PROXY),
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    // Requests that still come while it closes are answered like any other, not with the framework's own 503.
    return503OnClosing: false,
    routerOptions: { maxParamLength: longestPathPart, querystringParser: (text) => ({ text }) },
    serverFactory: (handle) => createHttpServer(handle),
    frameworkErrors: (error, request, reply) => void sendProblem(request as FastifyRequest, reply, error),
    clientErrorHandler: refuseBrokenRequest,
  })
  // A service that stops closes each connection after its answer, also if the request began before.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (context.closing.aborted) {
      reply.header('connection', 'close')
      reply.raw.once('finish', () => request.raw.complete || discardBody(request.raw, lingering))
    }
    done(null, payload)
  })
  app.addHook('preClose', async () => {
    stop()
    // What was begun as an answer on a connection that is kept ends it all the same.
    app.server.keepAliveTimeout = 1
    app.server.keepAliveTimeoutBuffer = 0
  })
  // Work goes on for a moment after its client has left; the owner of the store closes it next.
  app.addHook('onClose', async () => {
    unsubscribe()
    await underWay.ended()
  })
  // Bodies are read as streams by the operations that take them.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  answerProblems(app, methodsAt)
  await prepareLimits(app)
  app.decorate('serviceLog', log)
  app.decorate('outgoing', createRoom(roomForAnswers))
  app.decorateRequest('keepAnswer', null)
  app.decorateRequest('scope', 'read')
  addOperations(app, context, cache, underWay)
  await app.register(docsRoutes, context)
  return app
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A number of proxies trusts so many addresses from this machine on, and takes the one before them for the client's. */
function trusted(proxies: Config['TRUST_PROXY']) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies
}

type UnderWay = { add(work: Promise<unknown>): void; ended(): Promise<unknown> }

function createUnderWay(): UnderWay {
  const all = new Set<Promise<unknown>>()
  return {
    add(work) {
      const settled = work.catch(() => {}).finally(() => all.delete(settled))
      all.add(settled)
    },
    ended: () => Promise.all(all),
  }
}

const methodsAt = methodsOf(operations)

/** Health, metrics and the description are exempt from the limits on work. */
const isVital = ({ group }: Operation): boolean => group === 'service'

/** Node.js takes the first of several Host fields, proxies the last. Only `rawHeaders` has them all, with the values between. */
function isHostRepeated({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts++
  return hosts > 1
}

function createHttpServer(handle: RequestListener) {
  const answer: RequestListener = (request, response) => {
    // RFC 9112, 3.2: a request without Host is refused.
    if (request.headers.host === undefined && request.httpVersion === '1.1')
      return refuse(response, new Problem('malformed-request', 'The request names no Host.'))
    if (isHostRepeated(request))
      return refuse(response, new Problem('malformed-request', 'The request names more than one Host.'))
    const address = withoutSlash(request.url ?? '', methodsAt)
    if (address !== undefined) {
      response.writeHead(308, { ...commonHeaders, location: address }).end()
      return
    }
    // RFC 9110, 9.3.7: asks for nothing but a sign of life.
    if (request.method === 'OPTIONS' && request.url === '*') {
      response.writeHead(204, { ...commonHeaders, allow: allMethods.join(', ') }).end()
      return
    }
    handle(request, response)
  }
  const listener = oneAtATime(answer)
  const server = createServer(
    // A request without Host is refused with a problem of this service, not with Node.js's own answer.
    { headersTimeout, requestTimeout: 0, keepAliveTimeout, requireHostHeader: false, noDelay: true },
    listener,
  )
  server.setTimeout(connectionTimeout)
  // Expectations other than 100-continue may be ignored (RFC 9110, 10.1.1).
  server.on('checkExpectation', listener)
  return server
}

/** `/articles/{id}` as the router writes it. */
const routeOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

function addOperations(app: FastifyInstance, context: Context, cache: AnswerCache, underWay: UnderWay): void {
  const { load } = context
  const gate = createGate(context.config)
  const writes = createLimit(app, 'writes', context.config.WRITE_RATE)
  const searches = createLimit(app, 'searches', context.config.SEARCH_RATE)
  for (const operation of operations) {
    const read = inputReader(operation)
    const perform = async (request: FastifyRequest, reply: FastifyReply, key: string | null) => {
      // Each try of a key is counted before the key is looked at.
      if (operation.access !== 'open') await writes?.(request, reply)
      if (operation.access !== 'open') request.scope = gate(operation.access, request)
      if (operation.hasForm === true && answeredTidied(request, reply)) return
      const { path, query } = read(request)
      const isSearch = operation.isSearch === true && (query as { q?: string }).q !== undefined
      if (isSearch) await searches?.(request, reply)
      if (key !== null && !isSearch) request.keepAnswer = cache.keeper(key)
      const work = () => {
        // Another request may have had the same answer made while this one waited.
        const kept = request.keepAnswer === null || key === null ? undefined : cache.get(key)
        return kept === undefined
          ? operation.handle(context, { path, query, request, reply })
          : sendReady(request, reply, kept)
      }
      const queue =
        operation.parses === true ? load.parses : operation.method === 'get' ? load.reads : load.writes
      if (isVital(operation)) await work()
      // A body may arrive slowly: its work takes a place once the body is there (ingest.ts).
      else if (operation.body === undefined) await queue.run(reply.raw, work)
      else {
        queue.check()
        await work()
      }
    }
    app.route({
      method: operation.method.toUpperCase() as 'GET',
      url: routeOf(operation.path),
      handler(request, reply) {
        const key = operation.isKept === true ? cacheKey(request) : null
        const kept = key === null ? undefined : cache.get(key)
        if (kept !== undefined) {
          sendReady(request, reply, kept)
          context.metrics.request(operation.id, reply.statusCode)
          return
        }
        reply.raw.once('close', () => context.metrics.request(operation.id, reply.statusCode))
        reply.headers(commonHeaders)
        const performed = perform(request, reply, key)
        underWay.add(performed)
        return performed.then(
          () => reply,
          (error) => unlessLeft(error, reply),
        )
      },
    })
  }
}

/** A client that has left needs no answer. */
function unlessLeft(error: unknown, reply: FastifyReply): FastifyReply {
  if (!(error instanceof ClientLeft)) throw error
  return reply.hijack()
}

function inputReader({ pathParameters, query }: Operation) {
  const readPath = pathParameters === undefined ? () => noParameters : parametersReader(pathParameters)
  const readQuery = parametersReader(query)
  return (request: FastifyRequest): { path: unknown; query: unknown } => ({
    path: readPath(request.params as RawParameters),
    query: readQuery(queryOf((request.query as { text: string }).text)),
  })
}
