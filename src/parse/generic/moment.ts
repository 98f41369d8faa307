import type { Published } from '../fields.ts'
import { monthOf } from './months.ts'
import { abbreviations, offsetAt, offsetText } from './zones.ts'

/** What a page's dates are read against. */
export type MomentContext = {
  /** The page's language, BCP 47: for names of months, and whether the month comes first. */
  language: string | null
  /** The zone of times that give none, an IANA name; null where it cannot be known. */
  zone: string | null
}

type Day = { year: number; month: number; day: number }
type Time = { hour: number; minute: number; second: number | null; fraction: string; behind: string }

/** 2024-05-03T15:47:42.389Z, 2023-04-28 18:11:01.0, 2024-04-30 16:00:34 +02:00, 20240503, 2024/05/03 */
const yearFirst =
  /(?<![\d-])((?:19|20|25)\d\d)(?:[-/.]|年 ?|년 ?|\. ?)(\d{1,2})(?:[-/.]|月 ?|월 ?|\. ?)(\d{1,2})(?!\d)/
const compact = /^((?:19|20|25)\d\d)([01]\d)([0-3]\d)(?:T?([0-2]\d)([0-5]\d)([0-5]\d)?)?/
/** 3.5.2024, 3/5/24, 03-05-2024, 03 . 05 . 2024 */
const numeric = /(?<![\d.:/])(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?((?:19|20|25)?\d\d)(?![\d/:])/
/** 3. Mai 2024, 3 de mayo de 2024, 3rd May, 2024, 23 okt 2025 */
const dayFirst =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s,-]+(?:of |de |d['’]|di |a )?(\p{L}[\p{L}\p{M}]{2,14})\.?,?[\s,-]*(?:de |del |of )?((?:19|20|25)\d\d)(?!\d)/u
/** May 3, 2024; mai 3 2024; Fri Apr 28 19:20:36 CEST 2023 */
const monthFirst =
  /(\p{L}[\p{L}\p{M}]{2,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d{1,2}:\d\d(?::\d\d)?\s+(?:[A-Z]{2,5}\s+)?)?((?:19|20|25)\d\d)(?!\d)/u
/** 15:48, 15.48 Uhr, 9:05:03.12, 11:24 a.m., 20h30, 下午3:05 */
const clock =
  /(?<![\d.:/-])([01]?\d|2[0-3])(?:[:：h時时시]|시 )([0-5]\d)?(?:[:分분]([0-5]\d)(\.\d{1,9})?)?(?:分|분)?(?:\s?([ap])\.?m\.?(?![\p{L}]))?/iu
const dottedClock = /(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?![\d.])\s?(?:uhr|h\b|Uhr)?/i
const wholeHour = /(?<![\d.:])(1[0-2]|[1-9])\s?([ap])\.?m\.?(?![\p{L}])/iu
const offset = /^\s?\(?(?:UTC|GMT)?\s?([+−-])(\d{1,2}):?(\d\d)?(?!\d)/
const abbreviation = /(?<![\p{L}])([A-Z]{1,4}T|Z|UTC|GMT|MEZ|MESZ|WIB|MSK)(?![\p{L}])/u

/**
 * Reads the date, and the time where there is one, of a piece of text: metadata, an attribute or a dateline.
 * What is not certain (3/4/24 in an unknown land, 昨日) gives null; nothing is ever filled from the present.
 */
export function readMoment(text: string, context: MomentContext): Published | null {
  const bare = plainDigits(text.length > 200 ? text.slice(0, 200) : text)
  const stamp = /^\s*(1\d{9}|1\d{12})\s*$/.exec(bare)
  if (stamp !== null) return atInstant(Number(stamp[1]!.padEnd(13, '0')))
  const found = dayIn(bare, context)
  if (found === null) return null
  const { day, rest } = found
  const time = timeIn(rest)
  const wall = Date.UTC(day.year, day.month - 1, day.day, time?.hour ?? 0, time?.minute ?? 0)
  const zone =
    (time === null ? null : zoneIn(time)) ?? (context.zone === null ? 'Z' : offsetAt(wall, context.zone))
  const two = (n: number) => String(n).padStart(2, '0')
  const date = `${day.year}-${two(day.month)}-${two(day.day)}`
  if (time === null) return { at: `${date}T00:00:00${zone}`, precision: 'day' }
  const second = `${two(time.second ?? 0)}${time.fraction}`
  return {
    at: `${date}T${two(time.hour)}:${two(time.minute)}:${second}${zone}`,
    precision: time.second === null ? 'minute' : 'second',
  }
}

/** Arabic and Indian digits as ASCII; 3 tháng 5, 2024 as 3.5.2024. */
function plainDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) =>
      String(digit.charCodeAt(0) & 0xf).slice(-1),
    )
    .replace(/(\d{1,2}) tháng (\d{1,2}),?(?: năm)? (\d{4})/, '$1.$2.$3')
}

function atInstant(milliseconds: number): Published {
  return { at: new Date(milliseconds).toISOString().replace('.000', ''), precision: 'second' }
}

function dayIn(text: string, context: MomentContext): { day: Day; rest: string } | null {
  const without = (match: RegExpExecArray) =>
    `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
  const first = yearFirst.exec(text)
  if (first !== null) return checked(Number(first[1]), Number(first[2]), Number(first[3]), without(first))
  const packed = compact.exec(text.trim())
  if (packed !== null) {
    const [, year, month, day, hour, minute, second] = packed
    const rest = hour === undefined ? '' : `${hour}:${minute}${second === undefined ? '' : `:${second}`}`
    return checked(Number(year), Number(month), Number(day), `${rest} ${text.trim().slice(packed[0].length)}`)
  }
  for (const [pattern, dayAt, monthAt] of [
    [dayFirst, 1, 2],
    [monthFirst, 2, 1],
  ] as const) {
    const match = pattern.exec(text)
    const month = match === null ? null : monthOf(match[monthAt]!, context.language)
    if (match !== null && month !== null) {
      const inside = /\d{1,2}:\d\d(?::\d\d)?(?:\s+[A-Z]{2,5})?/.exec(match[0])
      return checked(Number(match[3]), month, Number(match[dayAt]), `${without(match)} ${inside?.[0] ?? ''}`)
    }
  }
  const plain = numeric.exec(text)
  return plain === null ? null : numericDay(plain, context, without(plain))
}

/** 13/05/24 is the 13th; 05/03/24 needs the page's land, a dot or a dash means that the day comes first. */
function numericDay(
  match: RegExpExecArray,
  { language, zone }: MomentContext,
  rest: string,
): { day: Day; rest: string } | null {
  const [, one, separator, two, year] = match
  const a = Number(one)
  const b = Number(two)
  const full = Number(year) < 100 ? 2000 + Number(year) : Number(year)
  if (a > 12) return checked(full, b, a, rest)
  if (b > 12) return checked(full, a, b, rest)
  const english = /^en(?:$|[-_])/i.test(language ?? '') || language === null
  const american = /^en[-_]US/i.test(language ?? '')
  if (separator === '/' && english && zone === null && a !== b)
    return american ? checked(full, a, b, rest) : null
  return checked(full, b, a, rest)
}

function checked(year: number, month: number, day: number, rest: string): { day: Day; rest: string } | null {
  // Thai pages count the years from Buddha's death.
  const gregorian = year > 2500 && year < 2620 ? year - 543 : year
  const date = new Date(Date.UTC(gregorian, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && gregorian > 1800 && gregorian < 2100
    ? { day: { year: gregorian, month, day }, rest }
    : null
}

function timeIn(rest: string): Time | null {
  const match = clock.exec(rest)
  if (match !== null) {
    const half = match[5]?.toLowerCase() ?? (/下午|午後|오후|晚上|ب\.ظ/.test(rest) ? 'p' : undefined)
    return {
      hour: halfDay(Number(match[1]), half),
      minute: Number(match[2] ?? 0),
      second: match[3] === undefined ? null : Number(match[3]),
      fraction: fractionOf(match[4]),
      behind: behind(match),
    }
  }
  const dotted = dottedClock.exec(rest)
  if (dotted !== null)
    return {
      hour: Number(dotted[1]),
      minute: Number(dotted[2]),
      second: null,
      fraction: '',
      behind: behind(dotted),
    }
  const whole = wholeHour.exec(rest)
  if (whole === null) return null
  return {
    hour: halfDay(Number(whole[1]), whole[2]!.toLowerCase()),
    minute: 0,
    second: null,
    fraction: '',
    behind: behind(whole),
  }
}

/** What follows the time: its zone stands there. */
function behind(match: RegExpExecArray): string {
  return match.input.slice(match.index + match[0].length, match.index + match[0].length + 40)
}

function halfDay(hour: number, half: string | undefined): number {
  if (half === 'p' && hour < 12) return hour + 12
  return half === 'a' && hour === 12 ? 0 : hour
}

/** Milliseconds where there are any: `.389`; finer is cut, `.0` and `.000` are none. */
function fractionOf(fraction: string | undefined): string {
  if (fraction === undefined || /^\.0*$/.test(fraction)) return ''
  return fraction.slice(0, 4)
}

function zoneIn({ behind }: Time): string | null {
  const numericOffset = offset.exec(behind)
  if (numericOffset !== null) {
    const minutes = Number(numericOffset[2]) * 60 + Number(numericOffset[3] ?? 0)
    if (minutes <= 14 * 60) return offsetText(numericOffset[1] === '+' ? minutes : -minutes)
  }
  const named = abbreviation.exec(behind)?.[1]?.toLowerCase()
  const minutes = named === undefined ? undefined : abbreviations[named]
  if (minutes === undefined) return null
  return named === 'z' ? 'Z' : offsetText(minutes)
}
