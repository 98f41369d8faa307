import { type Bytes, lastingOf } from '../../bytes.ts'
import { Heads, type Outgoing, statusLines } from './heads.ts'

/** `head`: all that there is of a 304, else empty; `end`: where head and body end, which begin where those before end. */
type Written = { response: Outgoing; head: string; end: number }

/** Answers of one turn of the event loop, of a handful of articles each. */
const room = 2 ** 18
/** Bytes of an answer that waits for the turn's end. A longer one is seldom taken at once by a client that is far away. */
const longest = 2 ** 15
/** Bytes of an answer that is sent at once from memory that is used again. */
const longestAgain = 2 ** 20
/** More than what stands around the lines of a head. */
const aroundLines = 500

/**
 * Sends answers whose bytes are ready: those of a turn of the event loop together at its end, long ones at once. They
 * are put into memory that is used again and again, and go to the system from there: as strings that Node.js joins and
 * copies they were two thirds of the garbage of a request, and each collection of that makes all who wait wait longer.
 */
export class Outbox {
  readonly #heads = new Heads()
  #bytes = Buffer.allocUnsafeSlow(room)
  #end = 0
  #written: Written[] = []
  /** Where a long answer stands until the system has taken it. */
  #long = Buffer.alloc(0)

  /**
   * @param lines of the head: names and values that are valid, each with its line break
   * @param body is copied at once; null for a 304
   * @throws what copying it throws; nothing is sent then
   */
  add(response: Outgoing, lines: string, body: Bytes | null): void {
    const end = isUntouched(response) ? this.#heads.endFor(response) : undefined
    if (end === undefined) this.#leave(response, lines, body)
    else if (body === null) {
      response.statusCode = 304
      this.#push({ response, head: statusLines[304] + lines + end, end: this.#end })
    } else if (body.length > longest) this.#sendLong(response, statusLines[200] + lines + end, body)
    else {
      if (this.#end + aroundLines + lines.length + body.length > room) this.#send()
      let at = this.#end
      at += this.#bytes.write(statusLines[200], at, 'latin1')
      at += this.#bytes.write(lines, at, 'latin1')
      at += this.#bytes.write(end, at, 'latin1')
      // Where this fails, the next one stands in its place.
      body.copyTo(this.#bytes, at)
      this.#end = at + body.length
      this.#push({ response, head: '', end: this.#end })
    }
  }

  /** Leaves an answer to Node.js. */
  #leave(response: Outgoing, lines: string, body: Bytes | null): void {
    const whole = body === null ? undefined : lastingOf(body)
    this.#heads.write(response, body === null ? 304 : 200, lines)
    response.end(whole)
  }

  #sendLong(response: Outgoing, head: string, body: Bytes): void {
    const isCopied = body.lasting === undefined && body.length <= longestAgain
    const whole = isCopied ? this.#inLong(body) : lastingOf(body)
    response._header = head
    response.end(whole)
    if (isCopied && response.writableLength > 0) this.#long = Buffer.alloc(0)
  }

  /** @returns a copy, which holds until the next long answer */
  #inLong(body: Bytes): Buffer {
    const { length } = body
    if (length > this.#long.length) this.#long = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(length)))
    body.copyTo(this.#long, 0)
    return this.#long.subarray(0, length)
  }

  #push(written: Written): void {
    if (this.#written.push(written) === 1) setImmediate(() => this.#send())
  }

  #send(): void {
    const all = this.#written
    const bytes = this.#bytes
    this.#written = []
    this.#end = 0
    let start = 0
    for (const { response, head, end } of all) {
      if (head !== '') {
        response._header = head
        response.end()
      } else {
        response._header = 'written'
        response._headerSent = true
        response.end(bytes.subarray(start, end))
        start = end
        // What the system did not take stands there until it does.
        if (response.writableLength > 0 && bytes === this.#bytes) this.#bytes = Buffer.allocUnsafeSlow(room)
      }
    }
  }
}

/**
 * Whether an answer is its connection's next, and nothing of it has gone out. Where another version of Node.js keeps
 * its heads elsewhere, none is.
 */
function isUntouched({ socket, _header, _headerSent }: Outgoing): boolean {
  return socket !== null && _header === null && _headerSent === false
}
