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
import type { Connection } from '../connection.ts'
import { unpackTerms } from './terms.ts'

/** The counts of all articles, which are kept. `everything`: the term of all articles. */
export function facetsOfAll(
  connection: Connection,
  everything: number,
  names: readonly FacetName[],
  limit: number,
): Facets {
  const sql = 'SELECT kind, name AS value, articles AS count FROM terms WHERE kind = ? AND articles > 0'
  const terms = kindsOf(names).flatMap((kind) => connection.rows<TermCount>(sql).all(kind))
  const days = names.some(isDateFacet) ? daysOf(connection, everything, null) : []
  return facetsFrom(names, terms, days, limit)
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
    const sql = 'SELECT kind, name AS value FROM terms WHERE term = ?'
    const statement = this.#connection.rows<Omit<TermCount, 'count'>>(sql)
    const asked = new Set(kindsOf(names))
    const terms = [...this.#counts].flatMap(([term, count]) => {
      const row = statement.get(term)
      return row === undefined || !asked.has(row.kind) ? [] : [{ ...row, count }]
    })
    return facetsFrom(names, terms, this.#days, limit)
  }
}
