import { range } from 'd3-array'
import { publicPath } from '../../public-address.ts'
import { emptyMarkup, listForms } from './articles.ts'
import { type Hit, hitsMarkup } from './hits.ts'
import { jsonForm, link, roomPage } from './layout.ts'
import { plotMarkup } from './plot.ts'
import { addressOf, daysOf, listOfPeriod, stateOf } from './state.ts'
import { articlesIn, dateWritten, type View, written } from './view.ts'

/** Articles by date: years (2022), months (2022-08) or days. */
export type Counts = ReadonlyMap<string, number>

const dayPath = (date: string): string => publicPath(`/days/${date}`)

/** The years of the archive, each with its months. */
export function yearsPage(view: View, months: Counts): string {
  const { words, url } = view
  const years = [...new Set([...months.keys()].map((month) => month.slice(0, 4)))].sort().reverse()
  const numbers = range(1, 13).map((month) => String(month).padStart(2, '0'))
  const head = numbers.map((month) => `<th scope="col">${monthName(view, month)}</th>`)
  const rows = years.map((year) => {
    const cells = numbers.map((number) => {
      const month = `${year}-${number}`
      const count = months.get(month)
      const name = `${dateWritten(view, month)}${view.words.colon}${count === undefined ? '' : articlesIn(view, count)}`
      return count === undefined
        ? '<td></td>'
        : `<td><a href="${dayPath(month)}" aria-label="${name}">${written(view, count)}</a></td>`
    })
    return `<tr><th scope="row"><a href="${dayPath(year)}">${year}</a></th>${cells.join('')}</tr>\n`
  })
  const table = `<section class="scroll" tabindex="0" aria-label="${words.years}">
<table>
<tr><th scope="col">${words.year}</th>${head.join('')}</tr>
${rows.join('')}</table>
</section>
`
  const plot = plotMarkup(view, {
    size: 'page',
    curves: [{ name: words.all, months }],
    hrefOf: dayPath,
    hasTable: false,
  })
  const main = `<h1>${words.days}</h1>
${years.length === 0 ? emptyMarkup(view) : plot + table}`
  return roomPage(view, { title: words.days, main, alternates: [jsonForm('/days', stateOf(url))] })
}

export type PeriodFacts = {
  /** A year or a month. */
  date: string
  /** Articles by day. */
  days: Counts
  /** The years or months before and behind it that have articles. */
  previous: string | null
  next: string | null
  /** Of a month: its newest articles. */
  hits: readonly Hit[]
}

/** A year or a month as calendars: each day leads to its articles. */
export function periodPage(view: View, { date, days, previous, next, hits }: PeriodFacts): string {
  const { words } = view
  const isYear = date.length === 4
  const months = isYear ? range(1, 13).map((month) => `${date}-${String(month).padStart(2, '0')}`) : [date]
  const total = [...days.values()].reduce((sum, count) => sum + count, 0)
  const way = (to: string | null, rel: string, label: string) =>
    to === null
      ? ''
      : `<a class="way" rel="${rel}" href="${dayPath(to)}">${label}${view.words.colon}${dateWritten(view, to)}</a>\n`
  const title = dateWritten(view, date)
  const up = isYear
    ? link(publicPath('/days'), words.days)
    : link(dayPath(date.slice(0, 4)), dateWritten(view, date.slice(0, 4)))
  const calendars = `<div class="calendars">\n${months.map((month) => calendarMarkup(view, month, days, isYear)).join('')}</div>\n`
  const more =
    hits.length < total ? `<p class="more">${link(listOfPeriod(date), words.allArticles)}</p>\n` : ''
  const content = isYear
    ? calendars
    : `<div class="columns">
${calendars}<section aria-label="${words.results}">
${hitsMarkup(view, hits, { list: Object.entries(daysOf(date)) })}${more}</section>
</div>
`
  const main = `<p class="place">${up}</p>
<h1>${title}</h1>
<p class="facts">${link(listOfPeriod(date), articlesIn(view, total))}</p>
${content}<nav class="pages" aria-label="${words.pages}"><p>${way(previous, 'prev', words.previous)}${way(next, 'next', words.following)}</p></nav>
`
  const feeds = listForms('/articles', [], Object.entries(daysOf(date))).slice(1)
  return roomPage(view, { title, main, alternates: [jsonForm(`/days/${date}`, []), ...feeds] })
}

/** One month as a calendar whose weeks begin on Monday. */
function calendarMarkup(view: View, month: string, days: Counts, isOneOfMany: boolean): string {
  const { words } = view
  const { from, to } = daysOf(month)
  const before = (new Date(from).getUTCDay() + 6) % 7
  const cells = [
    ...range(before).map(() => '<td></td>'),
    ...range(1, Number(to.slice(8)) + 1).map((number) => dayCell(view, month, number, days)),
  ]
  const weeks = range(0, cells.length, 7).map((at) => `<tr>${cells.slice(at, at + 7).join('')}</tr>\n`)
  const name = dateWritten(view, month)
  const heading = isOneOfMany ? `<h2>${link(dayPath(month), name)}</h2>\n` : ''
  const head = words.weekdays.split(' ').map((day) => `<th scope="col">${day}</th>`)
  return `<div>
${heading}<table class="calendar" aria-label="${name}">
<tr>${head.join('')}</tr>
${weeks.join('')}</table>
</div>
`
}

function dayCell(view: View, month: string, number: number, days: Counts): string {
  const day = `${month}-${String(number).padStart(2, '0')}`
  const count = days.get(day)
  if (count === undefined) return `<td>${number}</td>`
  const href = addressOf('/articles', Object.entries(daysOf(day))).replaceAll('&', '&amp;')
  return `<td><a href="${href}">${number} <small>${written(view, count)}</small></a></td>`
}

function monthName({ language }: View, number: string): string {
  const format = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' })
  return format.format(new Date(`2000-${number}-01`))
}
