import type { z } from 'zod'
import type { ProblemName } from '../../problem.ts'
import { once } from '../once.ts'
import type { AnswerDescription, Content, Operation } from '../operation.ts'
import { operations } from '../operations.ts'
import { ProblemBody } from '../schemas/archive.ts'
import { headerDescriptions, problemResponses } from './components.ts'
import { type JsonSchema, SchemaWriter } from './json-schema.ts'
import { yamlOf } from './yaml.ts'

const groups: Record<string, string> = {
  articles: 'Articles, one and many.',
  ingest: 'Pages in.',
  revisions: 'Every version of every page.',
  tags: 'Tags, and how they are merged.',
  archive: 'The archive as a whole: sources, numbers, exports, changes.',
  feeds: 'Lists as feeds.',
  service: 'For whoever runs the service.',
}

const introduction = `Pages go in as they are and come out as clean, structured JSON: by id, by tag, by search.

Every refusal is application/problem+json (RFC 9457); its \`type\` leads to an explanation. HEAD is there wherever GET
is. Answers carry a strong ETag and are compressed (zstd, br, gzip) for who accepts that. Reads are open; writes need a
key as soon as the service has keys.`

/** Whether an answer has validators, by which a client says what it has, or wants still to be there. */
const isConditional = ({ method, answers }: Operation): boolean =>
  method === 'get' && answers[200]?.headers?.includes('ETag') === true

/** What can be refused whatever is asked for; and what by a kind of operation. */
function refusalsOf(operation: Operation): ProblemName[] {
  const { access, isSearch, pathParameters, body, problems } = operation
  return [
    'malformed-request',
    'unknown-parameter',
    'invalid-parameter',
    ...problems,
    ...(isConditional(operation) ? (['precondition-failed'] as const) : []),
    ...(pathParameters === undefined ? [] : (['not-found', 'uri-too-long'] as const)),
    ...(body === undefined ? [] : (['too-large', 'unsupported-media-type', 'request-timeout'] as const)),
    ...(access === 'open' ? [] : (['unauthorized', 'forbidden', 'insufficient-storage'] as const)),
    ...(access !== 'open' || isSearch === true ? (['too-many-requests'] as const) : []),
    'headers-too-large',
    'internal',
    'unavailable',
  ]
}

/** The schema of a body; of a text its type, and the schema of its lines if they are JSON. */
function schemaOf(
  writer: SchemaWriter,
  { schema, lines, mediaType }: { schema?: z.ZodType | null; lines?: z.ZodType; mediaType: string },
  io: 'input' | 'output',
): JsonSchema {
  if (schema) return writer.write(schema, io)
  if (lines === undefined) return mediaType.endsWith('json') ? {} : { type: 'string' }
  // What clients send may be compressed, or another container: generators make bytes of this format, not a JSON text.
  const format = io === 'input' ? { format: 'binary' } : {}
  return { type: 'string', ...format, contentMediaType: mediaType, contentSchema: writer.write(lines, io) }
}

function contentOf(writer: SchemaWriter, content: Content, io: 'input' | 'output') {
  return Object.fromEntries(
    Object.entries(content).map(([type, { schema, lines, example, examples }]) => [
      type,
      {
        schema: schemaOf(writer, { schema, lines, mediaType: type }, io),
        ...(example === undefined ? {} : { example }),
        ...(examples === undefined
          ? {}
          : {
              examples: Object.fromEntries(
                Object.entries(examples).map(([name, value]) => [name, { value }]),
              ),
            }),
      },
    ]),
  )
}

function answerOf(
  writer: SchemaWriter,
  { description, content, headers = [], alternatives = [] }: AnswerDescription,
) {
  const others = alternatives.map(({ when, ...of }) => ({
    when,
    mediaType: of.mediaType,
    schema: schemaOf(writer, of, 'output'),
  }))
  return {
    description: [description, ...others.map(inWords)].join(' '),
    // For programs that look for them: generated clients take one type of answer.
    ...(others.length === 0 ? {} : { 'x-alternatives': others }),
    ...(headers.length === 0
      ? {}
      : {
          headers: Object.fromEntries(
            headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
          ),
        }),
    ...(content === undefined ? {} : { content: contentOf(writer, content, 'output') }),
  }
}

/** `With diff: application/json, a RevisionDiff.` */
function inWords({ when, mediaType, schema }: { when: string; mediaType: string; schema: JsonSchema }) {
  const nameIn = (of: unknown) => (of as JsonSchema | undefined)?.$ref?.toString().split('/').at(-1)
  const line = nameIn(schema.contentSchema)
  const name = nameIn(schema) ?? (line && `each line a ${line}`)
  return `${when}: ${mediaType}${name === undefined ? '' : `, ${name}`}.`
}

/** Parameters that change the type of the answer are described in words, as such answers are. */
function describeOthers(query: z.ZodObject | undefined): string[] {
  return Object.entries(query?.shape ?? {}).flatMap(([name, of]) => {
    const { isInWords, description } = (of as z.ZodType).meta() ?? {}
    return isInWords === true ? [`\`${name}=\`: ${description}`] : []
  })
}

function parametersOf(writer: SchemaWriter, schema: z.ZodObject | undefined, place: 'query' | 'path') {
  if (schema === undefined) return []
  const described = Object.entries(schema.shape).filter(
    ([, of]) => (of as z.ZodType).meta()?.isInWords !== true,
  )
  return described.map(([name, of]) => {
    const { description, example, ...rest } = writer.write(of as z.ZodType, 'input') as JsonSchema & {
      description?: string
      example?: unknown
    }
    const isRequired = place === 'path' || !(of as z.ZodType).safeParse(undefined).success
    return {
      name,
      in: place,
      required: isRequired,
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
      schema: rest,
    }
  })
}

/** Answers that a GET has besides its own: every one of them can be asked for conditionally. */
const unchanged: AnswerDescription = { description: 'The client has this already.', headers: ['ETag'] }
/** An address that is sent unencoded, or with a slash at its end, has one form (RFC 3986, 2.1). */
const moved: AnswerDescription = {
  description: 'The same address in its proper form is at Location: encoded, without a slash at its end.',
  headers: ['Location'],
}

function descriptionOf(writer: SchemaWriter, operation: Operation) {
  const { id, group, summary, description, access, pathParameters, query, body, answers } = operation
  const general = { ...(isConditional(operation) ? { 304: unchanged } : {}), 308: moved }
  const described = { ...general, ...answers }
  const words = [...(description === undefined ? [] : [description]), ...describeOthers(query)]
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(words.length === 0 ? {} : { description: words.join('\n\n') }),
    // Without keys the service takes writes from its own machine.
    security: access === 'open' ? [] : [{ key: [] }, {}],
    parameters: [...parametersOf(writer, pathParameters, 'path'), ...parametersOf(writer, query, 'query')],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            description: body.description,
            content: contentOf(writer, body.content, 'input'),
          },
        }),
    responses: {
      ...Object.fromEntries(Object.entries(described).map(([status, of]) => [status, answerOf(writer, of)])),
      ...problemResponses(refusalsOf(operation)).references,
    },
  }
}

const sorted = <T>(of: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)))

const serversAt = (prefix: string) => [{ url: prefix === '' ? '/' : prefix, description: 'This service.' }]

/** The description of the API (OpenAPI 3.1), made from the very schemas that check it. */
export function openapiDocument(): Record<string, unknown> {
  const writer = new SchemaWriter()
  writer.write(ProblemBody, 'output')
  const paths: Record<string, Record<string, unknown>> = {}
  const responses: Record<string, unknown> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: descriptionOf(writer, operation) }
    Object.assign(responses, problemResponses(refusalsOf(operation)).components)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Broadsheet',
      version: '1.0.0',
      summary: 'Parsed news articles out of an archive of raw pages.',
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: serversAt(''),
    tags: Object.entries(groups).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: sorted(writer.components),
      responses: sorted(responses),
      headers: headerDescriptions,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key; needed to write as soon as the service has keys.',
        },
      },
    },
  }
}

/** The same as the file `openapi.yaml` holds it. */
export function openapiYaml(): string {
  return yamlOf(openapiDocument())
}

type Description = { document: Record<string, unknown>; json(): Buffer; yaml(): Buffer }

/** @returns what makes the description in its forms, as a client that reaches the service under a path is to read it */
export function describer(): (prefix: string) => Description {
  const { openapi, info, servers: _servers, ...rest } = openapiDocument()
  const json = once(() => JSON.stringify(rest))
  const yaml = once(() => yamlOf(rest))
  return (prefix) => {
    const head = { openapi, info, servers: serversAt(prefix) }
    return {
      document: { ...head, ...rest },
      json: () => Buffer.from(`${JSON.stringify(head).slice(0, -1)},${json().slice(1)}`),
      yaml: () => Buffer.from(yamlOf(head) + yaml()),
    }
  }
}
