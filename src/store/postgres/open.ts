import { ConfigError } from '../../config.ts'
import { Problem } from '../../problem.ts'
import type { Access, OpenOptions, Store } from '../store.ts'
import { Connection, poolOf } from './connection.ts'
import { failureOf } from './failures.ts'
import { hasArchive, migrate, pendingIn } from './migrate.ts'
import type { Pools } from './reader.ts'
import { PostgresStore } from './store.ts'

/** Connections of a node to the server. */
const sizes = { reading: 10, exporting: 4, writing: 2 }

const leastVersion = 150_000

/**
 * Opens a PostgreSQL database as store/open.ts says. The database must exist; what it holds is made in a schema of its own.
 *
 * @param url postgres://USER:PASSWORD@HOST:PORT/DATABASE, which no message repeats
 * @throws ConfigError
 */
export async function openDatabase(
  url: string,
  { access = 'write', exportDeadlines }: OpenOptions,
): Promise<Store> {
  const pools = poolsOf(url)
  try {
    const isWritten = await prepare(pools, access)
    if (isWritten) return new PostgresStore(pools, exportDeadlines)
    await pools.writing.end()
    return new PostgresStore({ ...pools, writing: null }, exportDeadlines)
  } catch (error) {
    await Promise.all(Object.values(pools).map((pool) => (pool.ended ? undefined : pool.end())))
    throw refusalOf(error)
  }
}

function poolsOf(url: string): Pools & { writing: NonNullable<Pools['writing']> } {
  try {
    return {
      reading: poolOf(url, sizes.reading, true),
      exporting: poolOf(url, sizes.exporting),
      writing: poolOf(url, sizes.writing),
    }
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is no address' : (error as Error).message
    throw new ConfigError(`DATABASE: postgres://… cannot be read: ${reason}`)
  }
}

type Server = { version: number; encoding: string; isReadOnly: boolean; commit: string }

/** @returns whether the database can be written */
async function prepare({ reading, writing }: ReturnType<typeof poolsOf>, access: Access): Promise<boolean> {
  const connection = new Connection(reading)
  const server = await connection.row<Server>(
    `SELECT current_setting('server_version_num')::integer AS version, current_setting('server_encoding') AS encoding,
       current_setting('transaction_read_only') = 'on' AS "isReadOnly",
       current_setting('synchronous_commit') AS commit`,
  )
  if (server === undefined || server.version < leastVersion) {
    throw new ConfigError('DATABASE: PostgreSQL 15 or newer is needed')
  }
  if (server.encoding !== 'UTF8') {
    throw new ConfigError(`DATABASE: the database has the encoding ${server.encoding}; UTF8 is needed`)
  }
  const isMissing = !(await hasArchive(connection))
  if (isMissing && (access === 'read' || access === 'existing')) {
    throw new ConfigError('DATABASE: there is no archive in this database')
  }
  const isWritten = access !== 'read' && !(access === 'read if write fails' && server.isReadOnly)
  if (isWritten) {
    if (server.isReadOnly) throw new ConfigError('DATABASE: the server can only be read; is it a standby?')
    if (server.commit === 'off') {
      throw new ConfigError(
        'DATABASE: the server has synchronous_commit = off, under which it may lose what was acknowledged',
      )
    }
    await migrate(writing)
  } else if ((await pendingIn(connection)).length > 0) {
    throw new ConfigError(
      'DATABASE: it has the schema of an older version; start the service once to bring it up',
    )
  }
  return isWritten
}

function refusalOf(error: unknown): unknown {
  if (error instanceof ConfigError) return error
  const failure = failureOf(error, false)
  if (failure !== error || (error instanceof Error && 'code' in error)) {
    const cause = failure instanceof Problem ? failure.cause : error
    const reason =
      cause instanceof AggregateError ? (cause.errors[0] as Error).message : (cause as Error).message
    return new ConfigError(`DATABASE: the PostgreSQL server cannot be used: ${reason.split('\n')[0]}`)
  }
  return error
}
