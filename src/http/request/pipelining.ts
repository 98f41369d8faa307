import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Requests that wait for their turn: of one connection, as many as other servers take, and of all. */
const mostWaiting = 250
const mostWaitingOfAll = 10_000

const queues = new WeakMap<Socket, { last: ServerResponse; waiting: number }>()

/** Calls back when the answers to all whole requests of a connection have been taken. */
export function afterAnswers(socket: Socket, next: () => void): void {
  const last = queues.get(socket)?.last
  if (last === undefined || last.closed || !last.req.complete) next()
  else last.once('close', next)
}

/**
 * Begins the requests of a connection one after another: none while the answer before it has not been taken. A client
 * that sends many requests and reads nothing would otherwise have an answer to each of them in memory. The connection is
 * not read on while one of its requests waits, and is closed where too many do.
 */
export function oneAtATime(handle: RequestListener, readers: Readers): RequestListener {
  let waitingOfAll = 0
  return (request, response) => {
    const { socket } = request
    if (socket.destroyed) return
    const queue = queues.get(socket)
    if (queue === undefined) {
      const first = { last: response, waiting: 0 }
      queues.set(socket, first)
      socket.once('close', () => {
        waitingOfAll -= first.waiting
      })
      return handle(request, response)
    }
    const before = queue.last
    queue.last = response
    if (before.closed) return handle(request, response)
    // One may wait always: a client can ask again before the system has said that the answer has gone.
    if (queue.waiting === mostWaiting || (queue.waiting > 0 && waitingOfAll >= mostWaitingOfAll)) {
      socket.destroy()
      return readers.rest()
    }
    if (!socket.isPaused()) traceNothingAtEnd(socket)
    socket.pause()
    queue.waiting++
    waitingOfAll++
    const begin = () => {
      if (socket.destroyed) return
      queue.waiting--
      waitingOfAll--
      if (queue.last === response) socket.resume()
      handle(request, response)
    }
    // One in a turn of the event loop: others would wait until all that the connection asks for is answered.
    before.once('close', () => setImmediate(begin))
  }
}

/** The connections of a server. `rest`: none is read for a moment, in which new ones are accepted. */
export type Readers = { rest(): void }

/** Turns of the event loop: Node.js accepts one connection in each. */
const turnsOfRest = 100

/**
 * Node.js makes requests of all that has arrived on a connection at once, and frees those of a closed one when the turn
 * ends: thousands of each connection that is read in the same turn would be in memory together. Connections are read on
 * from the oldest and from the newest, so that neither clients that stay nor those that come wait for all that are greedy.
 */
export function readersOf(server: Server): Readers {
  const open = new Set<Socket>()
  let resting: Socket[] | undefined
  let isNewestFirst = false
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // Node.js has it read on in the next tick.
    process.nextTick(() => resting?.push(socket.pause()))
  })
  const readOn = (turns: number) => {
    if (turns > 0) return void setImmediate(readOn, turns - 1)
    const rested = resting ?? []
    resting = undefined
    isNewestFirst = !isNewestFirst
    for (const socket of isNewestFirst ? rested.reverse() : rested) socket.resume()
  }
  return {
    rest() {
      if (resting !== undefined) return
      resting = [...open].filter((socket) => !socket.isPaused()).map((socket) => socket.pause())
      readOn(turnsOfRest)
    },
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
