/**
 * Answers are data for programs of any origin: nothing in them may be run, framed or guessed at. These are Helmet's
 * headers that have a use here, without a call for each of them; transport security is for who ends TLS to demand.
 */
const commonHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Archive-Id, Archive-Sequence, Content-Disposition, ETag, Ingest-Result, Link, Location, RateLimit, RateLimit-Policy, Repr-Digest, Retry-After',
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/** Fields that let pages of other origins read an answer (Fetch, CORS). */
const sharing = /^access-control-/

/** @returns what every answer says; without `sharing` where pages of other origins may not read it */
export const commonHeadersFor = (mayOthersRead: boolean): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(commonHeaders).filter(([name]) => mayOthersRead || !sharing.test(name)))

/** Fields that guide a cache (RFC 9110, 15.4.5), or let pages of other origins read the answer. */
const ofUnchanged: ReadonlySet<string> = new Set([
  'access-control-allow-origin',
  'cache-control',
  'etag',
  'vary',
])

/**
 * Whether a 304 says a header field of the answer. The rest is kept with the answer that the client has, and holds on
 * (RFC 9111, 3.2): Last-Modified as well, as there is an ETag.
 */
export const isOfUnchanged = (name: string): boolean => ofUnchanged.has(name)

/** Header fields that answers share: of a 200, and those of them that a 304 says as well. Names and values in turn. */
export type SharedFields = { readonly all: readonly string[]; readonly unchanged: readonly string[] }

const lists = new WeakMap<object, Map<string, SharedFields>>()

/**
 * @param common what every answer says
 * @param replaced names of those that an answer says in its own way
 * @returns the others; the same lists for the same names
 */
export function sharedFields(
  common: Readonly<Record<string, string>>,
  replaced: readonly string[],
): SharedFields {
  const known = lists.get(common) ?? new Map<string, SharedFields>()
  lists.set(common, known)
  const key = replaced.join(' ')
  const found = known.get(key)
  if (found !== undefined) return found
  const fields = Object.entries(common).filter(([name]) => !replaced.includes(name))
  const shared = {
    all: fields.flat(),
    unchanged: fields.filter(([name]) => isOfUnchanged(name)).flat(),
  }
  known.set(key, shared)
  return shared
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What every answer says unless it says otherwise. */
    commonHeaders: Readonly<Record<string, string>>
  }
}

/** What a browser is told that asks whether a page of another origin may send a request (Fetch, CORS preflight). */
export const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers':
    'Accept, Authorization, Content-Type, If-Modified-Since, If-None-Match, Last-Event-ID, Range, X-Requested-With',
  'access-control-max-age': '86400',
} as const
