import { type CalendarDay, calendarOfYear, exists, fullYear, gregorian } from './calendars.ts'
import { monthOf } from './months.ts'
import { numberOf } from './numerals.ts'

/** What a page's dates are read against. */
export type DateContext = {
  /** The page's language, BCP 47: for names of months, and whether the month comes first. */
  language: string | null
  /** The zone of times that give none, an IANA name; null where it cannot be known. */
  zone: string | null
  /** Days that the page names for certain elsewhere, as 2024-05-03: they tell a year or the order of day and month; 2024-05 or 2024 tells a year. */
  known?: readonly string[]
}

/** What a pattern's groups hold. */
export type Groups = Readonly<Record<string, string | undefined>>

export function inYear(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  language: string | null,
): CalendarDay[] {
  const count = numberOf(year ?? '')
  const [m, d] = [numberOf(month ?? ''), numberOf(day ?? '')]
  if (count === null || m === null || d === null) return []
  const calendar = calendarOfYear(fullYear(count), language)
  const found = calendar === null ? null : gregorian(calendar, fullYear(count), m, d)
  return found === null ? [] : [found]
}

export function withoutYear(month: string | undefined, day: string | undefined): CalendarDay[] {
  const [m, d] = [numberOf(month ?? ''), numberOf(day ?? '')]
  return m !== null && d !== null && exists(2000, m, d) ? [{ year: null, month: m, day: d }] : []
}

/** A date with the month's name. Thai years of two digits are those of the Buddhist era. */
export function named({ year, name, other, day }: Groups, { language }: DateContext): CalendarDay[] {
  const month = monthOf(name ?? '', language) ?? monthOf(other ?? '', language)
  if (month === null) return []
  if (year === undefined) return withoutYear(String(month.month), day)
  const digits = year.replace(/\D/g, '')
  const isThai = digits.length === 2 && /^\p{Script=Thai}/u.test(name ?? '')
  const full = fullYear(Number(isThai ? `25${digits}` : digits))
  if (month.calendar === 'gregory') return inYear(String(full), String(month.month), day, language)
  const found = gregorian(month.calendar, full, month.month, Number(day))
  return found === null ? [] : [found]
}

/** 13/05/24 is the 13th; 05/03/24 is read as the page's language and land do, or as the rest of the page tells. */
export function threeNumbers(
  { one = '', separator, two = '', three = '', american }: Groups,
  { language, zone }: DateContext,
): CalendarDay[] {
  const [a, b, c] = [Number(one), Number(two), Number(three)]
  const eastAsian = isEastAsian(language, zone)
  // 113/06/03: years of the Republic of China.
  if (one.length === 3)
    return /^zh/i.test(language ?? '') && a >= 100 && a < 200 && three.length < 3
      ? days([a + 1911, b, c])
      : []
  if (three.length === 1) return eastAsian && one.length === 2 ? days([fullYear(a), b, c]) : []
  const dayFirst = [fullYear(c), b, a] as const
  const monthFirst = [fullYear(c), a, b] as const
  // 98/06/03
  if (isOfRepublic(a, zone) && one.length === 2 && three.length === 2) return days([a + 1911, b, c])
  if (eastAsian && three.length === 2) return days([fullYear(a), b, c], dayFirst, monthFirst)
  // What a server in English makes of a moment: 9/7/2019, 9:30:50 PM
  if (american !== undefined && zone !== null && eastAsian) return days(monthFirst, dayFirst)
  const byLand =
    american !== undefined || (/^en[-_]/i.test(language ?? '') ? separator !== '.' : separator === '/')
  return isAmerican(language, zone) && byLand ? days(monthFirst, dayFirst) : days(dayFirst, monthFirst)
}

function days(...candidates: (readonly [year: number, month: number, day: number])[]): CalendarDay[] {
  return candidates
    .filter(([year, month, day]) => exists(year, month, day))
    .map(([year, month, day]) => ({ year, month, day }))
}

/** Taiwan's pages write years of two digits since the Republic's 84th, 1995; before there was hardly a page. */
export function isOfRepublic(year: number, zone: string | null): boolean {
  return zone === 'Asia/Taipei' && year >= 84 && year < 100
}

/** Where years come first, and so do the short ones. */
export function isEastAsian(language: string | null, zone: string | null): boolean {
  return /^(?:zh|ja|ko)\b/i.test(language ?? '') || /^Asia\/(?:Shanghai|Taipei|Tokyo|Seoul)$/.test(zone ?? '')
}

/** English without a land is mostly that of the United States. */
export function isAmerican(language: string | null, zone: string | null): boolean {
  return (
    /^en[-_](?:US|PH)/i.test(language ?? '') ||
    (/^(?:en$|$)/i.test(language ?? '') && (zone === null || zone === 'America/Toronto'))
  )
}
