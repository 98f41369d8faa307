import type { Connection, Value } from '../connection.ts'

/** @returns of how many hits it is cheaper to read the list by date until it has given enough of them */
export const fewOf = (articles: number): number => Math.max(5000, Math.round(articles / 100))

type Explained = { Plan: { 'Plan Rows': number } }[]

/**
 * The first rows of a search by date. The planner has statistics of the most frequent grams only, and does not know what
 * it costs to look at the grams of one article: for a rare gram it would read the list by date through a large part of
 * the archive. So what the index finds is gathered and sorted, as long as it is little.
 *
 * @param sql of the columns `key` and `instant`, without an order
 * @param few so many hits are gathered at most
 */
export async function inOrder<Row extends object>(
  connection: Connection,
  { sql, values }: { sql: string; values: readonly Value[] },
  direction: 'ASC' | 'DESC',
  size: number,
  few: number,
): Promise<Row[]> {
  const order = `ORDER BY instant ${direction}, key ${direction} LIMIT $${values.length + 1}`
  const explained = await connection.value<Explained>(`EXPLAIN (FORMAT JSON) ${sql}`, ...values)
  if ((explained?.[0]?.Plan['Plan Rows'] ?? 0) <= few) {
    const rows = await connection.rows<Row & { gathered: number }>(
      `WITH found AS MATERIALIZED (${sql} LIMIT $${values.length + 2})
       SELECT *, (SELECT count(*) FROM found) AS gathered FROM found ${order}`,
      ...values,
      size,
      few + 1,
    )
    if ((rows[0]?.gathered ?? 0) <= few) return rows
  }
  return connection.rows<Row>(`${sql} ${order}`, ...values, size)
}
