import type { ServerResponse } from 'node:http'

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
