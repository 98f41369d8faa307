import { z } from 'zod'
import { Problem } from '../../problem.ts'
import { facetNames } from '../../query.ts'
import type { Store } from '../../store/store.ts'
import { answer, jsonType } from '../answer/answer.ts'
import { facetsWithHrefs } from '../answer/facets.ts'
import { listJson } from '../answer/lists.ts'
import { answerPage, emptyFields, hitsOf, pageParameters, wantsPage } from '../answer/page.ts'
import { cursorOf, nextAddress, positionOf } from '../answer/paging.ts'
import { examples } from '../openapi/examples.ts'
import { operation } from '../operation.ts'
import { articlesPage, shownFacets } from '../representations/pages/articles.ts'
import { filtersIn, queryOfState, type State, stateOf, without } from '../representations/pages/state.ts'
import { namesOf } from '../request/fields.ts'
import { parametersReader, queryOf } from '../request/input.ts'
import {
  ArticleList,
  Cursor,
  Flag,
  filterOf,
  filterShape,
  LimitOrNone,
  names,
  Sort,
  summaryMembers,
} from '../schemas.ts'

/** Filters of an empty list that are tried without: each is a search. */
const mostTries = 6

const readFilter = parametersReader(z.object(filterShape))

/** @returns for each filter of an address the list without it, and how many articles it holds; those alone that hold some */
async function looserLists(store: Store, url: string) {
  const state = stateOf(url)
  const tries = filtersIn(state).slice(0, mostTries)
  const lists = await Promise.all(
    tries.map(async (filter) => {
      const [name, value] = filter
      const rest: State = without(
        state,
        'cursor',
        'format',
        'lang',
        ...(name === 'q' ? ['sort'] : []),
      ).filter((one) => one[0] !== name || one[1] !== value)
      const query = readFilter(queryOf(queryOfState(filtersIn(rest))))
      const filterLeft = filterOf(query as object)
      const { total = 0 } = await store.list({ filter: filterLeft, sort: 'newest', limit: 0, count: true })
      return { state: rest, name, value, total }
    }),
  )
  return lists.filter(({ total }) => total > 0)
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
    ...pageParameters,
    fields: names(summaryMembers, 'Only these members of each item.', 'id,title').optional(),
  }),
  answers: {
    200: {
      description: 'A page of summaries; to browsers, and for `format=html`, a page of HTML.',
      content: {
        'application/json': {
          schema: ArticleList,
          examples: { filtered: examples.list, searched: examples.search },
        },
      },
      headers: ['Link', 'ETag', 'Vary'],
    },
    303: emptyFields,
  },
  problems: ['invalid-cursor'],
  async handle({ store, metrics, sources }, { query, request, reply }) {
    const { q, limit, count } = query
    const isPage = wantsPage(request, reply, query)
    const sort = query.sort ?? (q === undefined ? 'newest' : 'relevance')
    if (sort === 'relevance' && q === undefined) {
      throw new Problem('invalid-parameter', 'sort=relevance needs q.', {
        errors: [{ parameter: 'sort', message: 'relevance needs q' }],
      })
    }
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
      facets: isPage ? [...shownFacets] : chosen,
    })
    const next = nextAddress(request, query, list.next)
    if (next !== null) reply.header('link', `<${next}>; rel="next"`)
    if (isPage) {
      const looser = list.total === 0 ? await looserLists(store, request.url) : []
      const known = await store.sources()
      ended?.()
      const facts = {
        hits: hitsOf(list.items),
        total: list.total ?? 0,
        facets: list.facets ?? {},
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
