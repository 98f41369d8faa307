import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Article } from '../../article.ts'
import { Problem } from '../../problem.ts'
import { remembered } from '../../recent.ts'
import type { Answer } from '../../store/store.ts'
import { answer, jsonType } from '../answer/answer.ts'
import type { ArticleFacts } from './facts.ts'
import { html } from './html.ts'
import { ldJson } from './ld-json.ts'
import { markdown } from './markdown.ts'
import { pagePolicy } from './style.ts'
import { text } from './text.ts'

type Form = { type: string; of: (article: Article, facts: ArticleFacts) => string }

/** The forms of an article by their name in `?format=`; JSON is the stored answer itself. */
const forms: Record<string, Form> = {
  html: { type: 'text/html', of: html },
  markdown: { type: 'text/markdown', of: markdown },
  text: { type: 'text/plain', of: text },
  'ld+json': { type: 'application/ld+json', of: ldJson },
}

/** The media types by their name in `?format=`, in the order of the service's own preference. */
const typesByName = new Map([
  ['json', 'application/json'],
  ...Object.entries(forms).map(([name, { type }]): [string, string] => [name, type]),
])
export const formats = [...typesByName.keys()]
const types = [...typesByName.values()]

/** How specific a media range is that covers the type (RFC 9110, 12.5.1); 0 where it does not. */
function specificity(range: string, type: string): number {
  if (range === type) return 3
  if (range === `${type.split('/', 1)[0]}/*`) return 2
  return range === '*/*' ? 1 : 0
}

/** Ranges of an Accept field that are looked at: no client has as many. */
const mostRanges = 50

/**
 * @param offered media types, the service's own preference first
 * @returns the one that an Accept field wants most; null where it wants none of them
 */
export function formOf<T extends string>(accept: string | undefined, offered: readonly T[]): T | null {
  const [preferred] = offered
  if (accept === undefined || accept.trim() === '' || accept === '*/*') return preferred ?? null
  const ranges = accept.split(',', mostRanges).map((part) => {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    return { range, quality: quality === undefined ? 1 : Number(quality) || 0 }
  })
  let best: T | null = null
  let highest = 0
  for (const type of offered) {
    let quality = 0
    let closest = 0
    for (const range of ranges) {
      const match = specificity(range.range, type)
      if (match > closest) [closest, quality] = [match, range.quality]
    }
    if (quality > highest) [best, highest] = [type, quality]
  }
  return best
}

const wanted = remembered((accept) => formats[types.indexOf(formOf(accept, types) ?? '')] ?? null)

/** @returns the name of the form that an Accept field wants most; null where it wants none of them */
export const formFor = (accept = ''): string | null => wanted(accept)

/** @param format as `?format=` has it: a form's name or its media type; the `+` of a query may be a space */
function formNamed(format: string): string | null {
  const name = format.replace(' ', '+').toLowerCase()
  return formats[types.indexOf(name)] ?? (typesByName.has(name) ? name : null)
}

/**
 * Answers with an article in the form that the request wants.
 *
 * @param partOf makes of the stored article what is asked for; where it is not given, all of it
 * @throws Problem not-acceptable
 */
export function answerArticle(
  request: FastifyRequest,
  reply: FastifyReply,
  stored: Answer,
  options: {
    format?: string
    publisherOf: (source: string | null) => string | null
    partOf?: (article: Article) => object
  },
): FastifyReply | Promise<FastifyReply> {
  const { format, publisherOf, partOf } = options
  reply.header('vary', 'Accept, Accept-Encoding')
  const name = format === undefined ? formFor(request.headers.accept) : formNamed(format)
  const { etag, updatedAt } = stored.validators
  if (name === 'json') {
    const whole = { body: stored.json, type: jsonType, etag, updatedAt }
    if (partOf === undefined) return answer(request, reply, whole)
    const part = partOf(JSON.parse(stored.json.toString()) as Article)
    return answer(request, reply, { body: Buffer.from(JSON.stringify(part)), type: jsonType, updatedAt })
  }
  const form = name === null ? undefined : forms[name]
  if (form === undefined)
    throw new Problem('not-acceptable', `The article is to be had as ${types.join(', ')}.`)
  if (partOf !== undefined) {
    const message = 'This is for JSON only.'
    throw new Problem('invalid-parameter', `fields: ${message}`, {
      errors: [{ parameter: 'fields', message }],
    })
  }
  const article = JSON.parse(stored.json.toString()) as Article
  const origin = `${request.protocol}://${request.host}`
  const body = Buffer.from(form.of(article, { publisher: publisherOf(article.source), origin }))
  if (name === 'html') reply.header('content-security-policy', pagePolicy)
  return answer(request, reply, { body, type: `${form.type}; charset=utf-8`, updatedAt })
}
