import type { RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Begins the requests of a connection one after another: none while the answer before it has not been taken. A client
 * that sends many requests and reads nothing would otherwise have an answer to each of them in memory. The connection is
 * not read on while one of its requests waits.
 */
export function oneAtATime(handle: RequestListener): RequestListener {
  const lastOf = new WeakMap<Socket, ServerResponse>()
  return (request, response) => {
    const { socket } = request
    const before = lastOf.get(socket)
    lastOf.set(socket, response)
    if (before === undefined || before.closed) return handle(request, response)
    if (!socket.isPaused()) traceNothingAtEnd(socket)
    socket.pause()
    const begin = () => {
      if (socket.destroyed) return
      if (lastOf.get(socket) === response) socket.resume()
      handle(request, response)
    }
    // One in a turn of the event loop: others would wait until all that the connection asks for is answered.
    before.once('close', () => setImmediate(begin))
  }
}

const watched = new WeakSet<Socket>()

/**
 * When a connection closes, Node.js makes an error for each request that it leaves unanswered. A client can have sent
 * thousands, and tracing the stack for each would keep the service from its work for seconds.
 */
function traceNothingAtEnd(socket: Socket): void {
  if (watched.has(socket)) return
  watched.add(socket)
  let limit = Error.stackTraceLimit
  socket.prependOnceListener('close', () => {
    limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
  })
  socket.once('close', () => {
    Error.stackTraceLimit = limit
  })
}
