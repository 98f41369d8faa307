import type { ArticleFilter } from '../../../query.ts'
import { type ArchiveRange, lastInstant, secondsADay } from '../../rules/bounds.ts'
import { conditionsIn, fewArticles, type Plan as GeneralPlan } from '../../rules/plan.ts'
import { type TermKind, termConditionsOf, undated } from '../../rules/terms.ts'
import type { Connection, Value } from '../connection.ts'
import { rowOf, rowOfUrl } from '../rows/articles.ts'

/** An article must be in one of these terms' lists. `articles`: how many they have together at most. */
export type Group = { terms: number[]; articles: number }

/** A filter as the database can answer it. */
export type Plan = GeneralPlan & {
  /** An article must be in a list of each group; the shortest first, at least one. */
  groups: Group[]
  /** The one group is all articles that there are. */
  isEverything: boolean
}

type TermRow = { term: number; articles: number }

function groupOf(connection: Connection, kind: TermKind, values: readonly string[] | 'every'): Group {
  if (values === 'every') {
    const terms = connection
      .rows<TermRow>('SELECT term, articles FROM terms WHERE kind = ? AND articles > 0')
      .all(kind)
    return summed(terms)
  }
  const sql = `SELECT term, articles FROM terms
    WHERE term = (SELECT coalesce(root, term) FROM terms WHERE kind = ? AND value = ?)`
  const rows = values.map((value) => connection.rows<TermRow>(sql).get(kind, value))
  return summed(rows.filter((row) => row !== undefined))
}

function summed(found: readonly TermRow[]): Group {
  return {
    terms: [...new Set(found.map(({ term }) => term))],
    articles: found.reduce((sum, { articles }) => sum + articles, 0),
  }
}

/** @returns the plan of a filter; null where no article can pass it */
export function planOf(connection: Connection, filter: ArticleFilter): Plan | null {
  const conditions = conditionsIn(filter)
  const all = groupOf(connection, 'all', [''])
  const ofTerms = termConditionsOf(filter)
  const asked = ofTerms
    .filter(({ match }) => match === 'any')
    .map(({ kind, values }) => groupOf(connection, kind, values))
    .sort((a, b) => a.articles - b.articles)
  const none = ofTerms.filter(({ match }) => match === 'none')
  const groups = asked.length === 0 ? [all] : asked
  if (groups.some(({ articles }) => articles === 0)) return null
  return {
    ...conditions,
    groups,
    isEverything: asked.length === 0,
    none: none.flatMap(({ kind, values }) => groupOf(connection, kind, values).terms),
    keys: keysOf(connection, filter) ?? archivedKeysOf(connection, conditions.archived),
  }
}

function keysOf(connection: Connection, { id, url }: ArticleFilter): number[] | null {
  const keys = [...new Set(id?.map((each) => rowOf(connection, each)?.key))].filter(
    (key) => key !== undefined,
  )
  if (url === undefined) return id === undefined ? null : keys
  const owner = rowOfUrl(connection, url)?.key
  return owner !== undefined && (id === undefined || keys.includes(owner)) ? [owner] : []
}

/** @returns the articles that came or changed in one of the ranges, where they are few; else null */
function archivedKeysOf(connection: Connection, ranges: readonly ArchiveRange[]): number[] | null {
  for (const { time, from, to } of ranges) {
    const sql = `SELECT key FROM facts WHERE ${time} BETWEEN ? AND ? LIMIT ?`
    const keys = connection.values<number>(sql).all(from, to, fewArticles + 1)
    if (keys.length <= fewArticles) return keys
  }
  return null
}

/** An SQL condition with what it is given. */
export type Condition = { sql: string; values: Value[] }

/** @returns what must hold of `p.instant` and `p.key`, the groups from `first` on included, the query left out */
export function conditionsOf({ groups, none, low, high, days, archived }: Plan, first: number): Condition {
  const conditions: Condition[] = []
  const holds = (sql: string, ...values: Value[]) => conditions.push({ sql, values })
  const stands = (terms: readonly number[]) =>
    `EXISTS (SELECT 1 FROM postings WHERE term IN (${terms.map(() => '?').join(', ')})
       AND instant = p.instant AND key = p.key)`
  if (low > undated || high < lastInstant) holds('p.instant BETWEEN ? AND ?', low, high)
  if (days !== null) {
    const { from, to } = days
    holds(
      `(p.instant BETWEEN ? AND ? OR (SELECT day FROM facts WHERE key = p.key) BETWEEN ? AND ?)`,
      (from + 1) * secondsADay,
      (to - 1) * secondsADay,
      from,
      to,
    )
  }
  for (const { time, from, to } of archived) {
    holds(`(SELECT ${time} FROM facts WHERE key = p.key) BETWEEN ? AND ?`, from, to)
  }
  for (const { terms } of groups.slice(first)) holds(stands(terms), ...terms)
  if (none.length > 0) holds(`NOT ${stands(none)}`, ...none)
  return {
    sql: conditions.map(({ sql }) => ` AND ${sql}`).join(''),
    values: conditions.flatMap(({ values }) => values),
  }
}
