import { z } from 'zod'
import { invalidParameter, Problem } from '../../problem.ts'
import type { Store } from '../../store/store.ts'
import type { Place } from '../representations/facts.ts'
import { addressOf, articleAddress, type State, without } from '../representations/pages/state.ts'
import { parametersReader, queryOf } from '../request/input.ts'
import { Cursor, filterOf, filterShape, LimitOfArticles, Sort } from '../schemas.ts'
import { cursorAt, positionAt } from './paging.ts'

/** The parameter by which an article's address names the list that its reader came from. */
export const ListState = z.string().max(4000).optional().meta({
  description:
    'For pages: the parameters of the list at /articles that the reader came from, so that the page leads on in it.',
  example: 'tag=图书馆&sort=oldest',
})

const listQuery = z.object({
  ...filterShape,
  sort: Sort.optional(),
  limit: LimitOfArticles,
  cursor: Cursor.optional(),
})
const readList = parametersReader(listQuery)
const path = '/articles'

/**
 * @param list the parameters of a page of the list
 * @returns where the article stands in that page; alone the way back where it does not
 * @throws Problem invalid-parameter where these are no parameters of a list
 */
export async function placeIn(store: Store, list: string, id: string): Promise<Place> {
  const state: State = [...new URLSearchParams(list)]
  const query = read(list)
  const sort = query.sort ?? (query.q === undefined ? 'newest' : 'relevance')
  const of = { filter: filterOf(query), sort }
  const { items, next } = await store.list({ ...of, limit: query.limit, after: query.after })
  const place: Place = { list: addressOf(path, state), previous: null, next: null }
  const at = items.findIndex((item) => item.id === id)
  if (at === -1) return place
  const before = items[at - 1]
  if (before !== undefined) place.previous = articleAddress(before.id, state)
  const after = items[at + 1]
  if (after !== undefined) place.next = articleAddress(after.id, state)
  else if (next !== null) {
    const [first] = (await store.list({ ...of, limit: 1, after: next })).items
    const rest: State = [...without(state, 'cursor'), ['cursor', cursorAt(path, query.given, next)]]
    if (first !== undefined) place.next = articleAddress(first.id, rest)
  }
  return place
}

function read(list: string) {
  try {
    const given = readList(queryOf(list)) as z.output<typeof listQuery>
    return { ...given, given, after: positionAt(path, given) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw invalidParameter('list', error.message)
  }
}
