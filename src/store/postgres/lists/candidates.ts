import { fewArticles } from '../../rules/plan.ts'
import type { Match } from '../../rules/search/expression.ts'
import { undated } from '../../rules/terms.ts'
import { foundBy } from '../search/conditions.ts'
import type { Parameters } from '../sql.ts'
import { daySql, factsSql, type Plan } from './plan.ts'

type Place = { instant: number; key: number }

/** A part of a list: instants, both inclusive, in one direction, strictly behind a place. */
export type Stretch = { low: number; high: number; direction: 'ASC' | 'DESC'; behind?: Place | undefined }

type Candidates = { sql: string; isCertain: boolean; isOfSearch?: boolean }

/** Articles of a list whose grams are looked at one by one. */
const fewLooks = 200

/**
 * @param matches what the index can say of a query; undefined without one
 * @param needed so many hits are asked for; undefined for all of them
 * @returns SQL of the columns `key`, `instant`, and `certain`: false where the text must be looked at; `isCertain`: all are
 *   certain; `isOfSearch`: it finds them by their grams
 */
export function candidatesSql(
  plan: Plan,
  stretch: Stretch,
  matches: readonly Match[] | undefined,
  parameters: Parameters,
  needed?: number,
): Candidates {
  if (plan.keys !== null) return ofKeys(plan, plan.keys, stretch, matches, parameters)
  const isShort = !plan.isEverything && lengthOf(plan) <= fewLooks
  if (matches !== undefined && !isShort) return ofSearch(plan, stretch, matches, parameters)
  return isWalked(plan, needed)
    ? ofPostings(plan, stretch, matches, parameters)
    : ofFacts(plan, stretch, matches, parameters)
}

const lengthOf = ({ groups }: Plan): number => groups[0]?.articles ?? 0

/** Whether the shortest list is read in its order until there are enough hits; otherwise all hits are found, then sorted. */
function isWalked({ groups, all, none, archived }: Plan, needed: number | undefined): boolean {
  const [shortest, ...others] = groups
  if (shortest?.lists.length !== 1) return false
  const isFiltered = none.length > 0 || archived.length > 0
  const isAlone = others.length === 0 && !isFiltered
  if (isAlone || shortest.articles <= fewArticles) return true
  if (needed === undefined) return false
  const share = others.reduce((product, { articles }) => product * Math.min(1, articles / all.articles), 1)
  return needed / share <= fewArticles
}

/** A scalar query is never made a join of: each row is looked up by its key. */
const lookedUp = (table: 'facts' | 'search', conditions: readonly string[], key: string): string[] =>
  conditions.length === 0
    ? []
    : [`(SELECT ${conditions.join(' AND ')} FROM ${table} WHERE ${table}.key = ${key})`]

function inStretch(
  alias: string,
  { low, high, direction, behind }: Stretch,
  parameters: Parameters,
): string[] {
  const range = `${alias}.instant BETWEEN ${parameters.add(low)}::bigint AND ${parameters.add(high)}::bigint`
  if (behind === undefined) return [range]
  const [instant, key] = [parameters.add(behind.instant), parameters.add(behind.key)]
  const further = direction === 'ASC' ? '>' : '<'
  return [range, `(${alias}.instant, ${alias}.key) ${further} (${instant}::bigint, ${key}::bigint)`]
}

/** Reads one list in its order. */
function ofPostings(
  plan: Plan,
  stretch: Stretch,
  matches: readonly Match[] | undefined,
  parameters: Parameters,
): Candidates {
  const found = matches && foundBy(matches, 'search', parameters)
  const list = parameters.add(plan.groups[0]?.lists[0] ?? 0)
  const day = '(SELECT day FROM facts WHERE facts.key = postings.key)'
  const conditions = [
    `postings.term = ${list}`,
    ...inStretch('postings', stretch, parameters),
    ...daySql(plan, 'postings.instant', day, parameters),
    ...lookedUp('facts', factsSql(plan, 1, parameters), 'postings.key'),
    ...lookedUp('search', found === undefined ? [] : [found.where], 'postings.key'),
  ]
  const certain =
    found === undefined || found.isCertain
      ? 'TRUE'
      : `(SELECT ${found.certain} FROM search WHERE search.key = postings.key)`
  const sql = `SELECT postings.key, postings.instant, ${certain} AS certain FROM postings
    WHERE ${conditions.join(' AND ')}`
  return { sql, isCertain: found?.isCertain !== false }
}

/** Finds all articles of the terms by their index. */
function ofFacts(
  plan: Plan,
  stretch: Stretch,
  matches: readonly Match[] | undefined,
  parameters: Parameters,
): Candidates {
  return filtered(plan, stretch, matches, parameters, factsSql(plan, 0, parameters))
}

function ofKeys(
  plan: Plan,
  keys: readonly number[],
  stretch: Stretch,
  matches: readonly Match[] | undefined,
  parameters: Parameters,
): Candidates {
  const isGiven = `facts.key = ANY(${parameters.add(keys)}::bigint[])`
  return filtered(plan, stretch, matches, parameters, [isGiven, ...factsSql(plan, 0, parameters)])
}

/** What the index of terms finds is gathered first: the planner would read a list by date to its end for a rare hit. */
function filtered(
  plan: Plan,
  stretch: Stretch,
  matches: readonly Match[] | undefined,
  parameters: Parameters,
  conditions: readonly string[],
): Candidates {
  const found = matches && foundBy(matches, 'search', parameters)
  const where = [
    ...inStretch('listed', stretch, parameters),
    ...daySql(plan, 'listed.instant', 'listed.day', parameters),
    ...lookedUp('search', found === undefined ? [] : [found.where], 'listed.key'),
  ]
  const certain =
    found === undefined || found.isCertain
      ? 'TRUE'
      : `(SELECT ${found.certain} FROM search WHERE search.key = listed.key)`
  const sql = `SELECT listed.key, listed.instant, ${certain} AS certain FROM
    (SELECT key, instant, day FROM facts WHERE ${conditions.join(' AND ') || 'TRUE'} OFFSET 0) AS listed
    WHERE ${where.join(' AND ')}`
  return { sql, isCertain: found?.isCertain !== false }
}

/** Finds the articles of a query by its grams. */
function ofSearch(
  plan: Plan,
  stretch: Stretch,
  matches: readonly Match[],
  parameters: Parameters,
): Candidates {
  const { where, certain, isCertain } = foundBy(matches, 'search', parameters)
  const isBounded = stretch.low > undated || stretch.high < 1e12 || stretch.behind !== undefined
  const day = '(SELECT day FROM facts WHERE facts.key = search.key)'
  const conditions = [
    where,
    ...(isBounded ? inStretch('search', stretch, parameters) : []),
    ...daySql(plan, 'search.instant', day, parameters),
    ...lookedUp('facts', factsSql(plan, 0, parameters), 'search.key'),
  ]
  const sql = `SELECT search.key, search.instant, ${certain} AS certain FROM search
    WHERE ${conditions.join(' AND ')}`
  return { sql, isCertain, isOfSearch: true }
}
