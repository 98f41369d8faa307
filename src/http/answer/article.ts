import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Article } from '../../article.ts'
import { invalidParameter, Problem } from '../../problem.ts'
import { type Answer, jsonOf } from '../../store/store.ts'
import type { KnownSource } from '../operation.ts'
import { publicAddress, withPublicPaths } from '../public-address.ts'
import type { Around } from '../representations/facts.ts'
import { type Form, formNamed, forms, formWanted, othersThan } from '../representations/forms.ts'
import { html } from '../representations/html.ts'
import { answer, answerJson, jsonType } from './answer.ts'
import { articleEtag, articleIn, articleJson } from './article-json.ts'
import { answerBook } from './book.ts'
import { answerPage } from './page.ts'

type Wanted = {
  /** The form's name; where it is not given, Accept chooses. */
  format?: string
  /** A source's own name. */
  publisherOf: (source: string | null) => string | null
  /** What the reading page shows around the article of this id. */
  aroundOf: (id: string) => Promise<Around>
  sources: readonly KnownSource[]
  /** Cuts the article down to the members that were asked for. */
  partOf?: (article: Article) => object
}

/**
 * Answers with an article in the form that the request wants.
 * @throws Problem not-acceptable; invalid-parameter where a part of another form than JSON is wanted
 */
export async function answerArticle(
  request: FastifyRequest,
  reply: FastifyReply,
  stored: Answer,
  { format, publisherOf, partOf, aroundOf, sources }: Wanted,
): Promise<void> {
  reply.header('vary', 'Accept, Accept-Encoding, Accept-Datetime')
  const form = format === undefined ? formWanted(request.headers.accept) : formNamed(format)
  if (!form) {
    const types = forms.map(({ mediaType }) => mediaType).join(', ')
    throw new Problem('not-acceptable', `The article is available as ${types}.`)
  }
  if (partOf !== undefined) return answerPart(request, reply, stored, form, partOf)
  if (form.make === null) {
    const { updatedAt } = stored
    return answer(request, reply, {
      body: articleJson(jsonOf(stored)),
      type: jsonType,
      etag: articleEtag(stored),
      updatedAt,
    })
  }
  const article: Article = withPublicPaths(articleIn(stored))
  const facts = {
    publisher: publisherOf(article.source),
    origin: publicAddress().origin,
    others: othersThan(form, article.href),
  }
  if (form.name === 'html') {
    const around = await aroundOf(article.id)
    return answerPage(
      request,
      reply,
      sources,
      (view) => html(article, { ...facts, around, view }),
      stored.updatedAt,
    )
  }
  const made = await form.make(article, facts)
  const { updatedAt } = stored
  if (typeof made !== 'string') return answerBook(request, reply, made, article.id, updatedAt)
  return answer(request, reply, {
    body: Buffer.from(made),
    type: `${form.mediaType}; charset=utf-8`,
    updatedAt,
  })
}

function answerPart(
  request: FastifyRequest,
  reply: FastifyReply,
  stored: Answer,
  { make }: Form,
  partOf: (article: Article) => object,
): void | Promise<void> {
  if (make !== null) throw invalidParameter('fields', 'This is for JSON only.')
  const part = partOf(JSON.parse(articleJson(jsonOf(stored)).toString()) as Article)
  return answerJson(request, reply, part, stored.updatedAt)
}
