import type { ArchivedItem } from '../../page.ts'
import { Problem, type ProblemName } from '../../problem.ts'
import type { Swept } from '../objects/objects.ts'
import type { PageObjects } from '../objects/pages.ts'
import { sweep } from '../objects/sweep.ts'
import { type PackedPage, packedPages } from '../packing.ts'
import { aliasesOf } from '../rules/restore.ts'
import type { Entry, ParsedAnew, RebuildOptions, Saved, Store } from '../store.ts'
import { compact } from './compact.ts'
import type { Connection } from './connection.ts'
import { addAlias, removeAlias, restoreAliases } from './lists/aliases.ts'
import { Terms } from './lists/terms.ts'
import { ReadStore } from './read-store.ts'
import type { Reader } from './reader.ts'
import { rebuild } from './rebuild.ts'
import { countRefusals } from './rows/activity.ts'
import { objectRows } from './rows/objects.ts'
import { restoreArticle, restoreDeletion } from './rows/restore.ts'
import { removeArticle, replaceArticle, saveEntry } from './rows/save.ts'
import type { Transaction } from './transaction.ts'
import { type Work, type WorkOnOne, Writer } from './writer.ts'

const readOnly = () => new Problem('unavailable', 'The store is opened to be read only.')

/** The store in an SQLite file: one connection that writes, others that read. */
export class SqliteStore extends ReadStore implements Store {
  readonly #connection: Connection | null
  readonly #writer: Writer | null = null

  /** @param connection the one that writes; null for a store that is only read */
  constructor(reader: Reader, connection: Connection | null, objects?: PageObjects) {
    super(reader, objects)
    this.#connection = connection
    if (connection !== null) {
      const committed = (transaction: Transaction) => this.#committed(transaction)
      this.#writer = new Writer(connection, new Terms(connection), committed)
    }
  }

  #committed({ changed, listsChanged }: Transaction): void {
    this.reader.refresh()
    if (changed.size > 0 || listsChanged) this.reader.changed()
    try {
      this.reader.read((connection) => this.pages.load(connection))
    } catch (error) {
      // What was committed is committed; what helps with the next pages is tried again behind them.
      if (!(error instanceof Problem)) throw error
    }
  }

  /** Makes the dictionary for raw pages that is due; where there is no room for it, later. */
  async #makeDictionary(): Promise<void> {
    const { pages } = this
    try {
      if (!this.reader.read((connection) => pages.isDictionaryDue(connection))) return
      const content = await this.reader.read((connection) => pages.nextDictionary(connection))
      // biome-ignore lint/correctness/useYield: it takes a millisecond.
      await this.#write(function* ({ connection }) {
        if (pages.isDictionaryDue(connection)) pages.addDictionary(connection, content)
      })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }

  #write<T>(work: Work<T>): Promise<T> {
    return this.#writer === null ? Promise.reject(readOnly()) : this.#writer.write(work)
  }

  /** @param packed the pages of each item */
  async #writeEach<T>(
    items: readonly T[],
    work: WorkOnOne<T>,
    packed: readonly PackedPage[][] = [],
  ): Promise<(Saved | Problem)[]> {
    if (this.#writer === null) throw readOnly()
    return this.#writer.writeEach(items, work, async (indexes) =>
      this.pages.objects.put(
        await this.archiveId(),
        indexes.flatMap((index) => packed[index] ?? []),
      ),
    )
  }

  async save(entries: readonly Entry[]): Promise<(Saved | Problem)[]> {
    await this.#makeDictionary()
    const pages = await this.pages.packAll(entries.map(({ page }) => page.bytes))
    return this.#writeEach(
      entries,
      (transaction, entry, index) => saveEntry(transaction, this.pages, entry, pages[index]!),
      pages.map((page) => [page]),
    )
  }

  async restore(archived: readonly ArchivedItem[]): Promise<(Saved | Problem)[]> {
    await this.#makeDictionary()
    const packed = await packedPages(archived, this.pages)
    const results = await this.#writeEach(
      archived,
      (transaction, one, index) =>
        'pages' in one
          ? restoreArticle(transaction, this.pages, one, packed[index]!)
          : restoreDeletion(transaction, one),
      packed,
    )
    const aliases = aliasesOf(archived, results)
    if (aliases.length > 0) await this.#write((transaction) => restoreAliases(transaction, aliases))
    return results
  }

  async remove(id: string): Promise<void> {
    const pages = this.pages
    // biome-ignore lint/correctness/useYield: one deletion is one step.
    const objects = await this.#write(function* (transaction) {
      return removeArticle(transaction, pages, id)
    })
    if (objects instanceof Problem) throw objects
    await pages.objects.discard(objectRows(this.reader), objects)
  }

  async sweep(withFormer = false): Promise<Swept> {
    if (this.#writer === null) throw readOnly()
    return sweep(this.pages.objects, objectRows(this.reader, this.#writer), withFormer)
  }

  onChange(listener: () => void): () => void {
    return this.reader.onChange(listener, this.#connection)
  }

  async addTagAlias(tag: string, alias: string): Promise<void> {
    const problem = await this.#write((transaction) => addAlias(transaction, tag, alias))
    if (problem !== undefined) throw problem
  }

  async removeTagAlias(tag: string, alias: string): Promise<void> {
    const problem = await this.#write((transaction) => removeAlias(transaction, tag, alias))
    if (problem !== undefined) throw problem
  }

  async countRefusals(problems: readonly ProblemName[]): Promise<void> {
    // biome-ignore lint/correctness/useYield: a few rows are one step.
    await this.#write(function* (transaction) {
      countRefusals(transaction.connection, transaction.now, problems)
      transaction.listsChanged = true
    })
  }

  async replaceParsed(articles: readonly ParsedAnew[]): Promise<(Saved | Problem)[]> {
    return this.#writeEach(articles, replaceArticle)
  }

  /** A store whose disk was full says so until it can write again, so it is tried. */
  async ready(): Promise<void> {
    if (this.#writer === null) {
      await this.lastSequence()
      return
    }
    // biome-ignore lint/correctness/useYield: one statement is one step.
    await this.#write(function* ({ connection }) {
      connection.run("INSERT OR REPLACE INTO totals (name, value) VALUES ('ready', 1)")
    })
  }

  async compact(): Promise<void> {
    if (this.#writer === null) throw readOnly()
    try {
      await compact(this.#writer)
    } catch (error) {
      // On a full disk there may be no room to make room; what is stored is stored all the same.
      if (!(error instanceof Problem)) throw error
    }
  }

  async rebuild(options?: RebuildOptions): ReturnType<Store['rebuild']> {
    if (this.#writer === null) throw readOnly()
    return rebuild(this.#writer, options)
  }

  async close(): Promise<void> {
    await this.#writer?.close()
    this.reader.close()
    this.#connection?.close()
  }
}
