import { hrefOf } from '../../../article.ts'
import { presentation } from '../../answer/paging.ts'
import { articlePath, publicPath } from '../../public-address.ts'

/** The parameters of an address: a list's page is its address, so that each link of it changes one thing. */
export type State = readonly (readonly [name: string, value: string])[]

/** @returns the state as an address's query */
export const queryOfState = (state: State): string =>
  new URLSearchParams(state.map(([name, value]): [string, string] => [name, value])).toString()

export const stateOf = (url: string): State => [...new URLSearchParams(url.split('?')[1] ?? '')]

export const filtersIn = (state: State): State =>
  state.filter(([name]) => name !== 'sort' && !presentation.has(name))

/** @param path of this service; @returns it with the parameters, as the client reaches it */
export function addressOf(path: string, state: State): string {
  return publicPath(state.length === 0 ? path : `${path}?${queryOfState(state)}`)
}

/** @returns the state with these names taken out of it */
export const without = (state: State, ...names: string[]): State =>
  state.filter(([name]) => !names.includes(name))

/**
 * @param period a year (2022), a month (2022-08) or a day
 * @returns its first and last day
 */
export function daysOf(period: string): { from: string; to: string } {
  const [year = '', month, day] = period.split('-')
  if (day !== undefined) return { from: period, to: period }
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const last = new Date(0)
  last.setUTCFullYear(Number(year), Number(month), 0)
  return { from: `${period}-01`, to: `${period}-${last.getUTCDate()}` }
}

/** @returns the list of a period's articles (a year, a month, a day) */
export const listOfPeriod = (period: string): string => addressOf('/articles', Object.entries(daysOf(period)))

/** A browser sends the empty fields of a form along. @returns the address without them; undefined where it has none */
export function withoutEmptyFields(url: string): string | undefined {
  const state = stateOf(url)
  const kept = state.filter(([, value]) => value.trim() !== '')
  return kept.length === state.length ? undefined : addressOf(url.split('?', 1)[0] ?? '/', kept)
}

/** @returns the address of an article, with the list that leads to it; that of all articles is named by its order */
export function articleAddress(id: string, list?: State): string {
  return list === undefined
    ? articlePath(id)
    : addressOf(hrefOf(id), [['list', readable(queryOfState(list)) || 'sort=newest']])
}

/** A query within a query would be encoded twice: what is not ASCII is left as it is the first time. */
const readable = (query: string): string => query.replace(/(?:%[89A-F][0-9A-F])+/g, decodeURIComponent)
