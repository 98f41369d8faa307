import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { ConfigError } from '../../config.ts'
import { Connection, schema } from './connection.ts'

const folder = join(import.meta.dirname, '../../../migrations/postgres')
const filesOf = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()

/** Locks of this program (advisory, the first number): for migrations, for the terms of articles. */
export const lockClass = 0x42645368
const migrationLock = `SELECT pg_advisory_xact_lock(${lockClass}, 1)`

/** @returns the files that the database has not seen yet; all of them where there is no archive in it */
export async function pendingIn(connection: Connection): Promise<string[]> {
  const files = filesOf()
  // Reading the catalogue sees what another node has committed; looking up a name may not, inside a transaction.
  const sql = `SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_tables
    WHERE schemaname = '${schema}' AND tablename = 'migrations')`
  if (!(await connection.value<boolean>(sql))) return files
  const applied = await connection.values<string>('SELECT name FROM migrations ORDER BY name COLLATE "C"')
  const unknown = applied.find((name) => !files.includes(name))
  if (unknown !== undefined) {
    throw new ConfigError(
      `DATABASE: it was written by a newer version of this program (its migration ${unknown} is unknown here)`,
    )
  }
  return files.filter((name) => !applied.includes(name))
}

/** @returns whether there is an archive in the database, of whatever version */
export const hasArchive = async (connection: Connection): Promise<boolean> =>
  (await pendingIn(connection)).length < filesOf().length

/**
 * Brings a database to the newest schema, in one transaction; nodes that start together wait for each other. A database
 * that is there already costs two small reads and needs no rights but to read.
 * @throws ConfigError for a database of a newer version, or where the role may not change the schema
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  if ((await pendingIn(new Connection(pool))).length === 0) return
  const client = await pool.connect()
  const connection = new Connection(client)
  try {
    await connection.run('BEGIN; SET LOCAL lock_timeout = 0')
    await connection.run(migrationLock)
    // Another node may have done it meanwhile.
    const pending = await pendingIn(connection)
    if (pending.length > 0) {
      await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
      await connection.run(
        'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL)',
      )
    }
    for (const name of pending) {
      await connection.run(readFileSync(join(folder, name), 'utf8'))
      await connection.run('INSERT INTO migrations VALUES ($1, now())', name)
    }
    await connection.run('COMMIT')
    client.release()
  } catch (error) {
    client.release(true)
    if (error instanceof Error && 'code' in error && error.code === '42501') {
      throw new ConfigError(`DATABASE: the role may not bring the schema up to date: ${error.message}`)
    }
    throw error
  }
}
