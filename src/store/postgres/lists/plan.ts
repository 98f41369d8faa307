import type { ArticleFilter } from '../../../query.ts'
import { type ArchiveRange, secondsADay } from '../../rules/bounds.ts'
import { conditionsIn, fewArticles, type Plan as GeneralPlan } from '../../rules/plan.ts'
import { type TermCondition, termConditionsOf } from '../../rules/terms.ts'
import type { Connection } from '../connection.ts'
import { rowOfUrl } from '../rows/places.ts'
import { hasAny, type Parameters } from '../sql.ts'
import { storedValue } from './terms.ts'

/**
 * An article must be in one of these lists. `own`: the terms that put it there as it names them itself, merged tags among
 * them. `articles`: how many the lists have together at most.
 */
export type Group = { lists: number[]; own: number[]; articles: number }

/** A filter as the database can answer it. */
export type Plan = GeneralPlan & {
  /** An article must be in a list of each group; the shortest first, at least one. */
  groups: Group[]
  /** The list of all articles. */
  all: Group
  /** The one group is all articles that there are. */
  isEverything: boolean
}

type GroupRow = { own: number; list: number; articles: number }

async function groupOf(
  connection: Connection,
  kind: TermCondition['kind'] | 'all',
  values: readonly string[] | 'every',
): Promise<Group> {
  const isNamed = values === 'every' ? 'named.articles > 0' : 'named.value = ANY($2)'
  const sql = `SELECT own.term AS own, root.term AS list, root.articles FROM terms AS named
    JOIN terms AS root ON root.term = coalesce(named.root, named.term)
    JOIN terms AS own ON own.term = root.term OR own.root = root.term
    WHERE named.kind = $1 AND ${isNamed}`
  const given = values === 'every' ? [] : [values.map(storedValue)]
  const rows = await connection.rows<GroupRow>(sql, kind, ...given)
  const lists = new Map(rows.map(({ list, articles }) => [list, articles]))
  return {
    lists: [...lists.keys()],
    own: [...new Set(rows.map(({ own }) => own))],
    articles: [...lists.values()].reduce((sum, articles) => sum + articles, 0),
  }
}

/** @returns the plan of a filter; null where no article can pass it */
export async function planOf(connection: Connection, filter: ArticleFilter): Promise<Plan | null> {
  const conditions = conditionsIn(filter)
  const all = await groupOf(connection, 'all', [''])
  const groups: Group[] = []
  const none: number[] = []
  for (const { match, kind, values } of termConditionsOf(filter)) {
    const group = await groupOf(connection, kind, values)
    if (match === 'any') groups.push(group)
    else none.push(...group.own)
  }
  groups.sort((a, b) => a.articles - b.articles)
  if ([all, ...groups].some(({ articles }) => articles === 0)) return null
  return {
    ...conditions,
    groups: groups.length === 0 ? [all] : groups,
    all,
    isEverything: groups.length === 0,
    none,
    keys: (await keysOf(connection, filter)) ?? (await archivedKeysOf(connection, conditions.archived)),
  }
}

async function keysOf(connection: Connection, { id, url }: ArticleFilter): Promise<number[] | null> {
  if (id === undefined && url === undefined) return null
  const sql = 'SELECT key FROM articles WHERE id = ANY($1)'
  const keys = id === undefined ? [] : await connection.values<number>(sql, id)
  if (url === undefined) return keys
  const owner = (await rowOfUrl(connection, url))?.key
  return owner !== undefined && (id === undefined || keys.includes(owner)) ? [owner] : []
}

/** @returns the articles that came or changed in one of the ranges, where they are few; else null */
async function archivedKeysOf(
  connection: Connection,
  ranges: readonly ArchiveRange[],
): Promise<number[] | null> {
  for (const { time, from, to } of ranges) {
    const sql = `SELECT key FROM facts WHERE ${time} BETWEEN $1 AND $2 LIMIT $3`
    const keys = await connection.values<number>(sql, from, to, fewArticles + 1)
    if (keys.length <= fewArticles) return keys
  }
  return null
}

/** @returns SQL of what must hold of `facts` beside instants, joined by AND */
export function factsSql(
  { groups, none, archived, isEverything }: Plan,
  first: number,
  parameters: Parameters,
): string[] {
  const asked = isEverything ? [] : groups.slice(first)
  const conditions = asked.map(({ own }) => hasAny('facts.terms', parameters.integers(own)))
  if (none.length > 0) conditions.push(`NOT ${hasAny('facts.terms', parameters.integers(none))}`)
  for (const { time, from, to } of archived) {
    conditions.push(`facts.${time} BETWEEN ${parameters.add(from)}::bigint AND ${parameters.add(to)}::bigint`)
  }
  return conditions
}

/** @returns SQL of what must hold of a day on the page's own clock, where its instant does not decide that */
export function daySql({ days }: Plan, instant: string, day: string, parameters: Parameters): string[] {
  if (days === null) return []
  const place = (value: number) => parameters.add(Math.max(-1e12, Math.min(1e12, value)))
  const [from, to] = [place(days.from), place(days.to)]
  return [
    `(${instant} BETWEEN (${from}::bigint + 1) * ${secondsADay} AND (${to}::bigint - 1) * ${secondsADay}
      OR ${day} BETWEEN ${from}::bigint AND ${to}::bigint)`,
  ]
}
