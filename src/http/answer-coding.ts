import type { IncomingHttpHeaders } from 'node:http'
import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip,
  zstdCompress,
} from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import { type ByteRing, cacheRing } from '../byte-ring.ts'
import { type Bytes, bytesOf, copyOf } from '../bytes.ts'
import { remembered } from '../recent.ts'

/** A client waits while an answer is compressed: a quality that takes little time. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const brotliBytes = promisify(brotliCompress)
const zstdBytes = promisify(zstdCompress)
const gzipBytes = promisify(gzip)

export type Coding = 'zstd' | 'br' | 'gzip'
const codings: Record<Coding, { bytes: (bytes: Buffer) => Promise<Buffer>; stream: () => Transform }> = {
  zstd: { bytes: (bytes) => zstdBytes(bytes), stream: () => createZstdCompress() },
  br: { bytes: (bytes) => brotliBytes(bytes, brotli), stream: () => createBrotliCompress(brotli) },
  gzip: { bytes: (bytes) => gzipBytes(bytes), stream: () => createGzip() },
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

/** What a compressed answer takes beside its bytes. */
const overhead = 300

const keyOf = (etag: string, coding: Coding): string => `${coding} ${etag}`

/** Compressed answers, those that are asked for again, within a number of bytes. */
export class CodedAnswers {
  readonly #kept: ByteRing<null>
  /** What is being compressed: of many that ask at once, one does the work for all. */
  readonly #underWay = new Map<string, Promise<Buffer>>()

  /** @throws ConfigError where there is no memory for so many bytes */
  constructor(size: number) {
    this.#kept = cacheRing(size, overhead)
  }

  /**
   * @param etag the opaque part of the ETag of an answer, by which it is known again
   * @returns its compressed bytes, where they are kept
   */
  get(etag: string, coding: Coding): Bytes | undefined {
    const kept = this.#kept.get(keyOf(etag, coding))
    if (kept === undefined) return undefined
    return { length: kept.length, copyTo: (target, at) => this.#kept.copy(kept, target, at) }
  }

  /**
   * @param body the answer that has this ETag
   * @returns its bytes, compressed
   */
  async of(body: Buffer, etag: string, coding: Coding): Promise<Buffer> {
    const kept = this.get(etag, coding)
    if (kept !== undefined) return copyOf(kept)
    const key = keyOf(etag, coding)
    const underWay = this.#underWay.get(key)
    if (underWay !== undefined) return underWay
    const work = this.#make(key, body, coding).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, work)
    return work
  }

  async #make(key: string, body: Buffer, coding: Coding): Promise<Buffer> {
    const coded = await codings[coding].bytes(body)
    this.#kept.keep(key, bytesOf(coded), null)
    return coded
  }
}
