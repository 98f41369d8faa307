/** Languages whose month names are tried on every page, besides the page's own. */
const common = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru']

/** What newspapers write and Intl does not: German `Mär`, Austrian `Jänner`, English `Sept`, Polish genitives. */
const extra: Readonly<Record<string, number>> = {
  sept: 9,
  jänner: 1,
  jaenner: 1,
  feber: 2,
  mär: 3,
  mrz: 3,
  maerz: 3,
  okt: 10,
  dez: 12,
  juno: 6,
  setiembre: 9,
  enero: 1,
  janv: 1,
  févr: 2,
  avr: 4,
  juil: 7,
  déc: 12,
  fev: 2,
  gen: 1,
  mag: 5,
  giu: 6,
  lug: 7,
  ago: 8,
  set: 9,
  ott: 10,
  dic: 12,
}

const tables = new Map<string, ReadonlyMap<string, number>>()

function namesIn(language: string): ReadonlyMap<string, number> {
  const known = tables.get(language)
  if (known !== undefined) return known
  const names = new Map<string, number>()
  const styles: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ]
  for (const style of styles) {
    const format = new Intl.DateTimeFormat(language, {
      ...style,
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
    })
    for (let month = 0; month < 12; month++) {
      const name = format
        .formatToParts(Date.UTC(2001, month, 15))
        .find((part) => part.type === 'month')?.value
      const key = name === undefined ? '' : plain(name)
      if (key.length > 2 && !/\d/.test(key) && !names.has(key)) names.set(key, month + 1)
    }
  }
  tables.set(language, names)
  return names
}

function plain(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/[.’']/g, '').trim()
}

/**
 * @param word a word of a date: `Mai`, `mayo`, `мая`, `Sept.`
 * @param language the page's language, BCP 47
 * @returns 1 to 12; null for a word that names no month in that language or a common one
 */
export function monthOf(word: string, language: string | null): number | null {
  const key = plain(word)
  const own = (language ?? '').split(/[-_]/)[0] ?? ''
  for (const tag of /^[a-z]{2,3}$/i.test(own) ? [own, ...common] : common) {
    const month = namesIn(tag).get(key)
    if (month !== undefined) return month
  }
  return extra[key] ?? null
}
