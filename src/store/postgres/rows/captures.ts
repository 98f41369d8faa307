import type { Place } from '../../../captures.ts'
import type { Capture } from '../../../page.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

type CaptureRow = { key: number; at: number; revision: number; origin: Capture['from'] }

export function addCaptures(
  { rows }: Transaction,
  key: number,
  revision: number,
  captures: readonly Capture[],
): void {
  rows.captures.push(...captures.map((capture) => ({ ...capture, key, revision })))
}

/** @returns the captures of a revision, oldest first */
export type CapturesOf = (key: number, revision: number) => Capture[]

/** @returns what gives the captures of articles */
export async function capturesOfKeys(connection: Connection, keys: readonly number[]): Promise<CapturesOf> {
  const sql = 'SELECT key, at, revision, origin FROM captures WHERE key = ANY($1) ORDER BY at'
  const rows = await connection.rows<CaptureRow>(sql, keys)
  const captures = Map.groupBy(rows, ({ key, revision }) => `${key} ${revision}`)
  return (key, revision) =>
    (captures.get(`${key} ${revision}`) ?? []).map(({ at, origin }) => {
      return { at: new Date(at).toISOString(), from: origin }
    })
}

type Newest = { key: number; at: number; digest: Buffer; revision: number }

/** @returns the newest capture of each article, in the order of captures.ts, by key */
export async function newestCaptures(
  connection: Connection,
  keys: readonly number[],
): Promise<Map<number, Place & { revision: number }>> {
  const rows = await connection.rows<Newest>(
    `SELECT DISTINCT ON (key) key, at, digest, revision FROM captures JOIN revisions USING (key, revision)
     WHERE key = ANY($1) ORDER BY key, at DESC, digest DESC`,
    keys,
  )
  return new Map(
    rows.map(({ key, at, digest, revision }) => {
      return [key, { at: new Date(at).toISOString(), digest: digest.toString('hex'), revision }]
    }),
  )
}
