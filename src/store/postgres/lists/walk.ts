import type { ArticleSort, Position } from '../../../query.ts'
import { matchesOf, termsOf } from '../../rules/search/expression.ts'
import { type Hit, hitAt } from '../../rules/search/hit.ts'
import { bestScore } from '../../rules/search/match.ts'
import type { Query } from '../../rules/search/query.ts'
import { undated } from '../../rules/terms.ts'
import type { Connection } from '../connection.ts'
import { storedTermsOf } from '../search/grams.ts'
import { Parameters } from '../sql.ts'
import { candidatesSql, type Stretch } from './candidates.ts'
import { confirmed, type Search } from './confirm.ts'
import { latest } from './latest.ts'
import { fewOf, inOrder } from './ordered.ts'
import type { Plan } from './plan.ts'

/** Candidates whose texts are read at once, at most. */
const looksAtOnce = 200

type Row = { key: number; instant: number; certain: boolean }

export type WalkOptions = {
  after?: Position | undefined
  /** So many hits are asked for at once. */
  step: number
}

/** Yields the articles of a plan in their order, strictly after `after`, some at a time. */
export async function* walk(
  connection: Connection,
  plan: Plan,
  sort: ArticleSort,
  { after, step }: WalkOptions,
): AsyncGenerator<Hit[], void, void> {
  const behind = after === undefined ? undefined : hitAt(after)
  const { query } = plan
  if (query === null || sort !== 'relevance') {
    const search = query === null ? undefined : searchOf(query)
    if (sort === 'ingested' || sort === 'updated') yield* latest(connection, plan, sort, search, behind, step)
    else yield* walked(connection, plan, sort, search, behind, step)
    return
  }
  const [terms, stored] = [termsOf(query), storedTermsOf(query)]
  const first = Math.min(bestScore, behind?.relevance ?? bestScore)
  for (let score = first; score >= 0; score--) {
    const matches = matchesOf(stored, score)
    if (matches.length === 0) continue
    const start = score === first ? behind : undefined
    yield* walked(connection, plan, sort, { terms, matches, score, isRanked: true }, start, step)
  }
}

function searchOf(query: Query): Search {
  return { terms: termsOf(query), matches: matchesOf(storedTermsOf(query)), score: 0, isRanked: false }
}

/** Undated articles are the last in every order. */
function stretchesOf(plan: Plan, sort: ArticleSort, behind: Hit | undefined): Stretch[] {
  const place = behind && { instant: behind.published ?? undated, key: behind.key }
  const { low, high } = plan
  if (sort !== 'oldest') return [{ low, high, direction: 'DESC', behind: place }]
  const dated = { low: Math.max(low, undated + 1), high, direction: 'ASC' } as const
  const rest = { low: undated, high: undated, direction: 'ASC' } as const
  const isLast = place?.instant === undated
  return [
    ...(isLast ? [] : [{ ...dated, behind: place }]),
    ...(low > undated ? [] : [{ ...rest, behind: isLast ? place : undefined }]),
  ]
}

async function* walked(
  connection: Connection,
  plan: Plan,
  sort: ArticleSort,
  search: Search | undefined,
  behind: Hit | undefined,
  step: number,
): AsyncGenerator<Hit[], void, void> {
  for (const stretch of stretchesOf(plan, sort, behind)) {
    let size = step
    for (let at = stretch.behind; ; ) {
      const parameters = new Parameters()
      const { direction } = stretch
      const { sql, isOfSearch } = candidatesSql(
        plan,
        { ...stretch, behind: at },
        search?.matches,
        parameters,
        size,
      )
      const { values } = parameters
      const rows = isOfSearch
        ? await inOrder<Row>(connection, { sql, values }, direction, size, fewOf(plan.all.articles))
        : await connection.rows<Row>(
            `${sql} ORDER BY instant ${direction}, key ${direction} LIMIT $${values.length + 1}`,
            ...values,
            size,
          )
      yield (await confirmed(connection, rows, search)).map(({ key, instant }) => ({
        key,
        published: instant === undated ? null : instant,
        relevance: search?.score ?? 0,
      }))
      at = rows.at(-1)
      if (rows.length < size || at === undefined) break
      size = Math.min(search === undefined ? size : looksAtOnce, size * 2)
    }
  }
}
