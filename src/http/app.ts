import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { PublicUrl } from '../public-url.ts'
import { sendKept, sendReady } from './answer/answer.ts'
import { refuseBrokenRequest } from './answer/broken-requests.ts'
import { AnswerCache, cacheKey } from './answer/cache.ts'
import { commonHeadersFor } from './answer/headers.ts'
import { ListSums } from './answer/list-sums.ts'
import { answeredTidied } from './answer/page.ts'
import { answerProblems, sendProblem } from './answer/problems.ts'
import { createLog, logsRequests } from './log.ts'
import { methodsOf } from './methods.ts'
import { createMetrics } from './metrics.ts'
import { once } from './once.ts'
import { describer } from './openapi/openapi.ts'
import type { AppOptions, Context, Operation } from './operation.ts'
import { operations } from './operations.ts'
import { answeringAt, publicAddress } from './public-address.ts'
import { formWanted } from './representations/forms.ts'
import { createRoomForBodies } from './request/bodies.ts'
import { usualPatience } from './request/content-coding.ts'
import { noParameters, parametersReader, queryOf, type RawParameters } from './request/input.ts'
import { createGate } from './request/keys.ts'
import { createLimit, prepareLimits } from './request/limits.ts'
import { ClientLeft, createLoad, longestWaitOfReaders } from './request/load.ts'
import { mayOthersRead } from './request/own-machine.ts'
import { wantsState } from './request/preconditions.ts'
import { addressReader, trustOf } from './request/proxies.ts'
import { createRoom } from './request/room.ts'
import { docsRoutes } from './routes/docs.ts'
import { createHttpServer } from './server.ts'
import { closeBehind, createStopping, createUnderWay, type UnderWay } from './stopping.ts'

/** Characters of a part of a path. Ids and tags are shorter. */
const longestPathPart = 500
/** Bytes of answers that are not in the cache and that their clients have not taken yet. */
const roomForAnswers = 128 * 1024 * 1024

/** Exports under way: one that its client does not take holds pages in memory. */
const exportsAtOnce = 4

/** The application: tests build the very app that runs. It listens nowhere, and closes nothing that it was given. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, store, ingest, sources = [], patience = usualPatience } = options
  const { stop, ...stopping } = createStopping()
  const trust = trustOf(config)
  const addressOf = addressReader(config, trust)
  const descriptions = once(describer)
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
    describe: (prefix) => descriptions()(prefix),
    load: {
      reads: createLoad(config.READS_AT_ONCE),
      parses: createLoad(Math.min(1, config.READS_AT_ONCE)),
      writes: createLoad(config.WRITES_AT_ONCE),
    },
    room: createRoomForBodies(config.MAX_PAGE_SIZE),
    exports: createRoom(exportsAtOnce),
    sums: new ListSums(store),
    ...stopping,
  }
  const cache = new AnswerCache(config.CACHE_SIZE)
  const unsubscribe = store.onChange(() => {
    cache.clear()
    context.sums.clear()
  })
  const underWay = createUnderWay()
  const commonHeaders = commonHeadersFor(mayOthersRead(config))
  const log = createLog(config)
  const areLogged = logsRequests(config)
  /** Most requests of readers and of caches are for what is kept. Where each is logged, the framework sees them all. */
  const answerKept = (request: IncomingMessage, response: ServerResponse, reached: PublicUrl): boolean => {
    const { method, url = '', headers } = request
    if ((method !== 'GET' && method !== 'HEAD') || areLogged || wantsState(headers)) return false
    const kept = cache.get(cacheKey({ url, headers }, reached))
    if (kept === undefined) return false
    sendKept(request, response, kept)
    context.metrics.request(kept.operation, response.statusCode)
    return true
  }
  const app: FastifyInstance = Fastify({
    ...(areLogged && { loggerInstance: log as FastifyBaseLogger }),
    trustProxy: trust ?? false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    // Requests that still come while it closes are answered like any other, not with the framework's own 503.
    return503OnClosing: false,
    // Each operation checks its own input: the framework's validator would only be loaded.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    routerOptions: { maxParamLength: longestPathPart, querystringParser: (text) => ({ text }) },
    serverFactory: (handle) =>
      createHttpServer({ config, patience, trust, addressOf, methodsAt, commonHeaders, answerKept }, handle),
    frameworkErrors: (error, request, reply) =>
      answeringAt(addressOf(request.raw), () => void sendProblem(request as FastifyRequest, reply, error)),
    clientErrorHandler: (error, socket) =>
      answeringAt(config.PUBLIC_URL ?? publicAddress(), () => refuseBrokenRequest(error, socket)),
  })
  app.addHook('preClose', async () => {
    stop()
    underWay.closeConnections()
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
  app.decorate('addressOf', addressOf)
  app.decorate('commonHeaders', commonHeaders)
  app.decorate('serviceLog', log)
  app.decorate('searchLimit', createLimit(app, 'searches', config.SEARCH_RATE))
  app.decorate('parseLimit', createLimit(app, 'parsing', config.PARSE_RATE))
  app.decorate('outgoing', createRoom(roomForAnswers))
  app.decorateRequest('keepAnswer', null)
  app.decorateRequest('scope', 'read')
  addOperations(app, context, cache, underWay)
  await app.register(docsRoutes, context)
  return app
}

function noCompiler(): never {
  throw new Error('a route has a schema of the framework')
}

const methodsAt = methodsOf(operations)

/** A person's browser. */
const isReader = ({ headers }: FastifyRequest): boolean => formWanted(headers.accept)?.name === 'html'

/** Health, metrics and the description are exempt from the limits on work. */
const isVital = ({ group }: Operation): boolean => group === 'service'

/** Whether the work on a request is a search: its own, or that of the list that it names. */
const isSearching = ({ q, list }: { q?: string; list?: string }): boolean =>
  q !== undefined || (list !== undefined && new URLSearchParams(list).has('q'))

/** `/articles/{id}` as the router writes it. */
const routeOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

function addOperations(app: FastifyInstance, context: Context, cache: AnswerCache, underWay: UnderWay): void {
  const { load } = context
  const gate = createGate(context.config)
  const writes = createLimit(app, 'writes', context.config.WRITE_RATE)
  for (const operation of operations) {
    const read = inputReader(operation)
    const perform = async (request: FastifyRequest, reply: FastifyReply, key: string | null) => {
      // Each try of a key is counted before the key is looked at.
      if (operation.access !== 'open') await writes?.(request, reply)
      if (operation.access !== 'open') request.scope = gate(operation.access, request)
      if (operation.hasForm === true && answeredTidied(request, reply)) return
      const { path, query } = read(request)
      const isSearch = operation.isSearch === true && isSearching(query as object)
      if (isSearch) await app.searchLimit?.(request, reply)
      // Under this key a search is not found before it is counted.
      const ownKey = key !== null && isSearch ? `search ${key}` : key
      if (ownKey !== null) request.keepAnswer = cache.keeper(ownKey, operation.id)
      const work = () => {
        // Another request may have had the same answer made while this one waited.
        const kept = ownKey === null ? undefined : cache.get(ownKey)
        return kept === undefined
          ? operation.handle(context, { path, query, request, reply })
          : sendReady(request, reply, kept)
      }
      const queue =
        operation.parses === true ? load.parses : operation.method === 'get' ? load.reads : load.writes
      if (isVital(operation)) await work()
      // A body may arrive slowly: its work takes a place once the body is there (ingest.ts).
      else if (operation.body === undefined)
        await queue.run(reply.raw, work, isReader(request) ? longestWaitOfReaders : undefined)
      else {
        queue.check()
        await work()
      }
    }
    app.route({
      method: operation.method.toUpperCase() as 'GET',
      url: routeOf(operation.path),
      handler(request, reply) {
        const address = app.addressOf(request.raw)
        const key = operation.isKept === true ? cacheKey(request, address) : null
        reply.raw.once('close', () => context.metrics.request(operation.id, reply.statusCode))
        if (context.closing.aborted) closeBehind(reply)
        reply.headers(app.commonHeaders)
        const performed = answeringAt(address, () => perform(request, reply, key))
        underWay.add(performed, reply)
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
