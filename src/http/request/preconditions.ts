import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../../problem.ts'
import type { Store } from '../../store/store.ts'
import { articleEtag, storedIfThere } from '../answer/article-json.ts'
import { codings } from '../answer/coding.ts'

const fields = ['If-Match', 'If-None-Match', 'If-Unmodified-Since']
const given = ({ headers }: Pick<FastifyRequest, 'headers'>): string[] =>
  fields.filter((name) => headers[name.toLowerCase()] !== undefined)

export const hasPreconditions = (request: Pick<FastifyRequest, 'headers'>): boolean =>
  given(request).length > 0

/**
 * For a write that is about no article, or about many.
 * @throws Problem precondition-failed
 */
export function refusePreconditions(request: Pick<FastifyRequest, 'headers'>): void {
  const [field] = given(request)
  if (field === undefined) return
  throw new Problem(
    'precondition-failed',
    `${field} is about one article, and this request is not: nothing was changed.`,
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
  const article = await storedIfThere(store, id)
  const state = article && { etag: articleEtag(article), updatedAt: article.updatedAt }
  refuseOtherState(headers, state, `the article ${id}`)
  const noneMatch = headers['if-none-match']
  if (noneMatch !== undefined && matches(noneMatch, state, true))
    throw refusal('If-None-Match', `the article ${id}`)
}

/** `etag`: the opaque part. */
type State = { etag: string; updatedAt?: string | undefined }

/** Whether a request wants what is there to be in a state that it names. */
export const wantsState = (headers: IncomingHttpHeaders): boolean =>
  headers['if-match'] !== undefined || headers['if-unmodified-since'] !== undefined

/**
 * If-Match and If-Unmodified-Since, of reads and writes (RFC 9110, 13.1.1 and 13.1.4); the latter counts only without the
 * former, and where there is a date.
 *
 * @param state null where nothing is there
 * @throws Problem precondition-failed
 */
export function refuseOtherState(headers: IncomingHttpHeaders, state: State | null, what: string): void {
  const { 'if-match': match, 'if-unmodified-since': since } = headers
  if (match !== undefined) {
    if (!matches(match, state, false)) throw refusal('If-Match', what)
    return
  }
  if (since === undefined || (state !== null && state.updatedAt === undefined)) return
  const time = Date.parse(since)
  if (!Number.isNaN(time) && !(inSeconds(state?.updatedAt ?? '') <= time))
    throw refusal('If-Unmodified-Since', what)
}

/**
 * Whether a client has what it reads as it is: If-None-Match, which is compared weakly, or If-Modified-Since, which counts
 * only without it (RFC 9110, 13.1.2 and 13.1.3).
 */
export function isCurrent(headers: IncomingHttpHeaders, state: State): boolean {
  const { 'if-none-match': noneMatch, 'if-modified-since': since } = headers
  if (noneMatch !== undefined) return matches(noneMatch, state, true)
  if (since === undefined || state.updatedAt === undefined) return false
  const time = Date.parse(since)
  return !Number.isNaN(time) && inSeconds(state.updatedAt) <= time
}

/** @returns milliseconds since 1970, without those that dates of header fields cannot say */
const inSeconds = (time: string): number => Math.floor(Date.parse(time) / 1000) * 1000

const refusal = (field: string, what: string): Problem =>
  new Problem('precondition-failed', `${field} does not hold for ${what} as it is now.`)

function matches(field: string, state: State | null, takesWeak: boolean): boolean {
  if (state === null) return false
  if (field.trim() === '*') return true
  const { etag } = state
  for (const [, weak, opaque = ''] of field.matchAll(/(W\/)?"([^"]{0,200})"/g)) {
    if (weak !== undefined && !takesWeak) continue
    if (opaque === etag || codings.some((coding) => opaque === `${etag}-${coding}`)) return true
  }
  return false
}
