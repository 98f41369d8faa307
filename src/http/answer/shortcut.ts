import { type IncomingMessage, type ServerResponse, validateHeaderValue } from 'node:http'
import { type Bytes, bytesOf, lastingOf } from '../../bytes.ts'
import type { AnswerAtOnce, Store, Validators } from '../../store/store.ts'
import { formFor } from '../representations/representation.ts'
import type { Load } from '../request/load.ts'
import { isCurrent, jsonType } from './answer.ts'
import { type CodedAnswers, type Coding, codingFor } from './coding.ts'
import { commonHeaders, unchangedHeaders } from './headers.ts'
import { httpDate } from './http-date.ts'
import type { KeptAnswer, KeptAnswers } from './kept-answers.ts'
import { Outbox } from './outbox.ts'

/** An article's address and nothing else: no parameters, nothing to decode. */
const plainAddress = /^\/articles\/[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/
const beforeId = '/articles/'.length
/** A power of 2. */
const placesOfHeads = 2 ** 6

/** Lines of heads in one content coding. `whole`: all of an answer's, for `length` bytes; `unchanged`: a 304's. */
type Lines = { validators: string; unchanged?: string; length: number; whole: string }

/** What goes out before an answer. `more`: lines that are the same in each content coding. */
type Ready = {
  etag: string
  updatedAt?: string
  vary: string
  more: string
  lines: Partial<Record<Coding | 'identity', Lines>>
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
  { vary, link }: { vary: string; link?: string },
): Ready {
  const modified = updatedAt === undefined ? '' : `last-modified: ${httpDate(updatedAt)}\r\n`
  const links = link === undefined ? '' : lineOf('link', link)
  return { etag, updatedAt, vary, more: modified + links, lines: {} }
}

function linesFor({ etag, vary, lines }: Ready, coding: Coding | null): Lines {
  const name = coding ?? 'identity'
  lines[name] ??= {
    validators: `vary: ${vary}\r\n${lineOf('etag', coding === null ? `"${etag}"` : `"${etag}-${coding}"`)}`,
    length: -1,
    whole: '',
  }
  return lines[name]
}

function wholeLinesOf(ready: Ready, coding: Coding | null, length: number): string {
  const lines = linesFor(ready, coding)
  if (lines.length === length) return lines.whole
  const encoding = coding === null ? '' : `content-encoding: ${coding}\r\n`
  lines.whole = `${common}${lines.validators}${ready.more}${encoding}content-length: ${length}\r\n`
  lines.length = length
  return lines.whole
}

function unchangedLinesOf(ready: Ready, coding: Coding | null): string {
  const lines = linesFor(ready, coding)
  lines.unchanged ??= commonUnchanged + lines.validators
  return lines.unchanged
}

/**
 * What goes out before articles that are asked for again and again. A head is kept where its article is asked for twice
 * before another one of its place: short garbage collections copy what is new and kept, and all else waits meanwhile.
 */
class ReadyHeads {
  readonly #ready: ({ number: number; ready: Ready } | undefined)[] = Array(placesOfHeads).fill(undefined)
  readonly #asked = new Int32Array(placesOfHeads)

  of(article: AnswerAtOnce): Ready {
    const { number } = article
    const make = () => readyOf(article.validators, { vary: 'Accept, Accept-Encoding' })
    if (number === undefined) return make()
    const place = number & (placesOfHeads - 1)
    const known = this.#ready[place]
    if (known?.number === number) return known.ready
    const ready = make()
    if (this.#asked[place] === number) this.#ready[place] = { number, ready }
    this.#asked[place] = number
    return ready
  }
}

/** A WeakMap of what was made would be looked through in each garbage collection. */
const made = Symbol('ready')

function ofList(answer: KeptAnswer & { [made]?: Ready }): Ready {
  const { representation, link } = answer
  answer[made] ??= readyOf(representation, { vary: 'Accept-Encoding', link })
  return answer[made]
}

/**
 * Answers the requests that nearly all are, an article or a list that is asked for again as JSON, with bytes that are
 * kept ready, before the framework makes its objects: those cost a third of such a request. The operations answer the
 * same, and answer everything that is not as plain.
 *
 * @param count is told the operation and status of what was answered here
 * @param load where what takes long to compress waits for its turn
 * @returns whether the request is taken; `instead` is called where it then turns out not to be as plain
 */
export function createShortcut(
  store: Pick<Store, 'articleSync' | 'generation'>,
  lists: KeptAnswers,
  coded: CodedAnswers,
  count: (operation: string, status: number) => void,
  load: Load,
): (request: IncomingMessage, response: ServerResponse, instead: () => void) => boolean {
  const outbox = new Outbox()
  const heads = new ReadyHeads()
  return (request, response, instead) => {
    const { method, url = '', headers } = request
    if (method !== 'GET' || formFor(headers.accept) !== 'json') return false
    const answer = (operation: string, ready: Ready, body: Bytes) => {
      const coding = codingFor(headers, body.length)
      if (isCurrent(headers, ready.etag, ready.updatedAt)) {
        count(operation, 304)
        return outbox.add(response, unchangedLinesOf(ready, coding), null)
      }
      const send = (bytes: Bytes) => {
        count(operation, 200)
        outbox.add(response, wholeLinesOf(ready, coding, bytes.length), bytes)
      }
      if (coding === null) return send(body)
      const bytes = coded.atOnce(body, ready.etag, coding)
      if (bytes !== undefined) return send(bytes)
      if (load.isTooMuch()) return instead()
      const whole = lastingOf(body)
      load.run(() => coded.of(whole, ready.etag, coding)).then((bytes) => send(bytesOf(bytes)), instead)
    }
    if (plainAddress.test(url)) {
      return isDone(() => {
        const article = store.articleSync(url.slice(beforeId))
        answer('getArticle', heads.of(article), article)
      })
    }
    const list = lists.get(url)
    if (list === undefined) return false
    store.generation().then((generation) => {
      const { operation, representation } = list
      const answerList = () => answer(operation, ofList(list), bytesOf(representation.body))
      if (generation !== list.generation || !isDone(answerList)) instead()
    }, instead)
    return true
  }
}

/** Whatever it is that fails: the operation meets it again and answers it. */
function isDone(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}
