/** A day of the Gregorian calendar; the year is null where the text has none. */
export type CalendarDay = { year: number | null; month: number; day: number }

/** Calendars whose dates news pages write, by their names in Unicode's CLDR. */
export type Calendar = 'gregory' | 'persian' | 'islamic-umalqura'

/** The year before an era's first, by the name that dates carry. */
const eras: readonly (readonly [name: RegExp, year: number])[] = [
  [/^(?:中華|中华)?民[国國]$/, 1911],
  [/^令和$/, 2018],
  [/^平成$/, 1988],
  [/^昭和$/, 1925],
  [/^大正$/, 1911],
  [/^明治$/, 1867],
  [/^(?:佛[历曆]|พ\.ศ\.)$/, -543],
]

/** The names of eras, as a pattern. */
export const era = '(?:中華|中华)?民[国國]|令和|平成|昭和|大正|明治|佛[历曆]|พ\\.ศ\\.'

/** Years of the Buddhist era, and those that only the Persian and the Islamic calendar write today. */
const buddhist = { first: 2443, last: 2643, offset: 543 }
const persian = { first: 1280, last: 1420 }
const islamic = { first: 1421, last: 1480 }
/** Above it, a year of two digits is of the last century. */
const lastOfThisCentury = 69

/** @returns the Gregorian year of an era's year; null for a year that the era has not had */
export function yearOfEra(name: string, year: number): number | null {
  const before = eras.find(([pattern]) => pattern.test(name))?.[1]
  if (before === undefined || (before > 0 && year > 299)) return null
  return year + before
}

/** @returns 2024 for 24, 1998 for 98, 2024 for 2567 (Thai); a year of four digits as it is */
export function fullYear(year: number): number {
  if (year < 100) return year + (year > lastOfThisCentury ? 1900 : 2000)
  return year >= buddhist.first && year <= buddhist.last ? year - buddhist.offset : year
}

/** @returns the calendar that a year tells of; null for one that no page of our days writes */
export function calendarOfYear(year: number, language: string | null): Calendar | null {
  if (year >= 1800 && year < 2100) return 'gregory'
  const own = (language ?? '').slice(0, 2).toLowerCase()
  if (year >= persian.first && year <= persian.last + 40 && /^(?:fa|ps|ku|ck|az)$/.test(own)) return 'persian'
  return year >= islamic.first && year <= islamic.last && /^(?:ar|ur)$/.test(own) ? 'islamic-umalqura' : null
}

/** @returns the day in the Gregorian calendar; null for one that the calendar does not have */
export function gregorian(calendar: Calendar, year: number, month: number, day: number): CalendarDay | null {
  if (calendar === 'gregory') return exists(year, month, day) ? { year, month, day } : null
  const format = new Intl.DateTimeFormat('en', { calendar, dateStyle: 'short', timeZone: 'UTC' })
  const partsAt = (at: number) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    return [parts.get('year'), parts.get('month'), parts.get('day')]
  }
  const about =
    calendar === 'persian'
      ? Date.UTC(year + 621, 2, 21) + ((month - 1) * 30.5 + day) * msOfDay
      : islamicEpoch + ((year - 1) * 354.367 + (month - 1) * 29.53 + day) * msOfDay
  for (let shift = -4; shift <= 4; shift++) {
    const at = about + shift * msOfDay
    const [y, m, d] = partsAt(at)
    if (y !== year || m !== month || d !== day) continue
    const date = new Date(at)
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  }
  return null
}

const msOfDay = 86_400_000
const islamicEpoch = Date.UTC(622, 6, 18)

/** Whether the Gregorian calendar has a day, in the years that pages are dated with. */
export function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1800 && year < 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
