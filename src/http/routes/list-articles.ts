import { z } from 'zod'
import { facetNames } from '../../query.ts'
import { answer, jsonType } from '../answer/answer.ts'
import { answerListBook, mostChapters } from '../answer/book.ts'
import { facetsWithHrefs } from '../answer/facets.ts'
import { listJson } from '../answer/list-json.ts'
import { listCounts, looserLists } from '../answer/list-page.ts'
import {
  answerPage,
  emptyFields,
  hitsOf,
  limitFor,
  pageForBrowsers,
  pageParameters,
  refuseForPrograms,
  wantsPage,
} from '../answer/page.ts'
import { cursorOf, nextAddress, positionOf } from '../answer/paging.ts'
import { examples } from '../openapi/examples.ts'
import { operation } from '../operation.ts'
import { epubType } from '../representations/epub.ts'
import { articlesPage, titleOf } from '../representations/pages/articles.ts'
import { mostCompared } from '../representations/pages/list-curve.ts'
import { namesOf } from '../request/fields.ts'
import {
  ArticleList,
  Cursor,
  FacetLimit,
  Flag,
  fieldsOf,
  filterOf,
  filterShape,
  inWords,
  LimitOfArticles,
  names,
  Sort,
  sortOf,
  summaryMembers,
} from '../schemas.ts'

/** Of pages alone: programs are refused them. */
const ofPages = {
  compare: inWords(
    'For pages: searches whose curves stand beside that of `q`.',
    z.array(z.string().min(1).max(500)).max(mostCompared).optional(),
  ),
  share: inWords('For pages: the curve as a share of all articles of each month.', z.boolean().optional()),
}

export const listArticles = operation({
  id: 'listArticles',
  method: 'get',
  path: '/articles',
  group: 'articles',
  summary: 'Articles by filter, newest first',
  access: 'open',
  isKept: true,
  isSearch: true,
  hasForm: true,
  query: z.object({
    ...filterShape,
    sort: Sort.optional(),
    limit: LimitOfArticles,
    cursor: Cursor.optional(),
    count: Flag('Adds the exact `total`, as `limit=0` does by itself.'),
    facet: names(facetNames, 'Adds counts over all articles of the list.', 'tag,source').optional(),
    facetLimit: FacetLimit,
    ...pageParameters,
    format: inWords(
      `\`json\` or \`html\`, whatever Accept says; \`epub\`: the list from here on as a book, ${mostChapters} articles at most.`,
      z.enum(['json', 'html', 'epub']).optional(),
    ),
    ...ofPages,
    fields: fieldsOf(summaryMembers, 'each item'),
  }),
  answers: {
    200: {
      description: 'A page of summaries.',
      content: {
        'application/json': {
          schema: ArticleList,
          examples: { filtered: examples.list, searched: examples.search },
        },
      },
      headers: ['Link', 'ETag', 'Vary'],
      alternatives: [pageForBrowsers, { when: 'With `format=epub`', mediaType: epubType }],
    },
    303: emptyFields,
  },
  problems: ['invalid-cursor'],
  async handle(context, { query, request, reply }) {
    const { store, metrics, sources } = context
    const { q, facetLimit, format } = query
    const count = query.count ?? query.limit === 0
    const isBook = format === 'epub'
    const isPage = wantsPage(request, reply, query)
    if (!isPage) refuseForPrograms(query, 'compare', 'share')
    const sort = sortOf(query)
    const fields = query.fields === undefined ? undefined : namesOf('fields', query.fields, summaryMembers)
    const chosen = query.facet === undefined ? undefined : namesOf('facet', query.facet, facetNames)
    const filter = filterOf(query)
    const position = positionOf(request, query)
    const ended = q === undefined ? null : metrics.search()
    const list = await store.list({
      filter,
      sort,
      limit: isBook ? mostChapters : limitFor(isPage, query.limit),
      after: position,
      ...(isPage ? {} : { count, facets: chosen, facetLimit }),
    })
    if (isBook) {
      ended?.()
      return answerListBook(context, titleOf(request.url), list.items, request, reply)
    }
    const next = nextAddress(request, query, list.next)
    if (next !== null) reply.header('link', `<${next}>; rel="next"`)
    if (isPage) {
      const counts = await listCounts(context, filter, query)
      const looser = counts?.total === 0 ? await looserLists(store, request.url) : []
      const known = await store.sources()
      ended?.()
      if (counts === undefined) request.keepAnswer = null
      const facts = {
        hits: hitsOf(list.items),
        counts,
        sort,
        next,
        sources: known.map(({ source }) => source),
        looser,
      }
      return answerPage(request, reply, sources, (view) => articlesPage(view, facts))
    }
    ended?.()
    const after = {
      next,
      cursor: cursorOf(next),
      ...(list.total === undefined ? {} : { total: list.total }),
      ...(list.facets === undefined ? {} : { facets: facetsWithHrefs(request, list.facets) }),
    }
    return answer(request, reply, {
      body: listJson(list.items, after, { fields }),
      type: jsonType,
    })
  },
})
