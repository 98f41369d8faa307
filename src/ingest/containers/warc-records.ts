import { createHash } from 'node:crypto'
import { Problem } from '../../problem.ts'
import type { Pieces } from './pieces.ts'

/** A record of a WARC (ISO 28500): its header's fields by their names in lower case, and its block. */
export type WarcRecord = {
  fields: ReadonlyMap<string, string>
  /** Bytes of the block. */
  size: number
  /** Absent for a block that was not asked for. */
  block?: Buffer
}

const longestHeader = 64 * 1024
const lineFeed = 0x0a
const recordBegin = 'WARC/1.'
/** Where a record begins behind another. */
const nextRecord = `\r\n\r\n${recordBegin}`

/** @param record whose header is known: its address says which of many it is */
function damaged(what: string, record?: WarcRecord): Problem {
  const address = record?.fields.get('warc-target-uri')
  const of = address === undefined ? '' : ` of ${address.slice(0, 500)}`
  return new Problem('malformed-request', `The record${of} is damaged: ${what}`)
}

/**
 * Records of a decompressed WARC, in order. Blocks that are wanted are held whole, others are passed over unread. A
 * record that is damaged (its length is wrong, its digest differs, bytes of it are lost) is a Problem in its place, and
 * the next one follows: its beginning is looked for. The readers of the field hold a header without end, and take the
 * next record for a part of one whose length is wrong.
 *
 * @param wants by the header whether a block is of use; a Problem where it is not taken
 */
export async function* warcRecords(
  pieces: Pieces,
  wants: (record: WarcRecord) => boolean,
): AsyncGenerator<WarcRecord | Problem, void, void> {
  const reader = new Reader(pieces)
  let isLost = false
  try {
    for (;;) {
      try {
        const { isThere, isBehindBlank } = await reader.toRecord()
        if (!isBehindBlank && !isLost) yield damaged('no record begins where one should.')
        if (!isThere) return
        isLost = false
        const record = headerOf(await headerLines(reader))
        yield wants(record) ? await withBlock(reader, record) : await withoutBlock(reader, record)
      } catch (cause) {
        if (!(cause instanceof Problem)) throw cause
        isLost = true
        yield cause
      }
    }
  } finally {
    await reader.close()
  }
}

async function headerLines(reader: Reader): Promise<string[]> {
  const lines: string[] = []
  let size = 0
  for (;;) {
    const line = await reader.line(longestHeader)
    if (line === undefined) throw damaged('it is cut off.')
    if (line.trim() === '') return lines
    size += line.length
    if (size > longestHeader) throw damaged(`its header is longer than ${longestHeader} bytes.`)
    // A line that begins with a space goes on with the one before.
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop()}${line}`)
    else lines.push(line)
  }
}

function headerOf(lines: readonly string[]): WarcRecord {
  const fields = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  const length = fields.get('content-length') ?? ''
  if (!/^\d{1,15}$/.test(length)) throw damaged('it has no Content-Length.')
  return { fields, size: Number(length) }
}

/** A block is sound where the next record, or the end, follows, and its digest, if there is one, is its own. */
async function withBlock(reader: Reader, record: WarcRecord): Promise<WarcRecord> {
  if (!(await reader.hold(record.size))) {
    reader.throwLost()
    throw damaged('it is cut off, or its Content-Length is not that of its block.', record)
  }
  const block = reader.held(record.size)
  const isSound = await reader.isAtEndOfRecord(record.size)
  // The block of a wrong length may hold the records that follow: reading goes on in it.
  if (!isSound) throw damaged('its Content-Length is not that of its block.', record)
  reader.take(record.size)
  if (!hasDigest(block, record.fields.get('warc-block-digest')))
    throw damaged('its block differs from its digest.', record)
  return { ...record, block }
}

async function withoutBlock(reader: Reader, record: WarcRecord): Promise<WarcRecord> {
  if (!(await reader.skip(record.size))) throw damaged('its Content-Length is not that of its block.', record)
  return record
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** @param digest `sha1:` and other algorithms, in base32 (RFC 4648) or hex; one that is unknown is as good as none */
function hasDigest(block: Buffer, digest: string | undefined): boolean {
  const [, name = '', value = ''] = /^(sha-?1|sha-?256|md5):(\S+)$/i.exec(digest ?? '') ?? []
  if (name === '') return true
  const bytes = createHash(name.toLowerCase().replace('-', '')).update(block).digest()
  return value.toLowerCase() === bytes.toString('hex') || value.replaceAll('=', '') === inBase32(bytes)
}

function inBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return bits.replace(/.{1,5}/g, (five) => base32[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '')
}

/** Reads pieces by lines and sizes. Throws the Problem of bytes that are lost; what follows them can be read on. */
class Reader {
  #bytes: Buffer = Buffer.alloc(0)
  #lost: Problem | undefined
  readonly #pieces: AsyncIterator<Uint8Array | Problem>

  constructor(pieces: Pieces) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** Goes on to the line that begins the next record, or to the end. @returns whether only blank lines lay before it */
  async toRecord(): Promise<{ isThere: boolean; isBehindBlank: boolean }> {
    let isBehindBlank = true
    const drop = (size: number) => {
      isBehindBlank &&= this.#bytes.subarray(0, size).every((byte) => byte <= 0x20)
      this.take(size)
    }
    let from = 0
    for (;;) {
      let at = this.#bytes.indexOf(recordBegin, from)
      while (at > 0 && this.#bytes[at - 1] !== lineFeed) at = this.#bytes.indexOf(recordBegin, at + 1)
      if (at !== -1) {
        drop(at)
        return { isThere: true, isBehindBlank }
      }
      // A line end and a beginning that is cut in two are kept.
      const passed = Math.max(0, this.#bytes.length - recordBegin.length)
      if (passed > 0) from = 1
      drop(passed)
      if (await this.hold(this.#bytes.length + 1)) continue
      this.throwLost()
      drop(this.#bytes.length)
      return { isThere: false, isBehindBlank }
    }
  }

  /** @returns the next line; undefined at the end; of one that is longer, its beginning, and the rest as another */
  async line(longest: number): Promise<string | undefined> {
    let from = 0
    for (;;) {
      const end = this.#bytes.indexOf(lineFeed, from)
      if (end !== -1 || this.#bytes.length >= longest)
        return this.take(end === -1 ? this.#bytes.length : end + 1).toString()
      from = this.#bytes.length
      if (await this.hold(from + 1)) continue
      this.throwLost()
      return from === 0 ? undefined : this.take(from).toString()
    }
  }

  /** @returns whether so many bytes are there, which are held then; those that are not lost, at least, are */
  async hold(size: number): Promise<boolean> {
    const pieces = [this.#bytes]
    let held = this.#bytes.length
    while (held < size && this.#lost === undefined) {
      const { done, value } = await this.#pieces.next()
      if (done === true) break
      if (value instanceof Problem) this.#lost = value
      else {
        held += value.length
        pieces.push(Buffer.from(value.buffer, value.byteOffset, value.length))
      }
    }
    if (pieces.length > 1) this.#bytes = Buffer.concat(pieces)
    return held >= size
  }

  /** @returns bytes that are held, which stay so */
  held(size: number): Buffer {
    return this.#bytes.subarray(0, size)
  }

  /** @returns bytes that are held, and goes on behind them */
  take(size: number): Buffer {
    const taken = this.#bytes.subarray(0, size)
    this.#bytes = this.#bytes.subarray(size)
    return taken
  }

  /** @returns whether so many bytes end where a record does; where another begins in them, reading goes on there */
  async skip(size: number): Promise<boolean> {
    let missing = size
    while (missing > 0) {
      // The end of what is looked through is kept: the beginning of the next record may be cut in two.
      if (!(await this.hold(Math.min(missing, nextRecord.length)))) {
        this.throwLost()
        this.take(this.#bytes.length)
        throw damaged('it is cut off.')
      }
      const part = this.#bytes.subarray(0, missing)
      const next = part.indexOf(nextRecord)
      if (next !== -1) {
        this.take(next)
        return false
      }
      missing -= this.take(part.length === missing ? missing : part.length - nextRecord.length + 1).length
    }
    return this.isAtEndOfRecord(0)
  }

  /** A record ends with two line ends; some writers leave one of them out. @param offset of its end */
  async isAtEndOfRecord(offset: number): Promise<boolean> {
    await this.hold(offset + nextRecord.length)
    return /^(?:\r\n\r\n|(?:\r?\n){0,4}(?:WARC\/|$))/.test(
      this.#bytes.toString('latin1', offset, offset + nextRecord.length),
    )
  }

  async close(): Promise<void> {
    await this.#pieces.return?.()
  }

  /** Bytes before those that are lost are worth nothing: they are of the same record. */
  throwLost(): void {
    if (this.#lost === undefined) return
    const lost = this.#lost
    this.#lost = undefined
    this.#bytes = Buffer.alloc(0)
    throw lost
  }
}
