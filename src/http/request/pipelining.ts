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
    socket.pause()
    before.once('close', () => {
      if (socket.destroyed) return
      if (lastOf.get(socket) === response) socket.resume()
      handle(request, response)
    })
  }
}
