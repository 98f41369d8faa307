import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { Problem } from '../problem.ts'
import { addressesOf } from './answer/addresses.ts'
import { CodedAnswers } from './answer/coding.ts'
import { commonHeaders, unchangedHeaders } from './answer/headers.ts'
import { KeptAnswers } from './answer/kept-answers.ts'
import {
  answerProblems,
  discardBody,
  lingering,
  refuse,
  refuseBrokenRequest,
  sendProblem,
} from './answer/problems.ts'
import { createShortcut } from './answer/shortcut.ts'
import { createMetrics } from './metrics.ts'
import { describe } from './openapi/openapi.ts'
import type { AppOptions, Context, Operation } from './operation.ts'
import { operations } from './operations.ts'
import { createRoomForBodies } from './request/bodies.ts'
import { usualPatience } from './request/content-coding.ts'
import { noParameters, parametersReader, queryOf, type RawParameters } from './request/input.ts'
import { createGate } from './request/keys.ts'
import { createLimit, prepareLimits } from './request/limits.ts'
import { createLoad, tooMuch } from './request/load.ts'
import { docsRoutes } from './routes/docs.ts'
import { createStopping } from './stopping.ts'

/** Characters of a part of a path. Ids and tags are shorter. */
const longestPathPart = 500
/** Milliseconds that a client may take to send a request's headers. Bodies have limits of their own (bodies.ts). */
const headersTimeout = 20_000
/** Milliseconds that a connection is kept between requests, and when nothing moves on it in the middle of one. */
const keepAliveTimeout = 72_000
const connectionTimeout = 300_000
/** Bytes of lists that are kept ready; articles are kept by the store. */
const keptSize = 16 * 1024 * 1024
/** Of CACHE_SIZE, for compressed answers: they are a third as long, and about as many. */
const codedPart = 1 / 4

/** The application: what tests build is what runs. It listens nowhere, and closes nothing that it was given. */
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
    load: { reads: createLoad(config.READS_AT_ONCE), writes: createLoad(config.WRITES_AT_ONCE) },
    room: createRoomForBodies(config.MAX_PAGE_SIZE),
    ...stopping,
  }
  const kept = new KeptAnswers(keptSize)
  const coded = new CodedAnswers(Math.trunc(config.CACHE_SIZE * codedPart))
  const logsRequests = config.LOG_LEVEL === 'debug' || config.LOG_LEVEL === 'trace'
  const app = Fastify({
    logger:
      config.LOG_LEVEL === 'silent'
        ? false
        : { level: config.LOG_LEVEL, redact: ['req.headers.authorization'] },
    logController: new LogController({ disableRequestLogging: !logsRequests }),
    trustProxy: config.TRUST_PROXY,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    // Requests that still come while it closes are answered like any other, not with the framework's own 503.
    return503OnClosing: false,
    routerOptions: { maxParamLength: longestPathPart, querystringParser: (text) => ({ text }) },
    serverFactory: (handle) => createHttpServer(handle, context, kept, coded),
    frameworkErrors: (error, request, reply) =>
      void sendProblem(request as FastifyRequest, reply.headers(commonHeaders), error),
    clientErrorHandler: refuseBrokenRequest,
  })
  app.addHook('preClose', async () => {
    stop()
    // What was begun as an answer on a connection that is kept ends it all the same.
    app.server.keepAliveTimeout = 1
    app.server.keepAliveTimeoutBuffer = 0
  })
  // Bodies are read as streams by those who know what they hold.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.addHook('onSend', (request, reply, payload, done) => {
    for (const [name, value] of Object.entries(reply.statusCode === 304 ? unchangedHeaders : commonHeaders))
      if (!reply.hasHeader(name)) reply.header(name, value)
    if (stopping.closing.aborted) {
      reply.header('connection', 'close')
      reply.raw.once('finish', () => request.raw.complete || discardBody(request, lingering))
    }
    done(null, payload)
  })
  answerProblems(app, addressesOf(operations))
  await prepareLimits(app)
  app.decorateRequest('keepAnswer', null)
  app.decorate('codedAnswers', coded)
  addOperations(app, context, kept)
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

/** What is asked how the service does gets an answer whatever it has to do. */
const vital = new Set(operations.filter(({ group }) => group === 'service').map(({ path }) => path))

/** Node takes the first of them, others the last. It keeps them all only here, names and values in turn. */
function isHostRepeated({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts++
  return hosts > 1
}

function createHttpServer(handle: RequestListener, context: Context, kept: KeptAnswers, coded: CodedAnswers) {
  const { store, metrics, closing, load } = context
  const shortcut = createShortcut(store, kept, coded, metrics.request, load.reads)
  const answer: RequestListener = (request, response) => {
    // RFC 9112, 3.2: without Host there is no knowing what was asked for.
    if (request.headers.host === undefined && request.httpVersion === '1.1')
      return refuse(response, new Problem('malformed-request', 'The request names no Host.'))
    if (isHostRepeated(request))
      return refuse(response, new Problem('malformed-request', 'The request names more than one Host.'))
    const instead = () => {
      // The framework would make its objects first, which is much where nearly all is refused.
      const { isTooMuch } = request.method === 'GET' || request.method === 'HEAD' ? load.reads : load.writes
      if (!isTooMuch() || vital.has(request.url?.split('?', 1)[0] ?? '')) return handle(request, response)
      metrics.request('refused', 503)
      refuse(response, tooMuch())
    }
    // A service that stops closes each connection behind its answer; that is for the framework's hook.
    if (closing.aborted || !shortcut(request, response, instead)) instead()
  }
  const server = createServer(
    // A request without Host is refused in our words, not in Node's.
    { headersTimeout, requestTimeout: 0, keepAliveTimeout, requireHostHeader: false, noDelay: true },
    answer,
  )
  server.setTimeout(connectionTimeout)
  // Expectations other than 100-continue mean nothing here, and may be passed over (RFC 9110, 10.1.1).
  server.on('checkExpectation', answer)
  return server
}

/** `/articles/{id}` as the router writes it. */
const routeOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

function addOperations(app: FastifyInstance, context: Context, kept: KeptAnswers): void {
  const gate = createGate(context.config)
  const writes = createLimit(app, 'writes', context.config.WRITE_RATE)
  const searches = createLimit(app, 'searches', context.config.SEARCH_RATE)
  for (const operation of operations) {
    const read = inputReader(operation)
    const perform = async (request: FastifyRequest, reply: FastifyReply) => {
      gate(operation.access, request)
      const { path, query } = read(request)
      const isSearch = (query as { q?: string }).q !== undefined
      if (isSearch && operation.isSearch === true) await searches?.(request, reply)
      const handle = () => {
        const work = () => operation.handle(context, { path, query, request, reply })
        // Who sends a body may send it slowly: such work counts from where it is all there (ingest.ts).
        if (operation.body !== undefined || vital.has(operation.path)) return work()
        return operation.method === 'get' ? context.load.reads.run(work) : context.load.writes.run(work)
      }
      if (operation.isKept !== true || isSearch) return handle()
      return kept.answer(context.store, operation.id, request, reply, handle)
    }
    app.route({
      method: operation.method.toUpperCase() as 'GET',
      url: routeOf(operation.path),
      handler: async (request, reply) => {
        // Whoever tries keys is counted before the key is looked at.
        if (operation.access !== 'open') await writes?.(request, reply)
        return perform(request, reply)
      },
      onResponse: (_request, reply, done) => {
        context.metrics.request(operation.id, reply.statusCode)
        done()
      },
    })
  }
}

function inputReader({ pathParameters, query }: Operation) {
  const readPath = pathParameters === undefined ? () => noParameters : parametersReader(pathParameters)
  const readQuery = parametersReader(query)
  return (request: FastifyRequest): { path: unknown; query: unknown } => ({
    path: readPath(request.params as RawParameters),
    query: readQuery(queryOf((request.query as { text: string }).text)),
  })
}
