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
import { sizeOf } from './totals.ts'

export function activityOf(connection: Connection, days: number): StoreActivity {
  const imports = 'SELECT day, pages, articles, size FROM imports ORDER BY day DESC LIMIT ?'
  const refusals = 'SELECT problem, pages, last_at AS lastAt FROM refusals ORDER BY pages DESC, problem'
  const doubts = 'SELECT kind, value, articles FROM terms WHERE kind IN (?, ?) AND articles > 0'
  return activityFrom(
    connection.rows<ImportRow>(imports).all(days),
    connection.rows<RefusalRow>(refusals).all(),
    connection.rows<DoubtRow>(doubts).all(...doubtKinds),
  )
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
