import { hash } from 'node:crypto'
import type { ArchivedItem } from '../../page.ts'
import { Problem } from '../../problem.ts'
import type { ArticleFilter } from '../../query.ts'
import { evenIfMoved, type PageObjects } from '../objects/pages.ts'
import { objectFaults } from '../objects/sweep.ts'
import { absence, savedOf } from '../rules/save.ts'
import type {
  Answer,
  Entry,
  Fault,
  ListRequest,
  RawPage,
  Saved,
  Similar,
  Store,
  TagsRequest,
} from '../store.ts'
import { failureOf } from './failures.ts'
import { listOf } from './lists/lists.ts'
import { tagOf, tagsOf } from './lists/tags.ts'
import type { Reader } from './reader.ts'
import { activityOf } from './rows/activity.ts'
import { livingRowOf, rowOf, storedOfId, summaryOfKey, textOf } from './rows/articles.ts'
import { backupDatabase } from './rows/backup.ts'
import { archiveIdOf, changesAfter, isSequence, lastSequence } from './rows/changes.ts'
import { archivedOfKey, exportFrom, jsonOfKey } from './rows/export.ts'
import { objectRows } from './rows/objects.ts'
import { Pages } from './rows/pages.ts'
import { currentPagesOf } from './rows/reparse.ts'
import { restoreStepOf } from './rows/restore.ts'
import { holderOf, rawPageOf, revisionsOf } from './rows/revisions.ts'
import { saveStepOf } from './rows/save.ts'
import { sourcesOf, statisticsOf } from './rows/statistics.ts'
import { similarTo } from './search/similar.ts'
import { verifyStore } from './verify/verify.ts'

/** The part of the store that reads: each answer is of the last committed state. */
export class ReadStore {
  protected readonly reader: Reader
  protected readonly pages: Pages

  constructor(reader: Reader, objects?: PageObjects) {
    this.reader = reader
    this.pages = new Pages(objects)
    reader.read((connection) => this.pages.load(connection))
  }

  async known(receipts: readonly string[]): Promise<(string | null)[]> {
    return this.reader.read((connection) => receipts.map((receipt) => holderOf(connection, receipt)))
  }

  async preview(entry: Entry): ReturnType<Store['preview']> {
    const digest = hash('sha256', entry.page.bytes, 'buffer')
    const step = this.reader.read((connection) => saveStepOf(connection, entry, digest, Date.now()))
    if (step instanceof Problem) throw step
    return { ...savedOf(step), article: step.after }
  }

  async previewRestore(archived: ArchivedItem): Promise<Saved> {
    const step = this.reader.read((connection) => restoreStepOf(connection, archived))
    if (step instanceof Problem) throw step
    return step
  }

  async article(id: string): Promise<Answer> {
    return this.reader.read((connection) => {
      const stored = storedOfId(connection, id)
      if (stored === undefined) throw absence(id, rowOf(connection, id))
      return stored
    })
  }

  async idsOfNativeId(nativeId: string): Promise<string[]> {
    const sql = 'SELECT id FROM articles WHERE native_id = ? ORDER BY id'
    return this.reader.read((connection) => connection.values<string>(sql).all(nativeId))
  }

  async rawPage(id: string, revision?: number): Promise<RawPage> {
    return evenIfMoved(() =>
      this.reader.read((connection) => rawPageOf(connection, this.pages, id, revision)),
    )
  }

  async revisions(id: string): ReturnType<Store['revisions']> {
    return this.reader.read((connection) => revisionsOf(connection, id))
  }

  async list(request: ListRequest): ReturnType<Store['list']> {
    return this.reader.during((connection) => listOf(connection, request))
  }

  async tags(request: TagsRequest): ReturnType<Store['tags']> {
    return this.reader.during((connection) => tagsOf(connection, request))
  }

  async tag(name: string, filter?: ArticleFilter): ReturnType<Store['tag']> {
    return this.reader.during((connection) => tagOf(connection, name, filter))
  }

  async sources(): ReturnType<Store['sources']> {
    return this.reader.read(sourcesOf)
  }

  async statistics(): ReturnType<Store['statistics']> {
    return this.reader.read(statisticsOf)
  }

  async activity(days: number): ReturnType<Store['activity']> {
    return this.reader.read((connection) => activityOf(connection, days))
  }

  async changes(since: number, limit: number): ReturnType<Store['changes']> {
    return this.reader.read((connection) => changesAfter(connection, since, limit))
  }

  async archiveId(): Promise<string> {
    return this.reader.read(archiveIdOf)
  }

  async lastSequence(): Promise<number> {
    return this.reader.read(lastSequence)
  }

  async isSequence(sequence: number): Promise<boolean> {
    return this.reader.read((connection) => isSequence(connection, sequence))
  }

  export(filter: ArticleFilter): ReturnType<Store['export']> {
    return exportFrom(this.reader, filter, jsonOfKey)
  }

  exportArchived(filter: ArticleFilter): ReturnType<Store['exportArchived']> {
    return exportFrom<ArchivedItem>(this.reader, filter, archivedOfKey(this.pages), (deletion) => deletion)
  }

  async currentPages(afterId: string | null, limit: number): ReturnType<Store['currentPages']> {
    return this.reader.read((connection) => currentPagesOf(connection, this.pages, afterId, limit))
  }

  async similar(id: string, limit: number): Promise<Similar[]> {
    return this.reader.read((connection) => {
      const { key } = livingRowOf(connection, id)
      const found = similarTo(connection, key, { limit, textOf: textOf(connection) })
      return found.map(({ key, similarity, kind }) => {
        return { ...summaryOfKey(connection, key), similarity, kind }
      })
    })
  }

  async backup(path: string, onProgress?: (done: number, total: number) => void): Promise<void> {
    try {
      await backupDatabase(this.reader.path, path, onProgress)
    } catch (error) {
      throw failureOf(error, true)
    }
  }

  async *verify(onProgress?: (done: number, total: number) => void): AsyncGenerator<Fault, void, void> {
    const connection = this.reader.snapshot()
    try {
      yield* verifyStore(connection, this.pages, onProgress)
      yield* objectFaults(this.pages.objects, objectRows(this.reader))
    } finally {
      this.reader.release(connection)
    }
  }
}
