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
import type { FastifyRequest } from 'fastify'
import { alone } from '../alone.ts'
import { Recent } from '../recent.ts'

/** A client waits while an answer is compressed: a quality that takes little time. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const brotliBytes = promisify(brotliCompress)
const zstdBytes = promisify(zstdCompress)
const gzipBytes = promisify(gzip)

export type Coding = 'br' | 'zstd' | 'gzip'
const codings: Record<Coding, { bytes: (bytes: Buffer) => Promise<Buffer>; stream: () => Transform }> = {
  br: { bytes: (bytes) => brotliBytes(bytes, brotli), stream: () => createBrotliCompress(brotli) },
  zstd: { bytes: (bytes) => zstdBytes(bytes), stream: () => createZstdCompress() },
  gzip: { bytes: (bytes) => gzipBytes(bytes), stream: () => createGzip() },
}

/** The service's own preference first. */
export const offered = Object.keys(codings) as Coding[]

/** The content coding for a request's Accept-Encoding (RFC 9110, 12.5.3); null for none. */
export function codingFor(request: FastifyRequest): Coding | null {
  const accepted = request.headers['accept-encoding']
  if (accepted === undefined || accepted === '' || accepted === 'identity') return null
  return negotiate(String(accepted), offered) as Coding | null
}

/** Compresses what is written to it. */
export const coderOf = (coding: Coding): Transform => codings[coding].stream()

/** What a compressed answer takes beside its bytes. */
const overhead = 300

/** Compressed answers, those that are asked for again, within a number of bytes. */
export class CodedAnswers {
  readonly #kept: Recent<Buffer>
  /** What is being compressed: of many that ask at once, one does the work for all. */
  readonly #underWay = new Map<string, Promise<Buffer>>()

  constructor(size: number) {
    this.#kept = new Recent(size, (bytes) => bytes.length + overhead)
  }

  /**
   * @param etag the opaque part of the ETag of these bytes, by which they are known again
   * @returns the bytes, compressed
   */
  async of(body: Buffer, etag: string, coding: Coding): Promise<Buffer> {
    const key = `${coding} ${etag}`
    const kept = this.#kept.get(key) ?? this.#underWay.get(key)
    if (kept !== undefined) return kept
    const work = this.#make(key, body, coding).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, work)
    return work
  }

  async #make(key: string, body: Buffer, coding: Coding): Promise<Buffer> {
    // It comes in memory that zlib took before it knew how much there would be: sixteen kibibytes for one or two.
    const coded = alone(await codings[coding].bytes(body))
    this.#kept.keep(key, coded)
    return coded
  }
}
