import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PageHintsMessage, PageMessage, pageTypes } from '../../ingest/containers/page-message.ts'
import type { Page, PageHints } from '../../page.ts'
import { Problem, type ProblemName } from '../../problem.ts'
import { type Answer, jsonOf } from '../../store/store.ts'
import { answerJson, jsonType } from '../answer/answer.ts'
import { articleEtag, articleJson } from '../answer/article-json.ts'
import { exampleArticle, examplePage } from '../openapi/examples.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { articlePath, withPublicPaths } from '../public-address.ts'
import { ndjsonType, onePageTypes, readBody } from '../request/bodies.ts'
import { checkPreconditions, hasPreconditions } from '../request/preconditions.ts'
import { IngestLine } from '../schemas/lines.ts'
import { Article, articleHeaders, onlyExampleId } from '../schemas.ts'
import { dryRun, takeStream, withShare } from './ingest-batch.ts'

const pageContent = { 'application/json': { schema: PageMessage, example: examplePage } }
const otherBodies = `The body may also be the page itself (${pageTypes.join(', ')}): the parameters say then what the page does not.`
const resultHeaders = [...articleHeaders, 'Ingest-Result', 'Location'] as const
const articleContent = { 'application/json': { schema: Article, example: exampleArticle } }
const ingestProblems: ProblemName[] = ['conflict', 'no-article', 'unreadable-page']

/** What storing a page would do. */
const previewed = ({ load, ingest }: Context, page: Page, reply: FastifyReply) =>
  load.writes.run(reply.raw, () => ingest.preview(page))

/** Stores a page and answers with its article: 201 where it is new. */
async function takePage(
  context: Context,
  page: Page,
  isDryRun: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  reply.header('vary', 'Accept-Encoding')
  if (isDryRun) {
    const { result, article } = await previewed(context, page, reply)
    reply.header('ingest-result', result)
    return answerJson(request, reply, withPublicPaths(article))
  }
  const { result, id } = await context.load.writes.run(reply.raw, () => context.ingest.page(page))
  const stored = await storedArticle(context, id)
  reply.code(result === 'created' ? 201 : 200).headers({ 'ingest-result': result, location: articlePath(id) })
  const { updatedAt } = stored
  reply.header('etag', `"${articleEtag(stored)}"`).header('last-modified', new Date(updatedAt).toUTCString())
  reply.header('content-type', jsonType).send(articleJson(jsonOf(stored)))
}

/** @throws Problem conflict where somebody has deleted it in the meantime: a 410 would say that nothing was stored */
async function storedArticle({ store }: Context, id: string): Promise<Answer> {
  try {
    return await store.article(id)
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== 'gone') throw error
    throw new Problem('conflict', `The article ${id} was stored, and was deleted before this answer.`)
  }
}

const ingestArticles = operation({
  id: 'ingestArticles',
  method: 'post',
  path: '/articles',
  group: 'ingest',
  summary: 'Ingest a page',
  description: `${otherBodies} The body may also hold many pages, in any type that POST /articles/batch takes, and is answered as there.`,
  access: 'write',
  query: z.object({ ...PageHintsMessage.shape, dryRun }),
  body: { description: 'A page.', content: pageContent },
  answers: {
    200: {
      description: 'The article was known.',
      content: articleContent,
      alternatives: [{ when: 'For many pages', mediaType: ndjsonType, lines: IngestLine }],
      headers: resultHeaders,
    },
    201: {
      description: 'The article is new.',
      content: articleContent,
      headers: resultHeaders,
    },
  },
  problems: ['precondition-failed', ...ingestProblems],
  async handle(context, { query, request, reply }) {
    const { dryRun: isDryRun = false, ...hints } = query
    return withShare(context, async (share) => {
      const body = await readBody(request, hints, context.config.MAX_PAGE_SIZE, { ...context, share })
      if (!('page' in body)) return takeStream(context, body.items, isDryRun, request, reply)
      const { page } = body
      if (hasPreconditions(request)) {
        const id = page.hints.id ?? (await previewed(context, page, reply)).article.id
        await checkPreconditions(context.store, id, request)
      }
      return takePage(context, page, isDryRun, request, reply)
    })
  },
})

const putArticle = operation({
  id: 'putArticle',
  method: 'put',
  path: '/articles/{id}',
  group: 'ingest',
  summary: 'Ingest a page as the article of this id',
  description: otherBodies,
  access: 'write',
  pathParameters: onlyExampleId,
  query: z.object({ ...PageHintsMessage.omit({ id: true }).shape, dryRun }),
  body: { description: 'A page.', content: pageContent },
  answers: {
    200: {
      description: 'The article was known.',
      content: articleContent,
      headers: resultHeaders,
    },
    201: {
      description: 'The article is new.',
      content: articleContent,
      headers: resultHeaders,
    },
  },
  problems: ['precondition-failed', ...ingestProblems],
  async handle(context, { path, query, request, reply }) {
    const { dryRun: isDryRun = false, ...rest } = query
    const hints: PageHints = { ...rest, id: path.id }
    return withShare(context, async (share) => {
      const body = await readBody(
        request,
        hints,
        context.config.MAX_PAGE_SIZE,
        { ...context, share },
        onePageTypes,
      )
      if (!('page' in body)) throw new Error('a stream among the types of one page')
      if (body.page.hints.id !== path.id) {
        const message = `It differs from the address, which says ${path.id}.`
        throw new Problem('invalid-parameter', `/id: ${message}`, { errors: [{ pointer: '/id', message }] })
      }
      await checkPreconditions(context.store, path.id, request)
      return takePage(context, body.page, isDryRun, request, reply)
    })
  },
})

export const ingestOperations: Operation[] = [ingestArticles, putArticle]
