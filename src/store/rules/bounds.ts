import { Problem } from '../../problem.ts'
import type { ArticleFilter } from '../../query.ts'
import { undated } from './terms.ts'

export const secondsADay = 86_400
const millisecondsADay = 86_400_000
/** Behind every date. */
export const lastInstant = 1e12
const bareDate = /^\d{4}-\d\d-\d\d$/

/**
 * When an article may have been published. `low`, `high`: seconds since 1970, both inclusive. `days`: days since 1970 on
 * the pages' own clocks, both inclusive, possibly infinite; null for any. The instants include some articles of other days.
 * `isWholeDays`: the days, or all time, are the whole condition.
 */
export type Bounds = {
  low: number
  high: number
  days: { from: number; to: number } | null
  isWholeDays: boolean
}

/** @throws Problem invalid-parameter for a text that is no date */
function millisecondsOf(parameter: keyof ArticleFilter, text: string): number {
  const milliseconds = Date.parse(text)
  if (!Number.isNaN(milliseconds)) return milliseconds
  const message = 'must be a date or a timestamp'
  throw new Problem('invalid-parameter', `The parameter ${parameter} is no date.`, {
    errors: [{ parameter, message }],
  })
}

/** @throws Problem invalid-parameter for a bound that is no date */
export function boundsOf({ from, to, year }: ArticleFilter): Bounds {
  const bounds = { low: from === undefined && to === undefined ? undated : undated + 1, high: lastInstant }
  const days = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  if (from !== undefined) {
    const at = millisecondsOf('from', from)
    if (bareDate.test(from)) days.from = at / millisecondsADay
    else bounds.low = Math.ceil(at / 1000)
  }
  if (to !== undefined) {
    const at = millisecondsOf('to', to)
    if (bareDate.test(to)) days.to = at / millisecondsADay
    else bounds.high = Math.floor(at / 1000)
  }
  if (year !== undefined) {
    days.from = Math.max(days.from, Date.parse(`${year}-01-01`) / millisecondsADay)
    days.to = Math.min(days.to, Date.parse(`${year}-12-31`) / millisecondsADay)
  }
  // A day is 24 hours, but each place on earth has it at another time.
  return {
    low: Math.max(bounds.low, (days.from - 1) * secondsADay),
    high: Math.min(bounds.high, (days.to + 2) * secondsADay),
    days: Number.isFinite(days.from) || Number.isFinite(days.to) ? days : null,
    isWholeDays: [from, to].every((time) => time === undefined || bareDate.test(time)),
  }
}

/** The times of an article in the archive: `ingestedAt` and `updatedAt`. */
export type ArchiveTime = 'ingested' | 'updated'

/** When articles that pass a filter came or changed: milliseconds since 1970, both inclusive. */
export type ArchiveRange = { time: ArchiveTime; from: number; to: number }

/** @throws Problem invalid-parameter for a bound that is no date */
export function archiveRangesOf(filter: ArticleFilter): ArchiveRange[] {
  return (['ingested', 'updated'] as const).flatMap((time) => {
    const { [`${time}From` as const]: from, [`${time}To` as const]: to } = filter
    if (from === undefined && to === undefined) return []
    const end = to !== undefined && bareDate.test(to) ? millisecondsADay - 1 : 0
    return {
      time,
      from: from === undefined ? Number.MIN_SAFE_INTEGER : millisecondsOf(`${time}From`, from),
      to: to === undefined ? Number.MAX_SAFE_INTEGER : millisecondsOf(`${time}To`, to) + end,
    }
  })
}
