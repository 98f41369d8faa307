import { fixturePages, type Known } from './fuzz-archive.ts'
import { mutate } from './mutate.ts'
import { below, pick, type Random } from './random.ts'

export type Schema = Record<string, unknown>
export type Parameter = { name: string; in: 'query' | 'path' | 'header'; schema: Schema }

/** What is asked of one operation of the description. */
export type Target = {
  method: string
  path: string
  parameters: readonly Parameter[]
  takesBody: boolean
}

/** One request as it is sent. `isUsual`: its address is the target's, in a version that the service speaks. */
export type DrawnRequest = { raw: Buffer; method: string; line: string; isUsual: boolean }

const methods = [
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'PROPFIND',
  'BREW',
  'CONNECT',
  'get',
]

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
  ['text/html', ''],
  ['text/html; charset=nonsense', '<p>x'],
  ['application/json', '{"content":'],
  ['application/json', `${'['.repeat(20_000)}`],
  ['application/json', '{"__proto__":{"x":1},"content":"x"}'],
  ['application/json', '{"contentBase64":"%%%","contentType":"text/html"}'],
  ['application/json', '{"content":"a","contentBase64":"YQ=="}'],
  ['application/x-ndjson', '{"content":"<title>a</title><p>b</p>"}\nnot json\n\n{"content":5}\n'],
  ['application/x-tar', 'not a tar at all'],
  ['application/octet-stream', '\u0000\u0001'],
  ['multipart/form-data; boundary=x', '--x--'],
  ['', 'no type'],
]

const mcpMessage = ['application/json', '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'] as const

const encodings = ['gzip', 'br', 'zstd', 'deflate', 'identity', 'gzip, gzip', 'nonsense']

/** A page of the fixtures, mostly with mutations, in one of the forms that pages are sent in. */
function drawnPage(random: Random, isForOne: boolean): [type: string, body: Buffer] {
  const one = () => {
    const { type, bytes } = pick(random, fixturePages)
    return { type, bytes: random() < 0.7 ? mutate(bytes, random) : bytes }
  }
  const message = () => {
    const { type, bytes } = one()
    const content =
      random() < 0.5 ? { content: bytes.toString() } : { contentBase64: bytes.toString('base64') }
    return JSON.stringify({ ...content, contentType: type })
  }
  const form = random()
  if (form < 0.2) return ['application/json', Buffer.from(message())]
  if (form < 0.4 && !isForOne)
    return [
      'application/x-ndjson',
      Buffer.from(`${message()}\n${random() < 0.3 ? '{"content":\n' : ''}${message()}\n`),
    ]
  const { type, bytes } = one()
  return [type, bytes]
}

/** A value for a parameter: mostly one that leads to something or that its schema allows, else one that does not. */
export function drawnValue(random: Random, { name, schema }: Parameter, known: Known): string {
  if (random() < 0.3) return pick(random, odd)
  const values = known[name] ?? schema.enum ?? (schema.items as Schema | undefined)?.enum
  if (Array.isArray(values) && values.length > 0) return String(pick(random, values))
  if (schema.type === 'integer') return String(below(random, 120))
  if (schema.type === 'boolean') return pick(random, ['true', 'false', '1', '0'])
  return pick(random, odd)
}

const encoded = (random: Random, value: string) =>
  random() < 0.8 ? encodeURIComponent(value.isWellFormed() ? value : 'x') : value.replace(/[\r\n ]/g, '+')

/** Query parameters that a request has, on average; an only one comes with every other request. */
const usualParameters = 1

function drawnQuery(random: Random, { parameters }: Target, known: Known): string {
  const query: string[] = []
  const ofQuery = parameters.filter((parameter) => parameter.in === 'query')
  for (const parameter of ofQuery) {
    if (random() * Math.max(ofQuery.length, 2) < usualParameters)
      query.push(`${parameter.name}=${encoded(random, drawnValue(random, parameter, known))}`)
  }
  if (random() < 0.05)
    query.push(`${pick(random, ['nope', 'limit', '__proto__', 'Q'])}=${encoded(random, pick(random, odd))}`)
  return query.length > 0 ? `?${query.join('&')}` : ''
}

function drawnHeaders(random: Random): string[] {
  const draws: readonly [share: number, name: string, values: readonly string[]][] = [
    [
      0.3,
      'accept',
      [
        '*/*',
        'text/html',
        'application/ld+json',
        'application/x-ndjson',
        'text/event-stream',
        'image/png',
        ';;;q=',
        'text/markdown;q=0.1, */*;q=0',
      ],
    ],
    [0.4, 'accept-encoding', ['gzip', 'br', 'zstd', 'identity;q=0', '*', 'nonsense']],
    [0.2, 'if-none-match', ['*', '"x"', 'W/"x"', 'x', '"'.repeat(50)]],
    [0.1, 'if-modified-since', ['Thu, 01 Jan 1970 00:00:00 GMT', 'yesterday', '']],
    [0.1, 'last-event-id', ['0', '-1', 'x']],
    [0.05, 'range', ['bytes=0-1', 'bytes=5-1', 'lines=1']],
    [0.02, 'expect', ['100-continue', 'tea']],
  ]
  return draws.flatMap(([share, name, values]) =>
    random() < share ? [`${name}: ${pick(random, values)}`] : [],
  )
}

/** Paths that are no operation's, and targets that are no paths (RFC 9112, 3.2). */
function drawnTarget(random: Random, path: string): string {
  const draw = random()
  if (draw < 0.02) return `http://127.0.0.1${path}`
  if (draw < 0.03) return '*'
  if (draw < 0.04)
    return pick(random, ['//', '/docs', '/docs/nothing', '/favicon.ico', '?', 'articles', path + path])
  return path
}

/** One raw request, mostly well-formed HTTP around values that may be anything. */
export function drawnRequest(random: Random, target: Target, known: Known): DrawnRequest {
  const ofPath = (name: string) =>
    target.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)
  // What is deleted often would soon not be there for the rest.
  const isKnown = random() < (target.method === 'DELETE' && target.path === '/articles/{id}' ? 0.05 : 0.75)
  const filled = target.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    // An alias is one of few tags: with any of them hardly one would be there to be taken away.
    const values = name === 'tag' && target.path.includes('{alias}') ? known.merging : known[name]
    if (isKnown && values !== undefined) return encodeURIComponent(pick(random, values))
    const parameter = ofPath(name)
    return encoded(random, parameter === undefined ? pick(random, odd) : drawnValue(random, parameter, known))
  })
  const path = `${filled}${drawnQuery(random, target, known)}`.replace(/[\r\n]/g, '')
  const address = drawnTarget(random, path)
  const method = random() < 0.95 ? target.method : pick(random, methods)
  const version = random() < 0.97 ? 'HTTP/1.1' : pick(random, ['HTTP/1.0', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9'])
  const headers = ['connection: close', ...drawnHeaders(random)]
  if (random() < 0.99) headers.push('host: 127.0.0.1')
  let body = Buffer.alloc(0)
  if (target.takesBody || random() < 0.05) {
    const usual = () => (target.path === '/mcp' ? mcpMessage : drawnPage(random, target.method === 'PUT'))
    const [type, content] = random() < 0.7 ? usual() : pick(random, bodies)
    body = Buffer.from(content)
    if (type !== '') headers.push(`content-type: ${type}`)
    if (random() < 0.1) headers.push(`content-encoding: ${pick(random, encodings)}`)
    headers.push(`content-length: ${body.length}`)
  }
  const line = `${method} ${address}`
  return {
    raw: Buffer.concat([Buffer.from(`${line} ${version}\r\n${headers.join('\r\n')}\r\n\r\n`), body]),
    method,
    line: line.slice(0, 300),
    isUsual: (address === path || address.startsWith('http:')) && version.startsWith('HTTP/1.'),
  }
}
