import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Article } from '../article.ts'
import { Problem } from '../problem.ts'
import type { Answer } from '../store/store.ts'
import { answer, digest, jsonType } from './answer.ts'
import type { ArticleFacts } from './representations/facts.ts'
import { html } from './representations/html.ts'
import { ldJson } from './representations/ld-json.ts'
import { markdown } from './representations/markdown.ts'
import { pagePolicy } from './representations/style.ts'
import { text } from './representations/text.ts'

type Form = { type: string; of: (article: Article, facts: ArticleFacts) => string }

/** The forms of an article by their name in `?format=`; JSON is the stored answer itself. */
const forms: Record<string, Form> = {
  html: { type: 'text/html', of: html },
  markdown: { type: 'text/markdown', of: markdown },
  text: { type: 'text/plain', of: text },
  'ld+json': { type: 'application/ld+json', of: ldJson },
}
export const formats = ['json', ...Object.keys(forms)] as const

/** The media types in the order of the service's own preference. */
const offered: readonly (readonly [name: string, type: string])[] = [
  ['json', 'application/json'],
  ...Object.entries(forms).map(([name, { type }]) => [name, type] as const),
]

/** How specific a media range is that covers the type (RFC 9110, 12.5.1); 0 where it does not. */
function specificity(range: string, type: string): number {
  if (range === type) return 3
  if (range === `${type.split('/', 1)[0]}/*`) return 2
  return range === '*/*' ? 1 : 0
}

/** @returns the name of the form that an Accept field wants most; null where it wants none of them */
export function formFor(accept: string | undefined): string | null {
  if (accept === undefined || accept.trim() === '' || accept === '*/*') return 'json'
  const ranges = accept.split(',', 50).map((part) => {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    return { range, quality: quality === undefined ? 1 : Number(quality) || 0 }
  })
  let best: string | null = null
  let highest = 0
  for (const [name, type] of offered) {
    let quality = 0
    let closest = 0
    for (const range of ranges) {
      const match = specificity(range.range, type)
      if (match > closest) [closest, quality] = [match, range.quality]
    }
    if (quality > highest) [best, highest] = [name, quality]
  }
  return best
}

/** Answers with an article in the form that the request wants. Throws Problem not-acceptable. */
export function answerArticle(
  request: FastifyRequest,
  reply: FastifyReply,
  stored: Answer,
  { format, publisherOf }: { format?: string; publisherOf: (source: string | null) => string | null },
): FastifyReply | Promise<FastifyReply> {
  reply.header('vary', 'Accept, Accept-Encoding')
  const name = format ?? formFor(request.headers.accept)
  if (name === 'json')
    return answer(request, reply, {
      body: stored.json,
      type: jsonType,
      etag: stored.etag,
      updatedAt: stored.updatedAt,
    })
  const form = name === null ? undefined : forms[name]
  if (form === undefined) {
    throw new Problem(
      'not-acceptable',
      `The article is to be had as ${offered.map(([, type]) => type).join(', ')}.`,
    )
  }
  const article = JSON.parse(stored.json.toString()) as Article
  const origin = `${request.protocol}://${request.host}`
  const body = Buffer.from(form.of(article, { publisher: publisherOf(article.source), origin }))
  if (name === 'html') reply.header('content-security-policy', pagePolicy)
  return answer(request, reply, {
    body,
    type: `${form.type}; charset=utf-8`,
    etag: `${digest(body)}`,
    updatedAt: stored.updatedAt,
  })
}
