import type { FastifyRequest } from 'fastify'
import { jsonOf } from '../ingest/containers/json.ts'
import { ndjsonItems } from '../ingest/containers/ndjson.ts'
import { isPageType, pageOfMessage, pageTypes, tooLarge } from '../ingest/containers/page-message.ts'
import { tarItems } from '../ingest/containers/tar.ts'
import type { Item, Page, PageHints } from '../page.ts'
import { Problem } from '../problem.ts'
import { decodedBody } from './content-coding.ts'

export const ndjsonType = 'application/x-ndjson'
export const tarType = 'application/x-tar'
const jsonType = 'application/json'
export const ingestTypes = [...pageTypes, jsonType, ndjsonType, tarType]

/** What a body holds: one page, or a stream of items. */
export type Body = { page: Page } | { items: AsyncIterable<Item> }

/** JSON's longest form of a byte is `\u0000`; and what the sender says of a page needs room, too. */
const roomInJson = (maxPageSize: number) => maxPageSize * 6 + 65_536

/**
 * Reads the body of an ingest request by its content type.
 *
 * @param hints what the address says of the page; the page's own JSON goes before it
 * @throws Problem unsupported-media-type, too-large, malformed-request, invalid-parameter, request-timeout
 */
export async function readBody(
  request: FastifyRequest,
  hints: PageHints,
  maxPageSize: number,
): Promise<Body> {
  const contentType = request.headers['content-type'] ?? ''
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!ingestTypes.includes(mediaType)) throw unsupported(mediaType)
  if (mediaType === ndjsonType || mediaType === tarType) {
    refuseHintsOfOne(hints)
    const bytes = decodedBody(request, 'many')
    const items =
      mediaType === tarType ? tarItems(bytes, { maxPageSize }) : ndjsonItems(bytes, { maxPageSize })
    return { items: withHints(items, hints) }
  }
  const bytes = decodedBody(request, 'one')
  if (isPageType(contentType)) {
    const content = await whole(bytes, maxPageSize, maxPageSize)
    return { page: { bytes: notEmpty(content), contentType, hints } }
  }
  const message = jsonOf(await whole(bytes, roomInJson(maxPageSize), maxPageSize), 'The body')
  const page = pageOfMessage(message, { maxPageSize })
  notEmpty(page.bytes)
  return { page: { ...page, hints: { ...hints, ...page.hints } } }
}

function unsupported(mediaType: string): Problem {
  const given =
    mediaType === '' ? 'There is no Content-Type' : `The Content-Type is ${mediaType.slice(0, 100)}`
  return new Problem('unsupported-media-type', `${given}; it may be ${ingestTypes.join(', ')}.`)
}

function refuseHintsOfOne(hints: PageHints): void {
  for (const parameter of ['id', 'url'] as const) {
    if (hints[parameter] === undefined) continue
    const message = 'This is for one page; here each item says its own.'
    throw new Problem('invalid-parameter', `${parameter}: ${message}`, { errors: [{ parameter, message }] })
  }
}

async function* withHints(items: AsyncIterable<Item>, hints: PageHints): AsyncGenerator<Item, void, void> {
  for await (const item of items) {
    yield 'page' in item ? { ...item, page: { ...item.page, hints: { ...hints, ...item.page.hints } } } : item
  }
}

function notEmpty<T extends Uint8Array>(bytes: T): T {
  if (bytes.length === 0) throw new Problem('no-article', 'The page is empty.')
  return bytes
}

/** @param told the limit as the refusal names it */
async function whole(chunks: AsyncIterable<Uint8Array>, limit: number, told: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > limit) throw tooLarge(told)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
