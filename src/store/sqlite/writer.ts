import { setImmediate, setTimeout } from 'node:timers/promises'
import { Problem } from '../../problem.ts'
import type { Saved } from '../store.ts'
import type { Connection } from './connection.ts'
import { failureOf, isBusy } from './failures.ts'
import type { Terms } from './lists/terms.ts'
import { Transaction } from './transaction.ts'

/** A unit of writing. At each `yield` the writer may let the event loop do other work, inside the transaction. */
export type Work<T> = (transaction: Transaction) => Generator<void, T, void>

/** Writes one of many items; a refusal is a value, not an exception. */
export type WorkOnOne<T> = (transaction: Transaction, item: T, index: number) => Saved | Problem

type Job = { work: Work<unknown>; resolve: (value: unknown) => void; reject: (reason: unknown) => void }

/** Milliseconds of writing after which the event loop gets a turn. */
const turn = 2
/** Milliseconds after which a transaction takes no more jobs. */
const longEnough = 50
const busyWait = 10
const busyAtMost = 30_000

/** The only writer of the database. Jobs that wait at the same time share a commit, because each commit waits for the disk. */
export class Writer {
  readonly #connection: Connection
  readonly #terms: Terms
  readonly #committed: (transaction: Transaction) => void
  readonly #jobs: Job[] = []
  #running: Promise<void> | null = null
  #closed = false
  #turnBegan = 0

  /** @param committed is called after each commit, before the promises of its jobs settle */
  constructor(connection: Connection, terms: Terms, committed: (transaction: Transaction) => void) {
    this.#connection = connection
    this.#terms = terms
    this.#committed = committed
  }

  /**
   * @returns what the work gives, once it is durable
   * @throws what the work throws, after which nothing of it is kept; Problem insufficient-storage, unavailable
   */
  write<T>(work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Problem('unavailable', 'The store is closed.'))
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#running ??= this.#run()
    })
  }

  /**
   * Does the work on each item, all in one transaction; where the database refuses one, each in its own.
   * @param prepare is called before each transaction with the indexes of its items
   * @returns what the work gives for each, Problem internal for one that is refused
   * @throws Problem insufficient-storage, unavailable
   */
  async writeEach<T>(
    items: readonly T[],
    work: WorkOnOne<T>,
    prepare?: (indexes: number[]) => Promise<void>,
  ): Promise<(Saved | Problem)[]> {
    const write = async (some: readonly [number, T][]) => {
      await prepare?.(some.map(([index]) => index))
      return this.write(function* (transaction) {
        const results: (Saved | Problem)[] = []
        for (const [index, item] of some) {
          results.push(work(transaction, item, index))
          yield
        }
        return results
      })
    }
    const all = [...items.entries()]
    try {
      return await write(all)
    } catch (error) {
      if (error instanceof Problem) throw error
    }
    const results: (Saved | Problem)[] = []
    for (const one of all) {
      try {
        results.push(...(await write([one])))
      } catch (error) {
        if (error instanceof Problem) throw error
        results.push(new Problem('internal', 'The store failed on this article.', {}, error))
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
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
      const together = [job]
      if (await this.#transaction(together, longEnough)) continue
      // A job that fails rolls all back: each is run again in a transaction of its own.
      for (const single of together) await this.#transaction([single], 0)
    }
    this.#running = null
  }

  /**
   * Runs the jobs and those that come meanwhile, commits and settles them.
   * @param taken all that were run are added to it
   * @returns false where one of several failed; none is settled then
   */
  async #transaction(taken: Job[], milliseconds: number): Promise<boolean> {
    const { database } = this.#connection
    const values: unknown[] = []
    const transaction = new Transaction(this.#connection, this.#terms)
    try {
      await this.#begin()
      this.#terms.refresh()
      const began = performance.now()
      this.#turnBegan = began
      for (let job = taken[0]; job !== undefined; ) {
        values.push(await this.#steps(job.work(transaction)))
        job = performance.now() - began < milliseconds ? this.#jobs.shift() : undefined
        if (job !== undefined) taken.push(job)
      }
      await this.#steps(transaction.finish())
      database.exec('COMMIT')
    } catch (error) {
      this.#rollBack()
      this.#terms.forget()
      const failure = failureOf(error, true)
      if (taken.length > 1 && failure === error) return false
      for (const { reject } of taken) reject(failure)
      return true
    }
    this.#committed(transaction)
    taken.forEach(({ resolve }, index) => {
      resolve(values[index])
    })
    return true
  }

  /** If the disk fails, this can fail too; then the next transaction begins with it. */
  #rollBack(): void {
    const { database } = this.#connection
    try {
      if (database.inTransaction) database.exec('ROLLBACK')
    } catch (error) {
      if (failureOf(error, true) === error) throw error
    }
  }

  async #steps<T>(steps: Generator<void, T, void>): Promise<T> {
    for (;;) {
      const { done, value } = steps.next()
      if (done === true) return value as T
      if (performance.now() - this.#turnBegan >= turn) {
        await setImmediate()
        this.#turnBegan = performance.now()
      }
    }
  }

  /** Another process may be writing. Waiting for it inside SQLite would block the event loop. */
  async #begin(): Promise<void> {
    const began = performance.now()
    for (;;) {
      try {
        this.#rollBack()
        this.#connection.database.exec('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() - began > busyAtMost) throw error
        await setTimeout(busyWait)
      }
    }
  }
}
