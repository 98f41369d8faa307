import { hash } from 'node:crypto'
import { type MaybeInObject, objectColumns, PageObjects, type StoredPage } from '../../objects/pages.ts'
import {
  dictionaryDue,
  dictionaryOf,
  type PackedPage,
  Packer,
  sampledAt,
  unpackedDictionary,
} from '../../packing.ts'
import type { Connection } from '../connection.ts'

/** Where a page is stored. `dictionary`: the one that its frame needs, 0 for none; null if it is stored as it came. */
export type PageRow = MaybeInObject & { dictionary: number | null; content: Buffer | null; size: number }

/** The columns of `revisions` that say it. */
export const pageColumns = `dictionary, content, size, ${objectColumns}`

/** Raw pages, compressed with a dictionary of what the archive's pages have in common. */
export class Pages {
  readonly objects: PageObjects
  readonly #dictionaries = new Map<number, Buffer>()
  #packer = new Packer({ number: 0, dictionary: null })

  constructor(objects = new PageObjects(null)) {
    this.objects = objects
  }

  /** Compresses pages on Node.js's thread pool. */
  packAll(pages: readonly Uint8Array[]): Promise<PackedPage[]> {
    return Promise.all(pages.map((bytes) => this.#packer.pack(bytes)))
  }

  async stored(connection: Connection, row: PageRow): Promise<StoredPage> {
    const { dictionary, content, size } = row
    const isWithout = dictionary === null || dictionary === 0
    const own = isWithout ? null : await this.#dictionary(connection, dictionary)
    return { content, place: row, isFrame: dictionary !== null, dictionary: own, size }
  }

  /** @returns the page as it came */
  async bytes(connection: Connection, row: PageRow): Promise<Buffer> {
    return this.objects.bytes(await this.stored(connection, row))
  }

  async #dictionary(connection: Connection, number: number): Promise<Buffer> {
    let content = this.#dictionaries.get(number)
    if (content === undefined) {
      const sql = 'SELECT content FROM dictionaries WHERE dictionary = $1'
      content = await connection.value<Buffer>(sql, number)
      if (content === undefined) throw new Error(`there is no dictionary ${number}`)
      content = unpackedDictionary(content)
      this.#dictionaries.set(number, content)
    }
    return content
  }

  /** Uses the newest dictionary for the next pages. @returns whether the archive has grown enough for another one */
  async load(connection: Connection): Promise<boolean> {
    const { newest, occasion, pages } = await occasionOf(connection)
    if (newest !== this.#packer.number) {
      const dictionary = newest === 0 ? null : await this.#dictionary(connection, newest)
      this.#packer = new Packer({ number: newest, dictionary })
    }
    return dictionaryDue(pages) > occasion
  }

  /** @returns the content of the next dictionary */
  async nextDictionary(connection: Connection): Promise<Buffer> {
    const last = (await connection.value<number | null>('SELECT max(key) FROM revisions')) ?? 0
    const pages: Buffer[] = []
    for (const key of sampledAt(last)) {
      const sql = `SELECT ${pageColumns} FROM revisions WHERE key > $1 ORDER BY key LIMIT 1`
      const row = await connection.row<PageRow>(sql, key)
      if (row !== undefined) pages.push(await this.bytes(connection, row))
    }
    return dictionaryOf(pages)
  }

  /**
   * Adds the dictionary that is due, unless another node has done so. Its number is of its content: a server that lost one
   * in a failover gets another one, which nodes that remember the first must not take for it.
   */
  async addDictionary(connection: Connection, content: Buffer): Promise<void> {
    const occasion = dictionaryDue((await occasionOf(connection)).pages)
    const number = hash('sha256', content, 'buffer').readInt32BE() & 0x7fffffff
    const insert = `INSERT INTO dictionaries (dictionary, content, occasion) VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING`
    await connection.run(insert, number, content, occasion)
  }
}

type Occasion = { newest: number; occasion: number; pages: number }

/** @returns the number of the newest dictionary and its occasion (packing.ts), 0 for none, and how many pages there are */
async function occasionOf(connection: Connection): Promise<Occasion> {
  const found = await connection.row<Occasion>(
    `SELECT revisions AS pages, coalesce(dictionary, 0) AS newest, coalesce(occasion, 0) AS occasion FROM state
     LEFT JOIN (SELECT dictionary, occasion FROM dictionaries ORDER BY occasion DESC LIMIT 1) AS last ON true`,
  )
  return found ?? { newest: 0, occasion: 0, pages: 0 }
}
