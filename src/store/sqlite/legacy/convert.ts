import { inflateRawSync } from 'node:zlib'
import { ConfigError } from '../../../config.ts'
import { etagOf, frameOf } from '../../stored-article.ts'
import { inBatches } from '../batches.ts'
import type { Connection } from '../connection.ts'
import { firstPieces, jsonOfRecord, type PiecesOf } from './record.ts'

/** Articles converted in a transaction. */
const batchSize = 200

type Row = { key: number; record: string | Buffer }

const hasLegacyAnswers = (connection: Connection): boolean =>
  connection.database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'legacy_answers'").pluck().get() !==
  undefined

/** @returns whether articles are left that an older version stored, of which a connection that only reads knows nothing */
export const isUnconverted = hasLegacyAnswers

/**
 * Completes migration 0006: stores each article that an older version left as a row of `answers`, the same JSON to the
 * byte.
 *
 * @param onProgress is told how many articles are done, of how many are left at the start
 * @throws ConfigError, one line, for an article that cannot be read
 */
export async function convertAnswers(
  connection: Connection,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const isDue = () => hasLegacyAnswers(connection)
  if (!isDue()) return
  const total = connection.values<number>('SELECT count(*) FROM legacy_answers').get() ?? 0
  const piecesOf = codebooksOf(connection)
  const batch = () => {
    const converted = convertBatch(connection, piecesOf)
    if (converted === 0) connection.database.exec('DROP TABLE legacy_answers; DROP TABLE IF EXISTS codebooks')
    return converted
  }
  await inBatches(connection, { isDue, batch, total }, onProgress)
}

/** @returns how many articles were converted, at most `size` */
export function convertBatch(connection: Connection, piecesOf: PiecesOf, size = batchSize): number {
  const rows = connection.rows<Row>('SELECT key, record FROM legacy_answers ORDER BY key LIMIT ?').all(size)
  for (const { key, record } of rows) {
    const json = jsonOf(connection, key, record, piecesOf)
    const { updatedAt } = JSON.parse(json.toString()) as { updatedAt: string }
    const sql = 'INSERT INTO answers (key, etag, updated_at, json) VALUES (?, ?, ?, ?)'
    connection.run(sql, key, etagOf(json), updatedAt, frameOf(json))
    connection.run('DELETE FROM legacy_answers WHERE key = ?', key)
  }
  return rows.length
}

/** @throws ConfigError for a record that does not give what was stored */
function jsonOf(connection: Connection, key: number, record: Row['record'], piecesOf: PiecesOf): Buffer {
  const id = () => connection.values<string>('SELECT id FROM articles WHERE key = ?').get(key) ?? key
  const damaged = (cause?: unknown) =>
    new ConfigError(
      `DATABASE: article ${id()} is damaged, so that ${connection.path} cannot be brought up to date; restore a backup`,
      { cause },
    )
  let read: ReturnType<typeof jsonOfRecord>
  try {
    read = jsonOfRecord(record, piecesOf)
  } catch (error) {
    throw damaged(error)
  }
  if (etagOf(read.json) !== read.etag) throw damaged()
  return read.json
}

/** U+0001 stands between the pieces of a codebook. */
const separator = '\u0001'

export function codebooksOf(connection: Connection): PiecesOf {
  const known = new Map([[0, firstPieces]])
  return (number) => {
    let pieces = known.get(number)
    if (pieces === undefined) {
      const content = connection
        .values<Buffer>('SELECT content FROM codebooks WHERE codebook = ?')
        .get(number)
      if (content === undefined) throw new Error(`there is no codebook ${number}`)
      pieces = inflateRawSync(content).toString().split(separator)
      known.set(number, pieces)
    }
    return pieces
  }
}
