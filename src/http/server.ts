import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Config } from '../config.ts'
import { Problem } from '../problem.ts'
import type { PublicUrl } from '../public-url.ts'
import { refuse } from './answer/problems.ts'
import { allMethods, withoutPrefix, withoutSlash } from './methods.ts'
import { answeringAt } from './public-address.ts'
import type { Patience } from './request/content-coding.ts'
import { unaskedFor } from './request/expectation.ts'
import { hostCheck } from './request/own-machine.ts'
import { oneAtATime, readersOf } from './request/pipelining.ts'
import { type AddressOf, hostPattern, readForwarded, type Trust } from './request/proxies.ts'

/** Milliseconds that a connection is kept between requests, and when nothing moves on it in the middle of one. */
const keepAliveTimeout = 72_000
const connectionTimeout = 300_000

/** Node.js takes the first of several Host fields, proxies the last. Only `rawHeaders` has them all, with the values between. */
function isHostRepeated({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts++
  return hosts > 1
}

/** @returns what is wrong with a request's head that Node.js's parser takes (RFC 9112, 3.2; 9110, 4.2.1 and 9.3.7) */
function faultOf(request: IncomingMessage): string | undefined {
  const { headers, httpVersion, method, url = '' } = request
  if (headers.host === undefined && httpVersion === '1.1') return 'The request names no Host.'
  if (isHostRepeated(request)) return 'The request names more than one Host.'
  if (headers.host !== undefined && !hostPattern.test(headers.host)) return 'The Host is no host.'
  if (url === '*' && method !== 'OPTIONS') return 'The address * is for OPTIONS.'
  if (url.includes('#')) return 'The address has a fragment (#), which is not for the service.'
  return undefined
}

const foreign =
  'Without API_KEYS the service answers to localhost alone, and to the host of PUBLIC_URL. The Host of this request is another one.'

/** @param methodsAt gives the methods of a path (methods.ts); @param trust null where no proxy is trusted */
type Service = {
  config: Config
  patience: Patience
  trust: Trust | null
  addressOf: AddressOf
  methodsAt: (path: string) => string[]
  commonHeaders: Readonly<Record<string, string>>
  /** Answers from the cache, without the framework. @returns false where nothing is kept for the request */
  answerKept: (request: IncomingMessage, response: ServerResponse, reached: PublicUrl) => boolean
}

/**
 * @param handle the framework's own, which sees requests of one Host, to addresses in their one form
 * @returns the server
 */
export function createHttpServer(
  { config, patience, trust, addressOf, methodsAt, commonHeaders, answerKept }: Service,
  handle: RequestListener,
): Server {
  const isForeign = hostCheck(config)
  const refusalOf = (request: IncomingMessage): Problem | undefined => {
    const fault = faultOf(request)
    if (fault !== undefined) return new Problem('malformed-request', fault)
    return isForeign(request) ? new Problem('forbidden', foreign) : undefined
  }
  const answer: RequestListener = (request, response) => {
    readForwarded(request, trust)
    const reached = addressOf(request)
    const refused = refusalOf(request)
    if (refused !== undefined) return answeringAt(reached, () => refuse(response, refused, commonHeaders))
    request.url = withoutPrefix(request.url ?? '', reached.prefix, methodsAt)
    const path = withoutSlash(request.url, methodsAt)
    if (path !== undefined) {
      response.writeHead(308, { ...commonHeaders, location: reached.prefix + path }).end()
      return
    }
    // RFC 9110, 9.3.7: asks for nothing but a sign of life.
    if (request.method === 'OPTIONS' && request.url === '*') {
      response.writeHead(204, { ...commonHeaders, allow: allMethods.join(', ') }).end()
      return
    }
    if (!answerKept(request, response, reached)) handle(request, response)
  }
  const server = createServer({
    headersTimeout: patience.headers,
    connectionsCheckingInterval: patience.headers / 2,
    // Bodies have limits of their own (content-coding.ts).
    requestTimeout: 0,
    keepAliveTimeout,
    // A request without Host is refused with a problem of this service, not with Node.js's own answer.
    requireHostHeader: false,
    noDelay: true,
  })
  const listener = oneAtATime(answer, readersOf(server))
  server.on('request', listener)
  server.on('checkContinue', unaskedFor(listener))
  server.setTimeout(connectionTimeout)
  // Expectations other than 100-continue may be ignored (RFC 9110, 10.1.1).
  server.on('checkExpectation', listener)
  return server
}
