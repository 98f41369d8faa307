import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import { below, pick, type Random, randomOf } from './random.ts'

type Schema = Record<string, unknown>
type Parameter = { name: string; in: 'query' | 'path' | 'header'; schema: Schema }
type Response = { content?: Record<string, { schema?: Schema }> }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, Response>
}
type Description = { paths: Record<string, Record<string, Operation>>; components: Record<string, unknown> }
type Target = { method: string; path: string; operation: Operation }

export type RequestFuzzResult = { requests: number; statuses: Record<string, number>; faults: string[] }

const methods = ['get', 'put', 'post', 'delete', 'head', 'options', 'patch']
const longest = 2000

const odd = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '101',
  '99999999999999999999',
  'null',
  'true',
  '[]',
  '{}',
  '%',
  '%00',
  '%zz',
  '%E4%BD',
  '%FF%FE',
  '..',
  '../../etc/passwd',
  '..%2f..%2fetc',
  'a'.repeat(5000),
  '习近平',
  '%E9%87%91%E6%AD%A3%E6%81%A9',
  "' OR 1=1 --",
  '"',
  '\\',
  '* AND NEAR(',
  'NOT',
  '-a -b',
  '"unclosed',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '2019-02-30',
  '2019-01-01T00:00:00+99:00',
  '0000-00-00',
  '9'.repeat(400),
  '\u202e',
  'id,title,nope',
  'javascript:alert(1)',
  'a&limit=5&limit=6',
  '1..2',
  '2..1',
  '0..999999',
  '%24%7B7*7%7D',
  '\r\nx: y',
] as const

const bodies: readonly [type: string, body: string][] = [
  ['text/html', '<html><title>t</title><p>text of some length, long enough to be read as one</p>'],
  ['text/html', ''],
  ['text/html; charset=nonsense', '<p>x'],
  ['application/json', '{"content":"<title>a</title><p>b</p>","contentType":"text/html","id":"fuzz-1"}'],
  ['application/json', '{"content":'],
  ['application/json', `${'['.repeat(20_000)}`],
  ['application/json', '{"__proto__":{"x":1},"content":"x"}'],
  ['application/json', '{"contentBase64":"%%%","contentType":"text/html"}'],
  ['application/json', '{"content":"a","contentBase64":"YQ=="}'],
  [
    'application/x-ndjson',
    '{"content":"<title>a</title><p>b</p>","contentType":"text/html"}\nnot json\n\n{"content":5}\n',
  ],
  ['application/x-tar', 'not a tar at all'],
  ['application/octet-stream', '\u0000\u0001'],
  ['multipart/form-data; boundary=x', '--x--'],
  ['', 'no type'],
]

const encodings = ['gzip', 'br', 'zstd', 'deflate', 'identity', 'gzip, gzip', 'nonsense']

/** A value for a parameter: now one that its schema allows, now one that it does not. */
function drawnValue(random: Random, { schema }: Parameter): string {
  const choices = schema.enum ?? (schema.items as Schema | undefined)?.enum
  if (Array.isArray(choices) && random() < 0.5) return String(pick(random, choices))
  if (schema.type === 'integer' && random() < 0.5) return String(below(random, 120))
  return pick(random, odd)
}

const encoded = (random: Random, value: string) =>
  random() < 0.7 ? encodeURIComponent(value.isWellFormed() ? value : 'x') : value.replace(/[\r\n ]/g, '+')

/** One raw request, mostly well-formed HTTP around values that may be anything. */
function requestOf(
  random: Random,
  { method, path, operation }: Target,
  known: readonly string[],
): { raw: Buffer; line: string } {
  const parameters = operation.parameters ?? []
  const target = path.replace(/\{(\w+)\}/g, () =>
    random() < 0.5 ? encodeURIComponent(pick(random, known)) : encoded(random, pick(random, odd)),
  )
  const query: string[] = []
  for (const parameter of parameters) {
    if (parameter.in === 'query' && random() < 0.25)
      query.push(`${parameter.name}=${encoded(random, drawnValue(random, parameter))}`)
  }
  if (random() < 0.1)
    query.push(
      `${pick(random, ['nope', 'limit', 'limit', '__proto__', 'Q'])}=${encoded(random, pick(random, odd))}`,
    )
  const verb = (random() < 0.95 ? method : pick(random, methods)).toUpperCase()
  const headers = ['host: 127.0.0.1', 'connection: close']
  if (random() < 0.3)
    headers.push(
      `accept: ${pick(random, ['*/*', 'text/html', 'application/ld+json', 'image/png', ';;;q=', 'text/markdown;q=0.1, */*;q=0'])}`,
    )
  if (random() < 0.2)
    headers.push(`accept-encoding: ${pick(random, ['gzip', 'br', 'zstd', 'identity;q=0', '*', 'nonsense'])}`)
  if (random() < 0.2)
    headers.push(`if-none-match: ${pick(random, ['*', '"x"', 'W/"x"', 'x', '"'.repeat(50)])}`)
  if (random() < 0.1)
    headers.push(`if-modified-since: ${pick(random, ['Thu, 01 Jan 1970 00:00:00 GMT', 'yesterday', ''])}`)
  if (random() < 0.1) headers.push(`last-event-id: ${pick(random, ['0', '-1', 'x'])}`)
  let body = Buffer.alloc(0)
  if (operation.requestBody !== undefined || random() < 0.05) {
    const [type, text] = pick(random, bodies)
    body = Buffer.from(text)
    if (type !== '') headers.push(`content-type: ${type}`)
    if (random() < 0.1) headers.push(`content-encoding: ${pick(random, encodings)}`)
    headers.push(`content-length: ${body.length}`)
  }
  const line = `${verb} ${target}${query.length > 0 ? `?${query.join('&')}` : ''}`.replace(/[\r\n]/g, '')
  return {
    raw: Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`, 'latin1'), body]),
    line: line.slice(0, 300),
  }
}

type Answer = { status: number; type: string; body: string }

/** Sends bytes as they are, because an HTTP client would refuse to send what is wrong with them. */
function exchange(port: number, raw: Buffer): Promise<Answer | 'timeout' | 'closed'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    const timer = setTimeout(() => {
      socket.destroy()
      resolve('timeout')
    }, longest)
    const end = () => {
      clearTimeout(timer)
      const text = Buffer.concat(chunks).toString('utf8')
      const head = /^HTTP\/1\.1 (\d{3})/.exec(text)
      if (head === null) return resolve('closed')
      const [fields = '', ...rest] = text.split('\r\n\r\n')
      const body = rest.join('\r\n\r\n')
      const type = /^content-type: *([^;\r\n]*)/im.exec(fields)?.[1] ?? ''
      const chunked = /^transfer-encoding: *chunked/im.test(fields)
      const coded = /^content-encoding:/im.test(fields)
      resolve({ status: Number(head[1]), type, body: chunked || coded ? '' : body })
    }
    socket.on('connect', () => socket.write(raw))
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (/^content-type: text\/event-stream/im.test(chunk.toString('latin1'))) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', end)
  })
}

/** Pointers into components must resolve: the whole description is registered under one name. */
function validatorsOf(description: Description) {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  formats.default(ajv)
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

/**
 * Sends mutated requests that openapi.yaml describes. No answer may be a 5xx, take over two seconds, or be one that
 * its own description refuses.
 */
export async function fuzzRequests(options: {
  port: number
  seed: number
  requests: number
  known: readonly string[]
  onProgress?: (done: number) => void
}): Promise<RequestFuzzResult> {
  const description = parse(
    readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'),
  ) as Description
  const targets: Target[] = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({ method, path, operation })),
  )
  const validatorOf = validatorsOf(description)
  const random = randomOf(options.seed)
  const result: RequestFuzzResult = { requests: 0, statuses: {}, faults: [] }
  const one = async () => {
    const target = pick(random, targets)
    const { raw, line } = requestOf(random, target, options.known)
    const answer = await exchange(options.port, raw)
    result.requests++
    if (result.requests % 500 === 0) options.onProgress?.(result.requests)
    if (typeof answer === 'string') {
      result.statuses[answer] = (result.statuses[answer] ?? 0) + 1
      result.faults.push(`${line}: ${answer}`)
      return
    }
    result.statuses[answer.status] = (result.statuses[answer.status] ?? 0) + 1
    if (answer.status >= 500) result.faults.push(`${line}: ${answer.status} ${answer.body.slice(0, 200)}`)
    if (answer.status >= 400 && answer.body !== '' && answer.type !== 'application/problem+json')
      result.faults.push(`${line}: ${answer.status} as ${answer.type}`)
    if (
      !line.startsWith(`${target.method.toUpperCase()} `) ||
      answer.body === '' ||
      !answer.type.endsWith('json')
    )
      return
    const responses = target.operation.responses
    const response = responses[String(answer.status)] ?? responses.default
    const schema = response?.content?.[answer.type]?.schema
    if (response === undefined) result.faults.push(`${line}: ${answer.status} is not described`)
    if (schema === undefined) return
    const validate = validatorOf(schema)
    if (!validate(JSON.parse(answer.body)))
      result.faults.push(
        `${line}: ${answer.status} refused by its schema: ${JSON.stringify(validate.errors?.[0])}`,
      )
  }
  const workers = Array.from({ length: 16 }, async () => {
    while (result.requests < options.requests) await one()
  })
  await Promise.all(workers)
  return result
}
