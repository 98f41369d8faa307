import { hash } from 'node:crypto'
import type pg from 'pg'
import type { ArchivedItem } from '../../page.ts'
import { Problem } from '../../problem.ts'
import type { ArticleFilter } from '../../query.ts'
import type { ExportDeadlines } from '../export-snapshot.ts'
import { evenIfMoved, type PageObjects } from '../objects/pages.ts'
import { objectFaults } from '../objects/sweep.ts'
import { absence, savedOf } from '../rules/save.ts'
import type {
  Answer,
  Entry,
  Fault,
  ListRequest,
  QueueDepth,
  RawPage,
  Saved,
  Similar,
  Store,
  StoreConnections,
  TagsRequest,
} from '../store.ts'
import { storedSummary } from '../stored-article.ts'
import { Connection, during } from './connection.ts'
import { failureOf } from './failures.ts'
import { listOf } from './lists/lists.ts'
import { tagOf, tagsOf } from './lists/tags.ts'
import { queueDepth } from './queue-depth.ts'
import { activityOf } from './rows/activity.ts'
import { storedOfId, storedOfKeys } from './rows/articles.ts'
import { changesAfter, isSequence, lastSequence } from './rows/changes.ts'
import { archivedItems, exportFrom, jsonItems } from './rows/export.ts'
import { objectRows } from './rows/objects.ts'
import { Pages } from './rows/pages.ts'
import { livingRowOf, rowOf } from './rows/places.ts'
import { currentPagesOf } from './rows/reparse.ts'
import { restoreStepOf } from './rows/restore.ts'
import { holdersOf, rawPageOf, revisionsOfKey } from './rows/revisions.ts'
import { saveStepOf } from './rows/save.ts'
import { sourcesOf, statisticsOf } from './rows/statistics.ts'
import { similarTo } from './search/similar.ts'
import { verifyStore } from './verify/verify.ts'
import { Watch, type Watched } from './watch.ts'

/** Connections by which a server is read and looked at. */
export type ReadPools = Watched & { reading: pg.Pool }

/**
 * Connections to the primary: for reading, for exports, which are held long, for writing (null to read only); and those to
 * a replica, null where there is none. `lag`: milliseconds that it may be behind.
 */
export type Pools = ReadPools & {
  exporting: pg.Pool
  writing: pg.Pool | null
  replica: ReadPools | null
  lag: number
}

export async function endAll({ reading, watching, exporting, writing, replica }: Pools): Promise<void> {
  const pools = [reading, watching, exporting, writing, replica?.reading, replica?.watching]
  await Promise.all(pools.map((pool) => (pool?.ending === false ? pool.end() : undefined)))
}

const behind = new Problem('unavailable', 'The replica is behind.')

/** The reading half of the store. */
export class ReadStore {
  protected readonly pools: Pools
  protected readonly watch: Watch
  protected readonly pages: Pages
  readonly #connection: Connection
  readonly #deadlines: ExportDeadlines | undefined

  constructor(pools: Pools, deadlines?: ExportDeadlines, objects?: PageObjects) {
    this.pools = pools
    this.pages = new Pages(objects)
    this.#deadlines = deadlines
    this.#connection = new Connection(pools.reading)
    this.watch = new Watch(pools, pools.replica, pools.lag)
  }

  /** The one statement of `work` stands alone. */
  protected read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.pools.replica === null ? this.onPrimary(work) : this.during(work)
  }

  /** The statements of `work` read one snapshot: of the replica where it is new enough, else of the primary. */
  protected async during<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const { reading, replica } = this.pools
    if (replica !== null && this.watch.isReplicaUsed) {
      try {
        return await during(replica.reading, async (connection) => {
          const generation = await connection.value<number>('SELECT generation FROM state')
          if (!this.watch.admitsReplica(generation ?? 0)) throw behind
          return work(connection)
        })
      } catch (error) {
        // Behind, lost, or in the way of what it has to take over.
        if (!(error instanceof Problem) || error.problem !== 'unavailable') throw error
      }
    }
    return during(reading, work)
  }

  /** Each statement of `work` stands alone, and may write. */
  protected async onPrimary<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await work(this.#connection)
    } catch (error) {
      throw failureOf(error, false)
    }
  }

  async known(receipts: readonly string[]): Promise<(string | null)[]> {
    return this.read((connection) => holdersOf(connection, receipts))
  }

  async preview(entry: Entry): ReturnType<Store['preview']> {
    const digest = hash('sha256', entry.page.bytes, 'buffer')
    const step = await this.during((connection) => saveStepOf(connection, entry, digest, Date.now()))
    if (step instanceof Problem) throw step
    return { ...savedOf(step), article: step.after }
  }

  async previewRestore(archived: ArchivedItem): Promise<Saved> {
    const step = await this.during((connection) => restoreStepOf(connection, archived))
    if (step instanceof Problem) throw step
    return step
  }

  async article(id: string): Promise<Answer> {
    return this.read(async (connection) => {
      const stored = await storedOfId(connection, id)
      if (stored === undefined) throw absence(id, await rowOf(connection, id))
      return stored
    })
  }

  onChange(listener: () => void): () => void {
    return this.watch.add(listener)
  }

  async idsOfNativeId(nativeId: string): Promise<string[]> {
    const sql = 'SELECT id FROM articles WHERE native_id = $1 ORDER BY id'
    return this.read((connection) => connection.values<string>(sql, nativeId))
  }

  async rawPage(id: string, revision?: number): Promise<RawPage> {
    const read = () => this.during((connection) => rawPageOf(connection, this.pages, id, revision))
    return evenIfMoved(async () => (await read())())
  }

  async revisions(id: string): ReturnType<Store['revisions']> {
    return this.during(async (connection) =>
      revisionsOfKey(connection, (await livingRowOf(connection, id)).key),
    )
  }

  async similar(id: string, limit: number): Promise<Similar[]> {
    return this.during(async (connection) => {
      const { key } = await livingRowOf(connection, id)
      const found = await similarTo(connection, key, limit)
      const keys = found.map((other) => other.key)
      const stored = await storedOfKeys(connection, keys)
      return found.flatMap(({ key: other, similarity, kind }) => {
        const answer = stored.get(other)
        return answer === undefined ? [] : [{ ...storedSummary(answer), similarity, kind }]
      })
    })
  }

  async list(request: ListRequest): ReturnType<Store['list']> {
    return this.during((connection) => listOf(connection, request))
  }

  async tags(request: TagsRequest): ReturnType<Store['tags']> {
    return this.during((connection) => tagsOf(connection, request))
  }

  async tag(name: string, filter?: ArticleFilter): ReturnType<Store['tag']> {
    return this.during((connection) => tagOf(connection, name, filter))
  }

  async sources(): ReturnType<Store['sources']> {
    return this.during(sourcesOf)
  }

  async statistics(): ReturnType<Store['statistics']> {
    return this.during(statisticsOf)
  }

  async changes(since: number, limit: number): ReturnType<Store['changes']> {
    return this.read((connection) => changesAfter(connection, since, limit))
  }

  async activity(days: number): ReturnType<Store['activity']> {
    return this.during((connection) => activityOf(connection, days))
  }

  async archiveId(): Promise<string> {
    const id = await this.read((connection) => connection.value<string>('SELECT archive_id FROM state'))
    return id as string
  }

  async lastSequence(): Promise<number> {
    return this.read(lastSequence)
  }

  async isSequence(sequence: number): Promise<boolean> {
    return this.read((connection) => isSequence(connection, sequence))
  }

  connections(): StoreConnections {
    const { reading, exporting, writing, replica } = this.pools
    const pools = { reading, exporting, writing, replica: replica?.reading }
    return {
      pools: Object.entries(pools).flatMap(([name, pool]) => {
        if (pool === null || pool === undefined) return []
        const { totalCount, idleCount: idle, waitingCount: waiting } = pool
        return [{ pool: name, used: totalCount - idle, idle, waiting }]
      }),
      commitsBehind: this.watch.commitsBehind,
    }
  }

  queueDepth(): Promise<QueueDepth | null> {
    return this.onPrimary(queueDepth)
  }

  export(filter: ArticleFilter): ReturnType<Store['export']> {
    return exportFrom(this.pools.exporting, filter, jsonItems, this.#deadlines)
  }

  exportArchived(filter: ArticleFilter): ReturnType<Store['exportArchived']> {
    return exportFrom<ArchivedItem>(this.pools.exporting, filter, archivedItems(this.pages), this.#deadlines)
  }

  async currentPages(afterId: string | null, limit: number): ReturnType<Store['currentPages']> {
    const read = await this.during((connection) => currentPagesOf(connection, this.pages, afterId, limit))
    return read()
  }

  async *verify(onProgress?: (done: number, total: number) => void): AsyncGenerator<Fault, void, void> {
    yield* verifyStore(this.pools.exporting, this.pages, onProgress)
    yield* objectFaults(
      this.pages.objects,
      objectRows((work) => this.onPrimary(work), null),
    )
  }
}
