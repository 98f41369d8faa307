/**
 * Every kind of problem: stable name, HTTP status, title, and when it occurs. The name is the last part of the problem's
 * type, `/problems/<name>` (RFC 9457); the pages under that address are generated from this table.
 */
export const problems = {
  'malformed-request': [
    400,
    'Malformed request',
    'The request or its body cannot be read as what it claims to be.',
  ],
  'invalid-parameter': [
    400,
    'Invalid parameter',
    'A parameter or body member has a value outside of what is allowed, or is given more often than once.',
  ],
  'precondition-failed': [
    412,
    'Precondition failed',
    'If-Match, If-None-Match or If-Unmodified-Since does not hold for the article as it is now.',
  ],
  'unknown-parameter': [
    400,
    'Unknown parameter',
    'The request names a parameter or body member that does not exist.',
  ],
  'invalid-cursor': [
    400,
    'Invalid cursor',
    'The cursor was not made by this service, or for a request with other parameters.',
  ],
  unauthorized: [
    401,
    'Key needed',
    'The request needs an API key, or the key given is not one of the service.',
  ],
  forbidden: [403, 'Not allowed', 'The key does not cover the request, or the service is read-only.'],
  'not-found': [404, 'Not found', 'Nothing is stored under this address.'],
  'method-not-allowed': [
    405,
    'Method not allowed',
    'The address exists, but not for this method; the Allow header names those that it has.',
  ],
  'not-acceptable': [406, 'Not acceptable', 'The article has no representation of the type asked for.'],
  'request-timeout': [408, 'Request timed out', 'The request did not arrive in time.'],
  conflict: [409, 'Conflict', 'The page belongs to one article by its id and to another by its address.'],
  gone: [410, 'Deleted', 'The article was deleted.'],
  'sequence-unknown': [
    410,
    'Unknown sequence number',
    'The sequence number is beyond the last change, or belongs to another archive, as after a restored backup: read the archive anew.',
  ],
  'too-large': [413, 'Too large', 'The body, or what it decompresses to, is over the limit.'],
  'uri-too-long': [414, 'Address too long', 'The address, or one of its parameters, is over the limit.'],
  'unsupported-media-type': [
    415,
    'Unsupported media type',
    'The body is of a type, or in a content encoding, that cannot be ingested.',
  ],
  'no-article': [422, 'No article', 'The page holds neither a title nor text of an article.'],
  'unreadable-page': [
    422,
    'Page cannot be read',
    'Reading the page takes more time or memory than any real page needs.',
  ],
  'too-many-requests': [
    429,
    'Too many requests',
    'The limit on requests is reached; Retry-After says when to try again.',
  ],
  'headers-too-large': [431, 'Headers too large', "The request's headers are over the limit."],
  internal: [500, 'Internal error', 'The service failed. The request id finds the cause in its log.'],
  unavailable: [503, 'Unavailable', 'The service cannot answer now; Retry-After says when to try again.'],
  'insufficient-storage': [
    507,
    'Insufficient storage',
    'The store has no room; nothing of the request was kept.',
  ],
} as const satisfies Record<string, readonly [status: number, title: string, when: string]>

export type ProblemName = keyof typeof problems

/** Extension members of a problem (RFC 9457, 3.2). */
export type ProblemDetails = {
  /** The parts of the request that are wrong: a query or path parameter, or a JSON Pointer into the body. */
  errors?: ({ parameter: string; message: string } | { pointer: string; message: string })[]
  /** The ids of the articles in conflict. */
  ids?: string[]
  /** When the article was deleted. */
  deletedAt?: string
  /** Seconds after which the client may retry. */
  retryAfter?: number
}

/** An expected failure that is reported to the client: thrown by store and ingest, a value in parse and in bulk results. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly problem: ProblemName
  readonly details: ProblemDetails

  /** @param detail one sentence for the client, without internal names, paths or SQL */
  constructor(problem: ProblemName, detail: string, details: ProblemDetails = {}, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause })
    this.problem = problem
    this.details = details
  }

  get status(): number {
    return problems[this.problem][0]
  }

  /** @returns the members of application/problem+json (RFC 9457) except `instance` */
  toJSON(): { type: string; title: string; status: number; detail: string } & ProblemDetails {
    const [status, title] = problems[this.problem]
    return { type: `/problems/${this.problem}`, title, status, detail: this.message, ...this.details }
  }
}

/** @returns the problem of one parameter. @param message what is wrong with it */
export const invalidParameter = (parameter: string, message: string): Problem =>
  new Problem('invalid-parameter', `${parameter}: ${message}`, { errors: [{ parameter, message }] })
