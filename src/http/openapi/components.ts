import { Problem, type ProblemDetails, type ProblemName, problems } from '../../problem.ts'
import { problemType } from '../answer/problems.ts'

type Header = { description: string; example: string | number; type?: 'integer' }

const headers = {
  'Archive-Id': {
    description: 'The identity of the archive that Archive-Sequence belongs to.',
    example: '7f3c1e0a9b5d4c2e8a6f1b3d5c7e9a0f',
  },
  'Archive-Sequence': {
    description: 'The last change that the export holds: /changes?since= goes on there.',
    example: 17527,
    type: 'integer',
  },
  'Content-Disposition': {
    description: 'Always `attachment`: the bytes are hostile HTML.',
    example: 'attachment; filename="a100000001.md"',
  },
  ETag: {
    description: 'Strong; another one for each representation and content coding.',
    example: '"kUdBKZC_1FyVpAMGxiYGhA"',
  },
  'Ingest-Result': {
    description: '`created`, `updated`, `earlier` (the page became an earlier revision) or `unchanged`.',
    example: 'created',
  },
  'Last-Modified': {
    description: 'When the article last changed.',
    example: 'Mon, 23 Nov 2026 08:00:00 GMT',
  },
  Link: { description: 'The next page, if there is one.', example: '</articles?cursor=WyJ2>; rel="next"' },
  Location: { description: 'Where the article or tag is.', example: '/articles/a100000001' },
  RateLimit: {
    description: 'What is left of the limit, and the seconds until it is whole again.',
    example: '"writes";r=5999;t=60',
  },
  'RateLimit-Policy': {
    description: 'The limit: requests, and the seconds that they count for.',
    example: '"writes";q=6000;w=60',
  },
  'Memento-Datetime': {
    description: 'With `at`: when the page was captured that the answer was read from (RFC 7089).',
    example: 'Sat, 01 Feb 2020 08:00:00 GMT',
  },
  'Repr-Digest': {
    description: 'SHA-256 of the bytes (RFC 9530).',
    example: 'sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:',
  },
  'Retry-After': { description: 'Seconds until a new try makes sense.', example: 5, type: 'integer' },
  Vary: { description: 'What the representation was chosen by.', example: 'Accept, Accept-Encoding' },
  'WWW-Authenticate': { description: 'How to give a key.', example: 'Bearer realm="broadsheet"' },
} as const satisfies Record<string, Header>

/** The headers that the description names. */
export type HeaderName = keyof typeof headers

export const headerDescriptions = Object.fromEntries(
  Object.entries(headers).map(([name, { description, example, ...rest }]) => [
    name,
    { description, schema: { type: 'type' in rest ? rest.type : 'string' }, example },
  ]),
)

const headersOfStatus: Partial<Record<number, HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  503: ['Retry-After'],
}

/** What a refusal of each kind says besides its title, so that its example shows it. */
const details: Partial<Record<ProblemName, [detail: string, more: ProblemDetails]>> = {
  'invalid-parameter': [
    'limit: must be at most 100.',
    { errors: [{ parameter: 'limit', message: 'must be at most 100.' }] },
  ],
  'unknown-parameter': [
    'tga: There is no such parameter; did you mean tag?',
    { errors: [{ parameter: 'tga', message: 'There is no such parameter; did you mean tag?' }] },
  ],
  conflict: ['The id is of one article, the address of another.', { ids: ['a100000001', 'a100000002'] }],
  'sequence-unknown': ['There is no change 17533; read the archive anew.', {}],
  gone: ['The article was deleted.', { deletedAt: '2026-11-23T08:00:00.000Z' }],
  'too-many-requests': ['More than 600 requests in a minute.', { retryAfter: 12 }],
}

function exampleOf(name: ProblemName) {
  const [detail, more] = details[name] ?? [problems[name][2], {}]
  const instance = '0d6ae3ac-4a3f-4c36-9d61-b3ac1c2d3b1f'
  return { value: { ...new Problem(name, detail, more).toJSON(), instance } }
}

const pascal = (name: ProblemName): string =>
  name.replaceAll(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase())

/** Names of the responses that stand for several problems of one status. */
const namesTogether: Record<string, string> = {
  'invalid-parameter malformed-request unknown-parameter': 'BadRequest',
  'invalid-cursor invalid-parameter malformed-request unknown-parameter': 'BadListRequest',
  'no-article unreadable-page': 'UnprocessablePage',
}

const nameOf = (problems: readonly ProblemName[]): string =>
  namesTogether[problems.toSorted().join(' ')] ?? problems.toSorted().map(pascal).join('')

/**
 * @returns the responses to these refusals, by status, as references, and the components that they refer to: several
 *   operations refuse the same
 */
export function problemResponses(names: readonly ProblemName[]) {
  const references: Record<string, { $ref: string }> = {}
  const components: Record<string, unknown> = {}
  for (const [status, of] of Map.groupBy(new Set(names), (name) => problems[name][0])) {
    const component = nameOf(of)
    references[status] = { $ref: `#/components/responses/${component}` }
    const headers = headersOfStatus[status]?.map((name) => [name, { $ref: `#/components/headers/${name}` }])
    components[component] = {
      description: `${of.map((name) => problems[name][2]).join(' ')} For browsers a page.`,
      'x-alternatives': [{ when: 'For browsers', mediaType: 'text/html', schema: { type: 'string' } }],
      ...(headers === undefined ? {} : { headers: Object.fromEntries(headers) }),
      content: {
        [problemType]: {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(of.map((name) => [name, exampleOf(name)])),
        },
      },
    }
  }
  return { references, components }
}
