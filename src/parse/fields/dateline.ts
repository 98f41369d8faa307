import type { Found, Published } from '../fields.ts'
import type { Source } from '../source.ts'
import type { CalendarDay } from './date/calendars.ts'
import { readDay, yearBeside } from './date/moment.ts'
import { day } from './published.ts'

/** A dateline in front of a paragraph. */
export type Dateline = { text: string; rest: string; day: CalendarDay | null }

/** 【本报2020年8月18日讯】, 【柳溪社民國109年8月18日電】: sources take pages from each other, and mistype their names. */
const anyDateline =
  /^【\p{Script=Han}{2,12}?(?<date>(?:民[国國])?[\d零〇○一二三四五六七八九十]{2,5}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日)[讯訊電电]】/u

const chinese = { language: 'zh', zone: 'Asia/Shanghai' }

/** @returns null where the text does not begin with one */
export function readDateline(text: string, source: Source): Dateline | null {
  const match = source.dateline?.exec(text) ?? anyDateline.exec(text)
  if (match === null) return null
  const dateline = (match.groups?.text ?? match[0]).trim()
  return {
    text: dateline,
    rest: text.slice(match[0].length).trim(),
    day: readDay(match.groups?.date ?? dateline, chinese),
  }
}

/**
 * The day that a dateline names. Where it leaves the year out, the address tells it, or else the page.
 *
 * @param address the day that the address holds
 * @returns null where it names none, or the year cannot be told
 */
export function datedBy(
  { text, day: named }: Dateline,
  source: Source,
  address: Found<Published> | null,
  html: string,
): Found<Published> | null {
  if (named === null) return null
  const year = named.year ?? yearOf(named, source, address, html)
  const value = year === null ? null : day(year, named.month, named.day, source.offset)
  return value === null ? null : { value, rule: 'dateline', where: text }
}

function yearOf(
  { month, day: date }: CalendarDay,
  source: Source,
  address: Found<Published> | null,
  html: string,
): number | null {
  if (address !== null) return yearBeside(address.value.at, month, date)
  const told = source.year?.exec(html)?.groups?.year
  return told === undefined ? null : Number(told)
}
