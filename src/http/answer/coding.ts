import type { IncomingHttpHeaders } from 'node:http'
import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip,
  gzipSync,
  zstdCompress,
  zstdCompressSync,
} from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import { type ByteRing, cacheRing } from '../../byte-ring.ts'
import { type Bytes, bytesOf, lastingOf } from '../../bytes.ts'
import { remembered } from '../../recent.ts'

/** A client waits while an answer is compressed: a quality that takes little time. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const brotliBytes = promisify(brotliCompress)
const zstdBytes = promisify(zstdCompress)
const gzipBytes = promisify(gzip)

/**
 * Bytes of an answer that is compressed at once, on this thread: for an article, handing it to another one and back
 * costs as much again, and for zstd seven times as much.
 */
const longestAtOnce = 2 ** 15

/**
 * Zlib's room for what comes out is memory outside of V8's heap, 16 KiB unless told otherwise. To free so much for each
 * answer, V8 went through its whole heap three times a second.
 */
const roomFor = ({ length }: Buffer) => ({ chunkSize: Math.max(length >> 1, constants.Z_MIN_CHUNK) })

export type Coding = 'zstd' | 'br' | 'gzip'
type Coder = {
  atOnce: (bytes: Buffer) => Buffer
  /** On another thread. */
  aside: (bytes: Buffer) => Promise<Buffer>
  stream: () => Transform
}
const codings: Record<Coding, Coder> = {
  zstd: {
    atOnce: (bytes) => zstdCompressSync(bytes, roomFor(bytes)),
    aside: (bytes) => zstdBytes(bytes),
    stream: () => createZstdCompress(),
  },
  br: {
    atOnce: (bytes) => brotliCompressSync(bytes, { ...brotli, ...roomFor(bytes) }),
    aside: (bytes) => brotliBytes(bytes, brotli),
    stream: () => createBrotliCompress(brotli),
  },
  gzip: {
    atOnce: (bytes) => gzipSync(bytes, roomFor(bytes)),
    aside: (bytes) => gzipBytes(bytes),
    stream: () => createGzip(),
  },
}

/**
 * The service's own preference first: Zstandard takes a third of Brotli's time, and makes articles, as a rule, smaller
 * than that does at this quality.
 */
export const offered = Object.keys(codings) as Coding[]

/** Under this many bytes compression costs more than it saves. */
const worthCompressing = 1400

const negotiated = remembered((accepted) => negotiate(accepted, offered) as Coding | null)

/**
 * @param length bytes of the answer
 * @returns the content coding that a request asks for (RFC 9110, 12.5.3); null for none, or where it is not worth it
 */
export function codingFor(headers: IncomingHttpHeaders, length: number): Coding | null {
  const accepted = headers['accept-encoding']
  if (accepted === undefined || accepted === '' || length < worthCompressing) return null
  return negotiated(String(accepted))
}

/** Compresses what is written to it. */
export const coderOf = (coding: Coding): Transform => codings[coding].stream()

const keyOf = (etag: string, coding: Coding): string => `${coding} ${etag}`

/** Compressed answers, those that are asked for again, within a number of bytes. */
export class CodedAnswers {
  readonly #kept: ByteRing
  /** What is being compressed: of many that ask at once, one does the work for all. */
  readonly #underWay = new Map<string, Promise<Buffer>>()

  /** @throws ConfigError where there is no memory for so many bytes */
  constructor(size: number) {
    this.#kept = cacheRing(size)
  }

  /**
   * @param etag the opaque part of the answer's ETag, by which it is known again
   * @returns the answer, compressed; undefined where that is kept nowhere and takes too long to be done at once
   */
  atOnce(body: Bytes, etag: string, coding: Coding): Bytes | undefined {
    const key = keyOf(etag, coding)
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    if (body.length > longestAtOnce) return undefined
    return this.#keep(key, codings[coding].atOnce(lastingOf(body)))
  }

  /** The same of any answer, on another thread where it is long. */
  async of(body: Buffer, etag: string, coding: Coding): Promise<Buffer> {
    const atOnce = this.atOnce(bytesOf(body), etag, coding)
    if (atOnce !== undefined) return lastingOf(atOnce)
    const key = keyOf(etag, coding)
    const underWay = this.#underWay.get(key)
    if (underWay !== undefined) return underWay
    const work = codings[coding].aside(body).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, work)
    this.#keep(key, await work)
    return work
  }

  #keep(key: string, coded: Buffer): Bytes {
    const bytes = bytesOf(coded)
    this.#kept.keep(key, '', bytes)
    return bytes
  }
}
