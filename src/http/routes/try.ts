import { z } from 'zod'
import { PageHintsMessage, PageMessage, pageTypes } from '../../ingest/containers/page-message.ts'
import { answerJson } from '../answer/answer.ts'
import { answerPage, pageForBrowsers, pageParameters, wantsPage } from '../answer/page.ts'
import { examplePage } from '../openapi/examples.ts'
import { type Operation, operation } from '../operation.ts'
import { problemJson } from '../public-address.ts'
import { tryPage } from '../representations/pages/try.ts'
import { onePageTypes, readBody } from '../request/bodies.ts'
import { formType, isForm, readPageForm } from '../request/page-form.ts'
import { ProblemBody } from '../schemas/archive.ts'
import { ParsedArticle } from '../schemas.ts'
import { withShare } from './ingest-batch.ts'

const { format, lang, script } = pageParameters

const getTryForm = operation({
  id: 'getTryForm',
  method: 'get',
  path: '/try',
  group: 'ingest',
  summary: 'A form to try how a page is read',
  access: 'open',
  query: z.object({ lang, script }),
  answers: {
    200: { description: 'The form.', content: { 'text/html': { schema: null } }, headers: ['ETag'] },
  },
  problems: [],
  handle: (_context, { request, reply }) => answerPage(request, reply, [], (view) => tryPage(view, null)),
})

const Tried = z
  .strictObject({
    article: ParsedArticle.nullable(),
    problem: ProblemBody.nullable().meta({ description: 'Why the page has no article.' }),
    trace: z
      .array(
        z.strictObject({
          field: z.string().meta({ description: '`removed`: what was left out of the body.' }),
          rule: z.string(),
          where: z.string().meta({ description: 'The part of the page.' }),
          value: z.string().optional(),
        }),
      )
      .meta({ description: 'Which rule read what from which part of the page.' }),
  })
  .meta({ id: 'Tried' })

const tryArticle = operation({
  id: 'tryPage',
  method: 'post',
  path: '/try',
  group: 'ingest',
  summary: 'See how a page is read',
  description: `Nothing is stored. The body may also be the page itself (${pageTypes.join(', ')}), or a form (${formType}) with \`page\`, a file, or \`text\`, and \`url\`.`,
  access: 'open',
  parses: true,
  query: z.object({ ...PageHintsMessage.shape, format, lang, script }),
  body: {
    description: 'A page.',
    content: { 'application/json': { schema: PageMessage, example: examplePage } },
  },
  answers: {
    200: {
      description: 'What the page says, and by which rules.',
      content: { 'application/json': { schema: Tried } },
      alternatives: [pageForBrowsers],
      headers: ['Vary'],
    },
  },
  problems: ['no-article', 'too-many-requests'],
  async handle(context, { query, request, reply }) {
    const { format, lang: _, script: __, ...hints } = query
    const isPage = wantsPage(request, reply, { format })
    await request.server.parseLimit?.(request, reply)
    const outcome = await withShare(context, async (share) => {
      const { MAX_PAGE_SIZE } = context.config
      const reading = { ...context, share }
      const body = isForm(request)
        ? await readPageForm(request, MAX_PAGE_SIZE, reading)
        : await readBody(request, hints, MAX_PAGE_SIZE, reading, onePageTypes)
      return context.load.parses.run(reply.raw, async () => {
        const taken = typeof body === 'function' ? { page: await body() } : body
        if (!('page' in taken)) throw new Error('a stream among the types of pages')
        return context.parser.parse(taken.page, true)
      })
    })
    const { trace } = outcome
    const problem = 'problem' in outcome ? outcome.problem : null
    if (problem !== null && problem.status >= 500) throw problem
    if (isPage) return answerPage(request, reply, context.sources, (view) => tryPage(view, outcome))
    const article = 'article' in outcome ? outcome.article : null
    return answerJson(request, reply, { article, problem: problem && problemJson(problem), trace })
  },
})

export const tryOperations: Operation[] = [getTryForm, tryArticle]
