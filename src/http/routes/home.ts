import { z } from 'zod'
import { Problem, type ProblemName, problems } from '../../problem.ts'
import { answerJson } from '../answer/answer.ts'
import { answerPage, hitsOf, pageForBrowsers, pageParameters, wantsPage } from '../answer/page.ts'
import { risingTags } from '../answer/rising.ts'
import { type Input, type Operation, operation } from '../operation.ts'
import { publicPath } from '../public-address.ts'
import { placesJson } from '../representations/home.ts'
import { frontPage } from '../representations/pages/front.ts'
import {
  type ProblemExplanation as Explanation,
  explanationOf,
  explanations,
  problemPage,
  problemsPage,
} from '../representations/pages/problems.ts'
import type { View } from '../representations/pages/view.ts'

/** People get a page, programs JSON. */
function answerEither(
  { query, request, reply }: Input<unknown, z.output<typeof parameters>>,
  value: unknown,
  page: (view: View) => string,
) {
  return wantsPage(request, reply, query)
    ? answerPage(request, reply, [], page)
    : answerJson(request, reply, value)
}

const parameters = z.object(pageParameters)

const Home = z
  .strictObject({ name: z.string(), links: z.record(z.string(), z.string()) })
  .meta({ id: 'Home', description: 'Where to go from here.' })

const ProblemExplanation = z
  .strictObject({ type: z.string(), title: z.string(), status: z.int(), description: z.string() })
  .meta({ id: 'ProblemExplanation', description: "What a problem's type means." })

const ProblemExplanationList = z
  .strictObject({ items: z.array(ProblemExplanation) })
  .meta({ id: 'ProblemExplanationList' })

/** The newest articles that the front page shows, and those in which it looks for tags that rose. */
const shownArticles = 8
const lookedAt = 40

const getHome = operation({
  id: 'getHome',
  method: 'get',
  path: '/',
  group: 'service',
  summary: 'Where to go from here',
  access: 'open',
  isKept: true,
  query: parameters,
  answers: {
    200: {
      description: 'Links.',
      content: { 'application/json': { schema: Home } },
      alternatives: [pageForBrowsers],
      headers: ['ETag'],
    },
  },
  problems: [],
  async handle({ store, sources }, { query, request, reply }) {
    if (!wantsPage(request, reply, query)) return answerJson(request, reply, placesJson())
    const { articles, byMonth } = await store.statistics()
    const list = await store.list({ filter: {}, sort: 'newest', limit: lookedAt })
    const newest = hitsOf(list.items)
    const rising = await risingTags(store, newest, articles)
    const known = await store.sources()
    const facts = { articles, newest: newest.slice(0, shownArticles), sources: known, rising, byMonth }
    return answerPage(request, reply, sources, (view) => frontPage(view, facts))
  },
})

const listProblems = operation({
  id: 'listProblems',
  method: 'get',
  path: '/problems',
  group: 'service',
  summary: 'What the service can refuse',
  access: 'open',
  query: parameters,
  answers: {
    200: {
      description: 'All problems.',
      content: { 'application/json': { schema: ProblemExplanationList } },
      alternatives: [pageForBrowsers],
      headers: ['ETag'],
    },
  },
  problems: [],
  handle: (_context, input) =>
    answerEither(input, { items: explanations().map(withPublicType) }, problemsPage),
})

const getProblem = operation({
  id: 'getProblem',
  method: 'get',
  path: '/problems/{name}',
  group: 'service',
  summary: 'What a problem means',
  access: 'open',
  pathParameters: z.object({
    name: z
      .string()
      .min(1)
      .max(100)
      .meta({ description: "The last part of a problem's `type`.", example: 'not-found' }),
  }),
  query: parameters,
  answers: {
    200: {
      description: 'What it means.',
      content: { 'application/json': { schema: ProblemExplanation } },
      alternatives: [pageForBrowsers],
      headers: ['ETag'],
    },
  },
  problems: [],
  handle(_context, input) {
    const { path } = input
    if (!Object.hasOwn(problems, path.name)) throw new Problem('not-found', 'There is no such problem.')
    const explanation = explanationOf(path.name as ProblemName)
    return answerEither(input, withPublicType(explanation), (view) => problemPage(view, explanation))
  },
})

const withPublicType = (explanation: Explanation): Explanation => ({
  ...explanation,
  type: publicPath(explanation.type),
})

/** `/`, and the pages that problems' types lead to. */
export const homeOperations: readonly Operation[] = [getHome, listProblems, getProblem]
