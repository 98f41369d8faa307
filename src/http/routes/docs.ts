import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsync } from 'fastify'
import { stringify } from 'yaml'

export type DocsOptions = {
  /** The OpenAPI document; asked for once all routes are there. */
  document: () => Record<string, unknown>
}

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

/** `/openapi.json`, `/openapi.yaml`, and `/docs`: the reference in a browser, served from here alone. */
export const docsRoutes: FastifyPluginAsync<DocsOptions> = async (app, { document }) => {
  app.get('/openapi.json', { schema: { hide: true } }, async () => document())
  app.get('/openapi.yaml', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/yaml; charset=utf-8').send(stringify(document(), { lineWidth: 110 })),
  )
  await app.register(swagger, { mode: 'static', specification: { document: standIn } })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: referencePolicy,
    transformSpecification: () => document(),
    transformSpecificationClone: false,
    theme: { title: 'Broadsheet reference' },
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      filter: true,
    },
  })
}
