import type { QueueDepth } from '../jobs.ts'
import { type Connection, schema } from './connection.ts'

/** The schema of pg-boss, whose table `job` is documented (pgboss.io, "SQL"). */
export const jobs = `${schema}_jobs`
/** The name of the one queue for jobs of all kinds. */
export const queue = 'jobs'

/** The columns of QueueDepth. */
export const depth = `count(*) FILTER (WHERE state < 'active')::integer AS waiting,
  count(*) FILTER (WHERE state = 'active')::integer AS active,
  count(*) FILTER (WHERE state = 'failed')::integer AS failed`

const mayRead = `SELECT has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT')
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1 AND relname = 'job'`

/** @returns numbers of all jobs; null where there is no queue, or one that the role may not read */
export async function queueDepth(connection: Connection): Promise<QueueDepth | null> {
  if ((await connection.value<boolean>(mayRead, jobs)) !== true) return null
  const sql = `SELECT ${depth} FROM ${jobs}.job WHERE name = $1`
  return (await connection.row<QueueDepth>(sql, queue)) ?? null
}
