import { Problem } from '../../problem.ts'
import type { Connection } from './connection.ts'
import type { Reader } from './reader.ts'
import type { Pages } from './rows/pages.ts'
import type { Writer } from './writer.ts'

/** Makes dictionaries for raw pages as the archive grows, between other writes. */
export class Upkeep {
  readonly #reader: Reader
  readonly #writer: Writer
  readonly #pages: Pages
  #running: Promise<void> | null = null
  #failure: unknown
  #closing = false

  constructor(reader: Reader, writer: Writer, pages: Pages) {
    this.#reader = reader
    this.#writer = writer
    this.#pages = pages
  }

  /** Starts what is due; called after each commit. */
  look(connection: Connection): void {
    if (this.#running !== null || this.#closing || !this.#isDue(connection)) return
    this.#running = this.#run()
  }

  #isDue = (connection: Connection): boolean => this.#pages.isDictionaryDue(connection)

  /** If the disk fails it is tried again after a later commit; if the program does, `close` throws that. */
  async #run(): Promise<void> {
    try {
      while (!this.#closing && this.#reader.read(this.#isDue)) await this.#makeDictionary()
      this.#running = null
    } catch (error) {
      if (error instanceof Problem) this.#running = null
      else this.#failure = error
    }
  }

  async #makeDictionary(): Promise<void> {
    const pages = this.#pages
    // biome-ignore lint/correctness/useYield: it takes a millisecond.
    await this.#writer.write(function* ({ connection }) {
      if (pages.isDictionaryDue(connection)) pages.makeDictionary(connection)
    })
  }

  /** Abandons what is not done. Throws what failed before. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#running
    if (this.#failure !== undefined) throw this.#failure
  }
}
