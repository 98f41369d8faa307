import { statSync } from 'node:fs'
import type { Connection } from '../connection.ts'

/** The sums in `totals`, each with the SQL that counts it anew. */
export const totals: Readonly<Record<string, string>> = {
  articles: 'SELECT count(*) FROM articles WHERE deleted_at IS NULL',
  deleted: 'SELECT count(*) FROM articles WHERE deleted_at IS NOT NULL',
  revisions: 'SELECT count(*) FROM revisions',
  'raw size': 'SELECT coalesce(sum(size), 0) FROM revisions',
}

/** @returns the kept sum; undefined where there is none of that name */
export function totalOf(connection: Connection, name: string): number | undefined {
  return connection.values<number>('SELECT value FROM totals WHERE name = ?').get(name)
}

export function recountTotals(connection: Connection): void {
  for (const [name, sql] of Object.entries(totals))
    setTotal(connection, name, connection.values<number>(sql).get() ?? 0)
}

export function setTotal(connection: Connection, name: string, value: number): void {
  connection.run('INSERT OR REPLACE INTO totals (name, value) VALUES (?, ?)', name, value)
}

/** @returns bytes of the database on disk */
export function sizeOf(path: string): number {
  return ['', '-wal'].reduce(
    (sum, suffix) => sum + (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}
