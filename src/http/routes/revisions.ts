import { z } from 'zod'
import type { ParsedArticle } from '../../article.ts'
import { ArticleId } from '../../article.ts'
import { firstCapture } from '../../captures.ts'
import { diffArticles } from '../../diff.ts'
import type { RawPage, Revision as StoredRevision } from '../../store/store.ts'
import { answerJson } from '../answer/answer.ts'
import { articleIn } from '../answer/article-json.ts'
import { answerPage, pageForBrowsers, pageParameters, wantsPage } from '../answer/page.ts'
import { answerRaw, rawAnswer, rawQuery } from '../answer/raw.ts'
import { examples } from '../openapi/examples.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { articlePath } from '../public-address.ts'
import { differencePage, revisionsPage } from '../representations/pages/revisions.ts'
import { RevisionArticle, RevisionDiff, RevisionList } from '../schemas/revisions.ts'
import { articleProblems, inWords, onlyId } from '../schemas.ts'

const revisionPath = z.object({
  id: ArticleId,
  n: z.int().min(1).meta({ description: 'The number of a revision.', example: 1 }),
})
const asAnswered = (
  id: string,
  { revision, digest, contentType, size, hints, receivedAt, captures }: StoredRevision,
) => {
  const href = `${articlePath(id)}/revisions/${revision}`
  const capturedAt = firstCapture(captures)
  return {
    revision,
    digest,
    contentType,
    size,
    hints,
    receivedAt,
    capturedAt,
    captures,
    href,
    raw: `${href}/raw`,
  }
}

async function parsedRevision(
  { parser, store }: Context,
  id: string,
  revision: number,
): Promise<{ page: RawPage; article: ParsedArticle | null }> {
  const page = await store.rawPage(id, revision)
  const outcome = await parser.parse(page)
  return { page, article: 'article' in outcome ? { ...outcome.article, id } : null }
}

const getRaw = operation({
  id: 'getRawPage',
  method: 'get',
  path: '/articles/{id}/raw',
  group: 'revisions',
  summary: 'The page as it came, byte for byte',
  access: 'open',
  pathParameters: onlyId,
  query: rawQuery,
  answers: {
    200: rawAnswer,
  },
  problems: articleProblems,
  async handle({ store }, { path: { id }, query: { format }, request, reply }) {
    return answerRaw(request, reply, { id, page: await store.rawPage(id), format })
  },
})

const listRevisions = operation({
  id: 'listRevisions',
  isKept: true,
  parses: true,
  method: 'get',
  path: '/articles/{id}/revisions',
  group: 'revisions',
  summary: 'Every version of an article, or what changed between two',
  access: 'open',
  pathParameters: onlyId,
  query: z.object({
    diff: inWords(
      'Two revisions, `1..2`: answers what changed from one to the other.',
      z
        .string()
        .regex(/^[1-9]\d{0,8}\.\.[1-9]\d{0,8}$/, 'must be two revisions, 1..2')
        .optional(),
    ),
    ...pageParameters,
  }),
  answers: {
    200: {
      description: 'The revisions, in the order of their newest captures, the current one last.',
      content: { 'application/json': { schema: RevisionList, example: examples.revisions } },
      alternatives: [
        { when: 'With `diff`', mediaType: 'application/json', schema: RevisionDiff },
        pageForBrowsers,
      ],
      headers: ['ETag', 'Vary'],
    },
  },
  problems: ['too-many-requests', ...articleProblems],
  async handle(context, { path, query, request, reply }) {
    const { id } = path
    const isPage = wantsPage(request, reply, query)
    if (query.diff === undefined) {
      const revisions = await context.store.revisions(id)
      if (!isPage) {
        const items = revisions.map((revision) => asAnswered(id, revision))
        return answerJson(request, reply, { items, next: null })
      }
      const { title } = articleIn(await context.store.article(id))
      return answerPage(request, reply, context.sources, (view) => revisionsPage(view, id, title, revisions))
    }
    await request.server.parseLimit?.(request, reply)
    const [from = 1, to = 1] = query.diff.split('..').map(Number)
    // One after the other: where both are missing, it is always the first that the answer names.
    const { article: before } = await parsedRevision(context, id, from)
    const { article: after } = await parsedRevision(context, id, to)
    const difference = diffArticles(before, after)
    if (!isPage) return answerJson(request, reply, { from, to, ...difference })
    const facts = { id, from, to, before, after, difference }
    return answerPage(request, reply, context.sources, (view) => differencePage(view, facts))
  },
})

const getRevision = operation({
  id: 'getRevision',
  isKept: true,
  parses: true,
  method: 'get',
  path: '/articles/{id}/revisions/{n}',
  group: 'revisions',
  summary: 'One version of an article',
  access: 'open',
  pathParameters: revisionPath,
  query: z.object({}),
  answers: {
    200: {
      description: 'The revision with what its page says.',
      content: { 'application/json': { schema: RevisionArticle, example: examples.revision } },
      headers: ['ETag'],
    },
  },
  problems: ['too-many-requests', ...articleProblems],
  async handle(context, { path, request, reply }) {
    await request.server.parseLimit?.(request, reply)
    const { page, article } = await parsedRevision(context, path.id, path.n)
    return answerJson(request, reply, { ...asAnswered(path.id, page), article })
  },
})

const getRawRevision = operation({
  id: 'getRawRevision',
  method: 'get',
  path: '/articles/{id}/revisions/{n}/raw',
  group: 'revisions',
  summary: 'The page of one version, byte for byte',
  access: 'open',
  pathParameters: revisionPath,
  query: rawQuery,
  answers: {
    200: rawAnswer,
  },
  problems: articleProblems,
  async handle({ store }, { path: { id, n }, query: { format }, request, reply }) {
    return answerRaw(request, reply, { id, page: await store.rawPage(id, n), format })
  },
})

export const revisionOperations: Operation[] = [getRaw, listRevisions, getRevision, getRawRevision]
