import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { answer, jsonType } from '../answer/answer.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { answeringAt, publicAddress } from '../public-address.ts'

const getDescription = operation({
  id: 'getDescription',
  method: 'get',
  path: '/openapi.json',
  group: 'service',
  summary: 'This description of the API, as JSON',
  access: 'open',
  isKept: true,
  answers: {
    200: {
      description: 'OpenAPI 3.1.',
      content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } },
      headers: ['ETag'],
    },
  },
  problems: [],
  handle: ({ describe }, { request, reply }) =>
    answer(request, reply, { body: describe(publicAddress().prefix).json(), type: jsonType }),
})

const getDescriptionYaml = operation({
  id: 'getDescriptionAsYaml',
  method: 'get',
  path: '/openapi.yaml',
  group: 'service',
  summary: 'This description of the API, as YAML',
  access: 'open',
  isKept: true,
  answers: {
    200: {
      description: 'OpenAPI 3.1.',
      content: { 'application/yaml': { schema: null } },
      headers: ['ETag'],
    },
  },
  problems: [],
  handle: ({ describe }, { request, reply }) =>
    answer(request, reply, {
      body: describe(publicAddress().prefix).yaml(),
      type: 'application/yaml; charset=utf-8',
    }),
})

export const docsOperations: Operation[] = [getDescription, getDescriptionYaml]

/** What the reference may load: itself alone. Its style sheet draws icons from data addresses. */
const referencePolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** The reference asks for the document when it is opened; until then its plugin wants one of its own. */
const standIn = { openapi: '3.1.0', info: { title: 'Broadsheet', version: '0' }, paths: {} }

type Parameter = { required: boolean; description?: string; example?: unknown; schema: Schema }
type Schema = { $ref?: string; example?: unknown }
type Described = {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>
  components: { schemas: Record<string, Schema> }
}

/**
 * The reference fills in whatever has an example, and would send optional parameters that nobody asked for. So their
 * examples go into their descriptions.
 */
function withoutSuggestions(description: Record<string, unknown>): Record<string, unknown> {
  const document = structuredClone(description)
  const { paths, components } = document as Described
  for (const operations of Object.values(paths)) {
    for (const { parameters = [] } of Object.values(operations)) {
      for (const parameter of parameters) {
        if (parameter.required) continue
        const named = parameter.schema.$ref?.split('/').at(-1)
        const { example: ofSchema, ...schema } = components.schemas[named ?? ''] ?? parameter.schema
        const { example = ofSchema, description = '' } = parameter
        delete parameter.example
        parameter.schema = schema
        if (example !== undefined) parameter.description = `${description} For example: \`${example}\``.trim()
      }
    }
  }
  return document
}

/** On a phone, the table of answers is wider than the screen by a column that holds nothing. */
const narrowStyle = `@media (max-width: 600px) {
  .swagger-ui .response-col_links { display: none }
  .swagger-ui .wrapper, .swagger-ui .opblock-body > *, .swagger-ui .responses-inner { padding: 8px }
  .swagger-ui pre, .swagger-ui pre code, .swagger-ui pre span { white-space: pre-wrap; overflow-wrap: anywhere }
}
`

/** `/docs`: the reference in a browser, served from here alone. */
export const docsRoutes: FastifyPluginAsync<Pick<Context, 'describe'>> = async (app, { describe }) => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(app.commonHeaders)
    answeringAt(app.addressOf(request.raw), done)
  })
  // Its page is laid out for a wide screen otherwise, whatever the screen.
  app.addHook('onSend', async (_request, reply, payload) =>
    typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html')
      ? payload.replace(
          '<head>',
          '<head><meta name="viewport" content="width=device-width, initial-scale=1">',
        )
      : payload,
  )
  await app.register(swagger, { mode: 'static', specification: { document: standIn } })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // Its files' addresses are relative, so that they hold under any path.
    indexPrefix: '.',
    staticCSP: referencePolicy,
    transformSpecification: () => withoutSuggestions(describe(publicAddress().prefix).document),
    transformSpecificationClone: false,
    theme: { title: 'Broadsheet reference', css: [{ filename: 'narrow.css', content: narrowStyle }] },
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      filter: true,
    },
  })
}
