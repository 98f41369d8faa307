import type { ArchivedItem } from '../../page.ts'
import { Problem, type ProblemName } from '../../problem.ts'
import type { ExportDeadlines } from '../export-snapshot.ts'
import type { Swept } from '../objects/objects.ts'
import type { PageObjects } from '../objects/pages.ts'
import { sweep } from '../objects/sweep.ts'
import { type PackedPage, packedPages } from '../packing.ts'
import { aliasesOf } from '../rules/restore.ts'
import type { Entry, JobQueue, ParsedAnew, RebuildOptions, Saved, Store } from '../store.ts'
import { compact } from './compact.ts'
import { addAlias, removeAlias, restoreAliases } from './lists/aliases.ts'
import { endAll, type Pools, ReadStore } from './read-store.ts'
import { rebuild } from './rebuild.ts'
import { countRefusals } from './rows/activity.ts'
import { objectRows } from './rows/objects.ts'
import { replaceArticles } from './rows/replace.ts'
import { restoreItems } from './rows/restore.ts'
import { removeArticle, saveEntries } from './rows/save.ts'
import { Writer } from './writer.ts'

const idOf = (archived: ArchivedItem): string => ('deletedAt' in archived ? archived.id : archived.article.id)

type StoreOptions = {
  deadlines?: ExportDeadlines | undefined
  needsStandby?: boolean
  objects?: PageObjects
}

/** The store in a PostgreSQL database. Any number of nodes may have it open. */
export class PostgresStore extends ReadStore implements Store {
  readonly #writer: Writer | null

  /** @param needsStandby whether only what is on a synchronous standby as well is stored */
  constructor(pools: Pools, { deadlines, needsStandby = false, objects }: StoreOptions = {}) {
    super(pools, deadlines, objects)
    const committed = (generation: number) => this.watch.changed(generation)
    this.#writer = pools.writing === null ? null : new Writer(pools.writing, committed, needsStandby)
  }

  #writing(): Writer {
    if (this.#writer === null) throw new Problem('unavailable', 'The store is opened to be read only.')
    return this.#writer
  }

  async save(entries: readonly Entry[]): Promise<(Saved | Problem)[]> {
    const writer = this.#writing()
    await this.#makeDictionary(writer)
    const pages = await this.pages.packAll(entries.map(({ page }) => page.bytes))
    return writer.writeEach(
      entries,
      ({ article }) => article.id,
      (transaction, some, indexes) =>
        saveEntries(
          transaction,
          some,
          indexes.map((index) => pages[index] as PackedPage),
        ),
      this.#put(pages.map((page) => [page])),
    )
  }

  /** @param packed the pages of each item @returns what puts those of some items into object storage */
  #put =
    (packed: readonly PackedPage[][]) =>
    async (indexes: number[]): Promise<void> => {
      if (!this.pages.objects.isUsed) return
      const pages = indexes.flatMap((index) => packed[index] ?? [])
      await this.pages.objects.put(await this.archiveId(), pages)
    }

  /** Makes the dictionary for raw pages that is due, and uses the newest; where a sample is removed meanwhile, later. */
  async #makeDictionary(writer: Writer): Promise<void> {
    const isDue = await this.onPrimary((connection) => this.pages.load(connection))
    if (!isDue) return
    try {
      const content = await this.onPrimary((connection) => this.pages.nextDictionary(connection))
      await writer.write([], ({ connection }) => this.pages.addDictionary(connection, content))
      await this.onPrimary((connection) => this.pages.load(connection))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }

  async restore(archived: readonly ArchivedItem[]): Promise<(Saved | Problem)[]> {
    const writer = this.#writing()
    await this.#makeDictionary(writer)
    const packed = await packedPages(archived, this.pages)
    const results = await writer.writeEach(
      archived,
      idOf,
      (transaction, some, indexes) =>
        restoreItems(
          transaction,
          some,
          indexes.map((index) => packed[index] as PackedPage[]),
        ),
      this.#put(packed),
    )
    const aliases = aliasesOf(archived, results)
    if (aliases.length > 0) {
      await writer.write('everything', (transaction) => restoreAliases(transaction, aliases))
    }
    return results
  }

  async remove(id: string): Promise<void> {
    const objects = await this.#writing().write([id], (transaction) => removeArticle(transaction, id))
    if (objects instanceof Problem) throw objects
    await this.pages.objects.discard(this.#objectRows(), objects)
  }

  #objectRows = () => objectRows((work) => this.onPrimary(work), this.#writing())

  async sweep(withFormer = false): Promise<Swept> {
    return sweep(this.pages.objects, this.#objectRows(), withFormer)
  }

  async addTagAlias(tag: string, alias: string): Promise<void> {
    const writer = this.#writing()
    const problem = await writer.write('everything', (transaction) => addAlias(transaction, tag, alias))
    if (problem !== undefined) throw problem
  }

  async removeTagAlias(tag: string, alias: string): Promise<void> {
    const writer = this.#writing()
    const problem = await writer.write('everything', (transaction) => removeAlias(transaction, tag, alias))
    if (problem !== undefined) throw problem
  }

  async replaceParsed(articles: readonly ParsedAnew[]): Promise<(Saved | Problem)[]> {
    return this.#writing().writeEach(articles, ({ article }) => article.id, replaceArticles)
  }

  async countRefusals(problems: readonly ProblemName[]): Promise<void> {
    await this.#writing().write([], async (transaction) => {
      await countRefusals(transaction.connection, transaction.now, problems)
      transaction.isChanged = true
    })
  }

  /** A server that is full, only to be read, or without its standby says so when it is written to, so that is tried. */
  async ready(): Promise<void> {
    if (this.#writer === null) await this.lastSequence()
    else await this.#writer.write([], ({ connection }) => connection.run('UPDATE state SET one = one'))
  }

  async compact(): Promise<void> {
    this.#writing()
    await this.onPrimary(compact)
  }

  async rebuild(options?: RebuildOptions): ReturnType<Store['rebuild']> {
    return rebuild(this.#writing(), options)
  }

  /** pg-boss is loaded only for those who need it. */
  async openQueue(): Promise<JobQueue> {
    const { openQueue } = await import('./queue.ts')
    return openQueue(this.pools.hosts)
  }

  async close(): Promise<void> {
    if (this.pools.reading.ending) return
    this.watch.close()
    await this.#writer?.close()
    await endAll(this.pools)
  }
}
