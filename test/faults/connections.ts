import { connect, type Socket } from 'node:net'

/** `took` in milliseconds. */
export type Timed = { status: number; retryAfter: string | undefined; took: number }

const headEnd = Buffer.from('\r\n\r\n')

/**
 * Connections that are kept, each with one request under way at most. A general client costs more than the service does
 * to refuse a request, and would be the limit itself.
 */
export class Connections {
  readonly #port: number
  readonly #most: number
  readonly #idle: Connection[] = []
  readonly #open = new Set<Connection>()

  constructor(port: number, most: number) {
    this.#port = port
    this.#most = most
  }

  /** @returns the answer; undefined where all connections are taken and nothing was sent */
  send(request: Buffer): Promise<Timed> | undefined {
    const connection = this.#idle.pop() ?? this.#opened()
    if (connection === undefined) return undefined
    return connection.send(request).then((answer) => {
      if (this.#open.has(connection)) this.#idle.push(connection)
      return answer
    })
  }

  #opened(): Connection | undefined {
    if (this.#open.size >= this.#most) return undefined
    const connection = new Connection(this.#port, () => {
      this.#open.delete(connection)
      const index = this.#idle.indexOf(connection)
      if (index !== -1) this.#idle.splice(index, 1)
    })
    this.#open.add(connection)
    return connection
  }

  close(): void {
    for (const connection of this.#open) connection.close()
  }
}

class Connection {
  readonly #socket: Socket
  #waiting: { began: number; resolve: (answer: Timed) => void; reject: (why: Error) => void } | undefined
  #head = ''
  /** Bytes of the body that are still to come; negative before it begins. */
  #missing = -1
  #answer: Omit<Timed, 'took'> | undefined

  constructor(port: number, closed: () => void) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', () => {})
    this.#socket.on('close', () => {
      closed()
      this.#waiting?.reject(new Error('the connection was closed'))
    })
  }

  send(request: Buffer): Promise<Timed> {
    return new Promise((resolve, reject) => {
      this.#waiting = { began: performance.now(), resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    let rest = chunk.length
    if (this.#missing < 0) {
      const at = chunk.indexOf(headEnd)
      this.#head += chunk.toString('latin1', 0, at < 0 ? chunk.length : at)
      if (at < 0) return
      const field = (name: string) => new RegExp(`^${name}: *([^\r\n]*)`, 'im').exec(this.#head)?.[1]
      this.#answer = { status: Number(this.#head.slice(9, 12)), retryAfter: field('retry-after') }
      this.#missing = Number(field('content-length') ?? 0)
      this.#head = ''
      rest -= at + headEnd.length
    }
    this.#missing -= rest
    const { waiting, answer } = { waiting: this.#waiting, answer: this.#answer }
    if (this.#missing > 0 || waiting === undefined || answer === undefined) return
    this.#missing = -1
    this.#waiting = undefined
    waiting.resolve({ ...answer, took: performance.now() - waiting.began })
  }
}
