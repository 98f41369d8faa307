import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Connection } from '../connection.ts'
import { Encoder, type Pieces } from './codebook.ts'
import { mostPieces } from './codes.ts'
import { Decoder } from './decoder.ts'
import { PieceCopier } from './piece-copier.ts'

/** What a young archive's records are coded with: ASCII. Its number is 0; records depend on it. */
const firstPieces: Pieces = Array.from({ length: 0x7f - 0x20 }, (_, index) =>
  String.fromCharCode(0x20 + index),
)

/** What records are coded with: the number of its codebook is kept with each. */
export type Coding = { number: number; encoder: Encoder }

/** The codebooks of a database, shared by its connections. They are never changed: records depend on them. */
export class Codebooks {
  readonly #copier = new PieceCopier()
  readonly #decoders = new Map([[0, new Decoder(firstPieces, this.#copier)]])
  #newest: Coding = { number: 0, encoder: new Encoder(firstPieces) }

  /** What records are coded with from now on. */
  get newest(): Coding {
    return this.#newest
  }

  /** Takes the newest codebook of the database for the records to come. */
  load(connection: Connection): void {
    const number = connection.values<number | null>('SELECT max(codebook) FROM codebooks').get() ?? 0
    if (number === this.#newest.number) return
    // Codebooks of older versions may have more; the last ones are the rarest.
    this.#newest = { number, encoder: new Encoder(piecesOf(connection, number).slice(0, mostPieces)) }
  }

  decoder(connection: Connection, number: number): Decoder {
    let decoder = this.#decoders.get(number)
    if (decoder === undefined) {
      decoder = new Decoder(piecesOf(connection, number), this.#copier)
      this.#decoders.set(number, decoder)
    }
    return decoder
  }
}

/** No piece has it. */
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
