import type { Place } from '../../../captures.ts'
import type { Capture } from '../../../page.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

type CaptureRow = { at: number; revision: number; origin: Capture['from'] }

export function addCapture(
  { connection }: Transaction,
  key: number,
  revision: number,
  { at, from }: Capture,
): void {
  const sql = 'INSERT OR IGNORE INTO captures (key, at, revision, origin) VALUES (?, ?, ?, ?)'
  connection.run(sql, key, Date.parse(at), revision, from)
}

/** @returns an article's captures by revision, each oldest first */
export function capturesByRevision(connection: Connection, key: number): Map<number, Capture[]> {
  const sql = 'SELECT at, revision, origin FROM captures WHERE key = ? ORDER BY at'
  const captures = new Map<number, Capture[]>()
  for (const { at, revision, origin } of connection.rows<CaptureRow>(sql).all(key)) {
    const capture = { at: new Date(at).toISOString(), from: origin }
    const others = captures.get(revision)
    if (others === undefined) captures.set(revision, [capture])
    else others.push(capture)
  }
  return captures
}

/** @returns the newest capture of an article, in the order of captures.ts; null where it has none */
export function newestCapture(connection: Connection, key: number): (Place & { revision: number }) | null {
  const sql = `SELECT at, digest, revision FROM captures JOIN revisions USING (key, revision)
    WHERE key = ? ORDER BY at DESC, digest DESC LIMIT 1`
  const row = connection.rows<{ at: number; digest: Buffer; revision: number }>(sql).get(key)
  if (row === undefined) return null
  return { at: new Date(row.at).toISOString(), digest: row.digest.toString('hex'), revision: row.revision }
}
