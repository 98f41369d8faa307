import { type FacetName, facets as kinds } from '../../../query.ts'
import type { TermKind } from '../../rules/terms.ts'
import type { ArticleList } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { termsOfKey } from './terms.ts'

type Facets = NonNullable<ArticleList['facets']>
type FacetValue = { value: string; count: number }

/** So many values of a facet are told, those with the most articles. */
const mostValues = 1000

/** The counts of all articles, which are kept. */
export function facetsOfAll(connection: Connection, names: readonly FacetName[]): Facets {
  const sql = 'SELECT name AS value, articles AS count FROM terms WHERE kind = ? AND articles > 0'
  const statement = connection.rows<FacetValue>(sql)
  return Object.fromEntries(names.map((name) => [name, valuesOf(name, statement.all(kinds[name]))]))
}

/** Most articles first, then by value; years and months newest first. */
function valuesOf(name: FacetName, values: FacetValue[]): FacetValue[] {
  if (kinds[name] !== 'month') {
    values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return values.slice(0, mostValues)
  }
  if (name === 'month') return values.sort((a, b) => (a.value < b.value ? 1 : -1))
  const years = new Map<string, number>()
  for (const { value, count } of values) {
    const year = value.slice(0, 4)
    years.set(year, (years.get(year) ?? 0) + count)
  }
  return [...years].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? 1 : -1))
}

type TermRow = { kind: TermKind; name: string }

/** Counts the terms of articles. */
export class FacetCounter {
  readonly #connection: Connection
  readonly #counts = new Map<number, number>()
  /** Merged tags and the tags that they went into. */
  readonly #roots: Map<number, number>

  constructor(connection: Connection) {
    this.#connection = connection
    const sql = 'SELECT term, root FROM terms WHERE root IS NOT NULL'
    const merged = connection.rows<{ term: number; root: number }>(sql).all()
    this.#roots = new Map(merged.map(({ term, root }) => [term, root]))
  }

  add(key: number): void {
    const own = termsOfKey(this.#connection, key)
    const terms = this.#roots.size === 0 ? own : new Set(own.map((term) => this.#roots.get(term) ?? term))
    for (const term of terms) this.#counts.set(term, (this.#counts.get(term) ?? 0) + 1)
  }

  facets(names: readonly FacetName[]): Facets {
    const byKind = new Map<TermKind, FacetValue[]>(names.map((name) => [kinds[name], []]))
    const statement = this.#connection.rows<TermRow>('SELECT kind, name FROM terms WHERE term = ?')
    for (const [term, count] of this.#counts) {
      const row = statement.get(term)
      if (row !== undefined) byKind.get(row.kind)?.push({ value: row.name, count })
    }
    return Object.fromEntries(names.map((name) => [name, valuesOf(name, byKind.get(kinds[name]) ?? [])]))
  }
}
