import pg from 'pg'
import { failureOf } from './failures.ts'
import { Hosts } from './hosts.ts'

type Scalar = string | number | boolean | null | Uint8Array
/** What a statement can be given. */
export type Value = Scalar | readonly Scalar[]

/** The schema that all tables are in. */
export const schema = 'broadsheet'

const int8 = 20

/** Whole numbers of 64 bits are numbers: none here comes near 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === int8 ? Number : pg.types.getTypeParser(oid, format)),
}

/**
 * Settings of each session. Plans are made for the values at hand: a rare word and a common one need different ones.
 * Compiling them costs more than it saves.
 */
const settings = `-c search_path=${schema} -c plan_cache_mode=force_custom_plan -c jit=off`

/** For requests: the planner takes a table for small, or a word for common, more often than it is right to read all of one. */
export const forRequests = '-c enable_seqscan=off'

/**
 * @param hosts or an address: postgres://…, with the parameters that libpq knows (sslmode, sslrootcert, options …)
 * @param more settings of its sessions
 * @param isPrimary whether hosts that only follow another one are passed over, where several are named
 */
export function poolOf(hosts: Hosts | string, size: number, more = '', isPrimary = true): pg.Pool {
  const from = typeof hosts === 'string' ? new Hosts(hosts) : hosts
  const options = { options: `${from.options} ${settings} ${more}`, keepAlive: true, types }
  const pool = new pg.Pool({
    Client: from.clients({ ...options, application_name: 'broadsheet' }, isPrimary),
    max: size,
    connectionTimeoutMillis: from.urls.length > 1 ? 2000 : 10_000,
  })
  // A connection that fails while nobody uses it is replaced by the pool.
  pool.on('error', () => undefined)
  return pool
}

/** One session with the server, or any of a pool's for statements that stand alone. */
export class Connection {
  readonly #client: pg.Pool | pg.ClientBase

  constructor(client: pg.Pool | pg.ClientBase) {
    this.#client = client
  }

  /** @returns rows as objects by column */
  async rows<Row extends object>(sql: string, ...values: Value[]): Promise<Row[]> {
    return (await this.#query({ text: sql, values })).rows as Row[]
  }

  async row<Row extends object>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return (await this.rows<Row>(sql, ...values))[0]
  }

  /** @returns the values of the one column */
  async values<T>(sql: string, ...values: Value[]): Promise<T[]> {
    const { rows } = await this.#query({ text: sql, values, rowMode: 'array' })
    return rows.map(([value]) => value as T)
  }

  async value<T>(sql: string, ...values: Value[]): Promise<T | undefined> {
    return (await this.values<T>(sql, ...values))[0]
  }

  /** @returns how many rows the statement changed */
  async run(sql: string, ...values: Value[]): Promise<number> {
    return (await this.#query(values.length === 0 ? { text: sql } : { text: sql, values })).rowCount ?? 0
  }

  #query(config: pg.QueryConfig & { rowMode?: 'array' }): Promise<pg.QueryResult> {
    const { values, ...rest } = config
    return this.#client.query(values === undefined ? rest : { ...rest, values: values.map(storable) })
  }
}

/** PostgreSQL's texts hold no NUL. What must be kept to the byte is stored as bytes. */
function storable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(storable)
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
}

const snapshotBegin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

/** A connection in a snapshot of its own. */
export type Snapshot = { connection: Connection; release: () => void }

/** @returns a snapshot, to be released */
export async function snapshotOf(pool: pg.Pool): Promise<Snapshot> {
  try {
    const client = await pool.connect()
    try {
      await client.query(snapshotBegin)
    } catch (error) {
      client.release(true)
      throw error
    }
    const release = () => {
      client.query('ROLLBACK').then(
        () => client.release(),
        () => client.release(true),
      )
    }
    return { connection: new Connection(client), release }
  } catch (error) {
    throw failureOf(error, false)
  }
}

/** Runs work on one snapshot. */
export async function during<T>(pool: pg.Pool, work: (connection: Connection) => Promise<T>): Promise<T> {
  const { connection, release } = await snapshotOf(pool)
  try {
    return await work(connection)
  } catch (error) {
    throw failureOf(error, false)
  } finally {
    release()
  }
}
