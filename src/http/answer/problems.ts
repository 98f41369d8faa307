import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type ProblemName } from '../../problem.ts'
import { answeringAt, problemJson } from '../public-address.ts'
import { formWanted } from '../representations/forms.ts'
import { refusalPage } from '../representations/pages/problems.ts'
import { viewIn } from '../representations/pages/view.ts'
import { pagePolicy } from '../representations/style.ts'
import { isForm } from '../request/page-form.ts'
import { languageWanted } from '../request/preferences.ts'
import { discardBody } from '../stopping.ts'
import { preflightHeaders } from './headers.ts'

export const problemType = 'application/problem+json'
/** Seconds after which a service that cannot answer now is worth another try. */
const retryAfter = 5

/** What the framework itself refuses, by its error codes. */
const ofFramework: Record<string, [ProblemName, string]> = {
  FST_ERR_BAD_URL: ['malformed-request', 'The address is no percent-encoded UTF-8.'],
  FST_ERR_MAX_PARAM_LENGTH: ['uri-too-long', 'A part of the path is longer than any id or tag.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is over the limit.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'The Content-Type is no media type.'],
}

/** @returns the problem that an error is to the client; what is not expected becomes `internal` */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>
  const known = ofFramework[code]
  if (known !== undefined) return new Problem(known[0], known[1], {}, error)
  if (statusCode === 404) return new Problem('not-found', 'There is nothing at this address.', {}, error)
  if (statusCode >= 400 && statusCode < 500)
    return new Problem('malformed-request', 'The request cannot be read.', {}, error)
  return new Problem('internal', 'The service failed; the request id finds the cause in its log.', {}, error)
}

const ofContent = ['etag', 'last-modified', 'content-encoding', 'content-disposition', 'repr-digest', 'vary']

/** Answers with application/problem+json (RFC 9457). The cause of a failure goes to the log and nowhere else. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error)
  if (isFailure(problem))
    request.server.serviceLog.error({ reqId: request.id, err: problem.cause ?? problem }, problem.message)
  for (const name of ofContent) reply.removeHeader(name)
  for (const [name, value] of Object.entries(request.server.commonHeaders))
    if (!reply.hasHeader(name)) reply.header(name, value)
  if (problem.problem === 'unauthorized') reply.header('www-authenticate', challengeFor(request))
  const wait = problem.details.retryAfter ?? (problem.status === 503 ? retryAfter : undefined)
  if (wait !== undefined) reply.header('retry-after', wait)
  if (!request.raw.complete) discardBody(request.raw)
  if (isForReader(request)) return sendRefusalPage(request, reply.code(problem.status), problem)
  return reply
    .code(problem.status)
    .header('content-type', problemType)
    .header('cache-control', 'no-store')
    .send(Buffer.from(JSON.stringify({ ...problemJson(problem), instance: request.id })))
}

/** Whether a page is wanted: by a browser, which knows no problem+json, where the address does not ask for another form. */
function isForReader(request: FastifyRequest): boolean {
  const { method, url, headers } = request
  if (method !== 'GET' && method !== 'HEAD' && !isForm(request)) return false
  if (headers.accept?.includes(problemType)) return false
  return formWanted(headers.accept)?.name === 'html' && !/[?&]format=(?!html)/.test(url)
}

function sendRefusalPage(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const language = languageWanted(request)
  const page = refusalPage(viewIn(language, request.url, new Map()), problem)
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
    })
    .send(Buffer.from(page))
}

/** Whether an operator should read of it: not of requests that are refused because there are too many. */
const isFailure = ({ status, details }: Problem): boolean => status >= 500 && details.retryAfter === undefined

/** RFC 6750, section 3: an error is named only to who gave a key. */
function challengeFor(request: FastifyRequest): string {
  const realm = 'Bearer realm="broadsheet"'
  return request.headers.authorization === undefined ? realm : `${realm}, error="invalid_token"`
}

/** Every answer that is none of an operation's: errors, unknown addresses, methods that an address lacks. */
export function answerProblems(app: FastifyInstance, methodsAt: (path: string) => string[]): void {
  const send = (request: FastifyRequest, reply: FastifyReply, error: unknown) =>
    answeringAt(app.addressOf(request.raw), () => sendProblem(request, reply, error))
  app.setErrorHandler((error, request, reply) => send(request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.url.split('?', 1)[0] ?? '/')
    const isOptions = request.method === 'OPTIONS'
    // A file that the reference does not have lies at an address that has the method.
    if (methods.length === 0 || (methods.includes(request.method) && !isOptions))
      return send(request, reply, new Problem('not-found', 'There is nothing at this address.'))
    reply.header('allow', methods.join(', '))
    if (isOptions)
      return reply
        .code(204)
        .headers({ ...app.commonHeaders, ...preflightHeaders })
        .send()
    return send(
      request,
      reply,
      new Problem('method-not-allowed', `${request.method} is not possible here; ${methods.join(', ')} are.`),
    )
  })
}

/** Answers before the framework sees the request. A broken request's connection is closed behind it. */
export function refuse(
  response: ServerResponse,
  problem: Problem,
  headers: Readonly<Record<string, string>>,
): void {
  const body = JSON.stringify({ ...problemJson(problem), instance: randomUUID() })
  const { retryAfter } = problem.details
  response
    .writeHead(problem.status, {
      ...headers,
      'content-type': problemType,
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      ...(retryAfter === undefined ? { connection: 'close' } : { 'retry-after': String(retryAfter) }),
    })
    .end(body)
}
