import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const jsonType = 'application/json; charset=utf-8'

/** Under this many bytes compression costs more than it saves. */
const worthCompressing = 1400

/** Fast settings: an answer is compressed while a client waits. */
const codings = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: (bytes: Buffer) => promisify(zstdCompress)(bytes),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const
type Coding = keyof typeof codings
const offered = (Object.keys(codings) as Coding[]).filter(
  (name) => name !== 'zstd' || typeof zstdCompress === 'function',
)

/** The content coding for a request's Accept-Encoding (RFC 9110, 12.5.3); null for none. */
export function codingFor(request: FastifyRequest): Coding | null {
  const accepted = request.headers['accept-encoding']
  if (accepted === undefined || accepted === 'identity') return null
  return negotiate(String(accepted), offered) as Coding | null
}

export type Representation = {
  body: Buffer
  type: string
  /** The opaque part of the ETag; the body's digest where it is not known yet. */
  etag?: string
  /** RFC 3339. */
  updatedAt?: string
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
  const { body, type, updatedAt } = representation
  const etag = representation.etag ?? digest(body)
  const coding = body.length < worthCompressing ? null : codingFor(request)
  const tag = coding === null ? `"${etag}"` : `"${etag}-${coding}"`
  reply.header('etag', tag)
  if (updatedAt !== undefined) reply.header('last-modified', new Date(updatedAt).toUTCString())
  if (isCurrent(request, etag, updatedAt)) return reply.code(304).send()
  reply.header('content-type', type)
  if (coding === null) return reply.send(body)
  reply.header('content-encoding', coding)
  return codings[coding](body).then((coded) => reply.send(coded))
}

export const digest = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 22)

/** RFC 9110, 13.1: If-None-Match is compared weakly, and If-Modified-Since counts only without it. */
function isCurrent(request: FastifyRequest, etag: string, updatedAt: string | undefined): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = request.headers
  if (tags !== undefined) {
    if (tags.trim() === '*') return true
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
