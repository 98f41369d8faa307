import { setImmediate, setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { Problem } from '../../problem.ts'
import type { Saved } from '../store.ts'
import { commit } from './commit.ts'
import { Connection } from './connection.ts'
import { failureOf, isConcurrent, isOfStandby } from './failures.ts'
import { Terms } from './lists/terms.ts'
import { lockClass } from './migrate.ts'
import { Transaction } from './transaction.ts'

/** A unit of writing. It may be run more than once: each time in a new transaction. */
export type Work<T> = (transaction: Transaction) => Promise<T>

/** Writes some of many items; a refusal is a value, not an exception. */
export type WorkOnSome<T> = (
  transaction: Transaction,
  items: readonly T[],
  indexes: readonly number[],
) => Promise<(Saved | Problem)[]>

/**
 * What a unit of writing keeps others from: the articles of these ids, or everything (a merger of tags moves the lists of
 * any article).
 */
export type Scope = readonly string[] | 'everything'

type Job = {
  work: Work<unknown>
  scope: Scope
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

/** Articles of a transaction. */
const articlesAtMost = 100
/** Times that a transaction is run where others are in its way. */
const triesAtMost = 8
/** Milliseconds before the second try, at most; twice as many before each further one. */
const patience = 10

/**
 * Writes to the database, one transaction of this node at a time. Jobs that wait at the same time share a transaction,
 * because each commit waits for the disk. Those of other nodes run at the same time, unless they write the same article.
 */
export class Writer {
  readonly #pool: pg.Pool
  readonly #needsStandby: boolean
  readonly #terms: Terms
  readonly #committed: (generation: number) => void
  readonly #jobs: Job[] = []
  #running: Promise<void> | null = null
  #closed = false

  /**
   * @param committed is called after each commit that changed anything, before the promises of its jobs settle
   * @param needsStandby whether a server without a synchronous standby is not to be written
   */
  constructor(pool: pg.Pool, committed: (generation: number) => void, needsStandby: boolean) {
    this.#pool = pool
    this.#needsStandby = needsStandby
    this.#terms = new Terms(new Connection(pool))
    this.#committed = committed
  }

  /**
   * @returns what the work gives, once it is durable
   * @throws what the work throws, after which nothing of it is kept; Problem insufficient-storage, unavailable
   */
  write<T>(scope: Scope, work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Problem('unavailable', 'The store is closed.'))
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ work, scope, resolve: resolve as (value: unknown) => void, reject })
      this.#running ??= this.#run()
    })
  }

  /**
   * Does the work on the items, many in one transaction; where the database refuses one, each in its own.
   * @param prepare is called before each transaction with the indexes of its items
   * @returns what the work gives for each, Problem internal for one that is refused
   * @throws Problem insufficient-storage, unavailable
   */
  async writeEach<T>(
    items: readonly T[],
    idOf: (item: T) => string,
    work: WorkOnSome<T>,
    prepare?: (indexes: number[]) => Promise<void>,
  ): Promise<(Saved | Problem)[]> {
    const write = async (some: readonly [number, T][]) => {
      const indexes = some.map(([index]) => index)
      const items = some.map(([, item]) => item)
      await prepare?.(indexes)
      return this.write(items.map(idOf), (transaction) => work(transaction, items, indexes))
    }
    const all = [...items.entries()]
    const results: (Saved | Problem)[] = []
    for (let start = 0; start < all.length; start += articlesAtMost) {
      const some = all.slice(start, start + articlesAtMost)
      try {
        results.push(...(await write(some)))
      } catch (error) {
        if (error instanceof Problem) throw error
        for (const one of some)
          results.push(await write([one]).then(([result]) => result as Saved | Problem, refused))
      }
    }
    return results
  }

  /** Takes no more work and ends what was taken. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #run(): Promise<void> {
    // Jobs of the same turn of the event loop are committed together.
    await setImmediate()
    while (this.#jobs.length > 0) {
      const together = this.#nextJobs()
      if (await this.#settled(together)) continue
      // A job that fails rolls all back: each is run again in a transaction of its own.
      for (const single of together) await this.#settled([single])
    }
    this.#running = null
  }

  #nextJobs(): Job[] {
    const [first] = this.#jobs
    if (first?.scope === 'everything') return this.#jobs.splice(0, 1)
    let articles = 0
    let count = 0
    for (const { scope } of this.#jobs) {
      if (scope === 'everything' || (count > 0 && articles + scope.length > articlesAtMost)) break
      articles += scope.length
      count++
    }
    return this.#jobs.splice(0, count)
  }

  /** @returns false where one of several failed; none is settled then */
  async #settled(jobs: readonly Job[]): Promise<boolean> {
    try {
      const values = await this.#tried(jobs)
      jobs.forEach(({ resolve }, index) => {
        resolve(values[index])
      })
      return true
    } catch (error) {
      const failure = failureOf(error, true)
      if (jobs.length > 1 && failure === error) return false
      for (const { reject } of jobs) reject(failure)
      return true
    }
  }

  async #tried(jobs: readonly Job[]): Promise<unknown[]> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#transaction(jobs)
      } catch (error) {
        if (!isConcurrent(error) || tries === triesAtMost) throw error
        await setTimeout(Math.random() * patience * 2 ** tries)
      }
    }
  }

  async #transaction(jobs: readonly Job[]): Promise<unknown[]> {
    const client = await this.#pool.connect()
    try {
      const connection = new Connection(client)
      await begin(connection, jobs)
      const sql = `SELECT terms_version, current_setting('synchronous_standby_names') AS standbys FROM state`
      const server = await connection.row<{ terms_version: number; standbys: string }>(sql)
      if (this.#needsStandby && server?.standbys === '') throw noStandby()
      this.#terms.refresh(server?.terms_version ?? 0)
      const transaction = new Transaction(connection, this.#terms)
      const values: unknown[] = []
      for (const { work } of jobs) values.push(await work(transaction))
      const generation = await transaction.finish()
      await commit(client)
      if (transaction.rootsChanged) this.#terms.forget()
      client.release()
      if (generation !== undefined) this.#committed(generation)
      return values
    } catch (error) {
      this.#terms.forget()
      // What does not answer or is no primary any more is left.
      if (error instanceof Problem || isOfStandby(error)) client.release(true)
      else
        await client.query('ROLLBACK').then(
          () => client.release(),
          () => client.release(true),
        )
      throw error
    }
  }
}

function refused(error: unknown): Problem {
  if (error instanceof Problem) throw error
  return new Problem('internal', 'The store failed on this article.', {}, error)
}

/** Locks ids in one order, so that nodes that write the same articles do not wait for each other in a circle. */
async function begin(connection: Connection, jobs: readonly Job[]): Promise<void> {
  const isAlone = jobs.some(({ scope }) => scope === 'everything')
  const lock = isAlone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'
  await connection.run(`BEGIN; SELECT ${lock}(${lockClass}, 2)`)
  const ids = jobs.flatMap(({ scope }) => (scope === 'everything' ? [] : scope))
  if (ids.length === 0) return
  await connection.run(
    `SELECT count(pg_advisory_xact_lock(lock)) FROM
       (SELECT DISTINCT hashtextextended(id, 0) AS lock FROM unnest($1::text[]) AS asked (id) ORDER BY lock) AS locks`,
    ids,
  )
}

const noStandby = () =>
  new Problem('unavailable', 'The server has no synchronous standby, as SYNCHRONOUS asks for.', {
    retryAfter: 1,
  })
