import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

/** Milliseconds in which clients must have sent or taken what is on its way when the service stops. */
const patience = 1000

/** `closing` is aborted when the service stops, `overdue` when its clients have had time to end what they are at. */
export type Stopping = { closing: AbortSignal; overdue: AbortSignal }

/** @returns the signals, and what begins the stop */
export function createStopping(): Stopping & { stop: () => void } {
  const [closing, overdue] = [new AbortController(), new AbortController()]
  return {
    closing: closing.signal,
    overdue: overdue.signal,
    stop() {
      closing.abort()
      setTimeout(() => overdue.abort(), patience).unref()
    },
  }
}

/** Keeps an answer that goes on from holding up a service that stops, where its client takes nothing of it. */
export function cutOffLate(response: ServerResponse, overdue: AbortSignal): void {
  const stop = () => response.destroy()
  overdue.addEventListener('abort', stop, { once: true })
  response.once('close', () => overdue.removeEventListener('abort', stop))
}

/** The requests that are being answered. */
export type UnderWay = {
  add(work: Promise<unknown>, reply: FastifyReply): void
  /** A service that stops closes each connection after its answer, also if the request began before. */
  closeConnections(): void
  ended(): Promise<unknown>
}

export function createUnderWay(): UnderWay {
  const all = new Map<Promise<unknown>, FastifyReply>()
  return {
    add(work, reply) {
      const settled = work.catch(() => {}).finally(() => all.delete(settled))
      all.set(settled, reply)
    },
    closeConnections() {
      for (const reply of all.values()) closeBehind(reply)
    },
    ended: () => Promise.all(all.keys()),
  }
}

/** Closes the connection after an answer. */
export function closeBehind(reply: FastifyReply): void {
  if (reply.raw.headersSent) return
  reply.raw.setHeader('connection', 'close')
  discardBodyBehind(reply)
}

/** Milliseconds in which a client whose answer has ended before its body may still read it. */
const lingering = 300

/** A client may still be sending when its answer ends: it is to read the answer all the same. */
export function discardBodyBehind({ raw, request }: FastifyReply): void {
  raw.once('finish', () => request.raw.complete || discardBody(request.raw, lingering))
}

/** Milliseconds for which the rest of a refused body is taken and thrown away, so that its sender can read why. */
const longestBody = 10_000

/** A connection that is closed while its client still sends takes the answer with it. */
export function discardBody(raw: IncomingMessage, milliseconds = longestBody): void {
  const late = setTimeout(() => raw.destroy(), milliseconds).unref()
  raw.once('close', () => clearTimeout(late))
  raw.resume()
}
