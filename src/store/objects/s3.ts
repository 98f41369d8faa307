import { hash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import { load } from 'cheerio/slim'
import { ConfigError } from '../../config.ts'
import { Problem } from '../../problem.ts'
import { MissingObject, type ObjectItem, type ObjectStorage } from './objects.ts'

const triesAtMost = 3
/** Requests under way: the time of a try must not go into waiting for others. */
const atOnce = 16
/** Milliseconds before the second try, at most; twice as many before each further one. */
const patience = 200
/** Milliseconds for a try. */
const usual = { PUT: 30_000, GET: 5000, DELETE: 5000 }

type Method = keyof typeof usual
/** What a request has besides its method and place. */
type Init = { body?: Uint8Array; headers?: Record<string, string> }
type Answer = { status: number; body: Buffer }

/** Objects in a bucket of S3 or of a service with its interface. */
export class S3 implements ObjectStorage {
  readonly #client: AwsClient
  readonly #bucket: string
  readonly #prefix: string
  readonly #waiting: (() => void)[] = []
  #running = 0
  readonly #timeouts: Readonly<Record<Method, number>>

  /**
   * @param address s3://BUCKET/PREFIX
   * @param environment with the variables of AWS's own tools: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN,
   *   AWS_REGION, AWS_ENDPOINT_URL_S3 …
   * @param timeouts milliseconds for a try
   * @throws ConfigError
   */
  constructor(
    address: string,
    environment: Readonly<Record<string, string | undefined>>,
    timeouts: Readonly<Record<Method, number>> = usual,
  ) {
    this.#timeouts = timeouts
    const { hostname: bucket, pathname } = new URL(address)
    const variable = (name: string, other = name) => environment[name] || environment[other]
    const accessKeyId = variable('AWS_ACCESS_KEY_ID')
    const secretAccessKey = variable('AWS_SECRET_ACCESS_KEY')
    const sessionToken = variable('AWS_SESSION_TOKEN')
    const region = variable('AWS_REGION', 'AWS_DEFAULT_REGION') ?? 'us-east-1'
    const endpoint = variable('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL')
    if (accessKeyId === undefined || secretAccessKey === undefined) {
      throw new ConfigError('PAGES: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set')
    }
    if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) {
      throw new ConfigError(
        'PAGES: AWS_ENDPOINT_URL_S3 must be an address that begins with https:// or http://',
      )
    }
    // Other services have no host for each bucket.
    this.#bucket =
      endpoint === undefined
        ? `https://${bucket}.s3.${region}.amazonaws.com`
        : `${endpoint.replace(/\/$/, '')}/${bucket}`
    const names = pathname.split('/').filter((name) => name !== '')
    this.#prefix = names.map((name) => `${name}/`).join('')
    this.#client = new AwsClient({
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      service: 's3',
      region,
    })
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#request('PUT', this.#place(key), { body: bytes })
  }

  async get(key: string, offset: number, length: number): Promise<Buffer> {
    const range = `bytes=${offset}-${offset + length - 1}`
    const { status, body } = await this.#request('GET', this.#place(key), { headers: { range } })
    const bytes = status === 206 ? body : body.subarray(offset, offset + length)
    if (bytes.length !== length) throw failure('GET', new Error(`${key} ends before ${offset + length}`))
    return bytes
  }

  async remove(key: string): Promise<void> {
    await this.#request('DELETE', this.#place(key))
  }

  async *list(folder: string): AsyncGenerator<ObjectItem[], void, void> {
    for (let token = ''; ; ) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: `${this.#prefix}${folder}/` })
      if (token !== '') query.set('continuation-token', token)
      const { body } = await this.#request('GET', `?${query}`)
      const $ = load(body.toString(), { xml: true })
      yield $('Contents')
        .toArray()
        .map((item) => ({
          key: $('Key', item).text().slice(this.#prefix.length),
          size: Number($('Size', item).text()),
          modifiedAt: Date.parse($('LastModified', item).text()),
        }))
      token = $('NextContinuationToken').text()
      if (token === '') return
    }
  }

  #place = (key: string): string => `/${this.#prefix}${key}`

  /** @throws Problem unavailable, MissingObject; neither names more than the method, the place and what was answered */
  async #request(method: Method, place: string, init: Init = {}): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      let cause: Error
      try {
        const answer = await this.#inTurn(() => this.#try(method, place, init))
        const { status, body } = answer
        if (status < 300 || (status === 404 && method === 'DELETE')) return answer
        const code = /<Code>(\w+)</.exec(body.toString('latin1'))?.[1] ?? ''
        cause = new Error(`${method} ${place}: ${status} ${code}`.trim())
        if (code === 'NoSuchKey') throw new MissingObject(cause)
        if (status < 500 && status !== 429) throw failure(method, cause)
      } catch (error) {
        if (error instanceof Problem) throw error
        cause = error as Error
      }
      if (tries === triesAtMost) throw failure(method, cause)
      await setTimeout(Math.random() * patience * 2 ** tries)
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < atOnce) this.#running++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }

  async #try(method: Method, place: string, { body, headers }: Init): Promise<Answer> {
    const digest = hash('sha256', body ?? '')
    const request = await this.#client.sign(this.#bucket + place, {
      method,
      headers: { ...headers, 'x-amz-content-sha256': digest },
      ...(body !== undefined && { body }),
    })
    const response = await fetch(request, {
      redirect: 'error',
      signal: AbortSignal.timeout(this.#timeouts[method]),
    })
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) }
  }
}

const details = {
  PUT: 'The object storage takes no page now; nothing was kept.',
  GET: 'The object storage cannot be read now.',
  DELETE: 'The object storage removes nothing now.',
}

const failure = (method: Method, cause: Error): Problem =>
  new Problem('unavailable', details[method], { retryAfter: 1 }, cause)
