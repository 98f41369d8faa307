import { bitsOf, type ChangeRow, changeOf, changeTypes as types } from '../../rules/changed.ts'
import type { ArticleChange, Change, TagChange } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

/** Adds a change of an article to the sequence. */
export function addChange(
  { connection, now }: Transaction,
  type: ArticleChange['type'],
  key: number,
  fields: readonly string[],
): void {
  const sql = 'INSERT INTO changes (type, key, at, fields) VALUES (?, ?, ?, ?)'
  connection.run(sql, types.indexOf(type), key, now, bitsOf(fields))
}

/** Adds the merge of a tag, or its end, to the sequence. @param alias and @param tag terms */
export function addTagChange(
  { connection, now }: Transaction,
  type: TagChange['type'],
  alias: number,
  tag: number,
): void {
  const sql = 'INSERT INTO changes (type, key, at, fields, tag) VALUES (?, ?, ?, 0, ?)'
  connection.run(sql, types.indexOf(type), alias, now, tag)
}

/** @returns changes after a sequence number, in order */
export function changesAfter(connection: Connection, since: number, limit: number): Change[] {
  const sql = `SELECT sequence, type, at, fields, articles.id, alias.name AS alias, target.name AS tag FROM changes
    LEFT JOIN articles ON changes.tag IS NULL AND articles.key = changes.key
    LEFT JOIN terms AS alias ON changes.tag IS NOT NULL AND alias.term = changes.key
    LEFT JOIN terms AS target ON target.term = changes.tag
    WHERE sequence > ? ORDER BY sequence LIMIT ?`
  return connection.rows<ChangeRow>(sql).all(since, limit).map(changeOf)
}

/** @returns the archive's identity, 32 hexadecimal digits */
export function archiveIdOf(connection: Connection): string {
  return connection.values<string>('SELECT id FROM archive').get()!
}

export function lastSequence(connection: Connection): number {
  return connection.values<number>('SELECT coalesce(max(sequence), 0) FROM changes').get() ?? 0
}
