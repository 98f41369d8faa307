import type { Script } from '../other-script.ts'
import { type Language, type Words, wordsIn } from '../words/words.ts'

/** How a page is shown: in which language, at which address, by which names of publishers. */
export type View = {
  language: Language
  words: Words
  script: Script
  /** Path and query of the page. */
  url: string
  publishers: Publishers
}

/** The title of each source that the parser knows by its name. */
export type Publishers = ReadonlyMap<string, string>

/** To make a format takes much longer than to use it. */
const numbers = new Map<Language, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

/** @returns a number as the view's language writes it: 1,234 */
export function written({ language }: Pick<View, 'language'>, number: number): string {
  const format = numbers.get(language) ?? new Intl.NumberFormat(language)
  numbers.set(language, format)
  return format.format(number)
}

/** @returns `1,234 articles` */
export const articlesIn = (view: Pick<View, 'language' | 'words'>, count: number): string =>
  view.words.articleCount(written(view, count), count)

/** @param date a day (2022-08-15), a month (2022-08) or a year; @returns it as the view's language writes it */
export function dateWritten({ language }: Pick<View, 'language'>, date: string): string {
  const [, month, day] = date.split('-')
  const moment = new Date(0)
  moment.setUTCFullYear(
    Number(date.slice(0, 4)),
    month === undefined ? 0 : Number(month) - 1,
    Number(day ?? 1),
  )
  const key = `${language} ${date.length}`
  const format =
    dates.get(key) ??
    new Intl.DateTimeFormat(language, {
      year: 'numeric',
      month: month === undefined ? undefined : day === undefined ? 'long' : 'short',
      day: day === undefined ? undefined : 'numeric',
      timeZone: 'UTC',
    })
  dates.set(key, format)
  return format.format(moment)
}

export function viewIn(
  language: Language,
  url: string,
  publishers: Publishers,
  script: Script = 'original',
): View {
  return { language, words: wordsIn(language), url, publishers, script }
}
