import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Article, laterMembers } from '../../article.ts'
import { Problem } from '../../problem.ts'
import { type Answer, jsonOf } from '../../store/store.ts'
import type { KnownSource } from '../operation.ts'
import { publicAddress, withPublicPaths } from '../public-address.ts'
import type { Around } from '../representations/facts.ts'
import { type Form, formNamed, forms, formWanted, othersThan } from '../representations/forms.ts'
import { html } from '../representations/html.ts'
import { answer, answerJson, jsonType } from './answer.ts'
import { articleEtag, articleJson } from './article-json.ts'
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
  const article: Article = withPublicPaths({ ...laterMembers, ...JSON.parse(jsonOf(stored).toString()) })
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
  const made = form.make(article, facts)
  const body = typeof made === 'string' ? Buffer.from(made) : made
  const type = typeof made === 'string' ? `${form.mediaType}; charset=utf-8` : form.mediaType
  return answer(request, reply, { body, type, updatedAt: stored.updatedAt })
}

function answerPart(
  request: FastifyRequest,
  reply: FastifyReply,
  stored: Answer,
  { make }: Form,
  partOf: (article: Article) => object,
): void | Promise<void> {
  if (make !== null) {
    const message = 'This is for JSON only.'
    throw new Problem('invalid-parameter', `fields: ${message}`, {
      errors: [{ parameter: 'fields', message }],
    })
  }
  const part = partOf(JSON.parse(articleJson(jsonOf(stored)).toString()) as Article)
  return answerJson(request, reply, part, stored.updatedAt)
}
