import { escaped } from '../../../html-text.ts'
import { problems } from '../../../problem.ts'
import type { StoreActivity, StoreStatistics } from '../../../store/store.ts'
import { publicPath } from '../../public-address.ts'
import { emptyMarkup } from './articles.ts'
import { sourceLink, timeMarkup } from './hits.ts'
import { jsonForm, link, roomPage } from './layout.ts'
import { plotMarkup } from './plot.ts'
import { addressOf, listOfPeriod, stateOf } from './state.ts'
import { type View, written } from './view.ts'

/** Sources that the page shows, those with the most articles. */
const mostSources = 20

/** The desk of the archive's keeper: what came in, what was refused, where fields are missing or doubted. */
export function deskPage(view: View, statistics: StoreStatistics, activity: StoreActivity): string {
  const { words, url } = view
  const main = `<h1>${words.desk}</h1>
<p class="more">${link(publicPath('/try'), words.try)}</p>
${statistics.articles === 0 ? emptyMarkup(view) : ''}<div class="columns halves">
<section>
<h2>${words.totals}</h2>
${totalsTable(view, statistics)}</section>
<section>
<h2>${words.largestSources}</h2>
${sourcesTable(view, statistics)}</section>
<section>
<h2>${words.imports}</h2>
${importsTable(view, activity)}</section>
<section>
<h2>${words.failures}</h2>
${refusalsTable(view, activity)}</section>
<section>
<h2>${words.missingBySource}</h2>
${doubtsTable(view, activity, 'missing')}</section>
<section>
<h2>${words.warningsBySource}</h2>
${doubtsTable(view, activity, 'warning')}</section>
</div>
${plotMarkup(view, {
  size: 'page',
  curves: [
    { name: words.all, months: new Map(statistics.byMonth.map(({ month, articles }) => [month, articles])) },
  ],
  hrefOf: listOfPeriod,
})}`
  return roomPage(view, { title: words.desk, main, alternates: [jsonForm('/stats', stateOf(url))] })
}

/** @param rows cells as HTML; the first of a row is its head */
export function tableMarkup(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = head.map((cell) => `<th scope="col">${cell}</th>`)
  const lines = rows.map(
    ([first, ...cells]) =>
      `<tr><th scope="row">${first}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`,
  )
  const top = head.length === 0 ? '' : `<tr>${heads.join('')}</tr>\n`
  return `<table>\n${top}${lines.join('')}</table>\n`
}

function totalsTable(view: View, totals: StoreStatistics): string {
  const { words } = view
  const number = (count: number) => written(view, count)
  return tableMarkup(
    [],
    [
      [words.articles, link(publicPath('/articles'), number(totals.articles))],
      [words.tags, link(publicPath('/tags'), number(totals.tags))],
      [words.revisions, number(totals.revisions)],
      [words.deleted, number(totals.deleted)],
      [words.rawSize, sizeWritten(view, totals.rawSize)],
      [words.storeSize, sizeWritten(view, totals.size)],
    ],
  )
}

function sourcesTable(view: View, { bySource }: StoreStatistics): string {
  const { words } = view
  const largest = [...bySource].sort((a, b) => b.articles - a.articles).slice(0, mostSources)
  if (largest.length === 0) return `<p>${words.none}</p>\n`
  const rows = largest.map(({ source, articles }) => [
    source === null
      ? link(addressOf('/articles', [['source', 'none']]), words.noSource)
      : sourceLink(view, source),
    written(view, articles),
  ])
  return tableMarkup([words.source, words.articles], rows)
}

function importsTable(view: View, { imports }: StoreActivity): string {
  const { words } = view
  if (imports.length === 0) return `<p>${words.none}</p>\n`
  const rows = imports.map(({ day, pages, articles, size }) => [
    timeMarkup(view, day),
    written(view, pages),
    written(view, articles),
    size === null ? '' : sizeWritten(view, size),
  ])
  return tableMarkup([words.day, words.pagesTaken, words.newArticles, words.storeSize], rows)
}

function refusalsTable(view: View, { refusals }: StoreActivity): string {
  const { words } = view
  if (refusals.length === 0) return `<p>${words.noFailures}</p>\n`
  const rows = refusals.map(({ problem, pages, lastAt }) => [
    `<a lang="en" href="${publicPath(`/problems/${problem}`)}">${escaped(problems[problem][1])}</a>`,
    written(view, pages),
    timeMarkup(view, lastAt),
  ])
  return tableMarkup([words.reason, words.pagesTaken, words.lastTime], rows)
}

type Doubt = StoreActivity['doubts'][number]

/** @returns the list of the articles */
export const doubtPath = ({ source, kind, value }: Doubt): string =>
  addressOf('/articles', [
    [kind, value],
    ['source', source ?? 'none'],
  ])

/** Rows of a table of doubts, those with the most articles. */
const mostDoubts = 40

function doubtsTable(view: View, { doubts }: StoreActivity, kind: Doubt['kind']): string {
  const { words, publishers } = view
  const some = doubts.filter((doubt) => doubt.kind === kind).slice(0, mostDoubts)
  if (some.length === 0) return `<p>${words.none}</p>\n`
  const rows = some.map((doubt) => {
    const { source, value, articles } = doubt
    const name = source === null ? words.noSource : (publishers.get(source) ?? source)
    return [
      `<span lang="und">${escaped(name)}</span>`,
      `<code>${escaped(value)}</code>`,
      link(doubtPath(doubt), written(view, articles)),
    ]
  })
  return tableMarkup([words.source, words[kind], words.articles], rows)
}

/** @returns bytes in the unit that is read most easily: 172 MB */
function sizeWritten({ language }: View, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    maximumSignificantDigits: 3,
  })
  return format.format(bytes / 1000 ** step)
}
