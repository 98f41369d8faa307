import {
  articlesOfHash,
  candidatesOf,
  comparedTo,
  type SimilarArticle,
  sketchOf,
} from '../../rules/similar.ts'
import type { Connection } from '../connection.ts'
import { textsOf } from '../rows/articles.ts'
import { hasAll } from '../sql.ts'

/** @returns articles that share text with this one, most similar first */
export async function similarTo(
  connection: Connection,
  key: number,
  limit: number,
): Promise<SimilarArticle[]> {
  const text = (await textsOf(connection, [key]))(key)?.text ?? ''
  const shared = await sharedHashes(
    connection,
    [...sketchOf(text)].map((hash) => hash | 0),
  )
  shared.delete(key)
  const candidates = candidatesOf(shared)
  const textOf = await textsOf(connection, candidates)
  const others = candidates.values().map((other) => ({ key: other, text: textOf(other)?.text ?? '' }))
  return comparedTo(text, others).slice(0, limit)
}

/** @returns for each article that has any of the hashes in its sketch, how many of them */
async function sharedHashes(connection: Connection, hashes: readonly number[]): Promise<Map<number, number>> {
  const rows = await connection.rows<{ key: number; shared: number }>(
    `SELECT key, count(*)::integer AS shared FROM unnest($1::integer[]) AS asked (hash)
     CROSS JOIN LATERAL (SELECT key FROM search WHERE ${hasAll('sketch', 'ARRAY[hash]')} LIMIT $2) AS found
     GROUP BY key`,
    hashes,
    articlesOfHash,
  )
  return new Map(rows.map(({ key, shared }) => [key, shared]))
}
