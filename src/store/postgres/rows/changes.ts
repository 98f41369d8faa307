import { type ChangeRow, changeOf } from '../../rules/changed.ts'
import type { Change } from '../../store.ts'
import type { Connection } from '../connection.ts'

/** @returns changes after a sequence number, in order */
export async function changesAfter(connection: Connection, since: number, limit: number): Promise<Change[]> {
  const rows = await connection.rows<ChangeRow>(
    `SELECT sequence, type, at, fields, articles.id, alias.name AS alias, target.name AS tag FROM changes
     LEFT JOIN articles ON changes.tag IS NULL AND articles.key = changes.key
     LEFT JOIN terms AS alias ON changes.tag IS NOT NULL AND alias.term = changes.key
     LEFT JOIN terms AS target ON target.term = changes.tag
     WHERE sequence > $1 ORDER BY sequence LIMIT $2`,
    since,
    limit,
  )
  return rows.map(changeOf)
}

export const lastSequence = async (connection: Connection): Promise<number> =>
  (await connection.value<number>('SELECT sequence FROM state')) ?? 0

/** @returns whether a follower can go on behind this number (store.ts) */
export async function isSequence(connection: Connection, sequence: number): Promise<boolean> {
  const sql = `SELECT $1::bigint IN (0, sequence) OR EXISTS
    (SELECT 1 FROM changes WHERE changes.sequence IN ($1::bigint, $1::bigint + 1)) FROM state`
  return (await connection.value<boolean>(sql, sequence)) === true
}
