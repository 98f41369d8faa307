import type { ProblemName } from '../../../problem.ts'
import type { StoreActivity } from '../../activity.ts'
import {
  activityFrom,
  type DoubtRow,
  doubtKinds,
  type ImportRow,
  millisecondsADay,
  type RefusalRow,
} from '../../rules/activity.ts'
import type { Connection } from '../connection.ts'

/** The server adds up the sizes of its files: a day's size is not taken more often than this, in milliseconds. */
const sizedEvery = 10_000

export async function activityOf(connection: Connection, days: number): Promise<StoreActivity> {
  const imports = 'SELECT day, pages, articles, size FROM imports ORDER BY day DESC LIMIT $1'
  const refusals = 'SELECT problem, pages, last_at AS "lastAt" FROM refusals ORDER BY pages DESC, problem'
  const doubts = 'SELECT kind, value, articles FROM terms WHERE kind = ANY ($1) AND articles > 0'
  return activityFrom(
    await connection.rows<ImportRow>(imports, days),
    await connection.rows<RefusalRow>(refusals),
    await connection.rows<DoubtRow>(doubts, doubtKinds),
  )
}

/** Adds what a transaction stored to the account of its day. */
export async function countImport(
  connection: Connection,
  now: number,
  pages: number,
  articles: number,
): Promise<void> {
  const day = Math.floor(now / millisecondsADay)
  await connection.run(
    `INSERT INTO imports AS kept (day, pages, articles, sized_at) VALUES ($1, $2, $3, 0)
     ON CONFLICT (day) DO UPDATE SET pages = kept.pages + $2, articles = kept.articles + $3`,
    day,
    pages,
    articles,
  )
  await connection.run(
    `UPDATE imports SET size = pg_database_size(current_database()), sized_at = $2
     WHERE day = $1 AND sized_at < $3::bigint`,
    day,
    now,
    now - sizedEvery,
  )
}

export async function countRefusals(
  connection: Connection,
  now: number,
  problems: readonly ProblemName[],
): Promise<void> {
  await connection.run(
    `INSERT INTO refusals AS kept (problem, pages, last_at)
     SELECT problem, count(*), $2::bigint FROM unnest($1::text[]) AS asked (problem) GROUP BY problem ORDER BY problem
     ON CONFLICT (problem) DO UPDATE SET pages = kept.pages + excluded.pages, last_at = excluded.last_at`,
    problems,
    now,
  )
}
