import type { ArticleSort, Position } from '../../../query.ts'
import { fewArticles } from '../../rules/plan.ts'
import { type Hit, hitAt } from '../../rules/search/hit.ts'
import type { Query } from '../../rules/search/query.ts'
import { undated } from '../../rules/terms.ts'
import type { Connection, Value } from '../connection.ts'
import { textOf } from '../rows/articles.ts'
import { estimateHits, hits, matching } from '../search/search.ts'
import { latest } from './latest.ts'
import { type Condition, conditionsOf, type Plan } from './plan.ts'

/** Rows of a step: a first page needs few, a count needs all. */
const firstStep = 32
const lastStep = 2048
/** Reading an article costs about as much as this many rows of a list. */
const lookCost = 10

type Place = { instant: number; key: number }

const hitOf = ({ instant, key }: Place): Hit => ({
  key,
  published: instant === undated ? null : instant,
  relevance: 0,
})

/** What is walked: only hits strictly after `behind`. */
export type Walk = { connection: Connection; plan: Plan; sort: ArticleSort; behind: Hit | undefined }
/** Yields null where hits are far apart: the caller may pause. */
export type Hits = Generator<Hit | null, void, void>

/** Yields the articles of a plan in their order, strictly after `after`, and reads little more than the caller takes. */
export function* walk(connection: Connection, plan: Plan, sort: ArticleSort, after?: Position): Hits {
  const behind = after === undefined ? undefined : hitAt(after)
  const { query, keys } = plan
  const whole: Walk = { connection, plan, sort, behind }
  if (sort === 'ingested' || sort === 'updated') {
    yield* latest(whole, sort)
    return
  }
  if (query === null) {
    yield* listed(whole)
    return
  }
  const length = plan.groups[0]!.articles
  const most = Math.max(1, length * lookCost)
  // Given keys are read one by one: the search index does not know them.
  const looksInto = keys !== null || (length <= fewArticles && estimateHits(connection, query, most) === most)
  if (sort === 'relevance' && looksInto) yield* ranked(whole, query)
  else if (looksInto) yield* lookedInto(whole, query)
  else yield* found(whole, query)
}

/** Walks the lists and reads each article for the query. */
function* lookedInto(whole: Walk, query: Query): Hits {
  const { connection, sort } = whole
  const options = { sort, textOf: textOf(connection) }
  for (const hit of listed(whole)) {
    yield hit === null ? null : (matching(connection, query, [hit.key], options)[0] ?? null)
  }
}

function* ranked({ behind, ...whole }: Walk, query: Query): Hits {
  const hitsOfAll: Hit[] = []
  for (const hit of lookedInto({ ...whole, behind: undefined }, query)) {
    if (hit !== null) hitsOfAll.push(hit)
    yield null
  }
  const rank = ({ relevance, published, key }: Hit) => [relevance, published ?? undated, key] as const
  const compared = (a: Hit, b: Hit): number => {
    const [ofA, ofB] = [rank(a), rank(b)]
    return ofB[0] - ofA[0] || ofB[1] - ofA[1] || ofB[2] - ofA[2]
  }
  hitsOfAll.sort(compared)
  for (const hit of hitsOfAll) if (behind === undefined || compared(behind, hit) < 0) yield hit
}

/** The articles that the query finds, those of the lists among them. */
function* found({ connection, plan, sort, behind }: Walk, query: Query): Hits {
  const { sql, values } = conditionsOf(plan, plan.isEverything ? 1 : 0)
  const passes = connection.values<number>(`SELECT 1 FROM (SELECT ? AS instant, ? AS key) AS p WHERE 1${sql}`)
  const bounded = plan.low > undated
  const hitsOfQuery = hits(connection, query, {
    sort,
    textOf: textOf(connection),
    after: behind,
    range: bounded ? { from: plan.low, to: plan.high } : undefined,
  })
  for (const hit of hitsOfQuery) {
    const isPassed =
      hit !== null && (sql === '' || passes.get(hit.published ?? undated, hit.key, ...values) !== undefined)
    yield isPassed ? hit : null
  }
}

/** Walks the plan's shortest list, or its keys, whatever its query. */
function* listed({ connection, plan, sort, behind }: Walk): Hits {
  const order = sort === 'oldest' ? 'oldest' : 'newest'
  const place = behind === undefined ? undefined : { instant: behind.published ?? undated, key: behind.key }
  if (plan.keys !== null) {
    yield* given(connection, plan, plan.keys, order, place)
    return
  }
  if (order === 'newest') {
    yield* walked(connection, plan, 'DESC', plan, place)
    return
  }
  if (place?.instant !== undated) {
    const low = Math.max(plan.low, undated + 1)
    yield* walked(connection, plan, 'ASC', { low, high: plan.high }, place)
  }
  if (plan.low > undated) return
  const first = place?.instant === undated ? place : undefined
  yield* walked(connection, plan, 'ASC', { low: undated, high: undated }, first)
}

function* walked(
  connection: Connection,
  plan: Plan,
  direction: 'ASC' | 'DESC',
  { low, high }: { low: number; high: number },
  behind: Place | undefined,
): Hits {
  const conditions = conditionsOf(plan, 1)
  let step = firstStep
  for (let at = behind; ; ) {
    const { sql, values } = stepSql(plan.groups[0]!.terms, direction, { low, high }, at, conditions)
    const rows = connection.rows<Place & { passes: number }>(sql).all(...values, step)
    for (const row of rows) if (row.passes === 1) yield hitOf(row)
    at = rows.at(-1)
    if (rows.length < step || at === undefined) return
    yield null
    step = Math.min(lastStep, step * 4)
  }
}

/**
 * Each list is read in its own order and only as far as needed; several are merged as they are read. Rows that do not
 * pass come as well: a step reads so many rows, and takes so long, whatever passes.
 */
function stepSql(
  terms: readonly number[],
  direction: 'ASC' | 'DESC',
  { low, high }: { low: number; high: number },
  behind: Place | undefined,
  conditions: Condition,
): { sql: string; values: Value[] } {
  const further = direction === 'ASC' ? '>' : '<'
  const start = behind === undefined ? '' : ` AND (instant, key) ${further} (?, ?)`
  const one = `SELECT instant, key, (1${conditions.sql}) AS passes FROM postings AS p
    WHERE term = ? AND instant BETWEEN ? AND ?${start}`
  const values = terms.flatMap((term) => [
    ...conditions.values,
    term,
    low,
    high,
    ...(behind === undefined ? [] : [behind.instant, behind.key]),
  ])
  const order = `ORDER BY instant ${direction}, key ${direction} LIMIT ?`
  return { sql: `${terms.map(() => one).join(' UNION ')} ${order}`, values }
}

/** The articles of given keys: so few that they are sorted here. */
function* given(
  connection: Connection,
  plan: Plan,
  keys: readonly number[],
  order: 'newest' | 'oldest',
  behind: Place | undefined,
): Generator<Hit, void, void> {
  const { sql, values } = conditionsOf(plan, plan.isEverything ? 1 : 0)
  const statement = connection.rows<Place>(`SELECT instant, key FROM facts AS p WHERE key = ?${sql}`)
  const places = keys.flatMap((key) => statement.get(key, ...values) ?? [])
  const sign = order === 'newest' ? -1 : 1
  const last = (instant: number) => (order === 'oldest' && instant === undated ? Infinity : instant)
  const compared = (a: Place, b: Place): number =>
    a.instant === b.instant ? sign * (a.key - b.key) : sign * (last(a.instant) - last(b.instant))
  places.sort(compared)
  for (const place of places) if (behind === undefined || compared(behind, place) < 0) yield hitOf(place)
}
