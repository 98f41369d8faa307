import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ArticleId } from '../../article.ts'
import { PageHintsMessage, PageMessage } from '../../ingest/containers/page-message.ts'
import type { Item, Page, PageHints } from '../../page.ts'
import { Problem, type ProblemName } from '../../problem.ts'
import { type Answer, jsonOf } from '../../store/store.ts'
import { answerJson, jsonType } from '../answer/answer.ts'
import { discardBody, lingering } from '../answer/problems.ts'
import { exampleArticle } from '../openapi/examples.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { ndjsonType, readBody, streamTypes } from '../request/bodies.ts'
import type { Share } from '../request/room.ts'
import { Article, Flag } from '../schemas.ts'
import { cutOffLate } from '../stopping.ts'
import { articleHeaders } from './one-article.ts'

const dryRun = Flag('Answers what would be stored, and writes nothing.')
const example = '<!doctype html><title>…</title><article><h1>…</h1><p>…</p></article>'

const pageContent = {
  'text/html': { schema: null, example },
  'application/xhtml+xml': { schema: null },
  'text/markdown': { schema: null },
  'application/json': {
    schema: PageMessage,
    example: {
      content: example,
      contentType: 'text/html',
      url: 'https://www.example.org/2022/08/15/a1.html',
    },
  },
}
const examplePages = `${[
  { content: example, url: 'https://www.example.org/2022/08/15/a1.html' },
  { contentBase64: 'PHRpdGxlPg==', contentType: 'text/html', channel: 'city' },
]
  .map((message) => JSON.stringify(message))
  .join('\n')}\n`
const streamContent = Object.fromEntries(
  streamTypes.map((type) => [
    type,
    type === ndjsonType ? { schema: null, example: examplePages } : { schema: null },
  ]),
)
const resultHeaders = [...articleHeaders, 'Ingest-Result', 'Location'] as const
const articleContent = { 'application/json': { schema: Article, example: exampleArticle } }
const exampleLines = `${[
  { line: 1, result: 'created', id: 'a100000001' },
  { line: 2, result: 'failed', problem: new Problem('no-article', 'There is neither a title nor text.') },
  { summary: { items: 2, created: 1, updated: 0, unchanged: 0, failed: 1 } },
]
  .map((line) => JSON.stringify(line))
  .join('\n')}\n`
const ingestProblems: ProblemName[] = ['conflict', 'no-article', 'unreadable-page']

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
    const { result, article } = await context.load.writes.run(reply.raw, () => context.ingest.preview(page))
    reply.header('ingest-result', result)
    return answerJson(request, reply, article)
  }
  const { result, id } = await context.load.writes.run(reply.raw, () => context.ingest.page(page))
  const stored = await storedArticle(context, id)
  reply
    .code(result === 'created' ? 201 : 200)
    .headers({ 'ingest-result': result, location: `/articles/${id}` })
  const { etag, updatedAt } = stored
  reply.header('etag', `"${etag}"`).header('last-modified', new Date(updatedAt).toUTCString())
  reply.header('content-type', jsonType).send(jsonOf(stored))
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

/** Holds what a body takes until it is answered, or its client has gone. */
async function withShare<T>({ room }: Context, work: (share: Share) => Promise<T>): Promise<T> {
  const share = room.share()
  try {
    return await work(share)
  } finally {
    share.end()
  }
}

/**
 * Lines that wait for a client which sends everything before it reads anything: reading its pages no further until it
 * takes the first lines would leave both waiting for ever.
 */
const mostLinesWaiting = 32_768

/**
 * One line an item as it is done, then the summary: an answer without it was cut off. A service that stops takes no
 * further item, and ends those that it took.
 */
async function* lines(
  context: Context,
  items: AsyncIterable<Item>,
  isDryRun: boolean,
): AsyncGenerator<string, void, void> {
  let isCutOff = false
  const outcomes = context.ingest.many(taken(), { dryRun: isDryRun })
  async function* taken(): AsyncGenerator<Item, void, void> {
    for await (const item of items) {
      isCutOff = context.closing.aborted
      if (isCutOff) return
      yield item
    }
  }
  try {
    for (;;) {
      const { done, value } = await outcomes.next()
      if (done !== true) {
        if (value.result !== 'passed-over') yield `${JSON.stringify(value)}\n`
      } else if (isCutOff) return
      else return yield `${JSON.stringify({ summary: value })}\n`
    }
  } finally {
    // The client went: what was not read is not read on.
    await outcomes.return({ items: 0, created: 0, updated: 0, unchanged: 0, failed: 0 })
  }
}

const ingestArticles = operation({
  id: 'ingestArticles',
  method: 'post',
  path: '/articles',
  group: 'ingest',
  summary: 'Ingest a page, or a stream of pages',
  description:
    'The content type says what the body is. One page answers with its article. Many pages (NDJSON, an object a line; tar, zip, WARC, WACZ, MHTML and Safari web archives) are answered a line a page, in order and as it goes, each stored before its line; the last line is the summary, which counts what is no page and was passed over by its kind, and without it the answer was cut off: sending everything again is safe.',
  access: 'write',
  query: z.object({ ...PageHintsMessage.shape, dryRun }),
  body: {
    description: 'A page, or pages.',
    content: {
      ...pageContent,
      ...streamContent,
    },
  },
  answers: {
    200: {
      description: 'The article was known; or, for a stream, a line an item.',
      content: { ...articleContent, [ndjsonType]: { schema: null, example: exampleLines } },
      headers: resultHeaders,
    },
    201: {
      description: 'The article is new.',
      content: articleContent,
      headers: resultHeaders,
    },
  },
  problems: ingestProblems,
  async handle(context, { query, request, reply }) {
    const { dryRun: isDryRun = false, ...hints } = query
    return withShare(context, async (share) => {
      const body = await readBody(request, hints, context.config.MAX_PAGE_SIZE, { ...context, share })
      if ('page' in body) return takePage(context, body.page, isDryRun, request, reply)
      const answers = lines(context, body.items, isDryRun)
      cutOffLate(reply.raw, context.overdue)
      // A connection on which more is sent would not end.
      reply.raw.once('finish', () => request.raw.complete || discardBody(request.raw, lingering))
      reply
        .header('content-type', ndjsonType)
        .send(Readable.from(answers, { highWaterMark: mostLinesWaiting }))
    })
  },
})

const putArticle = operation({
  id: 'putArticle',
  method: 'put',
  path: '/articles/{id}',
  group: 'ingest',
  summary: 'Ingest a page as the article of this id',
  access: 'write',
  pathParameters: z.object({ id: ArticleId }),
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
  problems: ingestProblems,
  async handle(context, { path, query, request, reply }) {
    const { dryRun: isDryRun = false, ...rest } = query
    const hints: PageHints = { ...rest, id: path.id }
    return withShare(context, async (share) => {
      const body = await readBody(request, hints, context.config.MAX_PAGE_SIZE, { ...context, share })
      if (!('page' in body)) throw new Problem('unsupported-media-type', 'PUT takes one page.')
      if (body.page.hints.id !== path.id) {
        const message = `It differs from the address, which says ${path.id}.`
        throw new Problem('invalid-parameter', `/id: ${message}`, { errors: [{ pointer: '/id', message }] })
      }
      return takePage(context, body.page, isDryRun, request, reply)
    })
  },
})

export const ingestOperations: Operation[] = [ingestArticles, putArticle]
