import {
  type MaybeInObject,
  notInObject,
  objectColumns,
  PageObjects,
  type StoredPage,
} from '../../objects/pages.ts'
import {
  dictionaryDue,
  dictionaryOf,
  type PackedPage,
  Packer,
  type Packing,
  sampledAt,
  unpackedDictionary,
} from '../../packing.ts'
import type { Connection } from '../connection.ts'

/**
 * Where the bytes of a page are stored. `size`: of the page as it was received; `dictionary`: the one that the frame
 * needs, 0 for none; null if the bytes are stored as they were received. A page in object storage has no parts.
 */
export type PagePlace = MaybeInObject & {
  firstPart: number
  parts: number
  dictionary: number | null
  size: number
}

/** The columns of `revisions` that say it. */
export const placeColumns = `first_part AS firstPart, parts, dictionary, size, ${objectColumns}`

const partSize = 1000

/** Raw pages, compressed with a dictionary of what the archive's pages have in common. */
export class Pages {
  readonly objects: PageObjects
  readonly #dictionaries = new Map<number, Buffer>()
  #newest = 0
  #packer: Packer | undefined

  constructor(objects = new PageObjects(null)) {
    this.objects = objects
  }

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

  add(connection: Connection, { packing: dictionary, content, size, place }: PackedPage): PagePlace {
    if (place !== undefined) return { firstPart: 0, parts: 0, dictionary, size, ...place }
    const parts = Math.max(1, Math.ceil(content.length / partSize))
    let last = 0
    for (let part = 0; part < parts; part++) {
      const piece = content.subarray(part * partSize, (part + 1) * partSize)
      last = connection.run('INSERT INTO page_parts (content) VALUES (?)', piece).key
    }
    return { firstPart: last - parts + 1, parts, dictionary, size, ...notInObject }
  }

  remove(connection: Connection, { firstPart, parts }: PagePlace): void {
    const sql = 'DELETE FROM page_parts WHERE part BETWEEN ? AND ?'
    connection.run(sql, firstPart, firstPart + parts - 1)
  }

  stored(connection: Connection, place: PagePlace): StoredPage {
    const { firstPart, parts, dictionary, size } = place
    const sql = 'SELECT content FROM page_parts WHERE part BETWEEN ? AND ? ORDER BY part'
    const pieces = () => connection.values<Buffer>(sql).all(firstPart, firstPart + parts - 1)
    return {
      content: place.object === null ? Buffer.concat(pieces()) : null,
      place,
      isFrame: dictionary !== null,
      dictionary: dictionary === null || dictionary === 0 ? null : this.#dictionary(connection, dictionary),
      size,
    }
  }

  /** Reads of the database before it returns. @returns the page as it came */
  async bytes(connection: Connection, place: PagePlace): Promise<Buffer> {
    return this.objects.bytes(this.stored(connection, place))
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
      content = unpackedDictionary(content)
      this.#dictionaries.set(number, content)
    }
    return content
  }

  /** @returns whether the archive has grown enough for another dictionary */
  isDictionaryDue(connection: Connection): boolean {
    return this.#due(connection) > this.#newestOf(connection)
  }

  #due(connection: Connection): number {
    const pages = connection.values<number>("SELECT value FROM totals WHERE name = 'revisions'").get() ?? 0
    return dictionaryDue(pages)
  }

  #newestOf(connection: Connection): number {
    return connection.values<number | null>('SELECT max(dictionary) FROM dictionaries').get() ?? 0
  }

  /** Reads of the database before it returns. @returns the content of the next dictionary */
  async nextDictionary(connection: Connection): Promise<Buffer> {
    const last = connection.values<number | null>('SELECT max(key) FROM revisions').get() ?? 0
    const sql = `SELECT ${placeColumns} FROM revisions WHERE key > ? ORDER BY key LIMIT 1`
    const pages = sampledAt(last).flatMap((key) => {
      const place = connection.rows<PagePlace>(sql).get(key)
      return place === undefined ? [] : [this.bytes(connection, place)]
    })
    return dictionaryOf(await Promise.all(pages))
  }

  addDictionary(connection: Connection, content: Buffer): void {
    const insert = 'INSERT INTO dictionaries (dictionary, content) VALUES (?, ?)'
    connection.run(insert, this.#due(connection), content)
  }
}
