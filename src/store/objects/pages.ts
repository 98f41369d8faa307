import { hash, randomUUID } from 'node:crypto'
import { Problem } from '../../problem.ts'
import { type PackedPage, unpacked } from '../packing.ts'
import { MissingObject, type ObjectPlace, type ObjectRows, type ObjectStorage } from './objects.ts'

/** The same of a page that may be in the database. */
export type MaybeInObject = { [Name in keyof ObjectPlace]: ObjectPlace[Name] | null }

export const notInObject: MaybeInObject = { object: null, offset: null, length: null }

/** The columns of `revisions` that say it. */
export const objectColumns = 'object, object_offset AS "offset", object_length AS "length"'

/**
 * A page as it is stored: a frame, or the bytes as they came where `isFrame` is not set. `content` null: it is at `place`;
 * `dictionary`: the one that the frame needs.
 */
export type StoredPage = {
  content: Buffer | null
  place: MaybeInObject
  isFrame: boolean
  dictionary: Buffer | null
  size: number
}

/** The pages of an archive that are in object storage, many in an object. */
export class PageObjects {
  readonly #storage: ObjectStorage | null

  /** @param storage null where none is named: new pages go into the database */
  constructor(storage: ObjectStorage | null) {
    this.#storage = storage
  }

  get isUsed(): boolean {
    return this.#storage !== null
  }

  get storage(): ObjectStorage {
    if (this.#storage === null) {
      throw new Problem('unavailable', 'The page is in object storage, and PAGES names none.')
    }
    return this.#storage
  }

  /**
   * Puts the pages of one transaction into an object. Its key says what it holds, and is given once: so no two transactions
   * share an object, and one without rows stays without.
   * @param archive the identity of the archive, which keeps its objects apart from those of others
   */
  async put(archive: string, pages: readonly PackedPage[]): Promise<void> {
    if (this.#storage === null || pages.length === 0) return
    const places = await this.putBytes(
      archive,
      pages.map(({ content }) => content),
    )
    for (const [index, page] of pages.entries()) page.place = places[index] as ObjectPlace
  }

  async putBytes(archive: string, pieces: readonly Uint8Array[]): Promise<ObjectPlace[]> {
    const bytes = Buffer.concat(pieces)
    const object = `${archive}/${hash('sha256', bytes)}-${randomUUID()}`
    await this.storage.put(object, bytes)
    let offset = 0
    return pieces.map(({ length }) => {
      offset += length
      return { object, offset: offset - length, length }
    })
  }

  /** @returns the page as it came; throws Problem unavailable where the object storage cannot give it */
  async bytes({ content, place, isFrame, dictionary, size }: StoredPage): Promise<Buffer> {
    const bytes = content ?? (await this.#get(place))
    return isFrame ? unpacked(bytes, dictionary, size) : bytes
  }

  async #get({ object, offset, length }: MaybeInObject): Promise<Buffer> {
    if (object === null || offset === null || length === null) throw new Error('the page is nowhere')
    if (length === 0) return Buffer.alloc(0)
    return this.storage.get(object, offset, length)
  }

  /**
   * Takes away the objects in which no page lives any more. What the storage does not remove now, a sweep removes.
   * The objects of an archive whose restored backup this one is stay.
   */
  async discard(rows: Pick<ObjectRows, 'archiveId' | 'lives'>, objects: readonly string[]): Promise<void> {
    if (this.#storage === null || objects.length === 0) return
    const folder = `${await rows.archiveId()}/`
    for (const object of new Set(objects)) {
      if (!object.startsWith(folder) || (await rows.lives(object))) continue
      try {
        await this.#storage.remove(object)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
      }
    }
  }
}

/** Reads again, once, where a sweep moved the page after its place was read. */
export async function evenIfMoved<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof MissingObject) return read()
    throw error
  }
}
