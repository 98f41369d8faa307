import type { ArticleSort } from '../../../query.ts'
import { isDateFacet } from '../../rules/facets.ts'
import { asked, emptyList, pageOf, type Sums, sumsByDay } from '../../rules/lists.ts'
import { isKept } from '../../rules/plan.ts'
import type { Hit } from '../../rules/search/hit.ts'
import type { Query } from '../../rules/search/query.ts'
import type { ArticleList, ListRequest } from '../../store.ts'
import { storedSummary } from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import { pauses } from '../pauses.ts'
import { storedOfKey, summaryOfKey, textOf } from '../rows/articles.ts'
import { keysOfHits } from '../search/search.ts'
import { daysOf, FacetCounter, facetsOfAll } from './facets.ts'
import { type Plan, planOf } from './plan.ts'
import { walk } from './walk.ts'

/** @param connection in a snapshot: long lists are read in more than one go */
export async function listOf(connection: Connection, request: ListRequest): Promise<ArticleList> {
  const { filter, sort, limit, after } = request
  const plan = planOf(connection, filter)
  if (plan === null) return emptyList(request)
  const order: ArticleSort = sort === 'relevance' && plan.query === null ? 'newest' : sort
  const pauseIfDue = pauses()
  const found: Hit[] = []
  for (const hit of limit === 0 ? [] : walk(connection, plan, order, after)) {
    if (hit !== null) found.push(hit)
    if (found.length > limit) break
    const pause = pauseIfDue()
    if (pause !== undefined) await pause
  }
  const { hits, next } = pageOf(found, limit)
  const items = hits.map(({ key }) => itemOf(connection, key, plan.query))
  return { items, next, ...(await sumsOf(connection, plan, request)) }
}

/** A snippet is of the article's text, which holds what the list shows as well. */
const itemOf = (connection: Connection, key: number, query: Query | null): ArticleList['items'][number] =>
  query === null ? summaryOfKey(connection, key) : storedSummary(storedOfKey(connection, key), query)

/** Counts what the plan holds: where no sum is kept, by walking it once. */
export async function sumsOf(
  connection: Connection,
  plan: Plan,
  {
    count = false,
    facets = [],
    facetLimit = Number.POSITIVE_INFINITY,
  }: Omit<ListRequest, 'filter' | 'sort' | 'limit'>,
): Promise<Sums> {
  if (facets.length === 0 && !count) return {}
  const kept = keptSumsOf(connection, plan, facets, facetLimit)
  if (kept !== undefined) return asked(kept, count, facets)
  const pauseIfDue = pauses()
  const counter = facets.length > 0 ? new FacetCounter(connection) : undefined
  let total = 0
  for (const key of keysIn(connection, plan)) {
    if (key !== null) {
      total++
      counter?.add(key)
    }
    const pause = pauseIfDue()
    if (pause !== undefined) await pause
  }
  return {
    ...(count && { total }),
    ...(counter !== undefined && { facets: counter.facets(facets, facetLimit) }),
  }
}

/** @returns the sums of a plan of one term and whole days, which are kept; undefined for other plans and facets */
function keptSumsOf(
  connection: Connection,
  plan: Plan,
  facets: NonNullable<ListRequest['facets']>,
  facetLimit: number,
): Required<Sums> | undefined {
  const [group] = plan.groups
  const [term] = group?.terms ?? []
  if (!isKept(plan) || plan.groups.length > 1 || group?.terms.length !== 1 || term === undefined) {
    return undefined
  }
  if (plan.isEverything && plan.days === null) {
    return { total: group.articles, facets: facetsOfAll(connection, term, facets, facetLimit) }
  }
  const dates = facets.filter(isDateFacet)
  if (dates.length < facets.length) return undefined
  const days = plan.days === null && dates.length === 0 ? [] : daysOf(connection, term, plan.days)
  return sumsByDay(group.articles, days, plan.days === null, dates, facetLimit)
}

/** Walks the articles of a plan, in no order; yields null for pauses. */
function* keysIn(connection: Connection, plan: Plan): Generator<number | null, void, void> {
  const { query } = plan
  const isSearchOfAll = plan.isEverything && plan.days === null && isKept({ ...plan, query: null })
  if (query !== null && isSearchOfAll) {
    yield* keysOfHits(connection, query, { textOf: textOf(connection) })
    return
  }
  for (const hit of walk(connection, plan, 'newest')) yield hit === null ? null : hit.key
}
