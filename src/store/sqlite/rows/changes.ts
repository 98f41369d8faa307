import type Database from 'better-sqlite3'
import {
  bitsOf,
  type ChangeRow,
  changeOf,
  sequenceStride,
  changeTypes as types,
} from '../../rules/changed.ts'
import type { ArticleChange, Change, TagChange } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

/** The row of `totals` that a restored archive has: the number behind which its own changes begin. */
const restoredAt = 'restored at'
const last = `max(coalesce((SELECT max(sequence) FROM changes), 0),
  coalesce((SELECT value FROM totals WHERE name = '${restoredAt}'), 0))`

/** Adds a change of an article to the sequence. */
export function addChange(
  { connection, now }: Transaction,
  type: ArticleChange['type'],
  key: number,
  fields: readonly string[],
): void {
  const sql = `INSERT INTO changes (sequence, type, key, at, fields) VALUES (${last} + 1, ?, ?, ?, ?)`
  connection.run(sql, types.indexOf(type), key, now, bitsOf(fields))
}

/** Adds the merge of a tag, or its end, to the sequence. @param alias and @param tag terms */
export function addTagChange(
  { connection, now }: Transaction,
  type: TagChange['type'],
  alias: number,
  tag: number,
): void {
  const sql = `INSERT INTO changes (sequence, type, key, at, fields, tag) VALUES (${last} + 1, ?, ?, ?, 0, ?)`
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
  return connection.values<number>(`SELECT ${last}`).get() ?? 0
}

/** @returns whether a follower can go on behind this number (store.ts) */
export function isSequence(connection: Connection, sequence: number): boolean {
  const sql = `SELECT ? IN (0, ${last}) OR EXISTS (SELECT 1 FROM changes WHERE sequence IN (?, ?))`
  return connection.values<number>(sql).get(sequence, sequence, sequence + 1) === 1
}

/** How a copy says in the file's header (PRAGMA user_version) that it is no archive of its own yet. */
const copyMark = 1

/** Marks the copy of a database. */
export function markCopy(database: Database.Database): void {
  database.pragma(`user_version = ${copyMark}`)
}

/**
 * Makes an archive of a copy that is to be written: with an identity of its own, and numbers that neither the original
 * nor another copy has given.
 */
export function beginCopy({ database }: Connection): void {
  const isCopy = () => database.pragma('user_version', { simple: true }) === copyMark
  const begin = database.transaction(() => {
    // Another process may have done it meanwhile.
    if (!isCopy()) return
    database.exec(`UPDATE archive SET id = lower(hex(randomblob(16)));
      INSERT OR REPLACE INTO totals (name, value) VALUES
        ('${restoredAt}', (${last} / ${sequenceStride} + 2 + abs(random() % ${sequenceStride})) * ${sequenceStride});
      PRAGMA user_version = 0`)
  })
  if (isCopy()) begin.immediate()
}
