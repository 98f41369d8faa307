import type { Calendar } from './calendars.ts'

/** A month by its name, and the calendar that has it. */
export type Month = { month: number; calendar: Calendar }

type Locale = readonly [locale: string, calendar: Calendar]

/** Locales beside a language's own whose month names its pages write. */
const besides: Readonly<Record<string, readonly Locale[]>> = {
  ar: [
    ['ar-LB', 'gregory'],
    ['ar-DZ', 'gregory'],
    ['ar', 'islamic-umalqura'],
  ],
  fa: [
    ['fa', 'persian'],
    ['fa-AF', 'persian'],
  ],
}

/** Languages whose month names are tried on every page, besides the page's own, by the script of the word. */
const common: readonly (readonly [script: RegExp, languages: readonly string[]])[] = [
  [
    /^\p{Script=Latin}/u,
    'en de fr es it pt nl pl cs tr id sv ro hu fi sk sr-Latn hr sl nb da ca lt lv et'.split(' '),
  ],
  [/^\p{Script=Cyrillic}/u, ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk']],
  [/^\p{Script=Arabic}/u, ['ar', 'fa']],
  [/^\p{Script=Hebrew}/u, ['he']],
  [/^\p{Script=Thai}/u, ['th']],
  [/^\p{Script=Greek}/u, ['el']],
  [/^\p{Script=Devanagari}/u, ['hi', 'mr', 'ne']],
  [/^\p{Script=Bengali}/u, ['bn']],
  [/^\p{Script=Tamil}/u, ['ta']],
  [/^\p{Script=Telugu}/u, ['te']],
  [/^\p{Script=Gujarati}/u, ['gu']],
  [/^\p{Script=Kannada}/u, ['kn']],
  [/^\p{Script=Malayalam}/u, ['ml']],
  [/^\p{Script=Georgian}/u, ['ka']],
  [/^\p{Script=Armenian}/u, ['hy']],
]

/** What newspapers write and Intl does not: German `Mär`, Austrian `Jänner`, English `Sept`, Indonesian `Agt`. */
const extra: Readonly<Record<string, number>> = {
  sept: 9,
  janner: 1,
  jaenner: 1,
  feber: 2,
  mar: 3,
  mrz: 3,
  maerz: 3,
  juno: 6,
  setiembre: 9,
  fev: 2,
  setem: 9,
  okt: 10,
  dez: 12,
  agt: 8,
  нояб: 11,
  февр: 2,
  сент: 9,
}

const tables = new Map<string, ReadonlyMap<string, Month>>()

function namesIn(language: string): ReadonlyMap<string, Month> {
  const known = tables.get(language)
  if (known !== undefined) return known
  const names = new Map<string, Month>()
  for (const [locale, calendar] of [[language, 'gregory'] as const, ...(besides[language] ?? [])])
    for (const [name, month] of namesOf(locale, calendar))
      if (!names.has(name)) names.set(name, { month, calendar })
  tables.set(language, names)
  return names
}

function* namesOf(locale: string, calendar: Calendar): Generator<[name: string, month: number]> {
  const styles: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ]
  const fixed = { calendar, numberingSystem: 'latn', timeZone: 'UTC' } as const
  const numbers = new Intl.DateTimeFormat('en', { ...fixed, month: 'numeric' })
  for (const style of styles) {
    const format = new Intl.DateTimeFormat(locale, { ...style, ...fixed })
    for (let i = 0; i < 13; i++) {
      // Every month of any calendar holds one of these days.
      const at = Date.UTC(2001, 0, 10 + i * 29)
      const name = format.formatToParts(at).find(({ type }) => type === 'month')?.value ?? ''
      const key = folded(name)
      if (key.length > 1 && !/\d/.test(key)) yield [key, Number(numbers.format(at))]
    }
  }
}

/** Lower case without points, apostrophes and accents: pages write `Fevrier`, `MAYIS` and `Янв.` too. */
function folded(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0653-\u0655.’'׳״]/g, '')
    .replaceAll('ı', 'i')
    .trim()
}

/**
 * @param word a word of a date: `Mai`, `mayo`, `мая`, `Sept.`, `كانون الثاني`
 * @param language the page's language, BCP 47
 * @returns null for a word that names no month in that language or a common one
 */
export function monthOf(word: string, language: string | null): Month | null {
  const key = folded(word)
  // Hebrew writes "in" as the first letter of the word.
  const keys = key.startsWith('ב') ? [key, key.slice(1)] : [key]
  const own = (language ?? '').split(/[-_]/)[0] ?? ''
  const usual = common.find(([script]) => script.test(key))?.[1] ?? []
  for (const tag of /^[a-z]{2,3}$/i.test(own) ? [own.toLowerCase(), ...usual] : usual)
    for (const one of keys) {
      const month = namesIn(tag).get(one)
      if (month !== undefined) return month
    }
  const month = extra[key]
  return month === undefined ? null : { month, calendar: 'gregory' }
}
