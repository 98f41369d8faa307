import { type FacetName, facets as kinds } from '../../../query.ts'
import { type FacetValue, valuesOf } from '../../rules/facets.ts'
import type { TermKind } from '../../rules/terms.ts'
import type { ArticleList } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { termsOfKey } from './terms.ts'

type Facets = NonNullable<ArticleList['facets']>
/** The counts of all articles, which are kept. */
export function facetsOfAll(connection: Connection, names: readonly FacetName[]): Facets {
  const sql = 'SELECT name AS value, articles AS count FROM terms WHERE kind = ? AND articles > 0'
  const statement = connection.rows<FacetValue>(sql)
  return Object.fromEntries(names.map((name) => [name, valuesOf(name, statement.all(kinds[name]))]))
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
