import { Problem } from '../../problem.ts'
import { addCodebook } from './codebooks/codebooks.ts'
import { isTrainingDue, piecesOf, sampleOf } from './codebooks/training.ts'
import type { Connection } from './connection.ts'
import { breather } from './lists/lists.ts'
import type { Reader } from './reader.ts'
import type { Pages } from './rows/pages.ts'
import type { Writer } from './writer.ts'

/** Makes, as the archive grows, what its pages and answers are kept small with, while all else goes on. */
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

  /** Looks behind a commit whether there is something to do. */
  look(connection: Connection): void {
    if (this.#running !== null || this.#closing || this.#due(connection) === undefined) return
    this.#running = this.#run()
  }

  #due(connection: Connection): (() => Promise<void>) | undefined {
    if (this.#pages.isDictionaryDue(connection)) return () => this.#makeDictionary()
    return isTrainingDue(connection) ? () => this.#makeCodebook() : undefined
  }

  /** Where the disk fails it is tried again behind a later commit; where the program does, `close` says so. */
  async #run(): Promise<void> {
    try {
      for (;;) {
        const work = this.#closing ? undefined : this.#reader.read((connection) => this.#due(connection))
        if (work === undefined) break
        await work()
      }
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

  async #makeCodebook(): Promise<void> {
    const texts = await this.#reader.during(sampleOf)
    const breathe = breather()
    const steps = piecesOf(texts)
    let step = steps.next()
    for (; step.done !== true && !this.#closing; step = steps.next()) {
      const pause = breathe()
      if (pause !== undefined) await pause
    }
    if (step.done !== true) return
    const pieces = step.value
    // biome-ignore lint/correctness/useYield: one statement is one step.
    await this.#writer.write(function* ({ connection }) {
      if (isTrainingDue(connection)) addCodebook(connection, pieces)
    })
  }

  /** Settles when nothing is being made. */
  async idle(): Promise<void> {
    await this.#running
  }

  /** Leaves off what is not done. Throws what went wrong before. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#running
    if (this.#failure !== undefined) throw this.#failure
  }
}
