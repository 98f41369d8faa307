import t from 'tap'
import type { Position } from '../../../../src/query.ts'
import { type Hit, hitAt, positionOf } from '../../../../src/store/rules/search/hit.ts'

t.test('a position leads back to its hit', async (t) => {
  const hits: Hit[] = [
    { key: 1, published: null, relevance: 0 },
    { key: 7, published: -86_400, relevance: 5 },
    { key: 2 ** 40, published: 1_700_000_000, relevance: 3 },
  ]
  for (const hit of hits) t.same(hitAt(positionOf(hit)), hit)
})

t.test('numbers that the service never gives are refused', async (t) => {
  const forged: unknown[][] = [
    [],
    [0, null],
    [0, null, 1, 1],
    [1e308, null, 1],
    [6, null, 1],
    [-1, null, 1],
    [0.5, null, 1],
    ['5', null, 1],
    [null, null, 1],
    [0, 1e308, 1],
    [0, 0.5, 1],
    [0, '2020-01-01', 1],
    [0, undefined, 1],
    [0, null, 1.5],
    [0, null, -1],
    [0, null, 1e308],
    [0, null, null],
    [0, null, '1'],
  ]
  for (const position of forged) {
    t.throws(() => hitAt(position as Position), /not one of this service/, JSON.stringify(position))
  }
})
