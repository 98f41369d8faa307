import { type CalendarDay, era, fullYear, yearOfEra } from './calendars.ts'
import {
  type DateContext,
  type Groups,
  inYear,
  isEastAsian,
  isOfRepublic,
  named,
  threeNumbers,
  withoutYear,
} from './days.ts'
import { numberOf, numeral, persianDay, persianDayOf } from './numerals.ts'

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
const eraOfLetter: Readonly<Record<string, string>> = { R: '令和', H: '平成', S: '昭和' }
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
    read: ({ era, year, month, day }, { language, zone }) => {
      const count = year === '元' ? 1 : numberOf(year ?? '')
      if (count === null || (era === undefined && count < 10)) return []
      // Three digits without a name are the years of the Republic of China; in Taiwan two are.
      const full =
        era !== undefined
          ? yearOfEra(era, count)
          : (count >= 100 && count < 200) || isOfRepublic(count, zone)
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
    name: 'day in an element of its own',
    example: '03 2024-05',
    pattern: /^\D{0,8}(?<day>[0-3]\d) (?<year>(?:19|20)\d\d) ?[-/.年] ?(?<month>[01]\d)月?(?! ?[-/.\d])/gu,
    read: ({ year, month, day }, { language, zone }) =>
      isEastAsian(language, zone) ? inYear(year, month, day, language) : [],
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
      `(?<!\\p{L})${monthName}[ -]?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? |-)(?:(?:mon|tue|wed|thu|fri|sat|sun),? )?(?:(?<clock>\\d{1,2}:\\d\\d(?::\\d\\d)?(?: [A-Z]{2,5})?) )?(?<year>${fourDigits}|['’]\\d\\d)(?!\\d)`,
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
    name: 'day in Persian words',
    example: 'چهاردهم اردیبهشت ۱۴۰۳',
    pattern: new RegExp(
      `(?<!\\p{L})(?<word>${persianDay}) ?${monthName}(?: ?ماه)?(?: سال)? ?(?<year>1[34]\\d\\d)(?!\\d)`,
      'gu',
    ),
    read: ({ word = '', ...others }, context) =>
      named({ ...others, day: String(persianDayOf(word)) }, context),
  },
  {
    name: 'year of a Japanese era by its letter',
    example: 'R6.5.3',
    pattern:
      /(?<![\p{L}\d])(?<letter>[RHS])(?<year>\d{1,2}) ?[./年] ?(?<month>\d{1,2}) ?[./月] ?(?<day>\d{1,2})(?!\d)/gu,
    read: ({ letter = '', year, month, day }, { language, zone }) =>
      isEastAsian(language, zone)
        ? inYear(String(yearOfEra(eraOfLetter[letter]!, Number(year))), month, day, language)
        : [],
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
