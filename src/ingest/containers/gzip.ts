import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib'
import { Problem } from '../../problem.ts'

/** RFC 1952. */
const magic = Buffer.from([0x1f, 0x8b, 0x08])
const fixedHeader = 10
const trailerSize = 8
const longestHeader = 64 * 1024
/** Compressed bytes of a member that are kept: if it turns out to be damaged, the next is looked for in them. */
const mostKept = 256 * 1024
/** A member of fewer compressed bytes is decompressed at once, to at most so many times as much. */
const small = 128 * 1024
const smallRatio = 16

const truncated = () => new Problem('malformed-request', 'The stream breaks off here.')
const damaged = (cause?: unknown) =>
  (cause as NodeJS.ErrnoException | undefined)?.code === 'Z_BUF_ERROR'
    ? truncated()
    : new Problem('malformed-request', 'The compressed bytes are damaged here.', {}, cause)

/**
 * Decompresses gzip (RFC 1952) member by member. A damaged member costs itself alone: a Problem stands where it breaks
 * off, and the next member follows. In a WARC each record is a member.
 */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array | Problem, void, void> {
  const input = new Input(chunks)
  try {
    while (await input.want(1)) {
      const start = await headerSize(input)
      const lost = start === undefined ? damaged() : yield* member(input, start)
      // Some writers fill up the last block with zeros.
      if (lost === undefined) await input.dropZeros()
      else {
        yield lost
        await toNextMember(input)
      }
    }
  } finally {
    await input.close()
  }
}

/** @returns bytes of the member's header; undefined where there is none */
async function headerSize(input: Input): Promise<number | undefined> {
  await input.want(fixedHeader)
  if (input.bytes.length < fixedHeader || input.bytes.indexOf(magic) !== 0) return undefined
  const flags = input.bytes[3]!
  let size = fixedHeader
  if (flags & 4) {
    if (!(await input.want(size + 2))) return undefined
    size += 2 + input.bytes.readUInt16LE(size)
  }
  // The file's name and a comment, each ended by a zero.
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue
    let end = input.bytes.indexOf(0, size)
    while (end === -1 && input.bytes.length < longestHeader && (await input.want(input.bytes.length + 1)))
      end = input.bytes.indexOf(0, size)
    if (end === -1) return undefined
    size = end + 1
  }
  if (flags & 2) size += 2
  return (await input.want(size)) ? size : undefined
}

/** Yields what a member holds, and takes it off the input; where it is not sound, returns why, and takes nothing off. */
async function* member(input: Input, start: number): AsyncGenerator<Uint8Array, Problem | undefined, void> {
  await input.want(Math.min(small, input.bytes.length + 1))
  const atOnce = inflatedAtOnce(input.bytes.subarray(start, start + small))
  if (atOnce instanceof Problem) return atOnce
  const inflate = createInflateRaw()
  let sum = 0
  let size = 0
  // The last piece waits for the checksum: a reader of records takes a whole one for a sound one.
  let last: Uint8Array | undefined
  try {
    for await (const piece of atOnce === undefined ? throughInflate(input, start, inflate) : [atOnce.bytes]) {
      sum = crc32(piece, sum)
      size += piece.length
      if (last !== undefined) yield last
      last = piece
    }
  } catch (cause) {
    return damaged(cause)
  } finally {
    inflate.destroy()
  }
  const end = start + (atOnce?.read ?? inflate.bytesWritten)
  const trailer = await input.at(end, trailerSize)
  if (trailer === undefined) return truncated()
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size % 2 ** 32) return damaged()
  input.take(end + trailerSize)
  if (last !== undefined) yield last
  return undefined
}

/** @returns undefined for a member that is too long, or is cut off, as far as it is there */
function inflatedAtOnce(bytes: Buffer): { bytes: Buffer; read: number } | Problem | undefined {
  try {
    const options = { info: true, maxOutputLength: small * smallRatio, chunkSize: small } as const
    // What `info` gives is missing in the types.
    const { buffer, engine } = inflateRawSync(bytes, options) as unknown as {
      buffer: Buffer
      engine: InflateRaw
    }
    return { bytes: buffer, read: engine.bytesWritten }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    return code === 'Z_BUF_ERROR' || code === 'ERR_BUFFER_TOO_LARGE' ? undefined : damaged(cause)
  }
}

function throughInflate(input: Input, start: number, inflate: InflateRaw): AsyncIterable<Buffer> {
  // Its failure comes out of the iteration, too.
  pipeline(Readable.from(input.from(start), { objectMode: false }), inflate).catch(() => {})
  return inflate
}

/** Goes on to where another member may begin, behind the one that begins here. */
async function toNextMember(input: Input): Promise<void> {
  input.take(Math.min(1, input.bytes.length))
  for (;;) {
    const next = input.bytes.indexOf(magic)
    if (next !== -1) return input.take(next)
    input.take(Math.max(0, input.bytes.length - magic.length + 1))
    if (!(await input.want(magic.length))) return input.take(input.bytes.length)
  }
}

/** Compressed bytes from where a member begins. Of a long one only the last are kept. */
class Input {
  bytes: Buffer = Buffer.alloc(0)
  /** Bytes of the member before these. */
  #dropped = 0
  readonly #chunks: AsyncIterator<Uint8Array>

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** @returns whether there are as many bytes */
  async want(size: number): Promise<boolean> {
    while (this.bytes.length < size) {
      const { done, value } = await this.#chunks.next()
      if (done === true) return false
      this.bytes = Buffer.concat([this.bytes, value])
    }
    return true
  }

  /** @param position from the member's beginning @returns undefined where the stream ends before */
  async at(position: number, size: number): Promise<Buffer | undefined> {
    const start = position - this.#dropped
    return (await this.want(start + size)) ? this.bytes.subarray(start, start + size) : undefined
  }

  /** The bytes from this position of the member on, to the end of the stream. */
  async *from(position: number): AsyncGenerator<Uint8Array, void, void> {
    let next = position
    for (;;) {
      const start = next - this.#dropped
      if (this.bytes.length === start && !(await this.want(start + 1))) return
      const piece = this.bytes.subarray(start, start + small)
      next += piece.length
      yield piece
      const excess = next - this.#dropped - mostKept
      if (excess <= mostKept) continue
      this.bytes = Buffer.from(this.bytes.subarray(excess))
      this.#dropped += excess
    }
  }

  /** Another member begins at this position of the one before. */
  take(position: number): void {
    this.bytes = this.bytes.subarray(Math.max(0, position - this.#dropped))
    this.#dropped = 0
  }

  async dropZeros(): Promise<void> {
    while ((await this.want(1)) && this.bytes[0] === 0) this.take(1)
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
