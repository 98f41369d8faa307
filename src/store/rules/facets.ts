import { type FacetName, facets as kinds } from '../../query.ts'

export type FacetValue = { value: string; count: number }

/** So many values of a facet are told, those with the most articles. */
const mostValues = 1000

/**
 * @param values the counted terms of the facet's kind, in any order
 * @returns the facet: most articles first, then by value; years and months newest first
 */
export function valuesOf(name: FacetName, values: FacetValue[]): FacetValue[] {
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
