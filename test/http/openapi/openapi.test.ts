import { readFileSync } from 'node:fs'
import t from 'tap'
import { openapiDocument, openapiYaml } from '../../../src/http/openapi/openapi.ts'
import { operations } from '../../../src/http/operations.ts'

t.test('openapi.yaml is what the code describes (npm run openapi writes it)', async (t) => {
  const committed = readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')
  t.ok(committed === openapiYaml(), 'openapi.yaml is up to date')
})

t.test('every operation is described, once', async (t) => {
  const { paths } = openapiDocument() as { paths: Record<string, Record<string, { operationId: string }>> }
  const described = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  t.same(described.sort(), operations.map(({ id }) => id).sort())
  t.equal(new Set(described).size, described.length)
})
