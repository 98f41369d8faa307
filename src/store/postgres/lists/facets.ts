import { type FacetName, facets as kinds } from '../../../query.ts'
import type { Bounds } from '../../rules/bounds.ts'
import { type DayCount, dateFacet, type FacetValue, isDateFacet, termFacet } from '../../rules/facets.ts'
import type { ArticleList } from '../../store.ts'
import type { Connection, Value } from '../connection.ts'

type Facets = NonNullable<ArticleList['facets']>
type Row = FacetValue & { kind: string }

/** @returns the facets out of the counts of their terms and of days, at most `limit` values of each */
function facetsFrom(
  names: readonly FacetName[],
  terms: readonly Row[],
  days: readonly DayCount[],
  limit: number,
): Facets {
  const byKind = Map.groupBy(terms, ({ kind }) => kind)
  const valuesOf = (name: FacetName) =>
    isDateFacet(name)
      ? dateFacet(name, days)
      : termFacet((byKind.get(kinds[name]) ?? []).map(({ value, count }) => ({ value, count })))
  return Object.fromEntries(names.map((name) => [name, valuesOf(name).slice(0, limit)]))
}

const kindsOf = (names: readonly FacetName[]): string[] => [
  ...new Set(names.filter((name) => !isDateFacet(name)).map((name) => kinds[name])),
]

/** The counts of all articles, which are kept. `everything`: the term of all articles. */
export async function facetsOfAll(
  connection: Connection,
  everything: number,
  names: readonly FacetName[],
  limit: number,
): Promise<Facets> {
  const sql = 'SELECT kind, name AS value, articles AS count FROM terms WHERE kind = ANY($1) AND articles > 0'
  const terms = await connection.rows<Row>(sql, kindsOf(names))
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
    asked.length === 0 ? [] : await connection.rows<Row>(terms, ...values, asked),
    names.some(isDateFacet)
      ? (await connection.rows<Day>(days, ...values)).map(({ day, count }) => [day, count])
      : [],
    limit,
  )
}
