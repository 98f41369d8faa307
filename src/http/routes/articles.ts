import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Article, ArticleSummary } from '../../article.ts'
import { Problem } from '../../problem.ts'
import { time } from '../../query.ts'
import type { Answer } from '../../store/store.ts'
import { answerJson } from '../answer/answer.ts'
import { answerArticle } from '../answer/article.ts'
import { articleAt, redirectToMemento } from '../answer/memento.ts'
import { pageParameters } from '../answer/page.ts'
import { ListState, placeIn } from '../answer/place-in-list.ts'
import { exampleArticle, examples } from '../openapi/examples.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { articlePath, withPublicPaths } from '../public-address.ts'
import type { Around } from '../representations/facts.ts'
import { forms } from '../representations/forms.ts'
import type { Hit } from '../representations/pages/hits.ts'
import { namesOf, only } from '../request/fields.ts'
import { checkPreconditions } from '../request/preconditions.ts'
import { NewsArticle } from '../schemas/standards.ts'
import {
  Article as ArticleSchema,
  articleHeaders,
  articleMembers,
  articleProblems,
  Choices,
  fieldsOf,
  IdPath,
  inWords,
  Limit,
  onlyExampleId,
  onlyId,
  SimilarList,
} from '../schemas.ts'
import { ingestOperations } from './ingest.ts'
import { batchOperations } from './ingest-batch.ts'
import { listArticles } from './list-articles.ts'

/**
 * @param text an id, or a source's own id of the article
 * @returns the article; null where the answer was another: 301 to the one article of a native id, 300 for several
 * @throws Problem not-found, gone
 */
async function resolved(
  context: Context,
  text: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Answer | null> {
  try {
    return await context.store.article(text)
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== 'not-found') throw error
    const ids = await context.store.idsOfNativeId(text)
    const [first] = ids
    if (first === undefined) throw error
    const addressOf = (id: string) => {
      const query = request.url.split('?')[1]
      return `${articlePath(id)}${query === undefined ? '' : `?${query}`}`
    }
    if (ids.length === 1) {
      reply.code(301).header('location', addressOf(first)).send()
      return null
    }
    reply.code(300)
    await answerJson(request, reply, {
      nativeId: text,
      choices: ids.map((id) => ({ id, href: addressOf(id) })),
    })
    return null
  }
}

const otherForms = forms.filter(({ name }) => name !== 'json')

/** What the reading page shows around an article. */
async function aroundArticle({ store }: Context, id: string, list?: string): Promise<Around> {
  const [similar, place] = await Promise.all([
    store.similar(id, mostSimilar),
    list === undefined ? null : placeIn(store, list, id),
  ])
  return {
    place,
    similar: similar.map(({ json, similarity, kind }) => ({
      ...(JSON.parse(json.toString()) as Hit),
      similarity,
      kind,
    })),
  }
}

/** Similar articles that a page shows. */
const mostSimilar = 8

const getArticle = operation({
  id: 'getArticle',
  method: 'get',
  path: '/articles/{id}',
  group: 'articles',
  summary: 'An article',
  description:
    'As JSON, a reading page, Markdown, plain text, schema.org JSON-LD, EPUB, or a citation (BibTeX, RIS, CSL-JSON): Accept chooses, or `format`. A native id leads to its article. Accept-Datetime leads to the article as it stood then (RFC 7089).',
  access: 'open',
  isKept: true,
  isSearch: true,
  pathParameters: IdPath,
  query: z.object({
    format: inWords(
      `The representation, whatever Accept says: ${forms.map(({ name }) => name).join(', ')}.`,
      z.string().max(100).optional(),
    ),
    at: time(
      'The article as it stood at the end of this day (UTC) or at this time: what its newest capture of then says.',
    )
      .meta({ example: undefined })
      .optional(),
    fields: fieldsOf(articleMembers, 'the article'),
    list: ListState,
    lang: pageParameters.lang,
    script: pageParameters.script,
  }),
  answers: {
    200: {
      description: 'The article.',
      content: {
        'application/json': { schema: ArticleSchema, example: exampleArticle },
      },
      alternatives: otherForms.map(({ name, mediaType }) => ({
        when: `\`format=${name}\``,
        mediaType,
        ...(mediaType === 'application/ld+json' && { schema: NewsArticle }),
      })),
      headers: [...articleHeaders, 'Memento-Datetime'],
    },
    300: {
      description: 'Several articles have this native id.',
      content: { 'application/json': { schema: Choices, example: examples.choices } },
    },
    301: {
      description: 'The one article of this native id is at Location.',
      headers: ['Location'],
    },
    302: {
      description: 'The article as it stood at the time of Accept-Datetime is at Location.',
      headers: ['Location', 'Vary'],
    },
  },
  problems: ['not-acceptable', 'no-article', 'too-many-requests', ...articleProblems],
  async handle(context, { path, query, request, reply }) {
    const current = await resolved(context, path.id, request, reply)
    if (current === null) return
    if (query.at === undefined && request.headers['accept-datetime'] !== undefined)
      return redirectToMemento(context, current, request, reply)
    const found = query.at === undefined ? current : await articleAt(context, current, query.at, reply)
    const fields = query.fields === undefined ? undefined : namesOf('fields', query.fields, articleMembers)
    const publisherOf = (source: string | null) =>
      context.sources.find(({ name }) => name === source)?.title ?? source
    const partOf = fields === undefined ? undefined : (article: Article) => only(article, fields)
    const aroundOf = (id: string) => aroundArticle(context, id, query.list)
    const { sources } = context
    return answerArticle(request, reply, found, {
      format: query.format,
      publisherOf,
      partOf,
      aroundOf,
      sources,
    })
  },
})

const similarArticles = operation({
  id: 'listSimilarArticles',
  method: 'get',
  path: '/articles/{id}/similar',
  group: 'articles',
  summary: 'Reprints and near-duplicates of an article',
  access: 'open',
  pathParameters: onlyId,
  query: z.object({ limit: Limit }),
  answers: {
    200: {
      description: 'Most similar first.',
      content: { 'application/json': { schema: SimilarList, example: examples.similar } },
      headers: ['ETag'],
    },
  },
  problems: articleProblems,
  async handle({ store }, { path, query, request, reply }) {
    const similar = await store.similar(path.id, query.limit)
    const items = similar.map(({ similarity, kind, json }) => ({
      similarity,
      kind,
      article: withPublicPaths(JSON.parse(json.toString()) as ArticleSummary),
    }))
    return answerJson(request, reply, { items })
  },
})

const deleteArticle = operation({
  id: 'deleteArticle',
  method: 'delete',
  path: '/articles/{id}',
  group: 'ingest',
  summary: 'Delete an article with its pages',
  description: 'Its id stays taken and answers 410. Ingesting the page again brings the article back.',
  access: 'write',
  pathParameters: onlyExampleId,
  query: z.object({}),
  answers: { 204: { description: 'Deleted.' } },
  problems: ['precondition-failed', ...articleProblems],
  async handle({ store }, { path, request, reply }) {
    await checkPreconditions(store, path.id, request)
    await store.remove(path.id)
    reply.code(204).send()
  },
})

export const articleOperations: Operation[] = [
  listArticles,
  ...ingestOperations,
  ...batchOperations,
  getArticle,
  deleteArticle,
  similarArticles,
]
