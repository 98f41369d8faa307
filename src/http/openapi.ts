import { stringify } from 'yaml'
import type { z } from 'zod'
import { type ProblemName, problems } from '../problem.ts'
import { type JsonSchema, SchemaWriter } from './json-schema.ts'
import type { AnswerDescription, Operation } from './operation.ts'
import { operations } from './operations.ts'
import { problemType } from './problems.ts'
import { ProblemBody } from './schemas.ts'

const groups: Record<string, string> = {
  articles: 'Articles, one and many.',
  ingest: 'Pages in.',
  revisions: 'Every version of every page.',
  tags: 'Tags, and how they are merged.',
  archive: 'The archive as a whole: sources, numbers, exports, changes.',
  feeds: 'Lists as feeds.',
  service: 'For whoever runs the service.',
}

const anywhere: ProblemName[] = ['malformed-request', 'internal', 'unavailable']
const ofWrites: ProblemName[] = ['unauthorized', 'forbidden', 'too-many-requests']

const schemaOf = (writer: SchemaWriter, schema: z.ZodType | null, io: 'input' | 'output'): JsonSchema =>
  schema === null ? { type: 'string' } : writer.write(schema, io)

const contentOf = (
  writer: SchemaWriter,
  content: Record<string, { schema: z.ZodType | null; example?: unknown }>,
  io: 'input' | 'output',
) =>
  Object.fromEntries(
    Object.entries(content).map(([type, { schema, example }]) => [
      type,
      { schema: schemaOf(writer, schema, io), ...(example === undefined ? {} : { example }) },
    ]),
  )

function answerOf(writer: SchemaWriter, { description, content, headers }: AnswerDescription) {
  return {
    description,
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, what]) => [
              name,
              { description: what, schema: { type: 'string' } },
            ]),
          ),
        }),
    ...(content === undefined ? {} : { content: contentOf(writer, content, 'output') }),
  }
}

/** An answer for each status that a problem of the operation has. */
function problemAnswers(names: readonly ProblemName[]) {
  const byStatus = new Map<number, ProblemName[]>()
  for (const name of new Set(names))
    byStatus.set(problems[name][0], [...(byStatus.get(problems[name][0]) ?? []), name])
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => {
      const [, title] = problems[of[0]!]
      const first = of[0]!
      return [
        status,
        {
          description: of.map((name) => problems[name][2]).join(' '),
          content: {
            [problemType]: {
              schema: { $ref: '#/components/schemas/Problem' },
              example: {
                type: `/problems/${first}`,
                title,
                status,
                detail: problems[first][2],
                instance: 'req-1',
              },
            },
          },
        },
      ]
    }),
  )
}

function parametersOf(writer: SchemaWriter, schema: z.ZodObject | undefined, place: 'query' | 'path') {
  if (schema === undefined) return []
  return Object.entries(schema.shape).map(([name, of]) => {
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

function describe(writer: SchemaWriter, operation: Operation) {
  const { id, group, summary, description, access, pathParameters, query, body, answers } = operation
  const names = [...operation.problems, ...anywhere, ...(access === 'open' ? [] : ofWrites)]
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description === undefined ? {} : { description }),
    security: access === 'open' ? [] : [{ key: [] }],
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
      ...Object.fromEntries(Object.entries(answers).map(([status, of]) => [status, answerOf(writer, of)])),
      ...problemAnswers(names),
    },
  }
}

/** The description of the API (OpenAPI 3.1), made from the very schemas that check it. */
export function openapiDocument(): Record<string, unknown> {
  const writer = new SchemaWriter()
  writer.write(ProblemBody, 'output')
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(writer, operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Broadsheet',
      version: '1.0.0',
      summary: 'Parsed news articles out of an archive of raw pages.',
      description:
        'Pages go in as they are and come out as clean, structured JSON: by id, by tag, by search. Every error is application/problem+json.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This service.' }],
    tags: Object.entries(groups).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(writer.components).sort(([a], [b]) => (a < b ? -1 : 1))),
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
  return stringify(openapiDocument(), { lineWidth: 110, aliasDuplicateObjects: false })
}
