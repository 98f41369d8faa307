import type { FastifyRequest } from 'fastify'
import { nearestName } from '../nearest.ts'
import { Problem } from '../problem.ts'
import { decodeCursor, encodeCursor, type Position } from '../query.ts'
import type { ArticleList, TagCount } from '../store/store.ts'

/** Parameters that do not change which items a list holds, nor their order. */
const presentation = new Set(['limit', 'cursor', 'fields', 'count', 'facet', 'format'])

const dependsOn = (path: string, query: object): [string, object] => [
  path,
  Object.fromEntries(Object.entries(query).filter(([name]) => !presentation.has(name))),
]

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/'

/** @returns where the request's cursor stands. Throws Problem invalid-cursor */
export function positionOf(request: FastifyRequest, query: { cursor?: string }): Position | undefined {
  return query.cursor === undefined
    ? undefined
    : decodeCursor(query.cursor, dependsOn(pathOf(request), query))
}

/** @returns the address of the next page: this one's parameters with another cursor; null behind the last page */
export function nextAddress(request: FastifyRequest, query: object, next: Position | null): string | null {
  if (next === null) return null
  const parameters = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(request.url.split('?')[1] ?? ''))
    if (name !== 'cursor') parameters.append(name, value)
  parameters.append('cursor', encodeCursor(next, dependsOn(pathOf(request), query)))
  return `${pathOf(request)}?${parameters}`
}

/**
 * @param text comma-separated names
 * @returns the names. Throws Problem invalid-parameter for one that is not known
 */
export function namesOf(
  parameter: string,
  text: string | undefined,
  known: readonly string[],
): string[] | undefined {
  if (text === undefined) return undefined
  const named = text.split(',').map((name) => name.trim())
  for (const name of named) {
    if (known.includes(name)) continue
    const near = nearestName(name, known)
    const message = `There is no ${name === '' ? 'empty name' : name.slice(0, 60)}${near === undefined ? '' : `; did you mean ${near}?`}`
    throw new Problem('invalid-parameter', `${parameter}: ${message}`, { errors: [{ parameter, message }] })
  }
  return [...new Set(named)]
}

/** @returns an object's members of these names, in their own order */
export function only(value: object, fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => fields.includes(name)))
}

type Item = ArticleList['items'][number]

/** One summary as it is sent: ready-made, with its snippet behind, or cut down to some of its members. */
function itemJson({ json, snippet }: Item, fields: readonly string[] | undefined): string {
  const ready = json.toString()
  if (fields !== undefined)
    return JSON.stringify(
      only({ ...JSON.parse(ready), ...(snippet === undefined ? {} : { snippet }) }, fields),
    )
  return snippet === undefined ? ready : `${ready.slice(0, -1)},"snippet":${JSON.stringify(snippet)}}`
}

/** @returns a JSON array of summaries */
export function itemsJson(items: readonly Item[], fields?: readonly string[]): string {
  return `[${items.map((item) => itemJson(item, fields)).join(',')}]`
}

export const tagHref = (tag: string): string => `/tags/${encodeURIComponent(tag)}`

export const withHref = ({ tag, count }: TagCount) => ({ tag, count, href: tagHref(tag) })
