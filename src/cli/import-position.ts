import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Found } from '../ingest/containers/folder.ts'
import { type Item, receiptOf } from '../page.ts'
import { isPostgres } from '../store/open.ts'
import type { Store } from '../store/store.ts'

/** Bytes from which on a container is not read as a whole again: of a smaller one that costs little. */
export const largeContainer = 8 * 1024 * 1024
/** Milliseconds between two writings. */
const interval = 2000

/** How far a container was read. `receipt`: a stored page before there, by which the archive is known again. */
type Position = { size: number; modified: number; items: number; receipt: string | null }
type Positions = Record<string, Position>

/**
 * How far an import that was interrupted has come in large containers: a file beside the database. A container is read
 * from its beginning where it has changed, or where the archive no longer holds the page that was stored last.
 */
export class ImportPosition {
  readonly #file: string
  readonly #store: Store
  readonly #positions: Positions
  /** The items on their way, in their order: those that are done are counted by their outcomes. */
  readonly #underway: { file?: string; index: number; found?: Found; item: Item }[] = []
  #written = performance.now()
  /** Items that were passed over because an import before had taken them. */
  skipped = 0

  constructor(database: string, store: Store) {
    // A server keeps no files for its clients: there the position is kept where the import runs.
    this.#file = isPostgres(database) ? 'broadsheet-import' : `${database}-import`
    this.#store = store
    this.#positions = readPositions(this.#file)
  }

  /** The items of a file behind the position. */
  async *behind(found: Found, items: AsyncIterable<Item>): AsyncGenerator<Item, void, void> {
    if (!('size' in found) || found.size < largeContainer) {
      for await (const item of items) {
        this.#underway.push({ index: 0, item })
        yield item
      }
      return
    }
    const file = resolve(found.path)
    const done = await this.#doneIn(file, found)
    this.skipped += done
    let index = 0
    for await (const item of items) {
      if (++index <= done) continue
      this.#underway.push({ file, found, index, item })
      yield item
    }
  }

  /** The first of the items on their way is done. */
  outcome(isStored: boolean): void {
    const { file, found, index, item } = this.#underway.shift() ?? { index: 0, item: null }
    if (file === undefined || found === undefined || !('size' in found)) return
    const receipt =
      isStored && item !== null && 'page' in item
        ? receiptOf(item.page)
        : (this.#positions[file]?.receipt ?? null)
    this.#positions[file] = { size: found.size, modified: found.modified, items: index, receipt }
    if (performance.now() - this.#written > interval) this.write()
  }

  write(): void {
    this.#written = performance.now()
    if (Object.keys(this.#positions).length === 0) return
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#positions))
    renameSync(`${this.#file}.new`, this.#file)
  }

  /** All is done: the next import reads everything again. */
  clear(): void {
    rmSync(this.#file, { force: true })
  }

  async #doneIn(file: string, found: Found & { size: number; modified: number }): Promise<number> {
    const position = this.#positions[file]
    if (position?.size !== found.size || position.modified !== found.modified || position.receipt === null)
      return 0
    const [id] = await this.#store.known([position.receipt])
    return id === null ? 0 : position.items
  }
}

function readPositions(file: string): Positions {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Positions
  } catch {
    return {}
  }
}
