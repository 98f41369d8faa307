import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Decoder, Encoder, longestPiece, type Pieces } from './codebook.ts'
import type { Connection } from './connection.ts'
import { digestLength } from './record.ts'

/*
 * A record as it is kept: the number of its codebook in two bytes (0 for none), the digest, then the lines: codes of
 * the codebook, or UTF-8.
 */
const numberLength = 2
const codesStart = numberLength + digestLength

/** The codebooks of a database, shared by its connections. They are never changed: records depend on them. */
export class Codebooks {
  readonly #decoders = new Map<number, Decoder>()
  #newest = 0
  #encoder: Encoder | undefined
  #scratch = Buffer.alloc(2 ** 16)

  /** Takes the newest codebook for the records to come. */
  load(connection: Connection): void {
    const newest = connection.values<number | null>('SELECT max(codebook) FROM codebooks').get() ?? 0
    if (newest === this.#newest) return
    this.#encoder = new Encoder(piecesOf(connection, newest))
    this.#newest = newest
  }

  /** @returns the bytes to be kept of a record (record.ts) */
  pack(record: Buffer): Buffer {
    const encoder = this.#encoder
    const lines = record.subarray(digestLength)
    const content = encoder === undefined ? lines : Buffer.from(bytesOf(encoder.encode(lines.toString())))
    const packed = Buffer.allocUnsafe(codesStart + content.length)
    packed.writeUInt16LE(encoder === undefined ? 0 : this.#newest)
    record.copy(packed, numberLength, 0, digestLength)
    content.copy(packed, codesStart)
    return packed
  }

  /** @returns the record, good until the next one is unpacked */
  unpack(connection: Connection, packed: Buffer): Buffer {
    const number = packed.readUInt16LE()
    if (number === 0) return packed.subarray(numberLength)
    const decoder = this.#decoder(connection, number)
    const codes = codesOf(packed)
    const longest = digestLength + (codes.length + 1) * longestPiece
    if (this.#scratch.length < longest) this.#scratch = Buffer.alloc(longest * 2)
    packed.copy(this.#scratch, 0, numberLength, codesStart)
    return this.#scratch.subarray(0, decoder.decode(codes, this.#scratch, digestLength))
  }

  #decoder(connection: Connection, number: number): Decoder {
    let decoder = this.#decoders.get(number)
    if (decoder === undefined) {
      decoder = new Decoder(piecesOf(connection, number))
      this.#decoders.set(number, decoder)
    }
    return decoder
  }
}

/** No JSON has it. */
const separator = '\u0001'

export function addCodebook(connection: Connection, pieces: Pieces): void {
  const content = deflateRawSync(pieces.join(separator))
  connection.run('INSERT INTO codebooks (content) VALUES (?)', content)
}

function piecesOf(connection: Connection, number: number): string[] {
  const sql = 'SELECT content FROM codebooks WHERE codebook = ?'
  const content = connection.values<Buffer>(sql).get(number)
  if (content === undefined) throw new Error(`there is no codebook ${number}`)
  return inflateRawSync(content).toString().split(separator)
}

const bytesOf = (codes: Uint16Array): Uint8Array =>
  new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength)

function codesOf(packed: Buffer): Uint16Array {
  const at = packed.byteOffset + codesStart
  const aligned = at % 2 === 0 ? packed : Buffer.from(packed)
  const start = aligned.byteOffset + codesStart
  return new Uint16Array(aligned.buffer, start, (aligned.length - codesStart) / 2)
}
