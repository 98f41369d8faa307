import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import type { Connection } from './connection.ts'

/** Bytes as they are kept. `dictionary`: null for none and not deflated, 0 for deflated without one. */
export type Packed = { dictionary: number | null; content: Buffer; digest: Buffer; size: number }

type Dictionary = { dictionary: number; content: Buffer }

const deflated = promisify(deflateRaw)
const windowSize = 32 * 1024

/** A dictionary is made when the archive holds so many pages: the more, the better is the choice. */
const occasions = [16, 64, 256, 1024, 4096, 16_384]
const samples = 8

/** Raw pages in the database: deflated with what the archive's pages have in common. */
export class Pages {
  readonly #dictionaries = new Map<number, Buffer>()

  /** Deflates a page, off this thread. */
  async pack(bytes: Uint8Array): Promise<Packed> {
    const [dictionary = 0, preset] = [...this.#dictionaries].at(-1) ?? []
    const content = await deflated(bytes, preset === undefined ? {} : { dictionary: preset })
    const digest = createHash('sha256').update(bytes).digest()
    const size = bytes.length
    return content.length < size
      ? { dictionary, content, digest, size }
      : { dictionary: null, content: Buffer.from(bytes), digest, size }
  }

  /** @returns the number under which the page is kept */
  add(connection: Connection, { dictionary, content }: Packed): number {
    const sql = 'INSERT INTO pages (dictionary, content) VALUES (?, ?)'
    const { key: page } = connection.run(sql, dictionary, content)
    if (occasions.includes(page)) this.#makeDictionary(connection, page)
    return page
  }

  /** @param size bytes of the page as it came */
  bytes(connection: Connection, page: number, size: number): Buffer {
    const row = connection
      .rows<{ dictionary: number | null; content: Buffer }>(
        'SELECT dictionary, content FROM pages WHERE page = ?',
      )
      .get(page)
    if (row === undefined) throw new Error(`there is no page ${page}`)
    const { dictionary, content } = row
    if (dictionary === null) return content
    const options = { maxOutputLength: Math.max(1, size) }
    if (dictionary === 0) return inflateRawSync(content, options)
    return inflateRawSync(content, { ...options, dictionary: this.#dictionary(connection, dictionary) })
  }

  /** Takes the newest dictionary for the pages to come. */
  load(connection: Connection): void {
    const sql = 'SELECT dictionary, content FROM dictionaries ORDER BY dictionary DESC LIMIT 1'
    const newest = connection.rows<Dictionary>(sql).get()
    if (newest !== undefined) this.#dictionaries.set(newest.dictionary, newest.content)
  }

  #dictionary(connection: Connection, number: number): Buffer {
    const kept = this.#dictionaries.get(number)
    if (kept !== undefined) return kept
    const content = connection
      .values<Buffer>('SELECT content FROM dictionaries WHERE dictionary = ?')
      .get(number)
    if (content === undefined) throw new Error(`there is no dictionary ${number}`)
    return content
  }

  /** Pages are most alike at their ends, where navigation and promotion stand: both ends of pages from all over. */
  #makeDictionary(connection: Connection, count: number): void {
    const share = windowSize / samples / 2
    const pieces: Buffer[] = []
    for (let sample = 0; sample < samples; sample++) {
      const page = 1 + Math.floor((sample * count) / samples)
      const row = connection.rows<{ size: number }>('SELECT size FROM revisions WHERE page = ?').get(page)
      if (row === undefined) continue
      const bytes = this.bytes(connection, page, row.size)
      pieces.push(bytes.subarray(0, share), bytes.subarray(Math.max(share, bytes.length - share)))
    }
    connection.run('INSERT INTO dictionaries (content) VALUES (?)', Buffer.concat(pieces))
  }
}
