import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'

/** `body` is decoded; null where a stream without an end was left at its beginning. */
export type RawAnswer = { status: number; type: string; body: Buffer | null }

/**
 * Sends bytes as they are, because an HTTP client would refuse to send what is wrong with them, and reads the answer
 * more strictly than one.
 *
 * @param silence milliseconds for which the service may be silent before its answer ends: streams take as long as what
 *   they tell
 * @returns the answer to the last byte, or what is wrong with it
 */
export function exchange(port: number, raw: Buffer, silence: number): Promise<RawAnswer | string> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const socket = connect(port, '127.0.0.1')
    const timer = setTimeout(() => {
      socket.destroy()
      resolve('timeout')
    }, silence)
    socket.on('connect', () => socket.write(raw))
    socket.on('data', (chunk: Buffer) => {
      timer.refresh()
      received = Buffer.concat([received, chunk])
      if (/^content-type: text\/event-stream/im.test(received.toString('latin1', 0, 4096))) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(received.length === 0 ? 'closed' : answerOf(received, raw.toString('latin1', 0, 5) === 'HEAD '))
    })
  })
}

const goOn = 'HTTP/1.1 100 Continue\r\n\r\n'

function answerOf(all: Buffer, isHead: boolean): RawAnswer | string {
  const received = all.subarray(all.indexOf(goOn) === 0 ? goOn.length : 0)
  const end = received.indexOf('\r\n\r\n')
  const head = received.toString('latin1', 0, end)
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1])
  if (end < 0 || Number.isNaN(status)) return 'no HTTP'
  const field = (name: string) => new RegExp(`^${name}: *([^\\r\\n]*)`, 'im').exec(head)?.[1] ?? null
  const type = (field('content-type') ?? '').split(';', 1)[0]?.trim() ?? ''
  if (type === 'text/event-stream') return { status, type, body: null }
  const content = received.subarray(end + 4)
  const isEmpty = isHead || status === 204 || status === 304
  if (isEmpty && content.length === 0) return { status, type, body: content }
  // Who refuses a request because it cannot be read does not know its method.
  if (isEmpty && !(isHead && status === 400)) return `${status} with a body`
  const length = field('content-length')
  if (length !== null && Number(length) !== content.length)
    return `${status}: ${content.length} bytes, where it says ${length}`
  try {
    const whole = field('transfer-encoding') === 'chunked' ? unchunked(content) : content
    return { status, type, body: decoded(whole, field('content-encoding')) }
  } catch (error) {
    return `${status}: ${String(error)}`
  }
}

/** RFC 9112, 7.1. Throws where the last chunk is missing: the answer was cut off. */
function unchunked(content: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = content.indexOf('\r\n', at)
    const size = Number.parseInt(content.toString('latin1', at, end), 16)
    if (end < 0 || Number.isNaN(size) || end + 2 + size + 2 > content.length) throw new Error('it is cut off')
    if (size === 0) return Buffer.concat(parts)
    parts.push(content.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes),
  br: (bytes) => brotliDecompressSync(bytes),
  zstd: (bytes) => zstdDecompressSync(bytes),
}

function decoded(bytes: Buffer, coding: string | null): Buffer {
  if (coding === null) return bytes
  const decode = decoders[coding]
  if (decode === undefined) throw new Error(`it is encoded as ${coding}`)
  return decode(bytes)
}
