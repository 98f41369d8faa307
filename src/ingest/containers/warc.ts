import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { AsyncIterReader, StatusAndHeadersParser } from 'warcio'
import type { Item, PageHints } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { looksLikeHtml } from './kinds.ts'
import {
  type ContainerOptions,
  captureHint,
  holdFreely,
  isPageType,
  isWebAddress,
  KeptHints,
  tooLarge,
} from './page-message.ts'
import type { Pieces } from './pieces.ts'
import { type WarcRecord, warcRecords } from './warc-records.ts'

/** The field in which an export keeps what was known of a page when it came: JSON. */
export const hintsField = 'Broadsheet-Hints'

/** A record's header and that of its HTTP message are no more than this. */
const roomForHeaders = 256 * 1024
/** Records that only describe others. */
const bookkeeping = new Set(['warcinfo', 'request', 'metadata'])

/**
 * Pages out of a WARC (ISO 28500, 1.0 and 1.1): the payload of response and resource records that are HTML, with their
 * address and time of capture. Transfer and content codings are undone. Other records are passed over by reason: their
 * type, the status of the response, the media type. At most one record is held.
 */
export async function* warcItems(
  pieces: Pieces,
  { path, maxPageSize, hold = holdFreely }: ContainerOptions & { path: string },
): AsyncGenerator<Item, void, void> {
  const wants = (record: WarcRecord) =>
    passedOver(record) === undefined && record.size <= maxPageSize + roomForHeaders
  for await (const record of warcRecords(pieces, wants)) {
    if (record instanceof Problem) {
      yield { label: { path }, problem: record }
      continue
    }
    const item = await itemOf(record, path, maxPageSize)
    if (item === undefined) continue
    const size = Math.max(record.block?.length ?? 0, 'page' in item ? item.page.bytes.length : 0)
    hold(size)
    yield item
    hold(-size)
  }
}

/** @returns why a record is no page, as far as its header tells; null for one that only describes others */
function passedOver({ fields }: WarcRecord): string | null | undefined {
  const type = fields.get('warc-type') ?? ''
  if (bookkeeping.has(type)) return null
  if (type !== 'response' && type !== 'resource') return type === '' ? 'record without type' : type
  if (fields.has('warc-segment-number')) return 'segmented record'
  const mediaType = fields.get('content-type') ?? ''
  if (type === 'resource' && mediaType !== '' && !isPageType(mediaType)) return essence(mediaType)
  // The other kind of response is the answer of a name server.
  return type === 'response' && !/^application\/http\b/i.test(mediaType) ? essence(mediaType) : undefined
}

const essence = (mediaType: string) => mediaType.split(';', 1)[0]?.trim().toLowerCase() || 'no media type'

async function itemOf(record: WarcRecord, path: string, maxPageSize: number): Promise<Item | undefined> {
  const { fields, block } = record
  const address = (fields.get('warc-target-uri') ?? '').replace(/^<(.*)>$/, '$1')
  const label = { path: address || path }
  const reason = passedOver(record)
  if (reason === null) return undefined
  if (reason !== undefined) return { label, passedOver: reason }
  if (block === undefined) return { label, problem: tooLarge(maxPageSize) }
  try {
    const payload =
      fields.get('warc-type') === 'resource'
        ? { bytes: block, contentType: fields.get('content-type') ?? 'text/html' }
        : await payloadOf(block, maxPageSize)
    if (typeof payload === 'string') return { label, passedOver: payload }
    if (payload.bytes.length > maxPageSize) throw tooLarge(maxPageSize)
    // A copy: a page that waits to be stored must not hold on to the decompressed chunk that it lies in.
    const bytes = Buffer.from(payload.bytes)
    return { label, page: { ...payload, bytes, hints: hintsOf(fields, address) } }
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    return { label, problem: cause }
  }
}

function hintsOf(fields: ReadonlyMap<string, string>, address: string): PageHints {
  const kept = KeptHints.safeParse(jsonOrNull(fields.get(hintsField.toLowerCase())))
  const own = kept.success ? kept.data : isWebAddress(address) ? { url: address } : {}
  return { ...own, ...captureHint(fields.get('warc-date') ?? '') }
}

function jsonOrNull(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** The HTTP message's body without its codings, and its media type; the reason why it is no page. */
async function payloadOf(
  message: Buffer,
  maxPageSize: number,
): Promise<{ bytes: Buffer; contentType: string } | string> {
  const end = /\r?\n\r?\n/.exec(message.toString('latin1', 0, roomForHeaders))
  if (end === null) return 'response without HTTP header'
  const head = message.subarray(0, end.index + end[0].length)
  const parsed = await new StatusAndHeadersParser().parse(new AsyncIterReader([head], null), {
    headersClass: Headers,
  })
  const status = Number(parsed?.statusCode)
  if (parsed == null || !(status >= 100)) return 'response without HTTP header'
  if (status !== 200 && status !== 203) return `status ${status}`
  const headers = parsed.headers as Headers
  const contentType = headers.get('content-type') ?? ''
  const isDeclared = contentType !== ''
  if (isDeclared && !isPageType(contentType)) return essence(contentType)
  const isChunked = /\bchunked\b/i.test(headers.get('transfer-encoding') ?? '')
  const body = message.subarray(head.length)
  const bytes = decoded(
    isChunked ? withoutChunks(body) : body,
    headers.get('content-encoding') ?? '',
    maxPageSize,
  )
  if (bytes.length === 0) return 'empty page'
  if (!isDeclared && !looksLikeHtml(bytes)) return 'no media type'
  return { bytes, contentType: isDeclared ? contentType : 'text/html' }
}

const longestSizeLine = 4096

/** Undoes the chunked transfer coding (RFC 9112); a body that begins with no chunk is one of which the crawler has undone it. */
function withoutChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const end = body.subarray(at, at + longestSizeLine).indexOf('\n') + 1
    const size = /^([0-9a-f]{1,16})[ \t]*(?:;.*)?\r?\n$/i.exec(body.toString('latin1', at, at + end))?.[1]
    if (size === undefined && at === 0) return body
    const [start, length] = [at + end, Number.parseInt(size ?? '', 16)]
    if (length === 0) return Buffer.concat(chunks)
    if (!(start + length <= body.length))
      throw new Problem('malformed-request', 'The body is cut off, or not in chunks, as it says it is.')
    chunks.push(body.subarray(start, start + length))
    at = start + length + (body[start + length] === 0x0d ? 2 : 1)
  }
}

const decoders: Readonly<Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  deflate(bytes, options) {
    // Servers send it with and without the header that RFC 9110 asks for.
    return (bytes[0]! & 0x0f) === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options)
  },
}

/** Some crawlers keep the field and undo the coding: bytes that are HTML already stay as they are. */
function decoded(bytes: Buffer, codings: string, maxPageSize: number): Buffer {
  let whole = bytes
  for (const coding of codings.toLowerCase().split(',').reverse()) {
    const decoder = decoders[coding.trim()]
    if (decoder === undefined || whole.length === 0 || looksLikeHtml(whole)) continue
    try {
      whole = decoder(whole, { maxOutputLength: maxPageSize })
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxPageSize)
      throw new Problem('malformed-request', `The body is no ${coding.trim()}, as it says it is.`, {}, cause)
    }
  }
  return whole
}
