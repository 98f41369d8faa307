import type { IncomingMessage } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { ndjsonItems } from '../ingest/containers/ndjson.ts'
import { isPageType, pageOfMessage, pageTypes, tooLarge } from '../ingest/containers/page-message.ts'
import { tarItems } from '../ingest/containers/tar.ts'
import type { Item, Page, PageHints } from '../page.ts'
import { Problem } from '../problem.ts'

/** Content codings of a request's body (RFC 9110, 8.4.1). */
const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
  ...(typeof createZstdDecompress === 'function' ? { zstd: createZstdDecompress } : {}),
}

export const ndjsonType = 'application/x-ndjson'
export const tarType = 'application/x-tar'
const jsonType = 'application/json'
export const ingestTypes = [...pageTypes, jsonType, ndjsonType, tarType]

/** What a body holds: one page, or a stream of items. */
export type Body = { page: Page } | { items: AsyncIterable<Item> }

/**
 * Reads the body of an ingest request by its content type.
 *
 * @throws Problem unsupported-media-type, too-large, malformed-request, invalid-parameter
 */
export async function readBody(
  request: FastifyRequest,
  hints: PageHints,
  maxPageSize: number,
): Promise<Body> {
  const contentType = request.headers['content-type'] ?? ''
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!ingestTypes.includes(mediaType)) {
    throw new Problem(
      'unsupported-media-type',
      `The Content-Type is ${mediaType === '' ? 'missing' : JSON.stringify(mediaType.slice(0, 100))}; it may be ${ingestTypes.join(', ')}.`,
    )
  }
  const bytes = decodedBody(request)
  if (mediaType === ndjsonType) return { items: withHints(ndjsonItems(bytes, { maxPageSize }), hints) }
  if (mediaType === tarType) return { items: withHints(tarItems(bytes, { maxPageSize }), hints) }
  if (isPageType(contentType)) {
    const content = await collect(bytes, maxPageSize)
    if (content.length === 0) throw new Problem('no-article', 'The page is empty.')
    return { page: { bytes: content, contentType, hints } }
  }
  const page = pageOfMessage(json(await collect(bytes, maxPageSize * 2, maxPageSize)), { maxPageSize })
  if (page.bytes.length === 0) throw new Problem('no-article', 'The page is empty.')
  return { page: { ...page, hints: { ...page.hints, ...hints } } }
}

async function* withHints(items: AsyncIterable<Item>, hints: PageHints): AsyncGenerator<Item, void, void> {
  for await (const item of items) {
    yield 'page' in item ? { ...item, page: { ...item.page, hints: { ...hints, ...item.page.hints } } } : item
  }
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw new Problem('malformed-request', 'The body is not JSON.', {}, error)
  }
}

/** The whole body, up to a limit. */
async function collect(chunks: AsyncIterable<Uint8Array>, limit: number, told = limit): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > limit) throw tooLarge(told)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

/** The body without its content codings, the last applied first. */
async function* decodedBody(request: FastifyRequest): AsyncGenerator<Uint8Array, void, void> {
  const codings = (request.headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > 2)
    throw new Problem('unsupported-media-type', 'The body has more than two content codings.')
  let stream: Readable = request.body instanceof Readable ? request.body : Readable.from([])
  const source = stream
  for (const coding of codings.reverse()) {
    const decoder = Object.hasOwn(decoders, coding) ? decoders[coding]?.() : undefined
    if (decoder === undefined) {
      throw new Problem(
        'unsupported-media-type',
        `The Content-Encoding ${JSON.stringify(coding.slice(0, 40))} cannot be decoded; ${Object.keys(decoders).join(', ')} can.`,
      )
    }
    stream.on('error', (error) => decoder.destroy(error))
    stream = stream.pipe(decoder)
  }
  try {
    yield* stream as AsyncIterable<Uint8Array>
  } catch (error) {
    if ((source as IncomingMessage).aborted)
      throw new Problem('malformed-request', 'The body was cut off.', {}, error)
    throw new Problem(
      'malformed-request',
      'The body cannot be decoded as its Content-Encoding says.',
      {},
      error,
    )
  }
}
