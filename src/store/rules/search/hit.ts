import { Problem } from '../../../problem.ts'
import type { Position } from '../../../query.ts'
import { bestScore } from './match.ts'

/**
 * An article in a list, in every order of articles: by relevance (0 in the other orders), then by `published` (seconds
 * since 1970, null for an undated article, which comes last) and by `key`. In the orders by a time of the archive,
 * `published` is that time in milliseconds.
 */
export type Hit = { key: number; published: number | null; relevance: number }

/** @returns the keyset position behind a hit, for a cursor */
export function positionOf(hit: Hit): Position {
  return [hit.relevance, hit.published, hit.key]
}

/**
 * Reads a position out of a cursor, which any client can write: only numbers that `positionOf` gives are taken.
 * @throws Problem invalid-cursor
 */
export function hitAt(position: Position): Hit {
  const [relevance, published, key] = position
  const isWhole = (value: unknown, least: number, most: number): value is number =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
  if (
    position.length === 3 &&
    isWhole(relevance, 0, bestScore) &&
    (published === null || isWhole(published, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)) &&
    isWhole(key, 0, Number.MAX_SAFE_INTEGER)
  ) {
    return { relevance, published, key }
  }
  throw new Problem('invalid-cursor', 'The cursor is not one of this service.')
}
