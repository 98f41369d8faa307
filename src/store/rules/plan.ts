import { invalidParameter, Problem } from '../../problem.ts'
import type { ArticleFilter } from '../../query.ts'
import { type ArchiveRange, archiveRangesOf, type Bounds, boundsOf } from './bounds.ts'
import { parseQuery, type Query } from './search/query.ts'

/** What a filter asks of an article besides its terms. */
export type Conditions = Bounds & {
  /** When it must have come or changed. */
  archived: ArchiveRange[]
  /** Null where nothing is searched for. */
  query: Query | null
}

/** More lists are not merged: the database does not, and nobody means them. */
const mostAnyTags = 200

/** So few articles are found and sorted, where a list in their order would be read for long. */
export const fewArticles = 2000

/** @throws Problem invalid-parameter */
export function conditionsIn(filter: ArticleFilter): Conditions {
  const { q, anyTag } = filter
  if (anyTag !== undefined && anyTag.length > mostAnyTags) {
    const { details } = invalidParameter('anyTag', `must be at most ${mostAnyTags} tags`)
    throw new Problem('invalid-parameter', 'There are too many tags.', details)
  }
  const query = q === undefined ? null : parseQuery(q)
  return {
    ...boundsOf(filter),
    archived: archiveRangesOf(filter),
    query: query === null || query.all.length + query.none.length === 0 ? null : query,
  }
}

/** @returns whether a filter asks for nothing */
export const isEmpty = (filter: ArticleFilter): boolean =>
  Object.values(filter).every((value) => value === undefined)

/** A filter as an engine can answer it, whatever lists it names. */
export type Plan = Conditions & {
  /** Terms that an article must not have. */
  none: number[]
  /** Keys of the only articles that can pass; null for any. */
  keys: number[] | null
}

/** @returns whether the plan asks for nothing but its lists and whole days */
export function isKept({ none, isWholeDays, archived, keys, query }: Plan): boolean {
  return none.length === 0 && isWholeDays && archived.length === 0 && keys === null && query === null
}
