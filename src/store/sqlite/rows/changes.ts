import { changeMembers } from '../../rules/changed.ts'
import type { Change } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

/** Each a number: the order must stay. */
const types = ['created', 'updated', 'deleted'] as const satisfies Change['type'][]

/** Adds a change to the sequence. */
export function addChange(
  { connection, now }: Transaction,
  type: Change['type'],
  key: number,
  fields: readonly string[],
): void {
  const bits = changeMembers.reduce(
    (sum, member, bit) => (fields.includes(member) ? sum | (1 << bit) : sum),
    0,
  )
  const sql = 'INSERT INTO changes (type, key, at, fields) VALUES (?, ?, ?, ?)'
  connection.run(sql, types.indexOf(type), key, now, bits)
}

type ChangeRow = { sequence: number; type: number; id: string; at: number; fields: number }

export function changesAfter(connection: Connection, since: number, limit: number): Change[] {
  const rows = connection
    .rows<ChangeRow>(
      `SELECT sequence, type, articles.id, at, fields FROM changes JOIN articles USING (key)
       WHERE sequence > ? ORDER BY sequence LIMIT ?`,
    )
    .all(since, limit)
  return rows.map(({ sequence, type, id, at, fields }) => ({
    sequence,
    type: types[type]!,
    id,
    at: new Date(at).toISOString(),
    fields: changeMembers.filter((_, bit) => (fields & (1 << bit)) !== 0),
  }))
}

/** @returns the archive's identity, 32 hexadecimal digits */
export function archiveIdOf(connection: Connection): string {
  return connection.values<string>('SELECT id FROM archive').get()!
}

export function lastSequence(connection: Connection): number {
  return connection.values<number>('SELECT coalesce(max(sequence), 0) FROM changes').get() ?? 0
}
