const hanDigits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  O: 0,
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

/** A character of a number in digits or Han numerals, for patterns that read what plainText gives. */
export const numeral = '[\\d零〇○O一二两三四五六七八九十百廿卅]'

/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]
const foreignDigit = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g
/** Marks of writing direction, which pages in Arabic and Hebrew put between the parts of a date. */
const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/** Numerals as bills and documents write them, and the plain ones. */
const formal = '壹贰貳叁參叄肆伍陆陸柒捌玖拾'
const plainOfFormal = '一二二三三三四五六六七八九十'
const formalNumeral = new RegExp(`[${formal}]`, 'g')

/** @returns the text with full-width forms and every script's digits as ASCII, and white space as single spaces */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(foreignDigit, (digit) => {
      const code = digit.charCodeAt(0)
      return String(code - zeros.findLast((zero) => zero <= code)!)
    })
    .replace(formalNumeral, (numeral) => plainOfFormal[formal.indexOf(numeral)]!)
    .replace(/\s+/g, ' ')
}

/**
 * @returns the number that Arabic digits or Han numerals write: 109, 二零一六 (digit by digit), 二十二, 廿二, 一百零九;
 *   null where they write none
 */
export function numberOf(text: string): number | null {
  const plain = text.normalize('NFKC')
  if (/^\d{1,6}$/.test(plain)) return Number(plain)
  if (/[十百廿卅]/.test(plain)) return countedNumber(plain.replace('廿', '二十').replace('卅', '三十'))
  let value = 0
  for (const character of plain) {
    const digit = hanDigits[character] ?? (/^\d$/.test(character) ? Number(character) : undefined)
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
    (hanDigits[hundreds] ?? 0) * 100 +
    (ten === undefined ? 0 : (hanDigits[tens] ?? 1) * 10) +
    (hanDigits[ones] ?? 0)
  )
}

const persianUnits =
  'یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم شانزدهم هفدهم هجدهم نوزدهم'.split(
    ' ',
  )
const persianDays = [
  ...persianUnits,
  'بیستم',
  ...persianUnits.slice(0, 9).map((unit) => `بیست و ${unit}`),
  'سی‌?ام',
  'سی و یکم',
]

/** The days of a month as Persian counts them in words, longer ones first. */
export const persianDay = persianDays.toReversed().join('|')

/** @returns 14 for چهاردهم; 0 for what is none of them */
export function persianDayOf(word: string): number {
  return persianDays.findIndex((day) => new RegExp(`^${day}$`, 'u').test(word)) + 1
}
