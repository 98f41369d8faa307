import type { FacetName } from '../../../query.ts'
import type { Bounds } from '../../rules/bounds.ts'
import {
  type DayCount,
  type Facets,
  facetsFrom,
  isDateFacet,
  kindsOf,
  type TermCount,
} from '../../rules/facets.ts'
import type { Connection, Value } from '../connection.ts'

/** The counts of all articles, which are kept. `everything`: the term of all articles. */
export async function facetsOfAll(
  connection: Connection,
  everything: number,
  names: readonly FacetName[],
  limit: number,
): Promise<Facets> {
  const sql = 'SELECT kind, name AS value, articles AS count FROM terms WHERE kind = ANY($1) AND articles > 0'
  const terms = await connection.rows<TermCount>(sql, kindsOf(names))
  const days = names.some(isDateFacet) ? await daysOf(connection, everything, null) : []
  return facetsFrom(names, terms, days, limit)
}

const firstDay = -2_147_483_648
const lastDay = 2_147_483_647

/** @returns the days on which articles of a term were published, within `days`, with their number, which is kept */
export async function daysOf(
  connection: Connection,
  term: number,
  days: Bounds['days'],
): Promise<DayCount[]> {
  const rows = await connection.rows<{ day: number; articles: number }>(
    'SELECT day, articles FROM term_days WHERE term = $1 AND day BETWEEN $2 AND $3',
    term,
    Math.max(days?.from ?? firstDay, firstDay),
    Math.min(days?.to ?? lastDay, lastDay),
  )
  return rows.map(({ day, articles }) => [day, articles])
}

/**
 * Counts the terms and days of articles.
 * @param keys SQL that gives the keys of the articles, each once, and its values
 */
export async function facetsOf(
  connection: Connection,
  { sql, values }: { sql: string; values: readonly Value[] },
  names: readonly FacetName[],
  limit: number,
): Promise<Facets> {
  const asked = kindsOf(names)
  // An article that names a tag, and one that was merged into it, counts once.
  const terms = `WITH hits AS MATERIALIZED (${sql}), counted AS (
      SELECT root, count(*) AS count FROM (
        SELECT DISTINCT facts.key, coalesce(terms.root, terms.term) AS root
        FROM hits JOIN facts USING (key) CROSS JOIN unnest(facts.terms) AS own (term) JOIN terms USING (term)
        WHERE terms.kind = ANY($${values.length + 1})
      ) AS listed GROUP BY root)
    SELECT kind, name AS value, count FROM counted JOIN terms ON terms.term = counted.root`
  const days = `WITH hits AS MATERIALIZED (${sql})
    SELECT day, count(*) AS count FROM hits JOIN facts USING (key) WHERE day IS NOT NULL GROUP BY day`
  type Day = { day: number; count: number }
  return facetsFrom(
    names,
    asked.length === 0 ? [] : await connection.rows<TermCount>(terms, ...values, asked),
    names.some(isDateFacet)
      ? (await connection.rows<Day>(days, ...values)).map(({ day, count }) => [day, count])
      : [],
    limit,
  )
}
