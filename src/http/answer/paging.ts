import type { FastifyRequest } from 'fastify'
import { fold } from '../../fold.ts'
import { decodeCursor, encodeCursor, type Position } from '../../query.ts'
import { publicPath } from '../public-address.ts'

/** Parameters that do not change which items a list holds, nor their order. */
export const presentation: ReadonlySet<string> = new Set([
  'limit',
  'cursor',
  'fields',
  'count',
  'facet',
  'facetLimit',
  'format',
  'lang',
  'script',
  'compare',
  'share',
])

const dependsOn = (path: string, query: object): [string, object] => [
  path,
  Object.fromEntries(Object.entries(query).filter(([name]) => !presentation.has(name))),
]

/** A path in whatever escapes, case and script it is written: a cursor belongs to the list and not to its spelling. */
const listOf = (request: FastifyRequest): string => fold(decodeURIComponent(pathOf(request)))

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/'

/** @returns where the request's cursor stands. Throws Problem invalid-cursor */
export function positionOf(request: FastifyRequest, query: { cursor?: string }): Position | undefined {
  return positionAt(listOf(request), query)
}

/** The same for the list at a path: its parameters are those that its schema made. */
export function positionAt(path: string, query: { cursor?: string | undefined }): Position | undefined {
  return query.cursor === undefined ? undefined : decodeCursor(query.cursor, dependsOn(path, query))
}

/** @returns the cursor of the list at a path behind a position */
export const cursorAt = (path: string, query: object, position: Position): string =>
  encodeCursor(position, dependsOn(path, query))

/** @returns the cursor in the address of a next page */
export const cursorOf = (next: string | null): string | null =>
  next === null ? null : new URLSearchParams(next.split('?')[1]).get('cursor')

/** @returns the address of the next page: this one's parameters with another cursor; null behind the last page */
export function nextAddress(request: FastifyRequest, query: object, next: Position | null): string | null {
  if (next === null) return null
  const parameters = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(request.url.split('?')[1] ?? ''))
    if (name !== 'cursor' && name !== 'lang' && name !== 'script') parameters.append(name, value)
  parameters.append('cursor', cursorAt(listOf(request), query, next))
  return publicPath(`${pathOf(request)}?${parameters}`)
}
