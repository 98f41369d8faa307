import t from 'tap'
import type { ArticleFilter } from '../../../src/query.ts'
import { archiveRangesOf, type Bounds, boundsOf, lastInstant } from '../../../src/store/rules/bounds.ts'
import { undated } from '../../../src/store/rules/terms.ts'

const day = 86_400

t.test('when articles that pass a filter were published', async (t) => {
  const rows: [ArticleFilter, Bounds][] = [
    [{}, { low: undated, high: lastInstant, days: null, isWholeDays: true }],
    [
      { from: '1970-01-03', to: '1970-01-03' },
      { low: day, high: 4 * day, days: { from: 2, to: 2 }, isWholeDays: true },
    ],
    [
      { year: '1970', to: '1970-01-03' },
      { low: -day, high: 4 * day, days: { from: 0, to: 2 }, isWholeDays: true },
    ],
    [
      { from: '1970-01-01T00:00:00.5Z', to: '1970-01-01T00:00:01.5Z' },
      { low: 1, high: 1, days: null, isWholeDays: false },
    ],
  ]
  for (const [filter, range] of rows) t.strictSame(boundsOf(filter), range, JSON.stringify(filter))
  t.equal(boundsOf({ to: '1970-01-03' }).low, undated + 1, 'an undated article is in no range')
  t.throws(() => boundsOf({ from: 'x' }), { message: /from is no date/ })
})

t.test('when they came and changed: a day is all of it, in UTC', async (t) => {
  t.strictSame(archiveRangesOf({ from: '1970-01-01' }), [])
  const whole = { from: day * 1000, to: 2 * day * 1000 - 1 }
  t.strictSame(archiveRangesOf({ ingestedFrom: '1970-01-02', ingestedTo: '1970-01-02' }), [
    { time: 'ingested', ...whole },
  ])
  t.strictSame(archiveRangesOf({ updatedTo: '1970-01-01T08:00:00.001+08:00' }), [
    { time: 'updated', from: Number.MIN_SAFE_INTEGER, to: 1 },
  ])
  t.throws(() => archiveRangesOf({ updatedTo: 'x' }), { message: /updatedTo is no date/ })
})
