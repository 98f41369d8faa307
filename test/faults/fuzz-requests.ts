import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import { drawnRequest, type Parameter, type Schema, type Target } from './drawn-request.ts'
import { fillArchive } from './fuzz-archive.ts'
import { pick, randomOf } from './random.ts'
import { exchange, type RawAnswer } from './raw-exchange.ts'

type Response = {
  $ref?: string
  content?: Record<string, { schema?: Schema }>
  'x-alternatives'?: { mediaType: string; schema: Schema }[]
}
type Operation = {
  operationId: string
  description?: string
  parameters?: Parameter[]
  requestBody?: unknown
  responses: Record<string, Response>
}
type Description = {
  paths: Record<string, Record<string, Operation>>
  components: { responses: Record<string, Response> }
}

/** `succeeded`: for each operation of the description how often it answered 2xx. */
export type RequestFuzzResult = {
  requests: number
  statuses: Record<string, number>
  succeeded: Record<string, number>
  faults: string[]
}

const clients = 8

/** Pointers into components must resolve: the whole description is registered under one name. */
function validatorsOf(description: Description) {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  formats.default(ajv)
  ajv.addFormat('base64', true)
  ajv.addFormat('iri', true)
  ajv.addSchema({ $id: 'openapi', components: description.components })
  const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>()
  return (schema: Schema) => {
    const known = compiled.get(schema)
    if (known !== undefined) return known
    const rooted = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'),
    ) as Schema
    const validate = ajv.compile(rooted)
    compiled.set(schema, validate)
    return validate
  }
}

/** @returns a judge of answers to an operation: what is wrong with one, or null */
function judgeOf(description: Description) {
  const validatorOf = validatorsOf(description)
  const resolved = (response: Response | undefined): Response | undefined =>
    response?.$ref === undefined
      ? response
      : description.components.responses[response.$ref.split('/').at(-1) ?? '']
  return ({ responses }: Operation, { status, type, body }: RawAnswer, line: string): string | null => {
    const response = resolved(responses[String(status)])
    if (response === undefined) return `${status} is not described`
    if (body?.length === 0) return null
    const described = Object.entries(response.content ?? {}).map(([mediaType, { schema }]) => ({
      mediaType,
      schema,
    }))
    const schemas = [...described, ...(response['x-alternatives'] ?? [])]
      .filter(({ mediaType }) => mediaType === type)
      .map(({ schema = {} }) => schema)
    if (schemas.length === 0) return `${status} as ${type || 'no type'} is not described`
    if (body === null) return null
    if (type === 'application/x-ndjson')
      return faultOfLines(
        body,
        schemas.map(({ contentSchema }) => validatorOf(contentSchema as Schema)),
      )
    // Only some members are there, as the description says in words.
    if (!type.endsWith('json') || (status === 200 && /[?&]fields=/.test(line))) return null
    const value: unknown = JSON.parse(body.toString())
    const validators = schemas.map(validatorOf)
    if (validators.some((validate) => validate(value))) return null
    return `${status} refused by its schema: ${JSON.stringify(validators.at(-1)?.errors)}`
  }
}

/** Lines are JSON each, as one of the schemas of lines has it, and the last one is whole. */
function faultOfLines(
  body: Buffer,
  validators: ReturnType<ReturnType<typeof validatorsOf>>[],
): string | null {
  const lines = body.toString().split('\n')
  if (lines.pop() !== '') return 'the last line is cut off'
  for (const line of lines) {
    try {
      const value: unknown = JSON.parse(line)
      if (!validators.some((validate) => validate(value)))
        return `a line refused by its schema: ${JSON.stringify(validators.at(-1)?.errors)} ${line.slice(0, 200)}`
    } catch {
      return `no JSON: ${line.slice(0, 200)}`
    }
  }
  return null
}

/** Values of parameters that change the type of the answer, which the description gives in words: `` `fields=` ``. */
const wordedValues: Record<string, string[]> = {
  fields: ['id', 'title,id', 'nope', ''],
  format: ['json', 'html', 'markdown', 'text', 'ld+json', 'ndjson', 'warc', 'nope'],
  name: ['图书馆', 'AC/DC', ''],
  compare: ['图书馆', ''],
  share: ['true', 'x'],
  diff: ['1..1', '1..2', '2..9', '1', '..'],
}

function wordedParameters({ description = '' }: Operation): Parameter[] {
  return [...description.matchAll(/^`(\w+)=`/gm)].map(([, name = '']) => ({
    name,
    in: 'query',
    schema: { enum: wordedValues[name] },
  }))
}

/** What no answer may be, whatever was asked. */
function plainFault({ status, type, body }: RawAnswer): string | null {
  if (status >= 500) return `${status} ${body?.toString('utf8', 0, 200)}`
  // Errors of JSON-RPC are its own.
  const isOfMcp = type === 'application/json' && body?.includes('"jsonrpc"') === true
  if (
    status >= 400 &&
    body?.length !== 0 &&
    !isOfMcp &&
    !['application/problem+json', 'text/html'].includes(type)
  )
    return `${status} as ${type}`
  return null
}

/**
 * Fills an archive, then sends mutated requests that openapi.yaml describes. No answer may be a 5xx, fall
 * silent, be cut off, or be one that its own description refuses.
 *
 * @param options.port of a service whose archive is empty
 * @param options.silence milliseconds for which an answer may be silent
 */
export async function fuzzRequests(options: {
  port: number
  seed: number
  requests: number
  silence: number
  onProgress?: (done: number) => void
}): Promise<RequestFuzzResult> {
  const description = parse(
    readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'),
  ) as Description
  const targets = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Target & { operation: Operation } => ({
      method: method.toUpperCase(),
      path,
      parameters: [...(operation.parameters ?? []), ...wordedParameters(operation)],
      takesBody: operation.requestBody !== undefined,
      operation,
    })),
  )
  const judge = judgeOf(description)
  const known = await fillArchive(`http://127.0.0.1:${options.port}`)
  const random = randomOf(options.seed)
  const result: RequestFuzzResult = { requests: 0, statuses: {}, succeeded: {}, faults: [] }
  const one = async () => {
    const target = pick(random, targets)
    const { raw, line, method, isUsual } = drawnRequest(random, target, known)
    const answer = await exchange(options.port, raw, options.silence)
    result.requests++
    if (result.requests % 500 === 0) options.onProgress?.(result.requests)
    const name = typeof answer === 'string' ? answer : String(answer.status)
    result.statuses[name] = (result.statuses[name] ?? 0) + 1
    if (typeof answer === 'string') {
      // A server that is no proxy may hang up on who takes it for one; Node.js does.
      if (method !== 'CONNECT' || answer !== 'closed') result.faults.push(`${line}: ${answer}`)
      return
    }
    const isAsDescribed =
      isUsual && (method === target.method || (method === 'HEAD' && target.method === 'GET'))
    const fault = plainFault(answer) ?? (isAsDescribed ? judge(target.operation, answer, line) : null)
    if (fault !== null) result.faults.push(`${line}: ${fault}`)
    const { operationId } = target.operation
    result.succeeded[operationId] ??= 0
    if (isAsDescribed && answer.status < 300) result.succeeded[operationId]++
  }
  const workers = Array.from({ length: clients }, async () => {
    while (result.requests < options.requests) await one()
  })
  await Promise.all(workers)
  return result
}
