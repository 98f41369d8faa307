import { Problem } from '../../problem.ts'

/** The object is not in the storage. */
export class MissingObject extends Problem {
  constructor(cause: Error) {
    super('unavailable', 'The page is not in the object storage.', {}, cause)
  }
}

/** Where a page's bytes are in the object storage. `offset`, `length`: bytes. */
export type ObjectPlace = { object: string; offset: number; length: number }

/** What a sweep did. `rewritten`: objects that held pages of deleted articles beside others. */
export type Swept = { objects: number; removed: number; rewritten: number }

/** The part of a store that looks after its object storage. */
export interface SweptStore {
  /**
   * Takes out of the object storage what no article needs: the pages of deleted articles, and objects older than a day
   * that hold no page. Throws `unavailable`, where none is named too.
   * @param withFormer also of the objects of the archive whose restored backup this one is. That archive, if it is used
   *   still, would lose its pages
   */
  sweep(withFormer?: boolean): Promise<Swept>
}

/** An object as a list names it. `size`: bytes; `modifiedAt`: milliseconds since 1970. */
export type ObjectItem = { key: string; size: number; modifiedAt: number }

/** Where bytes are kept under keys. Each method throws Problem `unavailable` where the storage gives no good answer. */
export interface ObjectStorage {
  put(key: string, bytes: Uint8Array): Promise<void>
  /** @returns so many bytes of an object from `offset` on; throws MissingObject where there is no such object */
  get(key: string, offset: number, length: number): Promise<Buffer>
  /** An object that is not there is removed. */
  remove(key: string): Promise<void>
  /** @yields the objects whose keys begin with `folder/`, in pages */
  list(folder: string): AsyncGenerator<ObjectItem[], void, void>
}

/** What an engine knows of the objects that its pages are in. */
export type ObjectRows = {
  archiveId(): Promise<string>
  /** Whether a page that lives is in the object. */
  lives(object: string): Promise<boolean>
  /** The first object behind this text, in the order of bytes; null where there is none. */
  objectAfter(text: string): Promise<string | null>
  /** The places of all pages in these objects. */
  placesIn(objects: readonly string[]): Promise<ObjectPlace[]>
  /** Moves pages to other places, where they are still at those that are named. */
  move(moves: readonly { from: ObjectPlace; to: ObjectPlace }[]): Promise<void>
}
