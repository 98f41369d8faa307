import type { FastifyRequest } from 'fastify'
import { nearestName } from '../../ingest/nearest-name.ts'
import { Problem } from '../../problem.ts'
import { decodeCursor, encodeCursor, type Position } from '../../query.ts'
import type { ArticleList, TagCount } from '../../store/store.ts'

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

const comma = Buffer.from(',')

/** One summary as it is sent: ready-made, with its snippet behind, or cut down to some of its members. */
function itemJson({ json, snippet }: Item, fields: readonly string[] | undefined): Buffer {
  const more = snippet === undefined ? {} : { snippet }
  if (fields !== undefined)
    return Buffer.from(JSON.stringify(only({ ...JSON.parse(json.toString()), ...more }, fields)))
  if (snippet === undefined) return json
  return Buffer.concat([json.subarray(0, -1), Buffer.from(`,${JSON.stringify(more).slice(1)}`)])
}

/**
 * @param before members that stand before the items; @param after members behind them
 * @returns a list as it is sent, its items' bytes as they are stored
 */
export function listJson(
  items: readonly Item[],
  after: object,
  { before = {}, fields }: { before?: object; fields?: readonly string[] } = {},
): Buffer {
  const head = JSON.stringify(before).slice(0, -1)
  return Buffer.concat([
    Buffer.from(`${head}${head === '{' ? '' : ','}"items":[`),
    ...items.flatMap((item, index) => {
      const json = itemJson(item, fields)
      return index === 0 ? [json] : [comma, json]
    }),
    Buffer.from(`],${JSON.stringify(after).slice(1)}`),
  ])
}

export const tagHref = (tag: string): string => `/tags/${encodeURIComponent(tag)}`

export const withHref = ({ tag, count }: TagCount) => ({ tag, count, href: tagHref(tag) })
