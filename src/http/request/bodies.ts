import type { FastifyRequest } from 'fastify'
import { Gathered } from '../../ingest/containers/gathered.ts'
import { itemsOf, nameless } from '../../ingest/containers/items.ts'
import { jsonOf } from '../../ingest/containers/json.ts'
import { containerTypes, kindOfMediaType } from '../../ingest/containers/kinds.ts'
import { longestMessage } from '../../ingest/containers/ndjson.ts'
import { isPageType, pageOfMessage, pageTypes, tooLarge } from '../../ingest/containers/page-message.ts'
import type { Item, Page, PageHints } from '../../page.ts'
import { invalidParameter, Problem } from '../../problem.ts'
import type { Stopping } from '../stopping.ts'
import { decodedBody, type Patience, type Wait } from './content-coding.ts'
import { createRoom, type Room, type Share } from './room.ts'

export const ndjsonType = 'application/x-ndjson'
/** Media types of bodies that hold one page. */
export const onePageTypes = [...pageTypes, 'application/json']
/** Media types of bodies that hold many pages. */
export const streamTypes = containerTypes
const ingestTypes = [...onePageTypes, ...streamTypes]

/** What a body holds: one page, or a stream of items. */
export type Body = { page: Page } | { items: AsyncIterable<Item> }

/** Bytes for all bodies together: 32 of the largest pages by default. */
const roomForBodies = 256 * 1024 * 1024

/** @returns room for bodies, and at least for the largest that may be sent */
export const createRoomForBodies = (maxPageSize: number): Room =>
  createRoom(Math.max(roomForBodies, 2 * longestMessage(maxPageSize)))

/**
 * Reads the body of an ingest request by its content type.
 *
 * @param share of the room for bodies: what is held of this one until the caller ends it
 * @param hints what the address says of the page; the page's own JSON goes before it
 * @param stopping ends a stream of items where it is, and a page that has not come in time
 * @param types media types that are taken
 * @throws Problem unsupported-media-type, too-large, malformed-request, invalid-parameter, request-timeout,
 *   unavailable
 */
export async function readBody(
  request: FastifyRequest,
  hints: PageHints,
  maxPageSize: number,
  { share, patience, ...stopping }: Stopping & { share: Share; patience: Patience },
  types: readonly string[] = ingestTypes,
): Promise<Body> {
  const contentType = request.headers['content-type'] ?? ''
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!types.includes(mediaType)) throw unsupported(mediaType, types)
  const kind = kindOfMediaType(mediaType)
  if (kind !== undefined) {
    refuseHintsOfOne(hints)
    const pieces = decodedBody(request, patience.many, stopping.closing)
    const items = itemsOf({ path: nameless, pieces, kind, isNamed: true }, { maxPageSize, hold: share.hold })
    return { items: withHints(items, hints) }
  }
  const body = { maxPageSize, share, wait: patience.one, stop: stopping.overdue }
  if (isPageType(contentType)) {
    const content = await whole(request, { limit: maxPageSize, ...body })
    return { page: { bytes: notEmpty(content), contentType, hints } }
  }
  const limit = longestMessage(maxPageSize)
  const message = jsonOf(await whole(request, { limit, ...body }), 'The body')
  const page = pageOfMessage(message, { maxPageSize })
  notEmpty(page.bytes)
  return { page: { ...page, hints: { ...hints, ...page.hints } } }
}

function unsupported(mediaType: string, types: readonly string[]): Problem {
  const given =
    mediaType === '' ? 'There is no Content-Type' : `The Content-Type is ${mediaType.slice(0, 100)}`
  return new Problem('unsupported-media-type', `${given}; it may be ${types.join(', ')}.`)
}

function refuseHintsOfOne(hints: PageHints): void {
  for (const parameter of ['id', 'url'] as const) {
    if (hints[parameter] === undefined) continue
    throw invalidParameter(parameter, 'This is for one page; here each item says its own.')
  }
}

async function* withHints(items: AsyncIterable<Item>, hints: PageHints): AsyncGenerator<Item, void, void> {
  for await (const item of items) {
    yield 'page' in item ? { ...item, page: { ...item.page, hints: { ...hints, ...item.page.hints } } } : item
  }
}

export function notEmpty<T extends Uint8Array>(bytes: T): T {
  if (bytes.length === 0) throw new Problem('no-article', 'The page is empty.')
  return bytes
}

/**
 * @returns a request's body in one piece, decoded. Throws Problem too-large beyond `limit`, before it is read where its
 *   length says so, and what reading it throws
 */
export async function whole(
  request: FastifyRequest,
  options: { limit: number; maxPageSize: number; share: Share; wait: Wait; stop: AbortSignal },
): Promise<Buffer> {
  const { limit, maxPageSize, share, wait, stop } = options
  const chunks = decodedBody(request, wait, stop)
  const { 'content-length': length, 'content-encoding': coding } = request.headers
  if (coding === undefined && Number(length) > limit) throw tooLarge(maxPageSize)
  const pieces = new Gathered()
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > limit) throw tooLarge(maxPageSize)
    share.hold(chunk.length)
    pieces.add(chunk)
  }
  return pieces.take()
}
