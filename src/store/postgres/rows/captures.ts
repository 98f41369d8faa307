import type { Place } from '../../../captures.ts'
import type { Capture } from '../../../page.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

type CaptureRow = { key: number; at: number; revision: number; origin: Capture['from'] }

/** @returns SQL that adds captures to a revision, given what stands for key, revision and the two `capturesValues` */
export const capturesSql = (key: string, revision: string, times: string, origins: string): string =>
  `INSERT INTO captures (key, revision, at, origin)
   SELECT ${key}::bigint, ${revision}::integer, at, origin
   FROM unnest(${times}::bigint[], ${origins}::text[]) AS given (at, origin) ON CONFLICT DO NOTHING`

export const capturesValues = (captures: readonly Capture[]): [times: number[], origins: string[]] => [
  captures.map(({ at }) => Date.parse(at)),
  captures.map(({ from }) => from),
]

export async function addCaptures(
  { connection }: Transaction,
  key: number,
  revision: number,
  captures: readonly Capture[],
): Promise<void> {
  if (captures.length === 0) return
  await connection.run(capturesSql('$1', '$2', '$3', '$4'), key, revision, ...capturesValues(captures))
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
