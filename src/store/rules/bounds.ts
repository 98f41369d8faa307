import { Problem } from '../../problem.ts'
import type { ArticleFilter } from '../../query.ts'
import { undated } from './terms.ts'

export const secondsADay = 86_400
/** Behind every date. */
export const lastInstant = 1e12
const bareDate = /^\d{4}-\d\d-\d\d$/

/**
 * When an article may have been published. `low`, `high`: seconds since 1970, both inclusive. `days`: days since 1970 on
 * the pages' own clocks, both inclusive, possibly infinite; null for any. The instants include some articles of other days.
 */
export type Bounds = { low: number; high: number; days: { from: number; to: number } | null }

/** Seconds since 1970, rounded into the bound. */
function instantOf(parameter: 'from' | 'to', text: string): number {
  const seconds = Date.parse(text) / 1000
  if (Number.isNaN(seconds)) {
    const message = 'must be a date or a timestamp'
    throw new Problem('invalid-parameter', `The parameter ${parameter} is no date.`, {
      errors: [{ parameter, message }],
    })
  }
  return parameter === 'from' ? Math.ceil(seconds) : Math.floor(seconds)
}

/** @throws Problem invalid-parameter for a bound that is no date */
export function boundsOf({ from, to, year }: ArticleFilter): Bounds {
  const bounds = { low: from === undefined && to === undefined ? undated : undated + 1, high: lastInstant }
  const days = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  // A day is 24 hours, but each place on earth has it at another time.
  if (from !== undefined && bareDate.test(from)) {
    days.from = Math.floor(instantOf('from', from) / secondsADay)
    bounds.low = (days.from - 1) * secondsADay
  } else if (from !== undefined) bounds.low = instantOf('from', from)
  if (to !== undefined && bareDate.test(to)) {
    days.to = Math.floor(instantOf('to', to) / secondsADay)
    bounds.high = (days.to + 2) * secondsADay
  } else if (to !== undefined) bounds.high = instantOf('to', to)
  if (year !== undefined) {
    const [first, last] = [`${year}-01-01`, `${year}-12-31`].map(
      (day) => Date.parse(day) / 1000 / secondsADay,
    )
    days.from = Math.max(days.from, first!)
    days.to = Math.min(days.to, last!)
    bounds.low = Math.max(bounds.low, undated + 1, (first! - 1) * secondsADay)
    bounds.high = Math.min(bounds.high, (last! + 2) * secondsADay)
  }
  const hasDays = days.from !== Number.NEGATIVE_INFINITY || days.to !== Number.POSITIVE_INFINITY
  return { ...bounds, days: hasDays ? days : null }
}
