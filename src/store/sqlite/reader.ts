import { Problem } from '../../problem.ts'
import { type ExportDeadlines, ExportSnapshot } from '../export-snapshot.ts'
import { Connection } from './connection.ts'
import { failureOf } from './failures.ts'

const snapshotsKept = 4
/** Each takes two file handles and its own memory. */
const snapshotsAtMost = 128
const snapshotCache = 4 * 1024 * 1024

/** Milliseconds between two looks for what other connections have written. */
const lookEvery = 10

/** Ends a read transaction. A damaged database may refuse even that; nothing was written that could be lost. */
function endReading(connection: Connection): void {
  const { database } = connection
  if (!database.inTransaction) return
  try {
    connection.run('COMMIT')
  } catch (error) {
    if (!(failureOf(error, false) instanceof Problem)) throw error
    if (database.inTransaction) connection.run('ROLLBACK')
  }
}

/** Reads from the database, always from the last committed state. */
export class Reader {
  readonly path: string
  readonly #connection: Connection
  readonly #idle: Connection[] = []
  readonly #open = new Set<Connection>()
  readonly #deadlines: ExportDeadlines | undefined
  readonly #listeners = new Set<() => void>()
  #reading = false
  #closed = false
  #timer: NodeJS.Timeout | undefined
  #version: number | undefined

  constructor(path: string, cache: number, deadlines?: ExportDeadlines) {
    this.path = path
    this.#deadlines = deadlines
    this.#connection = new Connection(path, { readOnly: true, cache })
  }

  /**
   * Reads synchronously. All reads of a turn of the event loop share a snapshot: taking and releasing the lock costs as
   * much as finding an article.
   */
  read<T>(work: (connection: Connection) => T): T {
    try {
      if (!this.#reading) {
        this.#connection.run('BEGIN')
        this.#reading = true
        setImmediate(() => this.refresh())
      }
      return work(this.#connection)
    } catch (error) {
      throw failureOf(error, false)
    }
  }

  /** Makes the next `read` see all that is committed now. */
  refresh(): void {
    if (!this.#reading || this.#closed) return
    this.#reading = false
    endReading(this.#connection)
  }

  /**
   * Calls the listener whenever what is stored has changed. Writes of other connections than `writing` are found by
   * polling `PRAGMA data_version` for as long as there are listeners.
   *
   * @param writing the connection whose own writes are reported by `changed`; null where there is none
   * @returns a function that ends the calls
   */
  onChange(listener: () => void, writing: Connection | null): () => void {
    this.#listeners.add(listener)
    if (this.#timer === undefined) {
      this.#version = this.#dataVersion(writing)
      this.#timer = setInterval(() => {
        const version = this.#dataVersion(writing)
        if (version !== this.#version) this.changed()
        this.#version = version
      }, lookEvery).unref()
    }
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#endLooking()
    }
  }

  changed(): void {
    this.refresh()
    for (const listener of this.#listeners) listener()
  }

  /** @returns undefined where the database cannot be read: each request reports that itself */
  #dataVersion(writing: Connection | null): number | undefined {
    try {
      return (writing ?? this.#connection).dataVersion()
    } catch {
      return undefined
    }
  }

  #endLooking(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** @returns a connection in a snapshot of its own, for longer reading; pass it to `release` */
  snapshot(): Connection {
    if (this.#open.size >= snapshotsAtMost) {
      throw new Problem('unavailable', 'Too many long answers are being read.', { retryAfter: 1 })
    }
    try {
      const connection = this.#idle.pop() ?? this.#opened()
      this.#open.add(connection)
      connection.run('BEGIN')
      // The snapshot is taken by the first read.
      connection.values('SELECT value FROM totals LIMIT 1').get()
      return connection
    } catch (error) {
      throw failureOf(error, false)
    }
  }

  #opened(): Connection {
    return new Connection(this.path, {
      readOnly: true,
      cache: snapshotCache,
    })
  }

  release(connection: Connection): void {
    if (!this.#open.delete(connection)) return
    if (this.#closed || this.#idle.length >= snapshotsKept) {
      connection.close()
      return
    }
    endReading(connection)
    this.#idle.push(connection)
  }

  /** @returns a snapshot for an export; to be closed */
  exportSnapshot(): ExportSnapshot<Connection> {
    const connection = this.snapshot()
    return new ExportSnapshot(connection, () => this.release(connection), this.#deadlines)
  }

  /** Runs asynchronous work on one snapshot. */
  async during<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = this.snapshot()
    try {
      return await work(connection)
    } catch (error) {
      throw failureOf(error, false)
    } finally {
      this.release(connection)
    }
  }

  close(): void {
    if (this.#closed) return
    this.#endLooking()
    this.refresh()
    this.#closed = true
    for (const connection of [this.#connection, ...this.#idle, ...this.#open]) connection.close()
    this.#open.clear()
  }
}
