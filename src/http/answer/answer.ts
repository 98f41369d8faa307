import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isCurrent, refuseOtherState } from '../request/preconditions.ts'
import type { Room } from '../request/room.ts'
import type { ReadyAnswer } from './cache.ts'
import { type Coding, coderOf, codingFor, compressed } from './coding.ts'
import { isOfUnchanged, sharedFields } from './headers.ts'

export const jsonType = 'application/json; charset=utf-8'

export type Representation = {
  body: Buffer
  type: string
  /** The opaque part of the ETag; by default the body's digest. */
  etag?: string
  /** RFC 3339. */
  updatedAt?: string
  /** Sent without a content coding: a header field speaks of these very bytes. */
  isPlain?: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Room for answers that wait to be taken and are in no cache. */
    outgoing: Room
  }
  interface FastifyRequest {
    /** Keeps the answer for the next request of its kind; null where it is not to be kept (cache.ts). */
    keepAnswer: ((answer: ReadyAnswer) => void) | null
  }
}

/**
 * Answers with bytes: strong ETag, 304 where the client has them, compressed where it wants that. A coding is another
 * representation, so its ETag is another one (RFC 9110, 8.8.3). Header fields that the reply has already are kept.
 */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, type, etag = digest(body), updatedAt, isPlain = false }: Representation,
): void | Promise<void> {
  if (!isPlain && !reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding')
  reply.header('content-type', type)
  if (updatedAt !== undefined) reply.header('last-modified', new Date(updatedAt).toUTCString())
  const coding = isPlain ? null : codingFor(request.headers, body.length)
  const send = (bytes: Buffer) => {
    const ready = readyAnswer(request, reply, { body: bytes, etag, updatedAt }, coding)
    if (reply.statusCode === 200 && request.keepAnswer !== null && !reply.hasHeader('set-cookie'))
      request.keepAnswer(ready)
    else holdUntilTaken(request, reply, bytes.length)
    sendReady(request, reply, ready)
  }
  if (coding === null) return send(body)
  const bytes = compressed(body, coding)
  return bytes instanceof Promise ? bytes.then(send) : send(bytes)
}

/** Answers shorter than this are not counted: a connection has one of them at most. */
const longAnswer = 64 * 1024

/** @throws Problem unavailable where answers that nobody takes fill the room for them */
function holdUntilTaken({ server }: FastifyRequest, { raw }: FastifyReply, length: number): void {
  if (length < longAnswer) return
  const share = server.outgoing.share()
  share.hold(length)
  raw.once('close', share.end)
}

function readyAnswer(
  { server: { commonHeaders } }: FastifyRequest,
  reply: FastifyReply,
  { body, etag, updatedAt }: Pick<ReadyAnswer, 'body' | 'etag' | 'updatedAt'>,
  coding: Coding | null,
): ReadyAnswer {
  // What is left of a limit is this client's own, and is on the reply already.
  const {
    ratelimit: _left,
    'ratelimit-policy': _policy,
    // A cookie stays with the reply: Fastify would send it twice.
    'set-cookie': _cookie,
    ...headers
  } = reply.getHeaders() as Record<string, string>
  const fields = Object.entries({
    ...headers,
    etag: coding === null ? `"${etag}"` : `"${etag}-${coding}"`,
    ...(coding === null ? {} : { 'content-encoding': coding }),
    'content-length': String(body.length),
  }).filter(([name, value]) => value !== commonHeaders[name])
  const replaced = fields.flatMap(([name]) => (commonHeaders[name] === undefined ? [] : [name]))
  return {
    body,
    etag,
    updatedAt,
    shared: sharedFields(commonHeaders, replaced),
    validators: fields.filter(([name]) => isOfUnchanged(name)).flat(),
    own: fields.filter(([name]) => !isOfUnchanged(name)).flat(),
  }
}

/** Sends a kept answer to a read, or 304 in its place: Node.js alone writes it. */
export function sendKept({ headers }: IncomingMessage, response: ServerResponse, kept: ReadyAnswer): void {
  const { shared, validators, own, body } = kept
  if (isCurrent(headers, kept)) response.writeHead(304, shared.unchanged.concat(validators)).end()
  else response.writeHead(200, shared.all.concat(validators, own)).end(body)
}

/**
 * Sends an answer with the header fields that the reply has already, or 304 in its place.
 * @throws Problem precondition-failed where a read wants another state
 */
export function sendReady(request: FastifyRequest, reply: FastifyReply, ready: ReadyAnswer): void {
  const { statusCode } = reply
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  // Of another answer than 200 no state is asked for (RFC 9110, 13.2.1).
  if (isRead && statusCode === 200) refuseOtherState(request.headers, ready, 'what is at this address')
  if (isRead && statusCode === 200 && isCurrent(request.headers, ready)) {
    // A cookie is chosen by the request, also where the client has the page already.
    for (const name of Object.keys(reply.getHeaders())) if (name !== 'set-cookie') reply.removeHeader(name)
    setFields(reply, ready.shared.unchanged)
    setFields(reply, ready.validators)
    reply.code(304).send()
    return
  }
  setFields(reply, ready.validators)
  setFields(reply, ready.own)
  reply.send(ready.body)
}

function setFields(reply: FastifyReply, fields: readonly string[]): void {
  for (let i = 0; i < fields.length; i += 2) reply.header(fields[i]!, fields[i + 1])
}

/** Answers with what is read piece by piece, no faster than the client takes it. HEAD reads nothing of it. */
export function answerStream(
  request: FastifyRequest,
  reply: FastifyReply,
  { pieces, type, isPlain = false }: { pieces: AsyncIterable<Buffer>; type: string; isPlain?: boolean },
): void {
  const coding = isPlain ? null : codingFor(request.headers, Number.POSITIVE_INFINITY)
  if (!isPlain) reply.header('vary', 'Accept-Encoding')
  reply.header('content-type', type)
  const stream = Readable.from(pieces, { objectMode: false })
  stream.on('error', (err) =>
    request.server.serviceLog.warn({ reqId: request.id, err }, 'an answer broke off'),
  )
  if (coding === null) {
    reply.send(stream)
    return
  }
  const coder = coderOf(coding)
  // A failure must reach the client as a broken answer, and a client that leaves must end the reading.
  stream.on('error', (error) => coder.destroy(error))
  coder.on('close', () => stream.destroy())
  reply.header('content-encoding', coding).send(stream.pipe(coder))
}

export const digest = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url').slice(0, 22)

/**
 * Answers with a value as JSON.
 * @param updatedAt RFC 3339
 */
export function answerJson(
  request: FastifyRequest,
  reply: FastifyReply,
  value: unknown,
  updatedAt?: string,
): void | Promise<void> {
  return answer(request, reply, { body: Buffer.from(JSON.stringify(value)), type: jsonType, updatedAt })
}
