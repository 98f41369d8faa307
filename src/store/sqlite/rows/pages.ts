import { inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Connection } from '../connection.ts'
import { type PackedPage, Packer, type Packing } from './packing.ts'

/**
 * Where the bytes of a page are stored. `size`: of the page as it was received; `dictionary`: the one that the frame
 * needs, 0 for none; null if the bytes are stored as they were received.
 */
export type PagePlace = { firstPart: number; parts: number; dictionary: number | null; size: number }

const partSize = 1000

/** What a Zstandard frame begins with (RFC 8878, 3.1.1): no deflated page can. Older versions deflated pages. */
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
/**
 * What a dictionary begins with, so that no page decides that: bytes that begin as a dictionary of Zstandard's own
 * making does (RFC 8878, 5) would be read as one, and are none.
 */
const dictionaryOpens = Buffer.from('\n')
const dictionarySize = 128 * 1024

/** Numbers of pages at which a dictionary is made: each time that the archive has grown by a quarter. */
const occasions = Array.from({ length: 60 }, (_, time) => Math.ceil(16 * 1.25 ** time))
/** A dictionary is made of this many pages from all over the archive, and as many of the newest tenth, which the next resemble. */
const samples = 8

/** Raw pages in the database, compressed with a dictionary of what the archive's pages have in common. */
export class Pages {
  readonly #dictionaries = new Map<number, Buffer>()
  #newest = 0
  #packer: Packer | undefined

  /** The dictionary for the next pages. */
  get packing(): Packing {
    return { number: this.#newest, dictionary: this.#dictionaries.get(this.#newest) ?? null }
  }

  /** Compresses pages on Node.js's thread pool. */
  packAll(pages: readonly Uint8Array[]): Promise<PackedPage[]> {
    if (this.#packer?.number !== this.#newest) this.#packer = new Packer(this.packing)
    const packer = this.#packer
    return Promise.all(pages.map((bytes) => packer.pack(bytes)))
  }

  add(connection: Connection, { packing: dictionary, content, size }: PackedPage): PagePlace {
    const parts = Math.max(1, Math.ceil(content.length / partSize))
    let last = 0
    for (let part = 0; part < parts; part++) {
      const piece = content.subarray(part * partSize, (part + 1) * partSize)
      last = connection.run('INSERT INTO page_parts (content) VALUES (?)', piece).key
    }
    return { firstPart: last - parts + 1, parts, dictionary, size }
  }

  remove(connection: Connection, { firstPart, parts }: PagePlace): void {
    const sql = 'DELETE FROM page_parts WHERE part BETWEEN ? AND ?'
    connection.run(sql, firstPart, firstPart + parts - 1)
  }

  bytes(connection: Connection, { firstPart, parts, dictionary, size }: PagePlace): Buffer {
    const sql = 'SELECT content FROM page_parts WHERE part BETWEEN ? AND ? ORDER BY part'
    const pieces = connection.values<Buffer>(sql).all(firstPart, firstPart + parts - 1)
    const content = Buffer.concat(pieces)
    if (dictionary === null) return content
    const options = {
      maxOutputLength: Math.max(1, size),
      ...(dictionary > 0 && { dictionary: this.#dictionary(connection, dictionary) }),
    }
    return isZstd(content) ? zstdDecompressSync(content, options) : inflateRawSync(content, options)
  }

  /** Uses the newest dictionary for the next pages. */
  load(connection: Connection): void {
    const newest = this.#newestOf(connection)
    if (newest === this.#newest) return
    this.#dictionary(connection, newest)
    this.#newest = newest
  }

  #dictionary(connection: Connection, number: number): Buffer {
    let content = this.#dictionaries.get(number)
    if (content === undefined) {
      content = connection.values<Buffer>('SELECT content FROM dictionaries WHERE dictionary = ?').get(number)
      if (content === undefined) throw new Error(`there is no dictionary ${number}`)
      // What a dictionary begins with is no frame. Older versions kept dictionaries as they are.
      if (isZstd(content)) content = zstdDecompressSync(content, { maxOutputLength: dictionarySize * 2 })
      this.#dictionaries.set(number, content)
    }
    return content
  }

  /** @returns whether the archive has grown enough for another dictionary */
  isDictionaryDue(connection: Connection): boolean {
    return this.#due(connection) > this.#newestOf(connection)
  }

  /** The number of the dictionary that an archive of this size should have; 0 for none. */
  #due(connection: Connection): number {
    const pages = connection.values<number>("SELECT value FROM totals WHERE name = 'revisions'").get() ?? 0
    return occasions.findLastIndex((occasion) => pages >= occasion) + 1
  }

  #newestOf(connection: Connection): number {
    return connection.values<number | null>('SELECT max(dictionary) FROM dictionaries').get() ?? 0
  }

  /** Takes both ends of pages, where navigation and promotion make them most alike. */
  makeDictionary(connection: Connection): void {
    const last = connection.values<number | null>('SELECT max(key) FROM revisions').get() ?? 0
    const recent = Math.floor(last * 0.9)
    const starts = Array.from({ length: samples }, (_, sample) => sample / samples)
    const keys = starts.flatMap((start) => [start * last, recent + start * (last - recent)])
    const share = dictionarySize / keys.length / 2
    const pieces: Buffer[] = [dictionaryOpens]
    for (const key of keys.map(Math.floor).sort((a, b) => a - b)) {
      const sql = `SELECT first_part AS firstPart, parts, dictionary, size FROM revisions
        WHERE key > ? ORDER BY key LIMIT 1`
      const place = connection.rows<PagePlace>(sql).get(key)
      if (place === undefined) continue
      const bytes = this.bytes(connection, place)
      pieces.push(bytes.subarray(0, share), bytes.subarray(Math.max(share, bytes.length - share)))
    }
    const content = zstdCompressSync(Buffer.concat(pieces))
    const sql = 'INSERT INTO dictionaries (dictionary, content) VALUES (?, ?)'
    connection.run(sql, this.#due(connection), content)
  }
}

const isZstd = (content: Buffer) => content.subarray(0, zstdMagic.length).equals(zstdMagic)
