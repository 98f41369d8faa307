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
const ofUnchanged = ['access-control-allow-origin', 'cache-control', 'etag', 'vary'] as const

/**
 * What a 304 says of an answer's header fields. The rest is kept with the answer that the client has, and holds on
 * (RFC 9111, 3.2): Last-Modified as well, as there is an ETag.
 */
export function unchangedOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const said: Record<string, string> = {}
  for (const name of ofUnchanged) if (headers[name] !== undefined) said[name] = headers[name]
  return said
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
