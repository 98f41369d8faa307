import { z } from 'zod'
import type { ArticleFilter, FacetName } from '../../query.ts'
import type { ArticleList, Store } from '../../store/store.ts'
import type { Context } from '../operation.ts'
import type { ListFacts } from '../representations/pages/articles.ts'
import type { ListCurve } from '../representations/pages/list-curve.ts'
import { filtersIn, queryOfState, type State, stateOf, without } from '../representations/pages/state.ts'
import { parametersReader, queryOf } from '../request/input.ts'
import { filterOf, filterShape } from '../schemas.ts'

/** Filters of an empty list that are tried without: each is a search. */
const mostTries = 6

const readFilter = parametersReader(z.object(filterShape))

/** @returns the filter of a page's address */
const filterOfState = (state: State) =>
  filterOf(readFilter(queryOf(queryOfState(filtersIn(state)))) as object)

/** @returns for each filter of an address the list without it, and how many articles it holds; those alone that hold some */
export async function looserLists(store: Store, url: string): Promise<ListFacts['looser']> {
  const state = stateOf(url)
  const lists = await Promise.all(
    filtersIn(state)
      .slice(0, mostTries)
      .map(async ([name, value]) => {
        const rest = without(
          state,
          'cursor',
          'format',
          'lang',
          'script',
          ...(name === 'q' ? ['sort'] : []),
        ).filter((one) => one[0] !== name || one[1] !== value)
        const request = { filter: filterOfState(rest), sort: 'newest', limit: 0, count: true } as const
        const { total = 0 } = await store.list(request)
        return { state: rest, name, value, total }
      }),
  )
  return lists.filter(({ total }) => total > 0)
}

/** @returns the counts of a facet by value */
export const countsOf = (facets: ArticleList['facets'], name: FacetName): Map<string, number> =>
  new Map((facets?.[name] ?? []).map(({ value, count }) => [value, count]))

/**
 * @param filter of the page's list
 * @param compare searches beside that of the list, under its other filters
 * @returns what the page says of the whole list; undefined where that is still being counted
 */
export async function listCounts(
  { store, sums }: Pick<Context, 'store' | 'sums'>,
  filter: ArticleFilter,
  { compare = [], share = false }: { compare?: string[] | undefined; share?: boolean | undefined },
): Promise<ListFacts['counts']> {
  const own = await sums.soon(filter)
  if (own === undefined) return undefined
  const compared: ListCurve['compared'][number][] = []
  for (const q of compare) {
    const other = await sums.soon({ ...filter, q })
    if (other === undefined) return undefined
    compared.push({ q, months: countsOf(other.facets, 'month') })
  }
  const whole = share
    ? new Map((await store.statistics()).byMonth.map(({ month, articles }) => [month, articles]))
    : undefined
  return { ...own, curve: { months: countsOf(own.facets, 'month'), compared, whole } }
}
