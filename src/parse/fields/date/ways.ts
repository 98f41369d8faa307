import { type CalendarDay, calendarOfYear, era, exists, fullYear, gregorian, yearOfEra } from './calendars.ts'
import { monthOf } from './months.ts'
import { numberOf, numeral } from './numerals.ts'

/** What a page's dates are read against. */
export type DateContext = {
  /** The page's language, BCP 47: for names of months, and whether the month comes first. */
  language: string | null
  /** The zone of times that give none, an IANA name; null where it cannot be known. */
  zone: string | null
  /** Days that the page names for certain elsewhere, as 2024-05-03: they tell a year or the order of day and month. */
  known?: readonly string[]
}

type Groups = Readonly<Record<string, string | undefined>>

/** A way of writing a day. */
export type Way = {
  /** How the day stands there, in words and by an example. */
  name: string
  example: string
  pattern: RegExp
  /** @returns the days that a match can mean, the likeliest first; [] where it means none */
  read: (groups: Groups, context: DateContext) => CalendarDay[]
}

const word = "\\p{L}[\\p{L}\\p{M}.’'׳]{1,14}"
/** A month's name: the Levant's have two words, and some pages write two names. */
const monthName = `(?<name>${word}(?: (?:الأول|الثاني|الاول|الآخر|الآخرة|القعدة|الحجة))?)(?: ?[/(] ?(?<other>${word})(?: (?:الأول|الثاني|الاول))?\\)?)?`
const romans = ' I II III IV V VI VII VIII IX X XI XII'.split(' ')
const fourDigits = '(?:1[2-5]|19|20|2[45])\\d\\d'

/** Words and signs between the parts of a date. */
const beforeName = "[ ,./-]{0,3}(?:(?:of|de|di|a|του?) |d['’])?"
const beforeYear = '[ ,./-]{0,3}(?:(?:de|del|of) |(?:พ\\.ศ\\.|ค\\.ศ\\.) ?)?'

/**
 * Ways of writing a day, read in what plainText gives. Where two find one at the same place, the first counts.
 * A way without a year is asked only where no other finds anything.
 */
export const ways: readonly Way[] = [
  {
    name: 'year, month, day with Han or Hangul words',
    example: '民國113年6月3日',
    pattern: new RegExp(
      `(?:(?<era>${era}) ?)?(?:(?<!${numeral})(?<year>${numeral}{2,6}|(?<!\\d)\\d|[元一二三四五六七八九])(?: ?\\([^()]{1,8}\\))? ?[年년](?: ?\\([^()]{1,8}\\))? ?)(?<month>${numeral}{1,3}) ?[月월] ?(?<day>${numeral}{1,3}) ?[日号號일]?`,
      'gu',
    ),
    read: ({ era, year, month, day }, { language }) => {
      const count = year === '元' ? 1 : numberOf(year ?? '')
      if (count === null || (era === undefined && count < 10)) return []
      // Three digits without a name are the years of the Republic of China.
      const full =
        era !== undefined
          ? yearOfEra(era, count)
          : count >= 100 && count < 200
            ? yearOfEra('民國', count)
            : fullYear(count)
      return full === null ? [] : inYear(String(full), month, day, language)
    },
  },
  {
    name: 'year, month, day in numbers',
    example: '2024-05-03',
    pattern: new RegExp(
      `(?<![\\d-])(?<year>${fourDigits}) ?[-/.] ?(?<month>\\d{1,2}) ?[-/.] ?(?<day>\\d\\d(?=\\d\\d:\\d\\d)|\\d{1,2}(?!\\d))`,
      'gu',
    ),
    read: ({ year, month, day }, { language }) => inYear(year, month, day, language),
  },
  {
    name: 'year in an element of its own',
    example: '2024 05/03',
    pattern:
      /(?<![\d/.-])(?<year>(?:19|20)\d\d) ?(?<month>[01]\d) ?\/ ?(?<day>[0-3]\d)(?=\d\d:\d\d|(?!\d))/gu,
    read: ({ year, month, day }, { language }) => inYear(year, month, day, language),
  },
  {
    name: 'digits without anything between',
    example: '20240503',
    pattern:
      /^ ?(?<year>(?:19|20|25)\d\d)(?<month>[01]\d)(?<day>[0-3]\d)(?:[T ]?(?<clock>[0-2]\d[0-5]\d(?:[0-5]\d)?))?(?!\d)/gu,
    read: ({ year, month, day }, { language }) => inYear(year, month, day, language),
  },
  {
    name: 'day, name of the month, year',
    example: '3. Mai 2024',
    pattern: new RegExp(
      `(?<![\\d:.])(?<day>\\d{1,2})(?:st|nd|rd|th|er|o|a|\\.)?${beforeName}${monthName}${beforeYear}(?<year>${fourDigits}|['’]\\d\\d|\\d\\d(?= ?(?:[|(·•,;-]|\\d?\\d:|$)))(?!\\d)`,
      'giu',
    ),
    read: named,
  },
  {
    name: 'name of the month, day, year',
    example: 'May 3rd, 2024',
    pattern: new RegExp(
      `(?<!\\p{L})${monthName}[ -]?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? |-)(?:(?<clock>\\d{1,2}:\\d\\d(?::\\d\\d)?(?: [A-Z]{2,5})?) )?(?<year>${fourDigits}|['’]\\d\\d)(?!\\d)`,
      'giu',
    ),
    read: named,
  },
  {
    name: 'year, name of the month, day',
    example: '2024-May-03',
    pattern: new RegExp(
      `(?<!\\d)(?<year>${fourDigits})[ .,-]{1,3}(?:m\\. )?${monthName}[ .-]{1,2}(?<day>\\d{1,2})(?![\\d:])`,
      'giu',
    ),
    read: named,
  },
  {
    name: 'month in Roman numerals',
    example: '3 V 2024',
    pattern:
      /(?<![\d.:])(?<day>\d{1,2})[. ]{1,2}(?<roman>I{1,3}|I?V|VI{1,3}|I?X|XI{1,2})[. ]{1,2}(?<year>(?:19|20)\d\d)(?!\d)/gu,
    read: ({ year, roman = '', day }, { language }) =>
      inYear(year, String(romans.indexOf(roman)), day, language),
  },
  {
    name: 'Vietnamese',
    example: 'ngày 3 tháng 5 năm 2024',
    pattern: /(?<!\d)(?<day>\d{1,2}) ?(?:tháng|thg) ?(?<month>\d{1,2}),?(?: ?năm)? ?(?<year>\d{4})(?!\d)/giu,
    read: ({ year, month, day }, { language }) => inYear(year, month, day, language),
  },
  {
    name: 'three numbers, the year not in front or of two digits',
    example: '3.5.2024',
    pattern:
      /(?<![\d./]|\d[:-])(?<one>\d{1,3}) ?(?<separator>[./-]) ?(?<two>\d{1,2}) ?[./-] ?(?<three>\d\d(?=\d\d:\d\d)|(?:(?:19|20|25)?\d\d|\d)(?![\d/:]|[.-]\d))(?=(?<american>, \d{1,2}:\d\d(?::\d\d)? [AP]M)?)/gu,
    read: threeNumbers,
  },
]

/** Ways of writing a day without its year. */
export const yearlessWays: readonly Way[] = [
  {
    name: 'month and day with Han or Hangul words',
    example: '10月04日',
    pattern: new RegExp(
      `(?<!${numeral})(?<month>${numeral}{1,3}) ?[月월] ?(?<day>${numeral}{1,3}) ?[日号號일]`,
      'gu',
    ),
    read: ({ month, day }) => withoutYear(month, day),
  },
  {
    name: 'day and name of the month',
    example: '3 de mayo',
    pattern: new RegExp(
      `(?<![\\d:.])(?<day>\\d{1,2})(?:st|nd|rd|th|er|o|\\.)?${beforeName}(?<name>${word})(?!\\p{L})`,
      'giu',
    ),
    read: named,
  },
  {
    name: 'name of the month and day',
    example: 'May 3',
    pattern: new RegExp(`(?<!\\p{L})(?<name>${word}) (?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.])`, 'giu'),
    read: named,
  },
  {
    name: 'month and day in numbers before the time',
    example: '09-30 22:46',
    pattern: /(?<![\d./-]|\d:)(?<month>[01]?\d)[-/.](?<day>[0-3]?\d)(?= \d{1,2}:\d\d)/gu,
    read: ({ month, day }, { language, zone }) =>
      isEastAsian(language, zone) ? withoutYear(month, day) : [],
  },
]

function inYear(
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

function withoutYear(month: string | undefined, day: string | undefined): CalendarDay[] {
  const [m, d] = [numberOf(month ?? ''), numberOf(day ?? '')]
  return m !== null && d !== null && exists(2000, m, d) ? [{ year: null, month: m, day: d }] : []
}

/** A date with the month's name. Thai years of two digits are those of the Buddhist era. */
function named({ year, name, other, day }: Groups, { language }: DateContext): CalendarDay[] {
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
function threeNumbers(
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
  if (eastAsian && three.length === 2) return days([fullYear(a), b, c], dayFirst, monthFirst)
  // What a server in English makes of a moment: 9/7/2019, 9:30:50 PM
  if (american !== undefined && zone !== null && eastAsian) return days(monthFirst, dayFirst)
  const byLand = /^en[-_]/i.test(language ?? '') ? separator !== '.' : separator === '/'
  return isAmerican(language, zone) && byLand ? days(monthFirst, dayFirst) : days(dayFirst, monthFirst)
}

function days(...candidates: (readonly [year: number, month: number, day: number])[]): CalendarDay[] {
  return candidates
    .filter(([year, month, day]) => exists(year, month, day))
    .map(([year, month, day]) => ({ year, month, day }))
}

/** Where years come first, and so do the short ones. */
function isEastAsian(language: string | null, zone: string | null): boolean {
  return /^(?:zh|ja|ko)\b/i.test(language ?? '') || /^Asia\/(?:Shanghai|Taipei|Tokyo|Seoul)$/.test(zone ?? '')
}

/** English without a land is mostly that of the United States. */
export function isAmerican(language: string | null, zone: string | null): boolean {
  return (
    /^en[-_](?:US|PH)/i.test(language ?? '') ||
    (/^(?:en$|$)/i.test(language ?? '') && (zone === null || zone === 'America/Toronto'))
  )
}
