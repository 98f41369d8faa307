import type { IncomingMessage } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../../problem.ts'
import { askForBody } from './expectation.ts'

/** Content codings of a request's body (RFC 9110, 8.4.1). */
const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}

/** Milliseconds: how long the next piece of a body may keep us waiting, and all of them. */
export type Wait = { piece: number; all: number }

/** For a body of one page, for one of many, and milliseconds for a request's headers. */
export type Patience = { one: Wait; many: Wait; headers: number }

export const usualPatience: Patience = {
  headers: 20_000,
  one: { piece: 30_000, all: 120_000 },
  many: { piece: 300_000, all: Infinity },
}

/** Nothing that is worth sending shrinks to less; what does was made to fill our memory and time. */
const largestRatio = 200
const ratioCountsFrom = 64 * 1024 * 1024

/**
 * The body of a request without its content coding, as it arrives. Nobody who stops reading closes the connection by
 * that: the answer must still go out on it.
 *
 * @param stop ends the body where it is
 * @throws Problem unsupported-media-type, at once; malformed-request, request-timeout, too-large, unavailable, as it is
 *   read
 */
export function decodedBody(
  request: FastifyRequest,
  wait: Wait,
  stop: AbortSignal,
): AsyncIterable<Uint8Array> {
  const coding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const progress = { received: 0 }
  const received = piecesOf(request.raw, { ...wait, stop }, progress)
  if (coding === 'identity' || coding === '') return received
  const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined
  if (decoder === undefined) {
    const known = Object.keys(decoders).join(', ')
    throw new Problem(
      'unsupported-media-type',
      `The Content-Encoding ${JSON.stringify(coding.slice(0, 40))} cannot be decoded; ${known} can, one at a time.`,
    )
  }
  return decoded(received, decoder(), progress)
}

async function* piecesOf(
  raw: IncomingMessage,
  { piece, all, stop }: Wait & { stop: AbortSignal },
  progress: { received: number },
): AsyncGenerator<Uint8Array, void, void> {
  askForBody(raw)
  const iterator: AsyncIterator<Uint8Array> = raw.iterator({ destroyOnReturn: false })
  const end = performance.now() + all
  try {
    for (;;) {
      const { done, value } = await within(Math.min(piece, end - performance.now()), iterator.next(), stop)
      if (done === true) return
      progress.received += value.length
      yield value
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem('malformed-request', 'The body was cut off.', {}, cause)
  } finally {
    // Only then can the rest be thrown away, and the connection serve the next request.
    void iterator.return?.().then(() => raw.resume())
  }
}

function within<T>(milliseconds: number, promise: Promise<T>, stop: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Problem('unavailable', 'The service stops.'))
    if (stop.aborted) end()
    stop.addEventListener('abort', end)
    const late = () => reject(new Problem('request-timeout', 'The body did not arrive in time.'))
    const timer = setTimeout(late, Math.max(0, milliseconds))
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      stop.removeEventListener('abort', end)
    })
  })
}

async function* decoded(
  received: AsyncIterable<Uint8Array>,
  decoder: Transform,
  progress: { received: number },
): AsyncGenerator<Uint8Array, void, void> {
  // Its failure is the reader's failure, too.
  pipeline(Readable.from(received, { objectMode: false }), decoder).catch(() => {})
  let size = 0
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > ratioCountsFrom && size > largestRatio * progress.received)
        throw new Problem('too-large', `The body grows to more than ${largestRatio} times its size.`)
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem('malformed-request', 'The body is not what its Content-Encoding says.', {}, cause)
  }
}
