import type { FastifyRequest } from 'fastify'
import { Problem } from '../../problem.ts'
import type { Answer, Store } from '../../store/store.ts'
import { articleEtag, storedIfThere } from '../answer/article-json.ts'

const fields = ['If-Match', 'If-None-Match', 'If-Unmodified-Since']
const given = ({ headers }: Pick<FastifyRequest, 'headers'>): string[] =>
  fields.filter((name) => headers[name.toLowerCase()] !== undefined)

export const hasPreconditions = (request: Pick<FastifyRequest, 'headers'>): boolean =>
  given(request).length > 0

/**
 * For a write of many articles.
 * @throws Problem precondition-failed
 */
export function refusePreconditions(request: Pick<FastifyRequest, 'headers'>): void {
  const [field] = given(request)
  if (field === undefined) return
  throw new Problem(
    'precondition-failed',
    `${field} is about one article, and a body of many pages about none: nothing of it was stored.`,
  )
}

/**
 * Evaluates the preconditions of a write against the article as it is (RFC 9110, 13.2). ETags of any content coding name
 * the article; a weak one does not match, since If-Match compares strongly.
 *
 * @throws Problem precondition-failed
 */
export async function checkPreconditions(
  store: Pick<Store, 'article'>,
  id: string,
  { headers }: Pick<FastifyRequest, 'headers'>,
): Promise<void> {
  if (!hasPreconditions({ headers })) return
  const { 'if-match': match, 'if-none-match': noneMatch, 'if-unmodified-since': since } = headers
  const article = await storedIfThere(store, id)
  const refuse = (field: string) => {
    throw new Problem('precondition-failed', `${field} does not hold for the article ${id} as it is now.`)
  }
  if (match !== undefined) {
    if (!matches(match, article, false)) refuse('If-Match')
  } else if (since !== undefined) {
    const time = Date.parse(since)
    const updated = Math.floor(Date.parse(article?.updatedAt ?? '') / 1000) * 1000
    if (!Number.isNaN(time) && (article === null || updated > time)) refuse('If-Unmodified-Since')
  }
  if (noneMatch !== undefined && matches(noneMatch, article, true)) refuse('If-None-Match')
}

function matches(field: string, article: Answer | null, takesWeak: boolean): boolean {
  if (article === null) return false
  if (field.trim() === '*') return true
  const etag = articleEtag(article)
  for (const [, weak, opaque = ''] of field.matchAll(/(W\/)?"([^"]{0,200})"/g)) {
    if (weak !== undefined && !takesWeak) continue
    if (opaque === etag || /^(?:zstd|br|gzip)$/.test(opaque.slice(etag.length + 1)))
      if (opaque.startsWith(etag)) return true
  }
  return false
}
