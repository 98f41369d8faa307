import type { FacetName } from '../../query.ts'
import type { ArticleList, ListRequest } from '../store.ts'
import { type DateFacet, type DayCount, dateFacet, type Facets } from './facets.ts'
import { type Hit, positionOf } from './search/hit.ts'

/** What a list says of all its articles. */
export type Sums = Pick<ArticleList, 'total' | 'facets'>

/** @returns the list of a filter that no article can pass */
export function emptyList({ count = false, facets = [] }: ListRequest): ArticleList {
  const none = Object.fromEntries(facets.map((name) => [name, []]))
  return { items: [], next: null, ...asked({ total: 0, facets: none }, count, facets) }
}

/** @returns those of the sums that were asked for */
export const asked = (
  { total, facets }: Required<Sums>,
  isCounted: boolean,
  names: readonly FacetName[],
): Sums => ({ ...(isCounted && { total }), ...(names.length > 0 && { facets }) })

/**
 * @param articles of the one term of a list
 * @param days those in question, with their articles; of all time if `isAllTime`
 */
export const sumsByDay = (
  articles: number,
  days: readonly DayCount[],
  isAllTime: boolean,
  names: readonly DateFacet[],
  limit: number,
): { total: number; facets: Facets } => ({
  total: isAllTime ? articles : days.reduce((sum, [, count]) => sum + count, 0),
  facets: Object.fromEntries(names.map((name) => [name, dateFacet(name, days).slice(0, limit)])),
})

/** @param found one hit more than the page holds, where there are more; @returns the page's hits, and where the next begins */
export function pageOf(found: readonly Hit[], limit: number): { hits: Hit[]; next: ArticleList['next'] } {
  const hits = found.slice(0, limit)
  const last = hits.at(-1)
  return { hits, next: found.length > limit && last !== undefined ? positionOf(last) : null }
}
