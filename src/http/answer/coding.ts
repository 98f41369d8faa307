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
import { LRUCache } from 'lru-cache'

export type Coding = 'zstd' | 'br' | 'gzip'

/** A client waits while its answer is compressed: a quality that takes little time. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const brotliAside = promisify(brotliCompress)
const zstdAside = promisify(zstdCompress)
const gzipAside = promisify(gzip)

/** Bytes of an answer that is compressed on this thread: handing it to another thread and back costs as much again. */
const longestAtOnce = 2 ** 15

/** Under this many bytes compression costs more than it saves. */
const worthCompressing = 1400

/** `aside` compresses on a thread of Node.js's pool. */
type Coder = {
  atOnce: (bytes: Buffer) => Buffer
  aside: (bytes: Buffer) => Promise<Buffer>
  stream: () => Transform
}

const coders: Record<Coding, Coder> = {
  zstd: {
    atOnce: (bytes) => zstdCompressSync(bytes),
    aside: (bytes) => zstdAside(bytes),
    stream: () => createZstdCompress(),
  },
  br: {
    atOnce: (bytes) => brotliCompressSync(bytes, brotli),
    aside: (bytes) => brotliAside(bytes, brotli),
    stream: () => createBrotliCompress(brotli),
  },
  gzip: {
    atOnce: (bytes) => gzipSync(bytes),
    aside: (bytes) => gzipAside(bytes),
    stream: () => createGzip(),
  },
}

/** The content codings, the service's own preference first: Zstandard takes the least time. */
export const codings = Object.keys(coders) as Coding[]

/** Accept-Encoding fields by what they choose: clients send few different ones. */
const chosen = new LRUCache<string, Coding | 'identity'>({
  max: 200,
  memoMethod: (accepted) =>
    (negotiate(
      withoutWildcard(accepted.toLowerCase().replaceAll(/\bx-gzip\b/g, 'gzip')),
      codings,
    ) as Coding | null) ?? 'identity',
})

/** Who takes any coding (Prism, some proxies) decodes those that all know, and not the newest. */
const withoutWildcard = (accepted: string): string =>
  /\bgzip\b/.test(accepted) ? accepted.replace(/\*[^,]*/, '') : accepted.replace('*', 'gzip')

/** @returns the content coding that a request asks for (RFC 9110, 12.5.3) */
export function codingWanted({ 'accept-encoding': accepted }: IncomingHttpHeaders): Coding | 'identity' {
  return accepted === undefined || accepted === '' ? 'identity' : chosen.memo(String(accepted))
}

/**
 * @param length bytes of the answer
 * @returns the content coding that the answer to a request gets; null for none, or where it is not worth it
 */
export function codingFor(headers: IncomingHttpHeaders, length: number): Coding | null {
  const wanted = codingWanted(headers)
  return wanted === 'identity' || length < worthCompressing ? null : wanted
}

/** Compresses an answer, on another thread where it is long. */
export function compressed(bytes: Buffer, coding: Coding): Buffer | Promise<Buffer> {
  return bytes.length > longestAtOnce ? coders[coding].aside(bytes) : coders[coding].atOnce(bytes)
}

/** Compresses what is written to it. */
export const coderOf = (coding: Coding): Transform => coders[coding].stream()
