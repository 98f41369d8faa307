import { max, range } from 'd3-array'
import { scaleBand, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { escaped } from '../../../html-text.ts'
import { attribute } from '../markup.ts'
import { link } from './layout.ts'
import { dateWritten, type View, written } from './view.ts'

/** Articles by month (2022-08). `language`: of the name, where it is not the page's. */
export type Curve = { name: string; language?: string; months: ReadonlyMap<string, number> }

export type Plot = {
  /** Whether it is as wide as the page or as one of its columns. */
  size: keyof typeof widths
  curves: readonly Curve[]
  /** All articles by month: the curves then show their share of them. */
  whole?: ReadonlyMap<string, number> | undefined
  /** @param period a month or a year; @returns the address of its articles */
  hrefOf(period: string): string
  /** False where the page has a table of the same numbers itself. */
  hasTable?: boolean
}

/** Values that a plot shows by month; where there are more it shows them by year. */
const mostValues = 300
/** Characters of a plot's bars with their links: where each cannot be one, the bars of a year are, or those of the table alone. */
const roomForBars = 13_000

const height = 210
const widths = { column: 720, page: 1080 } as const
const margin = { top: 16, bottom: 36 }
/** What a character of the scale takes beside the plot. */
const roomOfCharacter = 12
/** A bar of one article is seen as well. */
const leastBar = 2
const mostYearLabels = 6

/** One value of a curve at a period: articles, or their share of all articles (0 to 1). */
type Values = { curve: Curve; at: ReadonlyMap<string, number> }

/** @returns the curves as a plot, with a table of the same numbers; nothing for articles of one month or without a date */
export function plotMarkup(view: View, plot: Plot): string {
  const { words } = view
  const { size, curves, whole, hrefOf, hasTable = true } = plot
  const width = widths[size]
  const months = [...new Set(curves.flatMap(({ months }) => [...months.keys()]))].sort()
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined || first === last) return ''
  const every = monthsBetween(first, last)
  const isByYear = every.length * curves.length > mostValues
  const periods = isByYear ? [...new Set(every.map(yearOf))] : every
  const wholes = whole && (isByYear ? byYear(whole) : whole)
  const values = curves.map((curve): Values => {
    const counts = isByYear ? byYear(curve.months) : curve.months
    const at = periods.map((period): [string, number] => {
      const count = counts.get(period) ?? 0
      const of = wholes?.get(period)
      return [period, wholes === undefined ? count : of === undefined || of === 0 ? 0 : count / of]
    })
    return { curve, at: new Map(at) }
  })
  const writtenValue = valueWriter(view, whole !== undefined)
  const legend =
    curves.length < 2
      ? ''
      : `<ul class="legend">\n${curves.map(({ name, language }, index) => `<li class="curve-${index}"><span${attribute('lang', language)}>${escaped(name)}</span></li>\n`).join('')}</ul>\n`
  const tableOf = isByYear ? yearsTable : monthsTable
  const table = `<details>
<summary>${words.asNumbers}</summary>
<section class="scroll" tabindex="0" aria-label="${words.asNumbers}">
${tableOf(view, periods, values, hrefOf, writtenValue)}</section>
</details>
`
  return `<figure class="plot ${size}">
<figcaption>${labelOf(view, isByYear, whole !== undefined)}</figcaption>
${svgMarkup(view, width, periods, values, hrefOf, writtenValue, whole !== undefined)}${legend}${hasTable ? table : ''}</figure>
`
}

function labelOf({ words }: View, isByYear: boolean, isShare: boolean): string {
  if (isByYear) return isShare ? words.shareByYear : words.curveByYear
  return isShare ? words.shareByMonth : words.curve
}

type Write = (value: number) => string

function valueWriter(view: View, isShare: boolean): Write {
  if (!isShare) return (value) => written(view, value)
  const format = new Intl.NumberFormat(view.language, { style: 'percent', maximumSignificantDigits: 2 })
  return (value) => format.format(value)
}

function svgMarkup(
  view: View,
  width: number,
  periods: readonly string[],
  values: readonly Values[],
  hrefOf: Plot['hrefOf'],
  writtenValue: Write,
  isShare: boolean,
): string {
  const highest = max(values, ({ at }) => max(at.values())) ?? 0
  const y = scaleLinear([0, highest === 0 ? 1 : highest], [height - margin.bottom, margin.top]).nice(4)
  const ticks = y.ticks(4).filter((tick) => isShare || Number.isInteger(tick))
  const left = roomOfCharacter * Math.max(...ticks.map((tick) => writtenValue(tick).length))
  const x = scaleBand(periods, [left, width]).paddingInner(0.15)
  const grid = ticks.map((tick) => {
    const at = round(y(tick))
    return [
      `<path class="grid" d="M0 ${at}H${width}"/>`,
      tick === 0 ? '' : `<text x="0" y="${round(at - 4)}">${writtenValue(tick)}</text>`,
    ] as const
  })
  const years = [...new Set(periods.map(yearOf))]
  const step = Math.ceil(years.length / mostYearLabels)
  const labels = years
    .filter((_, index) => index % step === 0)
    .map((year) => {
      const start = x(periods.find((period) => yearOf(period) === year) ?? '') ?? 0
      return `<text x="${round(start)}" y="${height - 8}">${year}</text>\n`
    })
  const shown =
    values.length === 1
      ? barsMarkup(view, periods, values[0]!, { x, y }, hrefOf, writtenValue)
      : values.map(({ at }, index) => {
          const path = line<string>(
            (period) => round((x(period) ?? 0) + x.bandwidth() / 2),
            (period) => round(y(at.get(period) ?? 0)),
          )(periods)
          return `<path class="line curve-${index}"${attribute('d', path)}/>\n`
        })
  return `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">\n${grid.map(([rule]) => rule).join('')}\n${[shown].flat().join('')}${grid.map(([, value]) => value).join('')}\n${labels.join('')}</svg>\n`
}

type Scales = {
  x: ReturnType<typeof scaleBand<string>>
  y: ReturnType<typeof scaleLinear<number, number>>
}

/** Bars, each a link for the pointer; who uses the keyboard has those of the table. */
function barsMarkup(
  view: View,
  periods: readonly string[],
  { at }: Values,
  { x, y }: Scales,
  hrefOf: Plot['hrefOf'],
  writtenValue: Write,
): string {
  const base = height - margin.bottom
  const size = Math.max(0.5, round(x.bandwidth()))
  const bars = periods.flatMap((period) => {
    const value = at.get(period) ?? 0
    if (value === 0) return []
    const top = Math.min(base - leastBar, y(value))
    return [{ period, value, path: `M${round(x(period) ?? 0)} ${base}V${round(top)}h${size}V${base}z` }]
  })
  const pathOf = (some: readonly { path: string }[]) => `<path d="${some.map(({ path }) => path).join('')}"/>`
  const linked = (period: string, title: string, path: string) =>
    `<a${attribute('href', hrefOf(period))} tabindex="-1"><title>${title}</title>${path}</a>\n`
  const each = bars.map((bar) =>
    linked(
      bar.period,
      `${dateWritten(view, bar.period)}${view.words.colon}${writtenValue(bar.value)}`,
      pathOf([bar]),
    ),
  )
  const byYear = Map.groupBy(bars, ({ period }) => yearOf(period))
  const ofYears = [...byYear].map(([year, some]) => linked(year, year, pathOf(some)))
  const shown = [each.join(''), ofYears.join(''), `${pathOf(bars)}\n`]
  return `<g class="bars">\n${shown.find(({ length }) => length <= roomForBars) ?? shown.at(-1)}</g>\n`
}

/** A row for each year with articles and each curve, a column for each month. */
function monthsTable(
  view: View,
  periods: readonly string[],
  values: readonly Values[],
  hrefOf: Plot['hrefOf'],
  writtenValue: Write,
): string {
  const numbers = range(1, 13).map((month) => String(month).padStart(2, '0'))
  const format = new Intl.DateTimeFormat(view.language, { month: 'short', timeZone: 'UTC' })
  const head = numbers.map((month) => `<th scope="col">${format.format(new Date(`2000-${month}-01`))}</th>`)
  const isFilled = (year: string) =>
    values.some(({ at }) => numbers.some((month) => (at.get(`${year}-${month}`) ?? 0) > 0))
  const rows = [...new Set(periods.map(yearOf))].filter(isFilled).flatMap((year) =>
    values.map(({ curve, at }) => {
      const cells = numbers.map((month) => {
        const value = at.get(`${year}-${month}`) ?? 0
        return `<td>${value === 0 ? '' : writtenValue(value)}</td>`
      })
      return `<tr>${rowHead(year, hrefOf, curve, values.length)}${cells.join('')}</tr>\n`
    }),
  )
  return `<table>\n<tr><th scope="col">${view.words.year}</th>${head.join('')}</tr>\n${rows.join('')}</table>\n`
}

/** A row for each year, a column for each curve. */
function yearsTable(
  { words }: View,
  periods: readonly string[],
  values: readonly Values[],
  hrefOf: Plot['hrefOf'],
  writtenValue: Write,
): string {
  const names =
    values.length < 2
      ? [words.articles]
      : values.map(({ curve }) => `<span${attribute('lang', curve.language)}>${escaped(curve.name)}</span>`)
  const rows = periods.map((year) => {
    const cells = values.map(({ at }) => `<td>${writtenValue(at.get(year) ?? 0)}</td>`)
    return `<tr><th scope="row">${link(hrefOf(year), year)}</th>${cells.join('')}</tr>\n`
  })
  const head = [words.year, ...names].map((name) => `<th scope="col">${name}</th>`)
  return `<table>\n<tr>${head.join('')}</tr>\n${rows.join('')}</table>\n`
}

function rowHead(year: string, hrefOf: Plot['hrefOf'], { name, language }: Curve, curves: number): string {
  const named = curves < 2 ? '' : ` <span${attribute('lang', language)}>${escaped(name)}</span>`
  return `<th scope="row">${link(hrefOf(year), year)}${named}</th>`
}

const yearOf = (period: string): string => period.slice(0, 4)

const round = (number: number): number => Math.round(number * 10) / 10

/** @returns the months from the first to the last, both included */
function monthsBetween(first: string, last: string): string[] {
  const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
  return range(numberOf(first), numberOf(last) + 1).map(
    (number) =>
      `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`,
  )
}

function byYear(months: ReadonlyMap<string, number>): Map<string, number> {
  const years = new Map<string, number>()
  for (const [month, count] of months) years.set(yearOf(month), (years.get(yearOf(month)) ?? 0) + count)
  return years
}
