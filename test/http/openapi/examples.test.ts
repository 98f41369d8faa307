import { readFileSync } from 'node:fs'
import t from 'tap'
import { openapiDocument } from '../../../src/http/openapi/openapi.ts'
import { startService } from '../service.ts'

type Schema = { $ref?: string; example?: unknown; items?: Schema }
type Parameter = { name: string; in: string; required: boolean; example?: unknown; schema: Schema }
type Content = Record<string, { example?: unknown }>
type Operation = { parameters: Parameter[]; requestBody?: { content: Content } }

const { paths, components } = openapiDocument() as unknown as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** As the reference fills it in: the parameter's own example, or that of its schema. */
function exampleOf({ example, schema }: Parameter): string | undefined {
  const named = components.schemas[schema.$ref?.split('/').at(-1) ?? '']
  const found = example ?? schema.example ?? named?.example
  return found === undefined ? undefined : String(found)
}

const queryOf = (parameters: readonly Parameter[]) =>
  new URLSearchParams(
    parameters.map((parameter): [string, string] => [parameter.name, exampleOf(parameter) ?? '']),
  ).toString()

t.test('the examples can be sent as they stand, to the archive that npm start fills', async (t) => {
  const service = await startService(t)
  const seed = readFileSync(new URL('../../../data/a103502606.md', import.meta.url))
  await service.post(seed, 'text/markdown', '?channel=prog202')
  let sent = 0
  const send = async (method: string, path: string, parameters: Parameter[], content: Content = {}) => {
    const query = queryOf(parameters)
    const [[type, { example }] = ['', { example: undefined }]] = Object.entries(content)
    const body = typeof example === 'string' || example === undefined ? example : JSON.stringify(example)
    const address = `${path}${query === '' ? '' : `?${query}`}`
    const reply = await service.call(method, address, {
      ...(body === undefined ? {} : { headers: { 'content-type': type }, body }),
    })
    t.match(reply.status, /^2\d\d$/, `${method} ${address}: ${reply.text.slice(0, 200)}`)
    if (type === 'application/x-ndjson') t.notMatch(reply.text, /"result":"failed"/)
    sent++
  }
  for (const [path, operations] of Object.entries(paths))
    for (const [method, { parameters, requestBody }] of Object.entries(operations)) {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
        const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
        return encodeURIComponent((parameter && exampleOf(parameter)) ?? '')
      })
      const ofQuery = parameters.filter((parameter) => parameter.in === 'query')
      const needed = ofQuery.filter(({ required }) => required)
      await send(method.toUpperCase(), filled, needed, requestBody?.content)
      // Each example of an optional parameter, by itself.
      if (method !== 'get') continue
      for (const parameter of ofQuery)
        if (!parameter.required && exampleOf(parameter) !== undefined)
          await send('GET', filled, [...needed, parameter])
    }
  t.ok(sent > 60)
})
