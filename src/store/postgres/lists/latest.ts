import type { ArchiveTime } from '../../rules/bounds.ts'
import { fewArticles } from '../../rules/plan.ts'
import type { Hit } from '../../rules/search/hit.ts'
import type { Connection } from '../connection.ts'
import { foundBy } from '../search/conditions.ts'
import { Parameters } from '../sql.ts'
import { confirmed, type Search } from './confirm.ts'
import { daySql, factsSql, type Plan } from './plan.ts'

type Place = { time: number; key: number }
type Row = Place & { certain: boolean }

/**
 * Yields the articles of a plan by a time of the archive, the latest first, strictly after `behind`. Few articles are found
 * and sorted; of many, the index of that time is read until there are enough.
 */
export async function* latest(
  connection: Connection,
  plan: Plan,
  time: ArchiveTime,
  search: Search | undefined,
  behind: Hit | undefined,
  step: number,
): AsyncGenerator<Hit[], void, void> {
  const isRare = search !== undefined && (await isFew(connection, search))
  let size = step
  let at: Place | undefined = behind && { time: behind.published ?? 0, key: behind.key }
  for (;;) {
    const parameters = new Parameters()
    const sql = latestSql(plan, time, search, { isRare, at }, parameters)
    const order = `ORDER BY time DESC, key DESC LIMIT ${parameters.add(size)}`
    const rows: Row[] = await connection.rows<Row>(`${sql} ${order}`, ...parameters.values)
    const hits = await confirmed(connection, rows, search)
    yield hits.map((row) => ({ key: row.key, published: row.time, relevance: 0 }))
    at = rows.at(-1)
    if (rows.length < size || at === undefined) return
    size = Math.min(fewArticles, size * 2)
  }
}

/** @returns whether the index finds few articles */
async function isFew(connection: Connection, { matches }: Search): Promise<boolean> {
  const parameters = new Parameters()
  const { where } = foundBy(matches, 'search', parameters)
  const sql = `SELECT count(*) FROM (SELECT 1 FROM search WHERE ${where} LIMIT ${parameters.add(fewArticles + 1)}) AS found`
  return ((await connection.value<number>(sql, ...parameters.values)) ?? 0) <= fewArticles
}

function latestSql(
  plan: Plan,
  time: ArchiveTime,
  search: Search | undefined,
  { isRare, at }: { isRare: boolean; at: Place | undefined },
  parameters: Parameters,
): string {
  const { keys, groups, isEverything, low, high } = plan
  const conditions = [
    `facts.instant BETWEEN ${parameters.add(low)}::bigint AND ${parameters.add(high)}::bigint`,
    ...daySql(plan, 'facts.instant', 'facts.day', parameters),
    ...factsSql(plan, 0, parameters),
  ]
  if (keys !== null) conditions.push(`facts.key = ANY(${parameters.add(keys)}::bigint[])`)
  const found = search && foundBy(search.matches, 'search', parameters)
  if (found !== undefined) {
    conditions.push(
      isRare
        ? `facts.key IN (SELECT key FROM search WHERE ${found.where} OFFSET 0)`
        : `(SELECT ${found.where} FROM search WHERE search.key = facts.key)`,
    )
  }
  const certain =
    found === undefined || found.isCertain
      ? 'TRUE'
      : `(SELECT ${found.certain} FROM search WHERE search.key = facts.key)`
  const isShort = keys !== null || isRare || (!isEverything && (groups[0]?.articles ?? 0) <= fewArticles)
  const passing = `SELECT facts.key, facts.${time} AS time FROM facts WHERE ${conditions.join(' AND ')}`
  const place = (value: number) => `${parameters.add(value)}::bigint`
  const further = (alias: string, column: string) =>
    at === undefined ? 'TRUE' : `(${alias}.${column}, ${alias}.key) < (${place(at.time)}, ${place(at.key)})`
  const columns = `key, time, ${certain.replaceAll('facts.key', 'listed.key')} AS certain`
  // Few are all found before they are sorted; of many, those behind the place are read in the order of the index.
  return isShort
    ? `SELECT ${columns} FROM (${passing} OFFSET 0) AS listed WHERE ${further('listed', 'time')}`
    : `SELECT ${columns} FROM (${passing} AND ${further('facts', time)}) AS listed`
}
