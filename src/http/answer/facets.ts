import type { FastifyRequest } from 'fastify'
import type { FacetName } from '../../query.ts'
import type { ArticleList } from '../../store/store.ts'
import { publicPath } from '../public-address.ts'
import { daysOf } from '../representations/pages/state.ts'

type Facets = NonNullable<ArticleList['facets']>

/** Parameters that say how a list is shown, and not what it holds. */
const ofThisPage = ['cursor', 'facet', 'facetLimit', 'count', 'limit', 'lang', 'script']

/** @returns the facets, each value with the address of its articles: the request's list with that filter added */
export function facetsWithHrefs(request: FastifyRequest, facets: Facets) {
  const [path = '/', query = ''] = request.url.split('?')
  const parameters = new URLSearchParams(query)
  for (const name of ofThisPage) parameters.delete(name)
  const hrefOf = (facet: FacetName, value: string) => {
    const own = new URLSearchParams(parameters)
    if (facet === 'tag') {
      if (!own.getAll('tag').includes(value)) own.append('tag', value)
    } else if (facet === 'month') {
      const { from, to } = daysOf(value)
      own.set('from', from)
      own.set('to', to)
    } else if (facet === 'day') {
      own.set('from', value)
      own.set('to', value)
    } else own.set(facet, value)
    return publicPath(`${path}?${own}`)
  }
  return Object.fromEntries(
    Object.entries(facets).map(([name, values]) => [
      name,
      values.map(({ value, count }) => ({ value, count, href: hrefOf(name as FacetName, value) })),
    ]),
  )
}
