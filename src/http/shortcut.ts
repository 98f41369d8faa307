import { type IncomingMessage, type ServerResponse, validateHeaderValue } from 'node:http'
import { type Bytes, bytesOf } from '../bytes.ts'
import type { Store, Validators } from '../store/store.ts'
import { isCurrent, jsonType } from './answer.ts'
import { commonHeaders, unchangedHeaders } from './headers.ts'
import { httpDate } from './http-date.ts'
import type { KeptAnswer, KeptAnswers } from './kept-answers.ts'
import { Outbox } from './outbox.ts'

/** An article's address and nothing else: no parameters, nothing to decode. */
const plainAddress = /^\/articles\/[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/
const beforeId = '/articles/'.length

/** What goes out before an answer. `lines`: the lines of its head; `unchanged`: those of a 304 in its place. */
type Ready = {
  etag: string
  updatedAt?: string
  validators: string
  lines: string
  unchanged?: string
}

/** @throws TypeError where Node.js would not send the value */
function lineOf(name: string, value: string): string {
  validateHeaderValue(name, value)
  return `${name}: ${value}\r\n`
}

const linesOf = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => lineOf(name, value))
    .join('')

const common = linesOf({ ...commonHeaders, 'content-type': jsonType })
const commonUnchanged = linesOf(unchangedHeaders)

function readyOf(
  { etag = '', updatedAt }: Partial<Validators>,
  length: number,
  { vary, link }: { vary: string; link?: string },
): Ready {
  const validators = `vary: ${vary}\r\n${lineOf('etag', `"${etag}"`)}`
  const modified = updatedAt === undefined ? '' : `last-modified: ${httpDate(updatedAt)}\r\n`
  const links = link === undefined ? '' : lineOf('link', link)
  const lines = `${common}${validators}${modified}${links}content-length: ${length}\r\n`
  return { etag, updatedAt, validators, lines }
}

/**
 * What goes out with an answer is put together once for as long as the answer is kept, and kept with it: a WeakMap of
 * them is looked through in each garbage collection.
 */
const made = Symbol('ready')
type Prepared<T> = T & { [made]?: Ready }

function ofArticle(validators: Prepared<Validators>, length: number): Ready {
  validators[made] ??= readyOf(validators, length, { vary: 'Accept, Accept-Encoding' })
  return validators[made]
}

function ofList(answer: Prepared<KeptAnswer>): Ready {
  const { representation, link } = answer
  answer[made] ??= readyOf(representation, representation.body.length, { vary: 'Accept-Encoding', link })
  return answer[made]
}

function unchangedLinesOf(ready: Ready): string {
  ready.unchanged ??= commonUnchanged + ready.validators
  return ready.unchanged
}

/**
 * Answers the requests that nearly all are, an article or a list that is asked for again, as uncompressed JSON, with
 * bytes that are kept ready, before the framework makes its objects: those cost a third of such a request. The
 * operations answer the same, and answer everything that is not as plain.
 *
 * @param count is told the operation and status of what was answered here
 * @returns whether the request is taken; `instead` is called where it then turns out not to be as plain
 */
export function createShortcut(
  store: Pick<Store, 'articleSync' | 'generation'>,
  lists: KeptAnswers,
  count: (operation: string, status: number) => void,
): (request: IncomingMessage, response: ServerResponse, instead: () => void) => boolean {
  const outbox = new Outbox()
  return (request, response, instead) => {
    const { method, url = '', headers } = request
    if (method !== 'GET' || headers['accept-encoding'] !== undefined) return false
    const { accept } = headers
    if (accept !== undefined && accept !== '*/*' && accept !== 'application/json') return false
    const send = (operation: string, ready: Ready, body: Bytes) => {
      const isKnown = isCurrent(headers, ready.etag, ready.updatedAt)
      count(operation, isKnown ? 304 : 200)
      if (isKnown) outbox.add(response, unchangedLinesOf(ready), null)
      else outbox.add(response, ready.lines, body)
    }
    if (plainAddress.test(url)) {
      const id = url.slice(beforeId)
      try {
        const answer = store.articleSync(id)
        send('getArticle', ofArticle(answer.validators, answer.length), answer)
        return true
      } catch {
        // Whatever it was that failed, the operation meets it again and answers it.
        return false
      }
    }
    const list = lists.get(url)
    if (list === undefined) return false
    store
      .generation()
      .then(
        (generation) =>
          generation === list.generation
            ? send(list.operation, ofList(list), bytesOf(list.representation.body))
            : instead(),
        instead,
      )
    return true
  }
}
