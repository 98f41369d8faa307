/** A day of the calendar as a text gives it; the year is null where the text has none. */
export type CalendarDay = { year: number | null; month: number; day: number }

const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  Ｏ: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const numeral = '[\\d０-９零〇○Ｏ一二两三四五六七八九十百]'
/** 2020年9月18日, 二零一六年十月二十二日, 民國109年1月2日, 10月04日; 号 for 日 in speech. */
const date = new RegExp(
  `(?:(?<era>民[国國])?(?:(?<year>${numeral}{1,6}|元)年))?\\s?(?<month>${numeral}{1,3})月\\s?(?<day>${numeral}{1,3})[日号號]`,
  'u',
)
const firstRepublicanYear = 1911
const farthestEra = 300

/**
 * @returns the number that Arabic digits or Chinese numerals write: 109, 二零一六 (digit by digit), 二十二, 一百零九;
 *   null where they write none
 */
export function numberOf(text: string): number | null {
  const plain = text.normalize('NFKC')
  if (/^\d{1,6}$/.test(plain)) return Number(plain)
  if (/[十百]/.test(plain)) return countedNumber(plain)
  let value = 0
  for (const character of plain) {
    const digit = digits[character] ?? (/^\d$/.test(character) ? Number(character) : undefined)
    if (digit === undefined) return null
    value = value * 10 + digit
  }
  return plain === '' ? null : value
}

/** 二十二, 十月, 一百零九. */
function countedNumber(text: string): number | null {
  const match =
    /^(?:(?<hundreds>[一二两三四五六七八九])百)?[零〇]?(?:(?<tens>[一二三四五六七八九])?(?<ten>十))?(?<ones>[一二三四五六七八九])?$/u.exec(
      text,
    )
  if (match?.groups === undefined) return null
  const { hundreds = '', tens = '', ten, ones = '' } = match.groups
  return (
    (digits[hundreds] ?? 0) * 100 + (ten === undefined ? 0 : (digits[tens] ?? 1) * 10) + (digits[ones] ?? 0)
  )
}

/**
 * Finds the first day that a Chinese text names. 昨日 and the like are no dates: a page does not say which day it was.
 *
 * @returns the day; null where the text names none that a calendar can hold
 */
export function chineseDay(text: string): CalendarDay | null {
  const groups = date.exec(text)?.groups
  if (groups === undefined) return null
  const { era, year: written, month = '', day = '' } = groups
  const [m, d] = [numberOf(month), numberOf(day)]
  if (m === null || d === null || m < 1 || m > 12 || d < 1 || d > 31) return null
  if (written === undefined) return { year: null, month: m, day: d }
  const count = written === '元' ? 1 : numberOf(written)
  if (count === null) return null
  if (era !== undefined)
    return count < farthestEra ? { year: count + firstRepublicanYear, month: m, day: d } : null
  return { year: count < 100 ? 2000 + count : count, month: m, day: d }
}
