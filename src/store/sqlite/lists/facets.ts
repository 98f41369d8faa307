import { type FacetName, facets as kinds } from '../../../query.ts'
import type { Bounds } from '../../rules/bounds.ts'
import { type DayCount, dateFacet, type FacetValue, isDateFacet, termFacet } from '../../rules/facets.ts'
import type { TermKind } from '../../rules/terms.ts'
import type { ArticleList } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { unpackTerms } from './terms.ts'

type Facets = NonNullable<ArticleList['facets']>

/** The counts of all articles, which are kept. `everything`: the term of all articles. */
export function facetsOfAll(
  connection: Connection,
  everything: number,
  names: readonly FacetName[],
  limit: number,
): Facets {
  const sql = 'SELECT name AS value, articles AS count FROM terms WHERE kind = ? AND articles > 0'
  const statement = connection.rows<FacetValue>(sql)
  const valuesOf = (name: FacetName) =>
    isDateFacet(name)
      ? dateFacet(name, daysOf(connection, everything, null))
      : termFacet(statement.all(kinds[name]))
  return Object.fromEntries(names.map((name) => [name, valuesOf(name).slice(0, limit)]))
}

/** @returns the days on which articles of a term were published, within `days`, with their number, which is kept */
export function daysOf(connection: Connection, term: number, days: Bounds['days']): DayCount[] {
  const from = Math.max(days?.from ?? Number.NEGATIVE_INFINITY, Number.MIN_SAFE_INTEGER)
  const to = Math.min(days?.to ?? Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER)
  const sql = 'SELECT day, articles FROM term_days WHERE term = ? AND day BETWEEN ? AND ?'
  const rows = connection.rows<{ day: number; articles: number }>(sql).all(term, from, to)
  return rows.map(({ day, articles }) => [day, articles])
}

type Facts = { day: number | null; terms: Buffer }
type TermRow = { kind: TermKind; name: string }

/** Counts the terms and the days of articles. */
export class FacetCounter {
  readonly #connection: Connection
  readonly #counts = new Map<number, number>()
  readonly #days = new Map<number, number>()
  /** Merged tags and the tags that they went into. */
  readonly #roots: Map<number, number>

  constructor(connection: Connection) {
    this.#connection = connection
    const sql = 'SELECT term, root FROM terms WHERE root IS NOT NULL'
    const merged = connection.rows<{ term: number; root: number }>(sql).all()
    this.#roots = new Map(merged.map(({ term, root }) => [term, root]))
  }

  add(key: number): void {
    const facts = this.#connection.rows<Facts>('SELECT day, terms FROM facts WHERE key = ?').get(key)
    if (facts === undefined) return
    const own = unpackTerms(facts.terms)
    const terms = this.#roots.size === 0 ? own : new Set(own.map((term) => this.#roots.get(term) ?? term))
    for (const term of terms) this.#counts.set(term, (this.#counts.get(term) ?? 0) + 1)
    if (facts.day !== null) this.#days.set(facts.day, (this.#days.get(facts.day) ?? 0) + 1)
  }

  /** @returns the counts by name, at most `limit` of each */
  facets(names: readonly FacetName[], limit: number): Facets {
    const byKind = new Map<string, FacetValue[]>()
    const statement = this.#connection.rows<TermRow>('SELECT kind, name FROM terms WHERE term = ?')
    const asked = new Set<string>(names.map((name) => kinds[name]))
    for (const [term, count] of this.#counts) {
      const row = statement.get(term)
      if (row === undefined || !asked.has(row.kind)) continue
      const values = byKind.get(row.kind) ?? []
      values.push({ value: row.name, count })
      byKind.set(row.kind, values)
    }
    const valuesOf = (name: FacetName) =>
      isDateFacet(name) ? dateFacet(name, this.#days) : termFacet(byKind.get(kinds[name]) ?? [])
    return Object.fromEntries(names.map((name) => [name, valuesOf(name).slice(0, limit)]))
  }
}
