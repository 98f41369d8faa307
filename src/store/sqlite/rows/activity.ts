import type { ProblemName } from '../../../problem.ts'
import type { StoreActivity } from '../../activity.ts'
import { type DoubtRow, doubtKinds, doubtsOf } from '../../rules/doubts.ts'
import type { Connection } from '../connection.ts'
import { sizeOf } from './size.ts'

const millisecondsADay = 86_400_000

export function activityOf(connection: Connection, days: number): StoreActivity {
  const imports = connection.rows<{ day: number; pages: number; articles: number; size: number | null }>(
    'SELECT day, pages, articles, size FROM imports ORDER BY day DESC LIMIT ?',
  )
  const refusals = connection.rows<{ problem: ProblemName; pages: number; last_at: number }>(
    'SELECT problem, pages, last_at FROM refusals ORDER BY pages DESC, problem',
  )
  const doubts = connection.rows<DoubtRow>(
    'SELECT kind, value, articles FROM terms WHERE kind IN (?, ?) AND articles > 0',
  )
  return {
    imports: imports.all(days).map(({ day, ...rest }) => {
      return { day: new Date(day * millisecondsADay).toISOString().slice(0, 10), ...rest }
    }),
    refusals: refusals.all().map(({ problem, pages, last_at }) => {
      return { problem, pages, lastAt: new Date(last_at).toISOString() }
    }),
    doubts: doubtsOf(doubts.all(...doubtKinds)),
  }
}

/** Adds what a transaction stored to the account of its day. */
export function countImport(connection: Connection, now: number, pages: number, articles: number): void {
  connection.run(
    `INSERT INTO imports (day, pages, articles, size) VALUES (?, ?, ?, ?) ON CONFLICT (day)
      DO UPDATE SET pages = pages + excluded.pages, articles = articles + excluded.articles, size = excluded.size`,
    Math.floor(now / millisecondsADay),
    pages,
    articles,
    sizeOf(connection.path),
  )
}

export function countRefusals(connection: Connection, now: number, problems: readonly ProblemName[]): void {
  for (const problem of problems) {
    connection.run(
      `INSERT INTO refusals (problem, pages, last_at) VALUES (?, 1, ?) ON CONFLICT (problem)
        DO UPDATE SET pages = pages + 1, last_at = excluded.last_at`,
      problem,
      now,
    )
  }
}
