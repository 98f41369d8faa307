import { hash } from 'node:crypto'
import { once } from 'node:events'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { ConfigError } from '../../config.ts'
import type { Job, JobFault, JobQueue, JobResult, RunState } from '../jobs.ts'
import { Connection, poolOf } from './connection.ts'
import { failureOf } from './failures.ts'
import type { Hosts } from './hosts.ts'
import { depth, jobs, queue } from './queue-depth.ts'

/** Jobs that failed for good, with their reasons. */
const deadLetters = 'failed'

/** Seconds from the last sign of life of a worker until its job is given to another one, and between two looks for such. */
const [heartbeat, look] = [20, 5]
const year = 365 * 24 * 60 * 60

const queueOptions = {
  deadLetter: deadLetters,
  heartbeatSeconds: heartbeat,
  expireInSeconds: 24 * 60 * 60,
  retryLimit: 5,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  // A run is counted when its last job is done, however long it waits for workers.
  retentionSeconds: year,
  deleteAfterSeconds: year,
}

/** Jobs that a worker has at hand: one is being read while the last pages of another are stored. */
const atOnce = 2
const faultsAtMost = 1000

/**
 * Opens the queue of the database, made where there is none.
 * @throws ConfigError, where the role may not do it
 */
export async function openQueue(hosts: Hosts): Promise<JobQueue> {
  const opened = new PostgresQueue(poolOf(hosts, 4))
  try {
    await opened.start()
    return opened
  } catch (error) {
    await opened.close()
    if ((error as { code?: string }).code !== '42501') throw failureOf(error, false)
    throw new ConfigError(`DATABASE: the role may not make or use the queue: ${(error as Error).message}`)
  }
}

class PostgresQueue implements JobQueue {
  readonly #pool: pg.Pool
  readonly #connection: Connection
  readonly #boss: PgBoss
  #onTrouble: (message: string) => void = () => {}

  constructor(pool: pg.Pool) {
    this.#pool = pool
    this.#connection = new Connection(pool)
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values) },
      schema: jobs,
      schedule: false,
      registerInstance: false,
      superviseIntervalSeconds: look,
      monitorIntervalSeconds: look,
      openTelemetry: { enabled: false },
    })
    this.#boss.on('error', (error) => this.#onTrouble(error.message))
  }

  async start(): Promise<void> {
    await this.#boss.start()
    await this.#boss.createQueue(deadLetters, { retentionSeconds: year })
    await this.#boss.createQueue(queue, queueOptions)
  }

  async #done<T>(work: Promise<T>): Promise<T> {
    return work.catch((error) => {
      throw failureOf(error, false)
    })
  }

  async add(all: readonly Job[]): Promise<number> {
    const rows = all.map(({ key, ...data }) =>
      key === undefined ? { data } : { id: idOf(data.run, key), data },
    )
    return (await this.#done(this.#boss.insert(queue, rows, { returnId: true })))?.length ?? 0
  }

  async state(run: string): Promise<RunState> {
    const sql = `WITH run AS (SELECT state, output FROM ${jobs}.job WHERE name = $1 AND data->>'run' = $2),
        sums AS (SELECT key, sum(value::bigint) AS sum FROM run, jsonb_each_text(output->'counts')
          WHERE state = 'completed' GROUP BY key)
      SELECT ${depth}, count(*) FILTER (WHERE state = 'completed')::integer AS done,
        coalesce((SELECT jsonb_object_agg(key, sum) FROM sums), '{}') AS counts FROM run`
    return (await this.#done(this.#connection.row<RunState>(sql, queue, run))) as RunState
  }

  faults(run: string): Promise<JobFault[]> {
    return this.#connection.rows<JobFault>(
      `SELECT * FROM (SELECT fault->>'where' AS where, fault->>'what' AS what
         FROM ${jobs}.job, jsonb_array_elements(output->'faults') AS fault
         WHERE name = $1 AND data->>'run' = $3 AND state = 'completed'
       UNION ALL SELECT data->>'name', coalesce(source_output->>'message', source_output->'value'->>'message')
         FROM ${jobs}.job WHERE name = $2 AND data->>'run' = $3
       ) AS all_faults ORDER BY "where" COLLATE "C" LIMIT ${faultsAtMost}`,
      queue,
      deadLetters,
      run,
    )
  }

  async retry(run: string): Promise<void> {
    const failed = `SELECT id FROM ${jobs}.job WHERE name = $1 AND data->>'run' = $2 AND state = 'failed'`
    const ids = await this.#connection.values<string>(failed, queue, run)
    if (ids.length > 0) await this.#boss.retry(queue, ids)
    await this.#connection.run(
      `DELETE FROM ${jobs}.job WHERE name = $1 AND data->>'run' = $2`,
      deadLetters,
      run,
    )
  }

  async forget(run: string): Promise<void> {
    const ended = `(name = $1 AND state >= 'completed' OR name = $2)`
    const sql = `DELETE FROM ${jobs}.job WHERE ${ended} AND data->>'run' = $3`
    await this.#connection.run(sql, queue, deadLetters, run)
  }

  async work(
    handle: (job: Job) => Promise<JobResult>,
    signal: AbortSignal,
    onTrouble: (message: string) => void,
  ): Promise<void> {
    this.#onTrouble = onTrouble
    const options = { localConcurrency: atOnce, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: look }
    await this.#boss.work<Job, JobResult>(queue, options, ([job]) => handle((job as { data: Job }).data))
    if (!signal.aborted) await once(signal, 'abort')
    await this.#boss.offWork(queue)
  }

  async idRanges(size: number): Promise<{ after: string | null; to: string | null }[]> {
    const bounds = await this.#connection.values<string>(
      `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM articles WHERE deleted_at IS NULL)
         AS numbered WHERE place % $1 = 0 ORDER BY place`,
      size,
    )
    return [...bounds, null].map((to, index) => ({ after: bounds[index - 1] ?? null, to }))
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false })
    await this.#pool.end()
  }
}

/** @returns a UUID (RFC 9562, version 8) made of the texts */
function idOf(...texts: string[]): string {
  const hex = hash('sha256', JSON.stringify(texts))
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
