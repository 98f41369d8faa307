import { z } from 'zod'
import { Problem } from '../../problem.ts'
import type { FacetName } from '../../query.ts'
import type { Store } from '../../store/store.ts'
import { answerJson } from '../answer/answer.ts'
import { countsOf } from '../answer/list-page.ts'
import { answerPage, hitsOf, pageForBrowsers, pageParameters, wantsPage } from '../answer/page.ts'
import { type Operation, operation } from '../operation.ts'
import { publicPath } from '../public-address.ts'
import { periodPage, yearsPage } from '../representations/pages/days.ts'
import { daysOf, listOfPeriod } from '../representations/pages/state.ts'

const DateCount = z
  .strictObject({ date: z.string(), articles: z.int().min(1), href: z.string() })
  .meta({ id: 'DateCount', description: 'The articles of a year, a month or a day.' })

const DateList = z.strictObject({ items: z.array(DateCount) }).meta({ id: 'DateList' })

const example = { items: [{ date: '2022-08', articles: 97, href: '/days/2022-08' }] }

/** Counts by date are kept, for the whole archive and for each day: nothing is counted here. */
async function countsIn(store: Store, period: string | null, facet: FacetName): Promise<Map<string, number>> {
  const filter = period === null ? {} : daysOf(period)
  const { facets } = await store.list({ filter, sort: 'newest', limit: 0, facets: [facet] })
  return countsOf(facets, facet)
}

/** @returns dates with their articles, the earliest first */
const itemsOf = (counts: ReadonlyMap<string, number>, hrefOf: (date: string) => string) => ({
  items: [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, articles]) => ({ date, articles, href: hrefOf(date) })),
})

const listYears = operation({
  id: 'listDays',
  method: 'get',
  path: '/days',
  group: 'archive',
  summary: 'Years with their articles',
  access: 'open',
  isKept: true,
  query: z.object(pageParameters),
  answers: {
    200: {
      description: 'Each year in which articles were published.',
      content: { 'application/json': { schema: DateList, example } },
      alternatives: [pageForBrowsers],
      headers: ['ETag', 'Vary'],
    },
  },
  problems: [],
  async handle({ store, sources }, { query, request, reply }) {
    if (!wantsPage(request, reply, query)) {
      const years = await countsIn(store, null, 'year')
      return answerJson(
        request,
        reply,
        itemsOf(years, (year) => publicPath(`/days/${year}`)),
      )
    }
    const months = await countsIn(store, null, 'month')
    return answerPage(request, reply, sources, (view) => yearsPage(view, months))
  },
})

/** Articles of a month that its page shows. */
const shownArticles = 20

const getDays = operation({
  id: 'getDays',
  method: 'get',
  path: '/days/{date}',
  group: 'archive',
  summary: 'The months of a year, or the days of a month',
  access: 'open',
  isKept: true,
  pathParameters: z.object({
    date: z
      .string()
      .regex(
        /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/,
        'must be 2022, 2022-08 or 2022-08-15',
      )
      .meta({ description: 'A year, a month or a day.', example: '2022-08' }),
  }),
  query: z.object(pageParameters),
  answers: {
    200: {
      description: 'The months or days on which articles were published, by the clocks of their pages.',
      content: { 'application/json': { schema: DateList, example } },
      alternatives: [pageForBrowsers],
      headers: ['ETag', 'Vary'],
    },
    308: { description: 'The articles of a day are at Location.', headers: ['Location'] },
  },
  problems: [],
  async handle({ store, sources }, { path, query, request, reply }) {
    const { date } = path
    if (date.length > 7) {
      reply.code(308).header('location', listOfPeriod(date)).send()
      return
    }
    const isPage = wantsPage(request, reply, query)
    const isYear = date.length === 4
    if (!isPage) {
      const counts = await countsIn(store, date, isYear ? 'month' : 'day')
      return answerJson(
        request,
        reply,
        itemsOf(counts, isYear ? (month) => publicPath(`/days/${month}`) : listOfPeriod),
      )
    }
    const days = await countsIn(store, date, 'day')
    const known = [...(await countsIn(store, null, isYear ? 'year' : 'month')).keys()].sort()
    if (known.length === 0) throw new Problem('not-found', 'No article has a date yet.')
    const list = await store.list({
      filter: daysOf(date),
      sort: 'newest',
      limit: isYear ? 0 : shownArticles,
    })
    const facts = {
      date,
      days,
      previous: known.filter((other) => other < date).at(-1) ?? null,
      next: known.find((other) => other > date) ?? null,
      hits: hitsOf(list.items),
    }
    return answerPage(request, reply, sources, (view) => periodPage(view, facts))
  },
})

export const dayOperations: Operation[] = [listYears, getDays]
