import type { ArchiveTime } from '../../rules/bounds.ts'
import { fewArticles } from '../../rules/plan.ts'
import type { Hit } from '../../rules/search/hit.ts'
import type { Query } from '../../rules/search/query.ts'
import type { Connection } from '../connection.ts'
import { textOf } from '../rows/articles.ts'
import { estimateHits, hits, matching } from '../search/search.ts'
import { conditionsOf, type Plan } from './plan.ts'

/** Rows of a step: a first page needs few. */
const firstStep = 32
const lastStep = 2048

type Place = { time: number; key: number }
type Hits = Generator<Hit | null, void, void>

/**
 * Yields the articles of a plan by a time of the archive, the latest first, strictly after `behind`. Few articles are read
 * and sorted; of many, the index of that time is read until there are enough. If hits are far apart it yields null: the
 * caller may pause.
 */
export function* latest(
  { connection, plan, behind }: { connection: Connection; plan: Plan; behind: Hit | undefined },
  time: ArchiveTime,
): Hits {
  const { query } = plan
  const start = behind === undefined ? undefined : { time: behind.published ?? 0, key: behind.key }
  const keys = fewKeysOf(connection, plan)
  const places = keys === null ? indexed(connection, plan, time, start) : sorted(connection, plan, time, keys)
  for (const place of places) {
    const isPassed = place !== null && (start === undefined || isAfter(place, start))
    yield isPassed && finds(connection, query, place.key) ? hitOf(place) : null
  }
}

const hitOf = ({ time, key }: Place): Hit => ({ key, published: time, relevance: 0 })
const isAfter = (a: Place, b: Place): boolean => a.time < b.time || (a.time === b.time && a.key < b.key)

function finds(connection: Connection, query: Query | null, key: number): boolean {
  if (query === null) return true
  return matching(connection, query, [key], { sort: 'newest', textOf: textOf(connection) }).length > 0
}

/** @returns articles among which are all that pass; null where they are not few */
function fewKeysOf(connection: Connection, { keys, groups, isEverything, query }: Plan): number[] | null {
  if (keys !== null) return keys
  const [shortest] = groups
  if (!isEverything && shortest !== undefined && shortest.articles <= fewArticles) {
    const marks = shortest.terms.map(() => '?').join(', ')
    const sql = `SELECT DISTINCT key FROM postings WHERE term IN (${marks})`
    return connection.values<number>(sql).all(...shortest.terms)
  }
  if (query === null || estimateHits(connection, query, fewArticles) === fewArticles) return null
  const found = [...hits(connection, query, { sort: 'newest', textOf: textOf(connection) })]
  return found.flatMap((hit) => hit?.key ?? [])
}

function sorted(connection: Connection, plan: Plan, time: ArchiveTime, keys: readonly number[]): Place[] {
  const { sql, values } = conditionsOf(plan, plan.isEverything ? 1 : 0)
  const statement = connection.rows<Place>(`SELECT ${time} AS time, key FROM facts AS p WHERE key = ?${sql}`)
  const places = keys.flatMap((key) => statement.get(key, ...values) ?? [])
  return places.sort((a, b) => b.time - a.time || b.key - a.key)
}

/** Rows that do not pass come as null: a step reads so many rows, and takes so long, whatever passes. */
function* indexed(
  connection: Connection,
  plan: Plan,
  time: ArchiveTime,
  start: Place | undefined,
): Generator<Place | null, void, void> {
  const conditions = conditionsOf(plan, plan.isEverything ? 1 : 0)
  const range = plan.archived.find((one) => one.time === time)
  const low = range?.from ?? Number.MIN_SAFE_INTEGER
  let at: Place = start ?? { time: range?.to ?? Number.MAX_SAFE_INTEGER, key: Number.MAX_SAFE_INTEGER }
  const sql = `SELECT ${time} AS time, key, (1${conditions.sql}) AS passes FROM facts AS p
    WHERE ${time} >= ? AND (${time}, key) < (?, ?) ORDER BY ${time} DESC, key DESC LIMIT ?`
  const statement = connection.rows<Place & { passes: number }>(sql)
  for (let step = firstStep; ; step = Math.min(lastStep, step * 4)) {
    const rows = statement.all(...conditions.values, low, at.time, at.key, step)
    for (const row of rows) yield row.passes === 1 ? row : null
    const last = rows.at(-1)
    if (last === undefined || rows.length < step) return
    at = last
  }
}
