import type { ArticleSort, FacetName } from '../../../query.ts'
import { isDateFacet } from '../../rules/facets.ts'
import { asked, emptyList, pageOf, type Sums, sumsByDay } from '../../rules/lists.ts'
import { isKept } from '../../rules/plan.ts'
import { matchesOf } from '../../rules/search/expression.ts'
import type { Hit } from '../../rules/search/hit.ts'
import type { ArticleList, ListRequest } from '../../store.ts'
import { storedSummary } from '../../stored-article.ts'
import type { Connection, Value } from '../connection.ts'
import { storedOfKeys } from '../rows/articles.ts'
import { storedTermsOf } from '../search/grams.ts'
import { Parameters } from '../sql.ts'
import { candidatesSql } from './candidates.ts'
import { daysOf, facetsOf, facetsOfAll } from './facets.ts'
import { type Plan, planOf } from './plan.ts'
import { walk } from './walk.ts'

/** @param connection in a snapshot: a list is read in more than one go */
export async function listOf(connection: Connection, request: ListRequest): Promise<ArticleList> {
  const { filter, sort, limit, after } = request
  const plan = await planOf(connection, filter)
  if (plan === null) return emptyList(request)
  const order: ArticleSort = sort === 'relevance' && plan.query === null ? 'newest' : sort
  const found: Hit[] = []
  if (limit > 0) {
    for await (const hits of walk(connection, plan, order, { after, step: limit + 1 })) {
      found.push(...hits)
      if (found.length > limit) break
    }
  }
  const { hits, next } = pageOf(found, limit)
  const items = await itemsOf(connection, plan, hits)
  return { items, next, ...(await sumsOf(connection, plan, request)) }
}

async function itemsOf(
  connection: Connection,
  { query }: Plan,
  hits: readonly Hit[],
): Promise<ArticleList['items']> {
  const stored = await storedOfKeys(
    connection,
    hits.map(({ key }) => key),
  )
  return hits.map(({ key }) => {
    const answer = stored.get(key)
    if (answer === undefined) throw new Error(`there is no answer for article ${key}`)
    return storedSummary(answer, query)
  })
}

/** Counts what the plan holds, where no sum is kept. */
export async function sumsOf(
  connection: Connection,
  plan: Plan,
  request: Pick<ListRequest, 'count' | 'facets' | 'facetLimit'>,
): Promise<Sums> {
  const { count = false, facets = [], facetLimit = Number.POSITIVE_INFINITY } = request
  if (facets.length === 0 && !count) return {}
  const kept = await keptSumsOf(connection, plan, facets, facetLimit)
  if (kept !== undefined) return asked(kept, count, facets)
  const keys = await keysSql(connection, plan)
  const total = `SELECT count(*) FROM (${keys.sql}) AS hits`
  return {
    ...(count && { total: (await connection.value<number>(total, ...keys.values)) ?? 0 }),
    ...(facets.length > 0 && { facets: await facetsOf(connection, keys, facets, facetLimit) }),
  }
}

/** @returns the sums of a plan of one term and whole days, which are kept; undefined for other plans and facets */
async function keptSumsOf(
  connection: Connection,
  plan: Plan,
  facets: readonly FacetName[],
  facetLimit: number,
): Promise<Required<Sums> | undefined> {
  const [group] = plan.groups
  const [term] = group?.lists ?? []
  if (!isKept(plan) || plan.groups.length > 1 || group?.lists.length !== 1 || term === undefined) {
    return undefined
  }
  if (plan.isEverything && plan.days === null) {
    return { total: group.articles, facets: await facetsOfAll(connection, term, facets, facetLimit) }
  }
  const dates = facets.filter(isDateFacet)
  if (dates.length < facets.length) return undefined
  const isCounted = plan.days !== null || dates.length > 0
  const days = isCounted ? await daysOf(connection, term, plan.days) : []
  return sumsByDay(group.articles, days, plan.days === null, dates, facetLimit)
}

/** Hits that are found at once where each text must be looked at. */
const step = 1000

/** @returns SQL of the keys of all hits */
async function keysSql(connection: Connection, plan: Plan): Promise<{ sql: string; values: Value[] }> {
  const parameters = new Parameters()
  const matches = plan.query === null ? undefined : matchesOf(storedTermsOf(plan.query))
  const { low, high } = plan
  const { sql, isCertain } = candidatesSql(plan, { low, high, direction: 'DESC' }, matches, parameters)
  if (isCertain) return { sql: `SELECT key FROM (${sql}) AS candidates`, values: parameters.values }
  const keys: number[] = []
  for await (const hits of walk(connection, plan, 'newest', { step }))
    keys.push(...hits.map(({ key }) => key))
  return givenKeys(keys)
}

/** @returns SQL of given keys */
export const givenKeys = (keys: readonly number[]): { sql: string; values: Value[] } => ({
  sql: 'SELECT unnest($1::bigint[]) AS key',
  values: [keys],
})
