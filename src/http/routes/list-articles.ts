import { z } from 'zod'
import { facetNames } from '../../query.ts'
import { answer, jsonType } from '../answer/answer.ts'
import { facetsWithHrefs } from '../answer/facets.ts'
import { listCurve, looserLists } from '../answer/list-page.ts'
import { listJson } from '../answer/lists.ts'
import {
  answerPage,
  emptyFields,
  hitsOf,
  pageForBrowsers,
  pageParameters,
  refuseForPrograms,
  wantsPage,
} from '../answer/page.ts'

import { cursorOf, nextAddress, positionOf } from '../answer/paging.ts'
import { examples } from '../openapi/examples.ts'
import { operation } from '../operation.ts'
import { articlesPage, shownFacets } from '../representations/pages/articles.ts'
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
  LimitOrNone,
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
    limit: LimitOrNone,
    cursor: Cursor.optional(),
    count: Flag('Adds the exact `total`.'),
    facet: names(facetNames, 'Adds counts over all articles of the list.', 'tag,source').optional(),
    facetLimit: FacetLimit,
    ...pageParameters,
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
      alternatives: [pageForBrowsers],
    },
    303: emptyFields,
  },
  problems: ['invalid-cursor'],
  async handle({ store, metrics, sources }, { query, request, reply }) {
    const { q, limit, count, facetLimit } = query
    const isPage = wantsPage(request, reply, query)
    if (!isPage) refuseForPrograms(query, 'compare', 'share')
    const sort = sortOf(query)
    const fields = query.fields === undefined ? undefined : namesOf('fields', query.fields, summaryMembers)
    const chosen = query.facet === undefined ? undefined : namesOf('facet', query.facet, facetNames)
    const position = positionOf(request, query)
    const ended = q === undefined ? null : metrics.search()
    const list = await store.list({
      filter: filterOf(query),
      sort,
      limit,
      after: position,
      count: isPage || count,
      facets: isPage ? [...shownFacets, 'month'] : chosen,
      ...(isPage ? {} : { facetLimit }),
    })
    const next = nextAddress(request, query, list.next)
    if (next !== null) reply.header('link', `<${next}>; rel="next"`)
    if (isPage) {
      const looser = list.total === 0 ? await looserLists(store, request.url) : []
      const known = await store.sources()
      const curve = await listCurve(store, request.url, list, query)
      ended?.()
      const facts = {
        hits: hitsOf(list.items),
        total: list.total ?? 0,
        facets: list.facets ?? {},
        sort,
        next,
        sources: known.map(({ source }) => source),
        looser,
        curve,
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
