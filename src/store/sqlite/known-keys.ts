import { HashPlaces, none } from '../../hash-places.ts'
import { textHash } from '../../text-hash.ts'
import type { Reader } from './reader.ts'

const fewestPlaces = 2 ** 12
/** 32 MiB for an archive of two million articles; of larger ones a part is known. */
const mostPlaces = 2 ** 22
/** What is read at once takes no longer than a handful of articles: who waits meanwhile hardly waits longer. */
const rowsAtOnce = 100
/** Milliseconds until more is read: while there is more, and when there was none. */
const [soon, later] = [2, 5000]

/**
 * The keys of articles by id. An id keeps its key for ever, so that what was read once holds whoever writes. To find a
 * key in the database's own index takes a third of reading an answer: of a large archive, that index is not in memory.
 */
export class KnownKeys {
  readonly #reader: Reader
  #places = new HashPlaces(fewestPlaces)
  /** All keys up to this one were read. */
  #last = 0
  #timer: NodeJS.Timeout | undefined

  constructor(reader: Reader) {
    this.#reader = reader
  }

  /** @returns the key that the id probably has; another id may have it. Undefined where none is known */
  get(id: string): number | undefined {
    this.#timer ??= setTimeout(() => this.#read(), soon).unref()
    const place = this.#places.first(textHash(id))
    return place === none ? undefined : this.#places.at(place)
  }

  #read(): void {
    let isMore = false
    try {
      isMore = this.#readSome()
    } catch {
      // Whoever asks for an article meets what failed, and is told.
    }
    this.#timer = setTimeout(() => this.#read(), isMore ? soon : later).unref()
  }

  /** @returns whether there is more */
  #readSome(): boolean {
    return this.#reader.read((connection) => {
      const newest = connection.values<number | null>('SELECT max(key) FROM articles').get() ?? 0
      const places = Math.min(mostPlaces, 2 ** Math.ceil(Math.log2(newest * 1.5 + 1)))
      if (places > this.#places.count) {
        // Twice as many as are wanted now: an archive that grows is not read anew each time.
        this.#places = new HashPlaces(Math.min(mostPlaces, places * 2))
        this.#last = 0
      }
      const sql = 'SELECT key, id FROM articles WHERE key > ? ORDER BY key LIMIT ?'
      const rows = connection.rows<{ key: number; id: string }>(sql).all(this.#last, rowsAtOnce)
      for (const { key, id } of rows) this.#places.add(textHash(id), key)
      this.#last = rows.at(-1)?.key ?? this.#last
      return this.#last < newest
    })
  }

  /** Reads no more. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
