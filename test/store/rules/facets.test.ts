import t from 'tap'
import { dateFacet, termFacet } from '../../../src/store/rules/facets.ts'

t.test('articles by year, month and day, the newest first', async (t) => {
  const days = [
    [0, 1],
    [30, 2],
    [31, 4],
    [-1, 8],
  ] as const
  const rows = [
    ['year', ['1970 7', '1969 8']],
    ['month', ['1970-02 4', '1970-01 3', '1969-12 8']],
    ['day', ['1970-02-01 4', '1970-01-31 2', '1970-01-01 1', '1969-12-31 8']],
  ] as const
  for (const [facet, counts] of rows) {
    t.strictSame(
      dateFacet(facet, days).map(({ value, count }) => `${value} ${count}`),
      counts,
    )
  }
})

t.test('terms with the most articles first, then by value', async (t) => {
  const [a, b, c] = ['a', 'b', 'c'].map((value, index) => ({ value, count: index === 2 ? 5 : 2 }))
  t.strictSame(termFacet([b!, a!, c!]), [c, a, b])
})
