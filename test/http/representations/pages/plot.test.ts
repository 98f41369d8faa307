import * as cheerio from 'cheerio'
import t from 'tap'
import { plotMarkup } from '../../../../src/http/representations/pages/plot.ts'
import { viewIn } from '../../../../src/http/representations/pages/view.ts'

const monthsOf = (from: number, years: number) =>
  new Map(
    Array.from({ length: years * 12 }, (_, month): [string, number] => [
      `${from + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      (month % 7) + 1,
    ]),
  )
const long = (period: string) => `/articles?from=${period}&${'q=x&'.repeat(50)}`
const short = (period: string) => `/days/${period}`

const rows: [name: string, years: number, hrefOf: (period: string) => string, links: RegExp | null][] = [
  ['a few years: the months', 5, short, /^\/days\/2001-01$/],
  ['more months than there is room for: their years', 22, short, /^\/days\/2001$/],
  ['long addresses: the years as well', 10, long, /from=2001&/],
  ['a century: the years', 100, short, /^\/days\/2001$/],
  ['no room for the years either: none', 100, long, null],
]

t.test('the bars of a plot lead to what there is room for', async (t) => {
  for (const [name, years, hrefOf, links] of rows) {
    const curves = [{ name: 'all', months: monthsOf(2001, years) }]
    const markup = plotMarkup(viewIn('en', '/', new Map()), { size: 'page', curves, hrefOf, hasTable: false })
    const $ = cheerio.load(markup)
    if (links === null) t.equal($('.bars a').length, 0, name)
    else t.match($('.bars a').first().attr('href'), links, name)
    const bars = $('.bars path')
      .toArray()
      .reduce((sum, path) => sum + ($(path).attr('d')?.match(/M/g)?.length ?? 0), 0)
    t.equal(bars, years > 25 ? years : years * 12, `${name}: all bars are drawn`)
    t.ok(markup.length < 20_000, `${name}: ${markup.length} characters`)
  }
})
