import type pg from 'pg'
import { ConfigError } from '../../config.ts'
import { Problem } from '../../problem.ts'
import { PageObjects } from '../objects/pages.ts'
import type { Access, EngineOptions } from '../options.ts'
import type { Store } from '../store.ts'
import { Connection, forRequests, poolOf } from './connection.ts'
import { failureOf } from './failures.ts'
import { Hosts } from './hosts.ts'
import { hasArchive, migrate, pendingIn } from './migrate.ts'
import { endAll, type ReadPools } from './read-store.ts'
import { PostgresStore } from './store.ts'

/** Connections of a node to the server. */
const sizes = { reading: 10, exporting: 4, writing: 2 }

const leastVersion = 150_000

/** What was added to an index of grams is sorted in this before it is moved into the tree: in one go, if it has room. */
const forMerging = '-c work_mem=16MB'

/**
 * Opens a PostgreSQL database as store/open.ts says. The database must exist; what it holds is made in a schema of its own.
 *
 * @param url postgres://USER:PASSWORD@HOST:PORT/DATABASE, which no message repeats
 * @throws ConfigError
 */
export async function openDatabase(url: string, options: EngineOptions): Promise<Store> {
  const { access = 'write', exportDeadlines: deadlines, replicas, synchronous } = options
  const objects = new PageObjects(options.objects ?? null)
  const hosts = hostsOf('DATABASE', url)
  const commit = synchronous === undefined ? '' : `-c synchronous_commit=${synchronous}`
  const writing = poolOf(hosts, sizes.writing, `-c lock_timeout=${lockPatience} ${forMerging} ${commit}`)
  const pools = {
    ...readPools(hosts, true),
    exporting: poolOf(hosts, sizes.exporting),
    replica: replicas === undefined ? null : readPools(hostsOf('DATABASE_REPLICAS', replicas.address), false),
    lag: replicas?.lag ?? 0,
  }
  try {
    const needsStandby = synchronous !== undefined && synchronous !== 'local'
    await reach(writing, hosts)
    const isWritten = await prepare(writing, access)
    if (isWritten) return new PostgresStore({ ...pools, writing }, { deadlines, needsStandby, objects })
    await writing.end()
    return new PostgresStore({ ...pools, writing: null }, { deadlines, objects })
  } catch (error) {
    await endAll({ ...pools, writing })
    throw refusalOf(error)
  }
}

/** Milliseconds that a transaction waits for one of another node. */
const lockPatience = 10_000

function hostsOf(name: string, url: string): Hosts {
  try {
    return new Hosts(url)
  } catch {
    throw new ConfigError(`${name}: it is no address of the form postgres://USER@HOST/DATABASE`)
  }
}

const readPools = (hosts: Hosts, isPrimary: boolean): ReadPools => ({
  hosts,
  reading: poolOf(hosts, sizes.reading, forRequests, isPrimary),
  watching: poolOf(hosts, 1, '', isPrimary),
})

/** Tries each host. */
async function reach(pool: pg.Pool, { urls }: Hosts): Promise<void> {
  for (let tries = urls.length; ; tries--) {
    try {
      return (await pool.connect()).release()
    } catch (error) {
      if (tries === 1) throw error
    }
  }
}

type Server = { version: number; encoding: string; isReadOnly: boolean; commit: string }

/** @returns whether the database can be written */
async function prepare(pool: pg.Pool, access: Access): Promise<boolean> {
  const connection = new Connection(pool)
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
    await migrate(pool)
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
