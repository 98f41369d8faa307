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

/** Articles that are read at once: one by one, each takes several times as long. */
const readAtOnce = 500

/** Of some articles their terms (`packTerms`) as hexadecimal text, and their days; each joined by commas. */
type Facts = { terms: string | null; days: string | null }

/** Counts the terms and the days of articles. */
export class FacetCounter {
  readonly #connection: Connection
  #keys: number[] = []
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
    if (this.#keys.push(key) === readAtOnce) this.#count()
  }

  #count(): void {
    const sql = `SELECT group_concat(hex(terms)) AS terms, group_concat(day) AS days
      FROM facts WHERE key IN (SELECT value FROM json_each(?))`
    const facts = this.#connection.rows<Facts>(sql).get(JSON.stringify(this.#keys))
    this.#keys = []
    for (const packed of partsOf(facts?.terms)) {
      const own = unpackTerms(Buffer.from(packed, 'hex'))
      const terms = this.#roots.size === 0 ? own : new Set(own.map((term) => this.#roots.get(term) ?? term))
      for (const term of terms) this.#counts.set(term, (this.#counts.get(term) ?? 0) + 1)
    }
    for (const day of partsOf(facts?.days).map(Number)) this.#days.set(day, (this.#days.get(day) ?? 0) + 1)
  }

  /** @returns the counts by name, at most `limit` of each */
  facets(names: readonly FacetName[], limit: number): Facets {
    this.#count()
    const sql = 'SELECT term, kind, name AS value FROM terms WHERE term IN (SELECT value FROM json_each(?))'
    const asked = new Set(kindsOf(names))
    const terms = this.#connection
      .rows<Omit<TermCount, 'count'> & { term: number }>(sql)
      .all(JSON.stringify([...this.#counts.keys()]))
      .filter(({ kind }) => asked.has(kind))
      .map(({ term, kind, value }) => ({ kind, value, count: this.#counts.get(term) as number }))
    return facetsFrom(names, terms, this.#days, limit)
  }
}

const partsOf = (text: string | null | undefined): string[] => (text ? text.split(',') : [])
