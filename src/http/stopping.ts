import type { ServerResponse } from 'node:http'

/** Milliseconds in which a client must have taken what is on its way to it when the service stops. */
const patience = 1000

/** Keeps an answer that goes on from holding up a service that stops, where its client takes nothing of it. */
export function cutOffLate(response: ServerResponse, closing: AbortSignal): void {
  const stop = () => {
    const late = setTimeout(() => response.destroy(), patience)
    response.once('close', () => clearTimeout(late))
  }
  closing.addEventListener('abort', stop, { once: true })
  response.once('close', () => closing.removeEventListener('abort', stop))
}
