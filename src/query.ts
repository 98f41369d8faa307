import { hash } from 'node:crypto'
import type { MissingField } from './article.ts'
import { Problem } from './problem.ts'

/** Which articles a list, a feed or an export holds. Every member given must hold. */
export type ArticleFilter = {
  /** Terms separated by spaces, all of them; "a b" a phrase; -term none. */
  q?: string
  /** All of these tags. */
  tag?: string[]
  /** At least one of these tags. */
  anyTag?: string[]
  /** None of these tags. */
  notTag?: string[]
  source?: string
  channel?: string
  /** The name of a credited person or outlet. */
  credit?: string
  /** The original address, canonical or not. */
  url?: string
  id?: string[]
  /** A date (its whole day, as the page's own clock has it) or an RFC 3339 timestamp; inclusive. */
  from?: string
  to?: string
  missing?: MissingField
  language?: string
}

export type ArticleSort = 'newest' | 'oldest' | 'relevance'
export type TagSort = 'count' | 'name'
export type FacetName = 'tag' | 'source' | 'credit' | 'year'

/** A place in a sorted list, behind one row: the row's sort keys. Only the store that made it reads it. */
export type Position = (string | number | null)[]

/**
 * @param position what the store gave as `next`
 * @param request the parameters that the list depends on, limit and fields aside
 * @returns an opaque cursor that is good for the same parameters only
 */
export function encodeCursor(position: Position, request: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(request), ...position])).toString('base64url')
}

/**
 * @returns the position within
 * @throws Problem invalid-cursor for a text that is no cursor, or one made for other parameters
 */
export function decodeCursor(cursor: string, request: unknown): Position {
  const parts = partsOf(cursor)
  if (parts === undefined) throw new Problem('invalid-cursor', 'The cursor is not one of this service.')
  const [madeFor, ...position] = parts
  if (madeFor !== fingerprint(request)) {
    throw new Problem('invalid-cursor', 'The cursor belongs to a list with other parameters.')
  }
  return position
}

function partsOf(cursor: string): Position | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(parts) || parts.length < 2) return undefined
    return parts.every((part) => part === null || typeof part === 'string' || typeof part === 'number')
      ? parts
      : undefined
  } catch {
    return undefined
  }
}

/** The same for requests that are equal whatever the order of their members. */
function fingerprint(request: unknown): string {
  const ordered = JSON.stringify(request, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return hash('sha256', ordered, 'base64url').slice(0, 12)
}
