import { Problem } from '../problem.ts'

/** Milliseconds that an export may wait for its reader between two items, and that it may take in all. */
export type ExportDeadlines = { idle: number; total: number }

export const exportDeadlines: ExportDeadlines = { idle: 60_000, total: 2 * 60 * 60_000 }

/**
 * A snapshot that is read at the pace of a client. While it is open, a database keeps what was replaced since (SQLite
 * its log, PostgreSQL dead rows); deadlines bound that.
 */
export class ExportSnapshot<Connection> {
  readonly connection: Connection
  readonly #deadlines: ExportDeadlines
  readonly #release: () => void
  readonly #end = performance.now()
  #timer: NodeJS.Timeout | undefined
  #isOpen = true

  /** @param release gives the connection back; is called once */
  constructor(connection: Connection, release: () => void, deadlines = exportDeadlines) {
    this.connection = connection
    this.#release = release
    this.#deadlines = deadlines
    this.#end += deadlines.total
  }

  /** The reader asks for the next item. Throws Problem `unavailable` if a deadline has passed. */
  resume(): void {
    clearTimeout(this.#timer)
    if (performance.now() >= this.#end) this.close()
    if (this.#isOpen) return
    const detail = 'The export was read too slowly; its snapshot is closed.'
    throw new Problem('unavailable', detail, { retryAfter: 1 })
  }

  /** The reader has an item. Without another request for one in time the snapshot is closed. */
  pause(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.close(), this.#deadlines.idle).unref()
  }

  close(): void {
    clearTimeout(this.#timer)
    if (this.#isOpen) this.#release()
    this.#isOpen = false
  }
}

/**
 * @param failureOf gives the Problem that an error of the database is
 * @returns the items, of which each must be asked for in time; the snapshot is closed at their end, and where they are left
 */
export function inTime<T>(
  items: AsyncGenerator<T, void, void>,
  snapshot: ExportSnapshot<unknown>,
  failureOf: (error: unknown, writing: boolean) => unknown,
): AsyncIterable<T> {
  // A generator that never began ends without its `finally`: the snapshot is closed here.
  const iterator: AsyncIterator<T> = {
    async next() {
      try {
        snapshot.resume()
        const result = await items.next()
        if (result.done === true) snapshot.close()
        else snapshot.pause()
        return result
      } catch (error) {
        await items.return()
        snapshot.close()
        throw failureOf(error, false)
      }
    },
    async return() {
      await items.return()
      snapshot.close()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}
