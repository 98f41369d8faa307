import { sketchGram } from '../../rules/search/grams.ts'
import {
  articlesOfHash,
  candidatesOf,
  comparedTo,
  type SimilarArticle,
  sketchOf,
} from '../../rules/similar.ts'
import type { Connection } from '../connection.ts'
import type { TextOf } from './search.ts'
import { SegmentReader } from './segment-reader.ts'
import { segmentsOf } from './segments.ts'

/**
 * @returns articles that share text with this one, most similar first. What finds them is written by `indexArticles`
 *   (search.ts); what is said of them is measured on their texts.
 */
export function similarTo(
  connection: Connection,
  key: number,
  { limit, textOf }: { limit: number; textOf: TextOf },
): SimilarArticle[] {
  const { text } = textOf(key)
  const shared = sharedHashes(connection, sketchOf(text))
  shared.delete(key)
  const candidates = candidatesOf(shared).values()
  return comparedTo(
    text,
    candidates.map((other) => ({ key: other, text: textOf(other).text })),
  ).slice(0, limit)
}

/** @returns for each article that has any of the hashes, ascending, in its sketch, how many of them */
function sharedHashes(connection: Connection, hashes: Uint32Array): Map<number, number> {
  const shared = new Map<number, number>()
  const grams = Array.from(hashes, sketchGram)
  const left = grams.map(() => articlesOfHash)
  for (const segment of segmentsOf(connection)) {
    const reader = new SegmentReader(connection, segment)
    for (const { index, ordinal } of reader.ordinalsOfEach(grams)) {
      if (left[index] === 0 || reader.isDeleted(ordinal)) continue
      left[index]!--
      const { key } = reader.documentAt(ordinal)
      shared.set(key, (shared.get(key) ?? 0) + 1)
    }
  }
  return shared
}
