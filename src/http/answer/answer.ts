import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CodedAnswers, coderOf, codingFor, offered } from './coding.ts'
import { httpDate } from './http-date.ts'

export const jsonType = 'application/json; charset=utf-8'

export type Representation = {
  body: Buffer
  type: string
  /** The opaque part of the ETag; the body's digest where it is not known yet. */
  etag?: string
  /** RFC 3339. */
  updatedAt?: string
  /** Bytes that a header speaks of are sent as they are. */
  isPlain?: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    codedAnswers: CodedAnswers
  }
  interface FastifyRequest {
    /** Where the answer may be kept (kept-answers.ts), takes it. */
    keepAnswer: ((representation: Representation, reply: FastifyReply) => void) | null
  }
}

/**
 * Answers with bytes: strong ETag, 304 where the client has them, compressed where it wants that. A coding is
 * another representation, so its ETag is another one (RFC 9110, 8.8.3).
 */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  representation: Representation,
): FastifyReply | Promise<FastifyReply> {
  const { body, type, updatedAt, isPlain = false } = representation
  const etag = representation.etag ?? digest(body)
  request.keepAnswer?.({ ...representation, etag }, reply)
  const coding = isPlain ? null : codingFor(request.headers, body.length)
  reply.header('etag', coding === null ? `"${etag}"` : `"${etag}-${coding}"`)
  if (updatedAt !== undefined) reply.header('last-modified', httpDate(updatedAt))
  if (!isPlain && !reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding')
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && reply.statusCode === 200 && isCurrent(request.headers, etag, updatedAt))
    return reply.code(304).removeHeader('link').removeHeader('last-modified').send()
  reply.header('content-type', type)
  if (coding === null) return reply.send(body)
  reply.header('content-encoding', coding)
  return request.server.codedAnswers.of(body, etag, coding).then((bytes) => reply.send(bytes))
}

/** Answers with what is read piece by piece, no faster than the client takes it. HEAD reads nothing of it. */
export function answerStream(
  request: FastifyRequest,
  reply: FastifyReply,
  { pieces, type, isPlain = false }: { pieces: AsyncIterable<Buffer>; type: string; isPlain?: boolean },
): FastifyReply {
  const coding = isPlain ? null : codingFor(request.headers, Number.POSITIVE_INFINITY)
  if (!isPlain) reply.header('vary', 'Accept-Encoding')
  reply.header('content-type', type)
  const stream = Readable.from(pieces, { objectMode: false })
  if (coding === null) return reply.send(stream)
  const coder = coderOf(coding)
  // A failure must reach the client as a broken answer, and a client that leaves must end the reading.
  stream.on('error', (error) => coder.destroy(error))
  coder.on('close', () => stream.destroy())
  return reply.header('content-encoding', coding).send(stream.pipe(coder))
}

export const digest = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url').slice(0, 22)

/** RFC 9110, 13.1: If-None-Match is compared weakly, and If-Modified-Since counts only without it. */
export function isCurrent(
  headers: IncomingHttpHeaders,
  etag: string,
  updatedAt: string | undefined,
): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = headers
  if (tags !== undefined) {
    // What nearly all send, without a pattern's work.
    if (tags === `"${etag}"` || tags.trim() === '*') return true
    for (const [, opaque = ''] of tags.matchAll(/"([^"]{0,200})"/g)) {
      if (opaque === etag || offered.some((coding) => opaque === `${etag}-${coding}`)) return true
    }
    return false
  }
  if (since === undefined || updatedAt === undefined) return false
  const time = Date.parse(since)
  return !Number.isNaN(time) && Math.floor(Date.parse(updatedAt) / 1000) * 1000 <= time
}

/** Answers with a value as JSON. */
export function answerJson(
  request: FastifyRequest,
  reply: FastifyReply,
  value: unknown,
): FastifyReply | Promise<FastifyReply> {
  return answer(request, reply, { body: Buffer.from(JSON.stringify(value)), type: jsonType })
}
