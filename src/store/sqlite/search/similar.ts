import { fold } from '../../../fold.ts'
import { sketchGram } from '../../rules/search/grams.ts'
import { kindOf, overlapOf, sampleLimit, shinglesBelow, shinglesOf, sketchOf } from '../../rules/similar.ts'
import type { Connection } from '../connection.ts'
import { Postings } from './lists.ts'
import type { TextOf } from './search.ts'
import { SegmentReader } from './segment-reader.ts'
import { segmentsOf } from './segments.ts'

/** An article that shares text with another. */
export type SimilarArticle = {
  key: number
  /** How much of the shorter text is also in the longer one, 0 to 1. */
  similarity: number
  /** A reprint has (nearly) the same text, or is a shortened copy; a related article shares passages. */
  kind: 'reprint' | 'related'
}

/** Articles with this hash that are looked at: more share a formula, not an article. */
const articlesOfHash = 200
/** Articles whose texts are compared, those that share most hashes first. */
const articlesCompared = 100
/** No more are compared once so many UTF-16 units of them were read: a hundred real articles have not half as many. */
const charactersCompared = 2_000_000

/**
 * @returns articles that share text with this one, most similar first. What finds them is written by `indexArticles`
 *   (search.ts); what is said of them is measured on their texts.
 */
export function similarTo(
  connection: Connection,
  key: number,
  { limit, textOf }: { limit: number; textOf: TextOf },
): SimilarArticle[] {
  const text = fold(textOf(key).text)
  const shingles = shinglesOf(text, sampleLimit(text.length))
  const shared = sharedHashes(connection, sketchOf(text))
  shared.delete(key)
  const candidates = [...shared].sort(([a, times], [b, otherTimes]) => otherTimes - times || a - b)
  const found: SimilarArticle[] = []
  let characters = 0
  for (const [other] of candidates.slice(0, articlesCompared)) {
    if (characters >= charactersCompared) break
    const otherText = fold(textOf(other).text)
    characters += otherText.length
    const sample = sampleLimit(Math.max(text.length, otherText.length))
    const similarity = overlapOf(shinglesBelow(shingles, sample), shinglesOf(otherText, sample))
    const kind = kindOf(similarity)
    if (kind !== undefined) found.push({ key: other, similarity, kind })
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.key - b.key).slice(0, limit)
}

/** @returns for each article that has any of the hashes in its sketch, how many of them */
function sharedHashes(connection: Connection, hashes: Uint32Array): Map<number, number> {
  const shared = new Map<number, number>()
  const readers = segmentsOf(connection).map((segment) => new SegmentReader(connection, segment))
  for (const hash of hashes) {
    let left = articlesOfHash
    for (const reader of readers) {
      const ordinals = new Postings(reader, sketchGram(hash), true)
      for (let at = ordinals.seek(0); at !== -1 && left > 0; at = ordinals.seek(at + 1), left--) {
        if (reader.isDeleted(at)) continue
        const { key } = reader.documentAt(at)
        shared.set(key, (shared.get(key) ?? 0) + 1)
      }
    }
  }
  return shared
}
