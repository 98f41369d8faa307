import { isUtf8 } from 'node:buffer'
import type { Socket } from 'node:net'
import { Problem, type ProblemName, problems } from '../../problem.ts'
import { problemJson } from '../public-address.ts'
import { afterAnswers } from '../request/pipelining.ts'
import { problemType } from './problems.ts'

/** What the HTTP parser of Node.js throws: its message's bytes, and how many of them it took. */
type ParserError = Error & { code?: string; rawPacket?: unknown; bytesParsed?: number }

const known: Record<string, [ProblemName, string]> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', "The request's headers are over the limit."],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive in time.'],
  HPE_INVALID_URL: [
    'malformed-request',
    "The address must be a path, in percent-encoded UTF-8. curl encodes a value so: curl --get --data-urlencode 'q=图书馆' ADDRESS",
  ],
}

/**
 * Answers what no request could be made of, as it goes on the wire, after the requests before it, and closes the
 * connection. A read whose query is UTF-8 as it was typed (curl sends it so) is redirected to its encoded address.
 */
export function refuseBrokenRequest(error: ParserError, socket: Socket): void {
  if (error.code === 'ECONNRESET') socket.destroy()
  else afterAnswers(socket, () => refuse(error, socket))
}

function refuse(error: ParserError, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const encoded = error.code === 'HPE_INVALID_URL' ? encodedTarget(error) : undefined
  const [name, detail] = known[error.code ?? ''] ?? ['malformed-request', 'The request is no valid HTTP/1.1.']
  const problem = new Problem(name, detail)
  const [status, body, fields] =
    encoded === undefined
      ? [
          `${problem.status} ${problems[name][1]}`,
          JSON.stringify(problemJson(problem)),
          [`Content-Type: ${problemType}`],
        ]
      : ['308 Permanent Redirect', '', [`Location: ${encoded}`]]
  const head = [
    `HTTP/1.1 ${status}`,
    ...fields,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/** The address of a read, as a request line has it: a path of this service, which no other host's can be. */
const readLine = /^(?:GET|HEAD) (\/(?![/\\])[^ \t]*) HTTP\/1\.[01]\r?$/

/**
 * @returns the address with what is not ASCII encoded, relative to itself, since the path of a proxy before it is not
 *   known; undefined where it is no UTF-8, or no whole line of a read
 */
function encodedTarget({ rawPacket, bytesParsed = 0 }: ParserError): string | undefined {
  if (!Buffer.isBuffer(rawPacket)) return undefined
  const begin = bytesParsed === 0 ? 0 : rawPacket.lastIndexOf('\n', bytesParsed - 1) + 1
  const end = rawPacket.indexOf('\n', begin)
  if (end === -1) return undefined
  const line = rawPacket.subarray(begin, end)
  if (!isUtf8(line)) return undefined
  const target = readLine.exec(line.toString('latin1'))?.[1]
  const encoded = target?.replaceAll(/[^\x21-\x7e]/g, encodeByte)
  if (encoded === undefined || encoded === target) return undefined
  const steps = (encoded.split('?', 1)[0]?.split('/').length ?? 0) - 2
  return `${steps === 0 ? './' : '../'.repeat(steps)}${encoded.slice(1)}`
}

const encodeByte = (byte: string): string =>
  `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
