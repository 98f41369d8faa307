import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type RawParameters, readParameters } from './input.ts'
import { createGate } from './keys.ts'
import { createLimit, prepareLimits } from './limits.ts'
import { createMetrics } from './metrics.ts'
import { openapiDocument } from './openapi.ts'
import type { AppOptions, Context, Operation } from './operation.ts'
import { operations } from './operations.ts'
import { answerProblems, brokenRequestAnswer, sendProblem } from './problems.ts'
import { docsRoutes } from './routes/docs.ts'

/** Node's own limit on headers is 16 KiB; a part of a path cannot be longer. */
const longestPathPart = 16_384
/** Milliseconds that a client may take to send a request's headers, and a silent connection is kept. */
const headersTimeout = 20_000
const keepAliveTimeout = 72_000

/** `/articles/{id}` as the router writes it. */
const routeOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** The application: what tests build is what runs. It listens nowhere, and closes nothing that it was given. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, store, ingest } = options
  const app = Fastify({
    logger:
      config.LOG_LEVEL === 'silent'
        ? false
        : { level: config.LOG_LEVEL, redact: ['req.headers.authorization'] },
    disableRequestLogging: config.LOG_LEVEL !== 'debug' && config.LOG_LEVEL !== 'trace',
    trustProxy: config.TRUST_PROXY,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    keepAliveTimeout,
    http: { headersTimeout },
    routerOptions: { maxParamLength: longestPathPart, ignoreTrailingSlash: false },
    frameworkErrors: (error, request, reply) =>
      void sendProblem(request as FastifyRequest, reply as FastifyReply, error),
    clientErrorHandler: (error, socket) => {
      if (socket.writable && error.code !== 'ECONNRESET') socket.end(brokenRequestAnswer(error))
      else socket.destroy()
    },
  })
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())

  // Bodies are read as streams by those who know what they hold.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  const context: Context = {
    store,
    ingest,
    parser: options.parser ?? ingest,
    sources: options.sources ?? [],
    config,
    metrics: createMetrics(store),
    closing: closing.signal,
  }
  answerProblems(app, methodsAt)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  })
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD'],
    exposedHeaders: [
      'etag',
      'link',
      'location',
      'ingest-result',
      'archive-sequence',
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
    ],
  })
  await prepareLimits(app)
  addOperations(app, context)
  await app.register(docsRoutes, { document: openapiDocument })
  return app
}

function addOperations(app: FastifyInstance, context: Context): void {
  const gate = createGate(context.config)
  const writes = createLimit(app, 'writes', context.config.WRITE_RATE)
  const searches = createLimit(app, 'searches', context.config.SEARCH_RATE)
  for (const operation of operations) {
    const limitFor = (query: Record<string, unknown>) => {
      if (operation.access !== 'open') return writes
      return operation.isSearch === true && query.q !== undefined ? searches : null
    }
    app.route({
      method: operation.method.toUpperCase() as 'GET',
      url: routeOf(operation.path),
      handler: (request, reply) => {
        gate(operation.access, request)
        const { path, query } = inputOf(operation, request)
        const limit = limitFor(query as Record<string, unknown>)
        const handle = () => operation.handle(context, { path, query, request, reply })
        return limit === null ? handle() : limit(request, reply).then(handle)
      },
      onResponse: (_request, reply, done) => {
        context.metrics.requests.inc({ operation: operation.id, status: reply.statusCode })
        done()
      },
    })
  }
}

const noParameters = Object.freeze({})

function inputOf(
  { pathParameters, query }: Operation,
  request: FastifyRequest,
): { path: unknown; query: unknown } {
  return {
    path:
      pathParameters === undefined
        ? noParameters
        : readParameters(pathParameters, request.params as RawParameters),
    query: query === undefined ? noParameters : readParameters(query, request.query as RawParameters),
  }
}

const templates = operations.map(({ method, path }) => ({
  method: method.toUpperCase(),
  matches: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** @returns the methods that an address of the API has; none where there is no such address */
function methodsAt(path: string): string[] {
  const methods = templates.filter(({ matches }) => matches.test(path)).map(({ method }) => method)
  if (methods.length === 0)
    return /^\/(?:docs(?:\/.*)?|openapi\.(?:json|yaml)|problems(?:\/[^/]*)?)?$/.test(path) ? [] : []
  return [...new Set(methods.includes('GET') ? ['GET', 'HEAD', ...methods] : methods), 'OPTIONS']
}
