import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answer } from '../answer/answer.ts'
import { articleIn, storedIfThere } from '../answer/article-json.ts'
import { nextAddress, positionOf } from '../answer/paging.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { publicAddress, publicPath, withPublicPaths } from '../public-address.ts'
import { atom } from '../representations/atom.ts'
import type { FeedFacts, FeedItem } from '../representations/feed.ts'
import { jsonFeed } from '../representations/json-feed.ts'
import { JsonFeed } from '../schemas/standards.ts'
import { Cursor, filterOf, filterShape, Limit, Sort, sortOf } from '../schemas.ts'

const feedQuery = z.object({
  ...filterShape,
  sort: Sort.optional().meta({
    description:
      'By publication, newest first, also of a search; by `ingestedAt` or `updatedAt`, the latest first. `relevance` needs q.',
  }),
  limit: Limit,
  cursor: Cursor.optional(),
})
type FeedQuery = z.output<typeof feedQuery>

/** The time of an archive that nothing was ever stored in: it was empty when the service began to answer for it. */
const started = new Date().toISOString()

/** @returns when an archive last changed, for a feed that holds nothing: Atom wants a time even of it */
async function lastChangeOf(store: Context['store']): Promise<string> {
  const [last] = await store.changes((await store.lastSequence()) - 1, 1)
  return last?.at ?? started
}

/** The same list as /articles answers as a feed, newest first where no order is asked for. */
async function answerFeed(
  { store, sources }: Context,
  query: FeedQuery,
  request: FastifyRequest,
  reply: FastifyReply,
  form: { type: string; of: (items: readonly FeedItem[], facts: FeedFacts) => string },
): Promise<void> {
  const list = await store.list({
    filter: filterOf(query),
    sort: sortOf({ ...query, sort: query.sort ?? 'newest' }),
    limit: query.limit,
    after: positionOf(request, query),
  })
  const stored = await Promise.all(list.items.map(({ id }) => storedIfThere(store, id)))
  const items = stored.filter((article) => article !== null).map((one) => withPublicPaths(articleIn(one)))
  const updatedAt = items
    .map((item) => item.updatedAt)
    .sort()
    .at(-1)
  const parameters = request.url.split('?')[1]
  const what = [query.q, ...(query.tag ?? []), query.source].filter((part) => part !== undefined)
  const body = form.of(items, {
    title: what.length === 0 ? 'Broadsheet' : `Broadsheet: ${what.join(', ')}`,
    origin: publicAddress().origin,
    self: publicPath(request.url),
    list: publicPath(`/articles${parameters === undefined ? '' : `?${parameters}`}`),
    next: nextAddress(request, query, list.next),
    updated: updatedAt ?? (await lastChangeOf(store)),
    publishers: new Map(sources.map(({ name, title }) => [name, title])),
  })
  return answer(request, reply, { body: Buffer.from(body), type: form.type, updatedAt })
}

type Form = {
  type: string
  schema: z.ZodType | null
  of: (items: readonly FeedItem[], facts: FeedFacts) => string
}

const feed = (id: string, path: string, summary: string, { type, schema, of }: Form) =>
  operation({
    id,
    method: 'get',
    path,
    group: 'feeds',
    summary,
    access: 'open',
    isKept: true,
    isSearch: true,
    query: feedQuery,
    answers: {
      200: {
        description: 'The feed.',
        content: { [type]: { schema } },
        headers: ['ETag'],
      },
    },
    problems: ['invalid-cursor'],
    handle: (context, { query, request, reply }) =>
      answerFeed(context, query, request, reply, { type: `${type}; charset=utf-8`, of }),
  })

export const feedOperations: Operation[] = [
  feed('getAtomFeed', '/feed.atom', 'Articles as an Atom feed', {
    type: 'application/atom+xml',
    schema: null,
    of: atom,
  }),
  feed('getJsonFeed', '/feed.json', 'Articles as a JSON Feed', {
    type: 'application/feed+json',
    schema: JsonFeed,
    of: jsonFeed,
  }),
]
