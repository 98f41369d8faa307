import type { Article } from '../../../article.ts'
import type { Change } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

/** Members whose change is told, each a bit: the order must stay, new ones go behind. */
const members = [
  'id',
  'source',
  'nativeId',
  'channels',
  'url',
  'title',
  'dateline',
  'publishedAt',
  'publishedPrecision',
  'byline',
  'credits',
  'tags',
  'image',
  'body',
  'paragraphs',
  'language',
  'length',
  'revision',
  'parser',
  'missing',
  'warnings',
] as const satisfies (keyof Article)[]

/** Each a number: the order must stay. */
const types = ['created', 'updated', 'deleted'] as const satisfies Change['type'][]

/** @returns the members in which the articles differ; all that are not empty where there was none before */
export function changedFields(before: Article | null, after: Article): string[] {
  return members.filter((member) => {
    const value = after[member]
    if (before === null) return value !== null && !(Array.isArray(value) && value.length === 0)
    return JSON.stringify(before[member]) !== JSON.stringify(value)
  })
}

/** Adds a change to the sequence. */
export function addChange(
  { connection, now }: Transaction,
  type: Change['type'],
  key: number,
  fields: readonly string[],
): void {
  const bits = members.reduce((sum, member, bit) => (fields.includes(member) ? sum | (1 << bit) : sum), 0)
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
    fields: members.filter((_, bit) => (fields & (1 << bit)) !== 0),
  }))
}

export function lastSequence(connection: Connection): number {
  return connection.values<number>('SELECT coalesce(max(sequence), 0) FROM changes').get() ?? 0
}
