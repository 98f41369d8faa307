import type { ServerResponse } from 'node:http'

/** Of Node.js's answer, what has no public name: its head, and whether that has gone out. */
export type Outgoing = ServerResponse & { _header?: unknown; _headerSent?: unknown }

export const statusLines = { 200: 'HTTP/1.1 200 OK\r\n', 304: 'HTTP/1.1 304 Not Modified\r\n' }

/** @returns names and values in turn */
function fieldsOf(lines: string): string[] {
  return lines
    .split('\r\n')
    .slice(0, -1)
    .flatMap((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)]
    })
}

/**
 * Heads of answers whose lines are ready. To have Node.js check and join a dozen of them takes a seventh of what a
 * kept article costs. It does so for the first answer of each second, and what it adds (date and connection) goes
 * behind the lines of the others of that second. An answer that closes its connection is always left to it.
 */
export class Heads {
  #second = 0
  /** What Node.js has added to the last head that it wrote. */
  #end = ''

  /** @returns what goes behind the lines of a head, the empty line included; undefined where Node.js has to write it */
  endFor(response: ServerResponse): string | undefined {
    return isPlain(response) && secondOf(Date.now()) === this.#second ? this.#end : undefined
  }

  /**
   * Has Node.js write a head.
   * @param lines names and values, each with its line break
   */
  write(response: Outgoing, status: 200 | 304, lines: string): void {
    const second = secondOf(Date.now())
    response.writeHead(status, fieldsOf(lines))
    const head = statusLines[status] + lines
    const { _header: written } = response
    // Where another version of Node.js keeps its heads elsewhere, it writes all of them.
    if (!isPlain(response) || typeof written !== 'string' || !written.startsWith(head)) return
    this.#end = written.slice(head.length)
    this.#second = second
  }
}

const secondOf = (milliseconds: number): number => Math.trunc(milliseconds / 1000)

const isPlain = ({ shouldKeepAlive, useChunkedEncodingByDefault }: ServerResponse): boolean =>
  shouldKeepAlive && useChunkedEncodingByDefault
