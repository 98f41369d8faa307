import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ParsedArticle } from '../../article.ts'
import { ArticleId } from '../../article.ts'
import { diffArticles } from '../../diff.ts'
import type { RawPage, Revision as StoredRevision } from '../../store/store.ts'
import { answer, answerJson } from '../answer/answer.ts'
import { examples } from '../openapi/examples.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { articlePath } from '../public-address.ts'
import { inWords } from '../schemas.ts'
import { articleProblems, onlyId } from './one-article.ts'
import { RevisionArticle, RevisionDiff, RevisionList } from './revision-schemas.ts'

const revisionPath = z.object({
  id: ArticleId,
  n: z.int().min(1).meta({ description: 'The number of a revision.', example: 1 }),
})
const rawHeaders = ['Content-Disposition', 'Repr-Digest', 'ETag', 'Last-Modified'] as const
const rawContent = {
  'text/html': { schema: null },
  'application/xhtml+xml': { schema: null },
  'text/markdown': { schema: null },
}
const extensions: Record<string, string> = {
  'text/html': 'html',
  'application/xhtml+xml': 'xhtml',
  'text/markdown': 'md',
}

/** Stored bytes as they came. A browser must neither show nor guess at them: they are somebody's HTML. */
function answerRaw(
  id: string,
  page: RawPage,
  request: Parameters<typeof answer>[0],
  reply: FastifyReply,
): void | Promise<void> {
  const extension = extensions[page.contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? 'bin'
  reply.headers({
    'content-disposition': `attachment; filename="${id}.${extension}"`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'repr-digest': `sha-256=:${hash('sha256', page.bytes, 'base64')}:`,
  })
  return answer(request, reply, {
    body: page.bytes,
    type: page.contentType,
    etag: page.digest,
    updatedAt: page.receivedAt,
    // A content coding would be another representation, with another digest (RFC 9530, section 3).
    isPlain: true,
  })
}

const asAnswered = (
  id: string,
  { revision, digest, contentType, size, hints, receivedAt, captures }: StoredRevision,
) => {
  const href = `${articlePath(id)}/revisions/${revision}`
  const capturedAt = captures.find(({ from }) => from !== 'arrival')?.at ?? null
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
  query: z.object({}),
  answers: {
    200: { description: 'The bytes, in their own type.', content: rawContent, headers: rawHeaders },
  },
  problems: articleProblems,
  async handle(context, { path, request, reply }) {
    return answerRaw(path.id, await context.store.rawPage(path.id), request, reply)
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
  }),
  answers: {
    200: {
      description: 'The revisions, in the order of their newest captures, the current one last.',
      content: { 'application/json': { schema: RevisionList, example: examples.revisions } },
      alternatives: [{ when: 'With `diff`', mediaType: 'application/json', schema: RevisionDiff }],
      headers: ['ETag'],
    },
  },
  problems: ['too-many-requests', ...articleProblems],
  async handle(context, { path, query, request, reply }) {
    if (query.diff === undefined) {
      const revisions = await context.store.revisions(path.id)
      return answerJson(request, reply, {
        items: revisions.map((revision) => asAnswered(path.id, revision)),
        next: null,
      })
    }
    await request.server.parseLimit?.(request, reply)
    const [from = 1, to = 1] = query.diff.split('..').map(Number)
    const [before, after] = await Promise.all([
      parsedRevision(context, path.id, from),
      parsedRevision(context, path.id, to),
    ])
    return answerJson(request, reply, { from, to, ...diffArticles(before.article, after.article) })
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
  query: z.object({}),
  answers: {
    200: { description: 'The bytes, in their own type.', content: rawContent, headers: rawHeaders },
  },
  problems: articleProblems,
  async handle(context, { path, request, reply }) {
    return answerRaw(path.id, await context.store.rawPage(path.id, path.n), request, reply)
  },
})

export const revisionOperations: Operation[] = [getRaw, listRevisions, getRevision, getRawRevision]
