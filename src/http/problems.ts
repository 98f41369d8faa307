import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type ProblemName } from '../problem.ts'

export const problemType = 'application/problem+json'
const retryAfter = 1

/** What the framework itself refuses, by its error codes. */
const ofFramework: Record<string, [ProblemName, string]> = {
  FST_ERR_BAD_URL: ['malformed-request', 'The address is not valid percent-encoded UTF-8.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is over the limit.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'The Content-Type cannot be ingested.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed-request', 'The body differs from its Content-Length.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-request', 'The body is empty.'],
  FST_ERR_MAX_PARAM_LENGTH: ['uri-too-long', 'A part of the path is too long.'],
}

/** @returns the problem that an error is to the client; what is not expected becomes `internal` */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>
  const known = ofFramework[code]
  if (known !== undefined) return new Problem(known[0], known[1], {}, error)
  if (statusCode === 413) return new Problem('too-large', 'The body is over the limit.', {}, error)
  if (statusCode >= 400 && statusCode < 500)
    return new Problem('malformed-request', 'The request cannot be read.', {}, error)
  return new Problem('internal', 'The service failed; the request id finds the cause in its log.', {}, error)
}

/** Answers with application/problem+json (RFC 9457). The cause of a failure goes to the log and nowhere else. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error)
  if (problem.status >= 500) request.log.error({ err: problem.cause ?? problem }, problem.message)
  if (problem.problem === 'unauthorized') reply.header('www-authenticate', 'Bearer realm="broadsheet"')
  const wait =
    problem.details.retryAfter ?? (problem.status === 503 || problem.status === 507 ? retryAfter : undefined)
  if (wait !== undefined) reply.header('retry-after', String(wait))
  for (const name of ['etag', 'last-modified', 'content-encoding', 'content-disposition', 'repr-digest'])
    reply.removeHeader(name)
  return reply
    .code(problem.status)
    .header('content-type', problemType)
    .header('cache-control', 'no-store')
    .send(Buffer.from(JSON.stringify({ ...problem.toJSON(), instance: request.id })))
}

/** Every answer that is none of an operation's: errors, unknown addresses, methods that an address lacks. */
export function answerProblems(app: FastifyInstance, methodsAt: (path: string) => string[]): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const methods = methodsAt(path)
    if (methods.length === 0)
      return sendProblem(request, reply, new Problem('not-found', 'There is nothing at this address.'))
    reply.header('allow', methods.join(', '))
    if (request.method === 'OPTIONS') return reply.code(204).send()
    return sendProblem(
      request,
      reply,
      new Problem('method-not-allowed', `${request.method} is not possible here; ${methods.join(', ')} is.`),
    )
  })
}

const brokenRequests: Record<string, ProblemName> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/** What no request could be made of: the answer's bytes, as they go on the wire. */
export function brokenRequestAnswer(error: NodeJS.ErrnoException): string {
  const problem = new Problem(
    brokenRequests[error.code ?? ''] ?? 'malformed-request',
    'The request is not valid HTTP/1.1, or is over a limit.',
  )
  const body = JSON.stringify(problem.toJSON())
  return `HTTP/1.1 ${problem.status} ${problem.toJSON().title}\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
}
