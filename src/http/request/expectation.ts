import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

const waiting = new WeakMap<IncomingMessage, ServerResponse>()

/**
 * Begins requests whose clients wait to be asked for the body (`Expect: 100-continue`, RFC 9110, 10.1.1). Behind an
 * answer that comes without it, Node.js closes the connection: the next bytes could be the body or another request.
 */
export function unaskedFor(handle: RequestListener): RequestListener {
  return (request, response) => {
    waiting.set(request, response)
    handle(request, response)
  }
}

/** Asks for a body that is going to be read, if its client waits for that. */
export function askForBody(request: IncomingMessage): void {
  const response = waiting.get(request)
  waiting.delete(request)
  if (response?.headersSent === false) response.writeContinue()
}
