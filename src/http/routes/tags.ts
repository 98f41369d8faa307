import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '../../problem.ts'
import type { ArticleFilter, ArticleSort, Position } from '../../query.ts'
import { answer, answerJson, jsonType } from '../answer/answer.ts'
import { listJson, withHref } from '../answer/list-json.ts'
import { countsOf } from '../answer/list-page.ts'
import {
  answerPage,
  emptyFields,
  hitsOf,
  limitFor,
  pageForBrowsers,
  pageParameters,
  wantsPage,
} from '../answer/page.ts'
import { cursorAt, nextAddress, positionOf } from '../answer/paging.ts'
import { examples } from '../openapi/examples.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { tagPath } from '../public-address.ts'
import { type State, stateOf, without } from '../representations/pages/state.ts'
import { tagPage, tagsPage } from '../representations/pages/tags.ts'
import { namesOf } from '../request/fields.ts'
import {
  Cursor,
  fieldsOf,
  filterOf,
  filterShape,
  inWords,
  Limit,
  LimitOfArticles,
  Sort,
  sortOf,
  summaryMembers,
  TagList,
  TagPage,
} from '../schemas.ts'
import { aliasOperations, tagName } from './tag-aliases.ts'

const relatedCount = 20
const { q: _search, ...filtersButSearch } = filterShape

type TagQuery = ArticleFilter & {
  sort?: ArticleSort | undefined
  limit: number
  cursor?: string | undefined
  format?: 'json' | 'html' | undefined
  fields?: string | undefined
}

/** The same page of the tag's list as /articles has it. */
function sameList(
  url: string,
  tag: string,
  query: { filter: ArticleFilter; sort: ArticleSort },
  after?: Position,
): State {
  const { filter, sort } = query
  return [
    ...without(stateOf(url), 'name', 'sort', 'cursor', 'format', 'fields', 'lang', 'script'),
    ['tag', tag],
    ['sort', sort],
    ...(after === undefined ? [] : [['cursor', cursorAt('/articles', { ...filter, sort }, after)] as const]),
  ]
}

/** Answers with a tag and a page of its articles; 308 where it was merged into another one. */
async function answerTag(
  { store, sources }: Pick<Context, 'store' | 'sources'>,
  name: string,
  query: TagQuery,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const isPage = wantsPage(request, reply, query)
  const fields = query.fields === undefined ? undefined : namesOf('fields', query.fields, summaryMembers)
  const after = positionOf(request, query)
  const sort = sortOf(query)
  const filter = filterOf(query)
  const tag = await store.tag(name, filter)
  if ('mergedInto' in tag) {
    reply.code(308).header('location', mergedPath(tag.mergedInto, request)).send()
    return
  }
  const listed = { filter: { ...filter, tag: [...(filter.tag ?? []), name] }, sort }
  const list = await store.list({
    ...listed,
    limit: limitFor(isPage, query.limit),
    after,
    facets: isPage ? ['credit', 'month'] : [],
  })
  const next = nextAddress(request, query, list.next)
  if (next !== null) reply.header('link', `<${next}>; rel="next"`)
  const { related, aliases, ...named } = tag
  if (isPage) {
    const facts = {
      ...named,
      aliases,
      related: related.slice(0, relatedCount),
      credits: (list.facets?.credit ?? []).slice(0, relatedCount),
      months: countsOf(list.facets, 'month'),
      hits: hitsOf(list.items),
      next,
      list: sameList(request.url, name, listed, after),
    }
    return answerPage(request, reply, sources, (view) => tagPage(view, facts))
  }
  const before = { ...withHref(named), aliases, related: related.slice(0, relatedCount).map(withHref) }
  return answer(request, reply, {
    body: listJson(list.items, { next }, { before, fields }),
    type: jsonType,
  })
}

/** @returns the path of the tag that the request's one was merged into, with the parameters of the request */
function mergedPath(tag: string, { url }: FastifyRequest): string {
  const parameters = new URLSearchParams(url.split('?')[1])
  parameters.delete('name')
  const path = tagPath(tag)
  return parameters.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${parameters}`
}

const onlyOne = new Problem(
  'invalid-parameter',
  'name: It is a whole name, q a part of one: give one of the two.',
  {
    errors: [{ parameter: 'name', message: 'Give either name or q.' }],
  },
)

const listTags = operation({
  id: 'listTags',
  method: 'get',
  path: '/tags',
  group: 'tags',
  summary: 'Tags with their counts',
  description:
    'With filters: the tags of the articles that pass them all, and how many of those have each tag.',
  access: 'open',
  isKept: true,
  hasForm: true,
  query: z.object({
    ...filtersButSearch,
    q: z.string().max(500).optional().meta({ description: "A part of the tag's name." }),
    name: inWords(
      'Answers with the very tag as /tags/{tag} does, for names that a path cannot carry through every proxy, such as those with a slash.',
      tagName.optional(),
    ),
    sort: z.enum(['count', 'name']).default('count'),
    limit: Limit,
    cursor: Cursor.optional(),
    ...pageParameters,
  }),
  answers: {
    200: {
      description: 'A page of tags.',
      content: {
        'application/json': { schema: TagList, example: examples.tags },
      },
      headers: ['Link', 'ETag', 'Vary'],
      alternatives: [
        pageForBrowsers,
        { when: 'With `name`', mediaType: 'application/json', schema: TagPage },
      ],
    },
    303: emptyFields,
  },
  problems: ['invalid-cursor', 'not-found'],
  async handle(context, { query, request, reply }) {
    const { name, q } = query
    if (name !== undefined) {
      if (q !== undefined) throw onlyOne
      return answerTag(context, name, { ...query, sort: undefined }, request, reply)
    }
    const { store, sources } = context
    const isPage = wantsPage(request, reply, query)
    const { q: _part, ...filter } = query
    const list = await store.tags({
      contains: q,
      filter: filterOf(filter),
      sort: query.sort,
      limit: query.limit,
      after: positionOf(request, query),
    })
    const next = nextAddress(request, query, list.next)
    if (next !== null) reply.header('link', `<${next}>; rel="next"`)
    if (isPage) {
      const { sort } = query
      return answerPage(request, reply, sources, (view) =>
        tagsPage(view, { tags: list.items, q, sort, next }),
      )
    }
    return answerJson(request, reply, { items: list.items.map(withHref), next })
  },
})

const getTag = operation({
  id: 'getTag',
  method: 'get',
  path: '/tags/{tag}',
  group: 'tags',
  summary: 'A tag, related tags and its articles',
  description: 'With filters: its count and the related tags are of the articles that pass them all.',
  access: 'open',
  isKept: true,
  pathParameters: z.object({ tag: tagName }),
  isSearch: true,
  query: z.object({
    ...filterShape,
    sort: Sort.optional(),
    limit: LimitOfArticles,
    cursor: Cursor.optional(),
    ...pageParameters,
    fields: fieldsOf(summaryMembers, 'each item'),
  }),
  answers: {
    200: {
      description: 'The tag and a page of its articles.',
      content: {
        'application/json': { schema: TagPage, example: examples.tag },
      },
      headers: ['Link', 'ETag', 'Vary'],
      alternatives: [pageForBrowsers],
    },
    308: {
      description: 'The tag was merged into the one at Location.',
      headers: ['Location'],
    },
  },
  problems: ['invalid-cursor'],
  handle: (context, { path, query, request, reply }) => answerTag(context, path.tag, query, request, reply),
})

export const tagOperations: Operation[] = [listTags, getTag, ...aliasOperations]
