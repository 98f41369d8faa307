import type { Document } from 'domhandler'
import type { Found, Published } from '../fields.ts'
import type { Source } from '../source.ts'
import { firstMatch, matcherOf } from '../tree/selector.ts'

/** The offset that Chinese pages speak in. */
export const beijing = '+08:00'

/** @returns a day as RFC 3339 at 00:00:00; null for one that no calendar holds */
export function day(year: number, month: number, date: number, offset = beijing): Published | null {
  const moment = new Date(Date.UTC(year, month - 1, date))
  const exists =
    moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === date
  if (!exists || year < 1900 || year > 2100) return null
  return { at: `${moment.toISOString().slice(0, 10)}T00:00:00${offset}`, precision: 'day' }
}

/** @returns the day that the source's addresses hold; null where this one holds none */
export function addressDay(address: string | null, source: Source): Found<Published> | null {
  const groups = address === null ? undefined : source.addressDate?.exec(address)?.groups
  if (address === null || groups === undefined) return null
  const { year = '', month = '', day: date = '' } = groups
  const value = day(
    year.length < 4 ? 2000 + Number(year) : Number(year),
    Number(month),
    Number(date),
    source.offset,
  )
  return value === null ? null : { value, rule: 'address', where: address }
}

/** 2018-09-01T07:15:06+08:00 */
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?<seconds>:\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/

/** @returns the moment of the source's `<time>`; null where the page has none */
export function elementTime(body: Document, source: Source): Found<Published> | null {
  if (source.time === undefined) return null
  const at = firstMatch(body, matcherOf(source.time))?.attribs.datetime?.trim()
  const match = at === undefined ? null : timestamp.exec(at)
  if (at === undefined || match === null || Number.isNaN(Date.parse(at))) return null
  const precision = match.groups?.seconds === undefined ? 'minute' : 'second'
  return { value: { at, precision }, rule: source.time, where: at }
}
