import { type FacetName, facets as kinds } from '../../query.ts'
import type { ArticleList } from '../store.ts'

export type FacetValue = { value: string; count: number }
/** A day, in days since 1970 on the pages' own clocks, with the number of articles that were published on it. */
export type DayCount = readonly [day: number, count: number]

/** How much of a date, as 2022-08-15, names its year, month or day. */
const dateLengths = { year: 4, month: 7, day: 10 } as const satisfies Partial<Record<FacetName, number>>
export type DateFacet = keyof typeof dateLengths

/** @returns whether a facet counts days of publication, and no terms */
export const isDateFacet = (name: FacetName): name is DateFacet => name in dateLengths

/** @returns the counted terms of a kind as a facet: most articles first, then by value */
export const termFacet = (values: readonly FacetValue[]): FacetValue[] =>
  values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))

const millisecondsADay = 86_400_000

/** @returns the articles of each year, month or day, the latest first */
export function dateFacet(name: DateFacet, days: Iterable<DayCount>): FacetValue[] {
  const counts = new Map<string, number>()
  for (const [day, count] of days) {
    const value = new Date(day * millisecondsADay).toISOString().slice(0, dateLengths[name])
    counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? 1 : -1))
}

export type Facets = NonNullable<ArticleList['facets']>
/** How many articles are under a term. */
export type TermCount = FacetValue & { kind: string }

/** @returns the kinds of the terms that facets count */
export const kindsOf = (names: readonly FacetName[]): string[] => [
  ...new Set(names.filter((name) => !isDateFacet(name)).map((name) => kinds[name])),
]

/** @returns the facets out of the counts of their terms and of days, at most `limit` values of each */
export function facetsFrom(
  names: readonly FacetName[],
  terms: readonly TermCount[],
  days: Iterable<DayCount>,
  limit: number,
): Facets {
  const byKind = Map.groupBy(terms, ({ kind }) => kind)
  const valuesOf = (name: FacetName) =>
    isDateFacet(name)
      ? dateFacet(name, days)
      : termFacet((byKind.get(kinds[name]) ?? []).map(({ value, count }) => ({ value, count })))
  return Object.fromEntries(names.map((name) => [name, valuesOf(name).slice(0, limit)]))
}
