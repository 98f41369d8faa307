import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import t, { type Test } from 'tap'
import { ConfigError } from '../../../src/config.ts'
import { MissingObject } from '../../../src/store/objects/objects.ts'
import { S3 } from '../../../src/store/objects/s3.ts'
import { refuses } from '../open.ts'
import { startBucket } from './bucket.ts'

type Signed = { method: string; url: string; headers: Record<string, string>; secret: string }

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

/** @returns the signature that a request should have: AWS Signature Version 4, in the Authorization header */
function signatureOf({ method, url, headers, secret }: Signed): string {
  const { authorization = '', 'x-amz-date': time = '', 'x-amz-content-sha256': digest = '' } = headers
  const [, scope = ''] = /Credential=[^/]+\/([^,]+)/.exec(authorization) ?? []
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(authorization) ?? []
  const { pathname, searchParams } = new URL(url, 'http://any')
  searchParams.sort()
  const canonical = [
    method,
    pathname,
    searchParams.toString(),
    ...names.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    names,
    digest,
  ].join('\n')
  const [date = '', region = '', service = '', end = ''] = scope.split('/')
  const key = [date, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex')
}

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const keyId = 'AKIAIOSFODNN7EXAMPLE'

t.test('the check of signatures is right: the examples that AWS publishes', (t) => {
  // "Signature Calculations for the Authorization Header", Amazon S3 API Reference.
  const host = 'examplebucket.s3.amazonaws.com'
  const empty = sha256('')
  const common = { host, 'x-amz-content-sha256': empty, 'x-amz-date': '20130524T000000Z' }
  const scope = `AWS4-HMAC-SHA256 Credential=${keyId}/20130524/us-east-1/s3/aws4_request`
  const rows = [
    [
      '/test.txt',
      { ...common, range: 'bytes=0-9' },
      'host;range;x-amz-content-sha256;x-amz-date',
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      '/?max-keys=2&prefix=J',
      common,
      'host;x-amz-content-sha256;x-amz-date',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ] as const
  for (const [url, headers, names, expected] of rows) {
    const authorization = `${scope},SignedHeaders=${names},Signature=?`
    t.equal(signatureOf({ method: 'GET', url, headers: { ...headers, authorization }, secret }), expected)
  }
  t.end()
})

const listen = async (t: Test, listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await request.toArray())

const storage = (endpoint: string, more = {}, timeouts?: ConstructorParameters<typeof S3>[2]) =>
  new S3(
    's3://news/pages',
    { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret, ...more },
    timeouts,
  )

/** A page of the answer to ListObjectsV2. */
function listOf(objects: ReadonlyMap<string, Buffer>, asked: URLSearchParams): string {
  // What base64 has and addresses escape.
  const token = (key: string) => `+/=&${key}`
  const all = [...objects]
    .map(([path, { length }]) => ({ key: path.replace('/news/', ''), length }))
    .filter(({ key }) => key.startsWith(asked.get('prefix') ?? ''))
  const rest = all.filter(({ key }) => token(key) > (asked.get('continuation-token') ?? ''))
  const items = rest
    .slice(0, 2)
    .map(
      ({ key, length }) =>
        `<Contents><Key>${key}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><Size>${length}</Size></Contents>`,
    )
  const last = rest.length > 2 ? rest[1]?.key : undefined
  const next =
    last === undefined
      ? ''
      : `<NextContinuationToken>${token(last).replace('&', '&amp;')}</NextContinuationToken>`
  return `<?xml version="1.0"?><ListBucketResult>${items.join('')}${next}</ListBucketResult>`
}

/** Takes and gives objects whose requests are signed as they should be, body included. */
async function strictServer(t: Test): Promise<string> {
  const objects = new Map<string, Buffer>()
  return listen(t, async (request, response) => {
    const { method = '', url = '' } = request
    const headers = request.headers as Record<string, string>
    const body = await bodyOf(request)
    const [, given] = /Signature=(\w+)/.exec(headers.authorization ?? '') ?? []
    const isSigned = given === signatureOf({ method, url, headers, secret })
    if (!isSigned || headers['x-amz-content-sha256'] !== sha256(body)) {
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      return
    }
    if (method === 'PUT') objects.set(url, body)
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(headers.range ?? '') ?? []
    if (from === undefined) response.end(listOf(objects, new URL(url, 'http://any').searchParams))
    else response.writeHead(206).end(objects.get(url)?.subarray(Number(from), Number(to) + 1))
  })
}

t.test('requests are signed as a server checks them; a wrong key is refused', async (t) => {
  const endpoint = await strictServer(t)
  const right = storage(endpoint)
  await right.put('a/1', Buffer.from('两个页面'))
  t.equal((await right.get('a/1', 6, 6)).toString(), '页面')
  for await (const items of right.list('a')) t.match(items, [{ key: 'a/1' }])
  await right.remove('a/1')
  for (const wrong of [{ AWS_SECRET_ACCESS_KEY: 'another' }, { AWS_SECRET_ACCESS_KEY: `${secret} ` }]) {
    await refuses(t, storage(endpoint, wrong).put('a/2', Buffer.from('x')), 'unavailable')
    await refuses(t, storage(endpoint, wrong).get('a/1', 0, 1), 'unavailable')
  }
})

t.test('what fails is tried again, a bounded number of times, and its error names no secret', async (t) => {
  const rows = [
    ['passing trouble', (tries: number) => (tries < 3 ? 503 : 200), 3, true],
    ['trouble that stays', () => 500, 3, false],
    ['too many requests', (tries: number) => (tries < 2 ? 429 : 200), 2, true],
    ['a refusal', () => 403, 1, false],
    ['no answer', () => undefined, 3, false],
    ['a connection that is cut', () => 0, 3, false],
  ] as const
  for (const [name, statusOf, expected, succeeds] of rows) {
    let tries = 0
    const endpoint = await listen(t, async (request, response) => {
      await bodyOf(request)
      const status = statusOf(++tries)
      if (status === 0) request.socket.destroy()
      else if (status !== undefined) response.writeHead(status).end(request.headers.authorization)
    })
    const work = storage(endpoint, { AWS_SESSION_TOKEN: 'a-token' }, { PUT: 500, GET: 500, DELETE: 500 })
      .put('a/1', Buffer.from('x'))
      .then(
        () => '',
        (error) => inspect(error, { depth: 9, showHidden: true }),
      )
    const said = await work
    t.equal(tries, expected, name)
    t.equal(said === '', succeeds, name)
    t.notMatch(said, new RegExp(`${secret}|a-token|Signature=|${keyId}`), name)
  }
})

t.test('an object is missing, or shorter than its rows say', async (t) => {
  const { pages } = await startBucket(t)
  const s3 = new S3(pages.address, pages.environment)
  await s3.put('a/1', Buffer.from('abc'))
  t.ok((await s3.get('a/2', 0, 1).catch((error) => error)) instanceof MissingObject)
  await refuses(t, s3.get('a/1', 2, 4), 'unavailable')
  await s3.remove('a/2')
  const other = new S3('s3://none/pages', pages.environment)
  await refuses(t, other.put('a/1', Buffer.from('x')), 'unavailable')
})

t.test('a list goes on behind its first page', async (t) => {
  const s3 = storage(await strictServer(t))
  const keys = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5']
  for (const key of [...keys, 'ab/1']) await s3.put(key, Buffer.from(key))
  const found = []
  for await (const items of s3.list('a')) found.push(...items)
  const modifiedAt = Date.parse('2026-01-02T03:04:05Z')
  t.strictSame(
    found,
    keys.map((key) => ({ key, size: 3, modifiedAt })),
  )
})

t.test('settings that cannot be used are named', (t) => {
  const credentials = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret }
  const rows = [
    [{}, /AWS_ACCESS_KEY_ID/],
    [{ AWS_ACCESS_KEY_ID: keyId }, /AWS_SECRET_ACCESS_KEY must be set/],
    [{ ...credentials, AWS_ENDPOINT_URL: 'storage:9000' }, /AWS_ENDPOINT_URL_S3 must be/],
  ] as const
  for (const [environment, message] of rows)
    t.throws(() => new S3('s3://news/pages', environment), { name: ConfigError.name, message })
  t.end()
})
