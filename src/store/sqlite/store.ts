import { hash } from 'node:crypto'
import { Problem, type ProblemName } from '../../problem.ts'
import type { ArticleFilter } from '../../query.ts'
import type { PackedPage } from '../packing.ts'
import { absence, savedOf } from '../rules/save.ts'
import type {
  Answer,
  Archived,
  Entry,
  Fault,
  ListRequest,
  ParsedAnew,
  RawPage,
  RebuildOptions,
  Saved,
  Similar,
  Store,
  TagsRequest,
} from '../store.ts'
import { compact } from './compact.ts'
import type { Connection } from './connection.ts'
import { failureOf } from './failures.ts'
import { addAlias, removeAlias, restoreAliases } from './lists/aliases.ts'
import { listOf } from './lists/lists.ts'
import { tagOf, tagsOf } from './lists/tags.ts'
import { Terms } from './lists/terms.ts'

import type { Reader } from './reader.ts'
import { rebuild } from './rebuild.ts'
import { activityOf, countRefusals } from './rows/activity.ts'
import { livingRowOf, rowOf, storedOfId, storedOfKey, textOf } from './rows/articles.ts'
import { backupDatabase } from './rows/backup.ts'
import { archiveIdOf, changesAfter, lastSequence } from './rows/changes.ts'
import { archivedOfKey, exportFrom, jsonOfKey } from './rows/export.ts'
import { Pages } from './rows/pages.ts'
import { currentPagesOf } from './rows/reparse.ts'
import { restoreArticle, restoreDeletion, restoreStepOf } from './rows/restore.ts'
import { holderOf, rawPageOf, revisionsOf } from './rows/revisions.ts'
import { removeArticle, replaceArticle, saveEntry, saveStepOf } from './rows/save.ts'
import { sourcesOf, statisticsOf } from './rows/statistics.ts'
import { similarTo } from './search/similar.ts'
import type { Transaction } from './transaction.ts'
import { Upkeep } from './upkeep.ts'
import { verifyStore } from './verify/verify.ts'
import { type Work, type WorkOnOne, Writer } from './writer.ts'

const readOnly = () => new Problem('unavailable', 'The store is opened to be read only.')

/** The store in an SQLite file: one connection that writes, others that read. */
export class SqliteStore implements Store {
  readonly #reader: Reader
  readonly #connection: Connection | null
  readonly #writer: Writer | null = null
  readonly #upkeep: Upkeep | null = null
  readonly #pages = new Pages()

  /** @param connection the one that writes; null for a store that is only read */
  constructor(reader: Reader, connection: Connection | null) {
    this.#reader = reader
    this.#connection = connection
    if (connection !== null) {
      const committed = (transaction: Transaction) => this.#committed(transaction)
      this.#writer = new Writer(connection, new Terms(connection), committed)
      this.#upkeep = new Upkeep(reader, this.#writer, this.#pages)
    }
    reader.read((reading) => this.#pages.load(reading))
  }

  #committed({ changed, listsChanged }: Transaction): void {
    this.#reader.refresh()
    if (changed.size > 0 || listsChanged) this.#reader.changed()
    try {
      this.#reader.read((connection) => {
        this.#pages.load(connection)
        this.#upkeep?.look(connection)
      })
    } catch (error) {
      // What was committed is committed; what helps with the next pages is tried again behind them.
      if (!(error instanceof Problem)) throw error
    }
  }

  #write<T>(work: Work<T>): Promise<T> {
    return this.#writer === null ? Promise.reject(readOnly()) : this.#writer.write(work)
  }

  #writeEach<T>(items: readonly T[], work: WorkOnOne<T>): Promise<(Saved | Problem)[]> {
    return this.#writer === null ? Promise.reject(readOnly()) : this.#writer.writeEach(items, work)
  }

  async known(receipts: readonly string[]): Promise<(string | null)[]> {
    return this.#reader.read((connection) => receipts.map((receipt) => holderOf(connection, receipt)))
  }

  async save(entries: readonly Entry[]): Promise<(Saved | Problem)[]> {
    const pages = await this.#pages.packAll(entries.map(({ page }) => page.bytes))
    return this.#writeEach(entries, (transaction, entry, index) =>
      saveEntry(transaction, this.#pages, entry, pages[index]!),
    )
  }

  async preview(entry: Entry): ReturnType<Store['preview']> {
    const digest = hash('sha256', entry.page.bytes, 'buffer')
    const step = this.#reader.read((connection) => saveStepOf(connection, entry, digest, Date.now()))
    if (step instanceof Problem) throw step
    return { ...savedOf(step), article: step.after }
  }

  async previewRestore(archived: Archived): Promise<Saved> {
    const step = this.#reader.read((connection) => restoreStepOf(connection, archived))
    if (step instanceof Problem) throw step
    return step
  }

  async restore(archived: readonly Archived[]): Promise<(Saved | Problem)[]> {
    const packed: PackedPage[][] = []
    for (const one of archived) {
      const pages = 'pages' in one ? one.pages : []
      packed.push(await this.#pages.packAll(pages.map(({ bytes }) => bytes)))
    }
    const results = await this.#writeEach(archived, (transaction, one, index) =>
      'pages' in one
        ? restoreArticle(transaction, this.#pages, one, packed[index]!)
        : restoreDeletion(transaction, one),
    )
    const aliases = archived.flatMap((one, index) =>
      results[index] instanceof Problem || !('tagAliases' in one) ? [] : (one.tagAliases ?? []),
    )
    if (aliases.length > 0) await this.#write((transaction) => restoreAliases(transaction, aliases))
    return results
  }

  async remove(id: string): Promise<void> {
    const pages = this.#pages
    // biome-ignore lint/correctness/useYield: one deletion is one step.
    const problem = await this.#write(function* (transaction) {
      return removeArticle(transaction, pages, id)
    })
    if (problem !== undefined) throw problem
  }

  async article(id: string): Promise<Answer> {
    return this.#reader.read((connection) => {
      const stored = storedOfId(connection, id)
      if (stored === undefined) throw absence(id, rowOf(connection, id))
      const { frame, etag, updatedAt } = stored
      return { frame, etag, updatedAt }
    })
  }

  onChange(listener: () => void): () => void {
    return this.#reader.onChange(listener, this.#connection)
  }

  async idsOfNativeId(nativeId: string): Promise<string[]> {
    const sql = 'SELECT id FROM articles WHERE native_id = ? ORDER BY id'
    return this.#reader.read((connection) => connection.values<string>(sql).all(nativeId))
  }

  async rawPage(id: string, revision?: number): Promise<RawPage> {
    return this.#reader.read((connection) => rawPageOf(connection, this.#pages, id, revision))
  }

  async revisions(id: string): ReturnType<Store['revisions']> {
    return this.#reader.read((connection) => revisionsOf(connection, id))
  }

  async list(request: ListRequest): ReturnType<Store['list']> {
    return this.#reader.during((connection) => listOf(connection, request))
  }

  async tags(request: TagsRequest): ReturnType<Store['tags']> {
    return this.#reader.during((connection) => tagsOf(connection, request))
  }

  async tag(name: string, filter?: ArticleFilter): ReturnType<Store['tag']> {
    return this.#reader.during((connection) => tagOf(connection, name, filter))
  }

  async addTagAlias(tag: string, alias: string): Promise<void> {
    const problem = await this.#write((transaction) => addAlias(transaction, tag, alias))
    if (problem !== undefined) throw problem
  }

  async removeTagAlias(tag: string, alias: string): Promise<void> {
    const problem = await this.#write((transaction) => removeAlias(transaction, tag, alias))
    if (problem !== undefined) throw problem
  }

  async sources(): ReturnType<Store['sources']> {
    return this.#reader.read(sourcesOf)
  }

  async statistics(): ReturnType<Store['statistics']> {
    return this.#reader.read(statisticsOf)
  }

  async activity(days: number): ReturnType<Store['activity']> {
    return this.#reader.read((connection) => activityOf(connection, days))
  }

  async countRefusals(problems: readonly ProblemName[]): Promise<void> {
    // biome-ignore lint/correctness/useYield: a few rows are one step.
    await this.#write(function* (transaction) {
      countRefusals(transaction.connection, transaction.now, problems)
      transaction.listsChanged = true
    })
  }

  async changes(since: number, limit: number): ReturnType<Store['changes']> {
    return this.#reader.read((connection) => changesAfter(connection, since, limit))
  }

  async archiveId(): Promise<string> {
    return this.#reader.read(archiveIdOf)
  }

  async lastSequence(): Promise<number> {
    return this.#reader.read(lastSequence)
  }

  export(filter: ArticleFilter): ReturnType<Store['export']> {
    return exportFrom(this.#reader, filter, jsonOfKey)
  }

  exportArchived(filter: ArticleFilter): ReturnType<Store['exportArchived']> {
    return exportFrom<Archived>(this.#reader, filter, archivedOfKey(this.#pages), (deletion) => deletion)
  }

  async currentPages(afterId: string | null, limit: number): ReturnType<Store['currentPages']> {
    return this.#reader.read((connection) => currentPagesOf(connection, this.#pages, afterId, limit))
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

  async similar(id: string, limit: number): Promise<Similar[]> {
    return this.#reader.read((connection) => {
      const { key } = livingRowOf(connection, id)
      const found = similarTo(connection, key, { limit, textOf: textOf(connection) })
      return found.map(({ key, similarity, kind }) => {
        return { ...storedOfKey(connection, key).summary(), similarity, kind }
      })
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

  async backup(path: string, onProgress?: (done: number, total: number) => void): Promise<void> {
    try {
      await backupDatabase(this.#reader.path, path, onProgress)
    } catch (error) {
      throw failureOf(error, true)
    }
  }

  async *verify(onProgress?: (done: number, total: number) => void): AsyncGenerator<Fault, void, void> {
    const connection = this.#reader.snapshot()
    try {
      yield* verifyStore(connection, onProgress)
    } finally {
      this.#reader.release(connection)
    }
  }

  async close(): Promise<void> {
    try {
      await this.#upkeep?.close()
    } finally {
      await this.#writer?.close()
      this.#reader.close()
      this.#connection?.close()
    }
  }
}
