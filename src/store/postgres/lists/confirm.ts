import type { Match, Terms } from '../../rules/search/expression.ts'
import { satisfies, scoreOf } from '../../rules/search/match.ts'
import type { Connection } from '../connection.ts'
import { textsOf } from '../rows/articles.ts'

/** What a walk looks for: the query's terms, conditions for the index, and the score of the hits. */
export type Search = { terms: Terms; matches: Match[]; score: number; isRanked: boolean }

/** @returns the hits among candidates: where the index cannot decide, their texts are read */
export async function confirmed<Row extends { key: number; certain: boolean }>(
  connection: Connection,
  rows: readonly Row[],
  search: Search | undefined,
): Promise<Row[]> {
  const unclear = rows.flatMap(({ key, certain }) => (certain ? [] : [key]))
  const textOf = await textsOf(connection, unclear)
  return rows.filter(({ key, certain }) => {
    if (certain || search === undefined) return true
    const article = textOf(key)
    if (article === undefined || !satisfies(article, search.terms)) return false
    return !search.isRanked || scoreOf(article, search.terms) === search.score
  })
}
