import { type Article, excerptOf } from '../../../article.ts'
import type { Bytes } from '../../../bytes.ts'
import type { SearchableText } from '../../rules/search/searchable.ts'
import type { Validators } from '../../store.ts'
import { recordOfBinary } from './binary-record.ts'
import type { Decoder } from './decoder.ts'
import {
  answerLengthOf,
  blocksFrom,
  codebookOf,
  codesAt,
  endOf,
  etagAt,
  form,
  imageMark,
  isText,
  lastOf,
  openings,
  timesOf,
} from './record.ts'

const piece = (text: string): Buffer => Buffer.from(text)
const openingBytes = openings.map(piece)
const bodyOpens = piece(',"body":[')
const paragraphsOpen = piece('],"paragraphs":[')
const paragraphsClose = piece('],')
const idOpens = '"id":"'
const [quote, comma, opens, closes] = [34, 44, 123, 125] as const

/** Excerpts need no more UTF-16 units than this. */
const excerptUnits = 240

/** Bytes that a code may stand for in an answer, with all that is put between texts; more is a damaged record. */
const longestACode = 128
/** Bytes that copying may touch behind a text, and more. */
const slack = 64

/** What SQLite gives of a record, one of bytes in hexadecimal digits: a Buffer for each costs twice as much. */
export const recordColumn = "CASE typeof(record) WHEN 'text' THEN record ELSE hex(record) END"

/** An answer where it was assembled: in the decoder's memory, until that takes another record. */
export class AssembledAnswer implements Bytes {
  readonly #decoder: Decoder
  readonly #record: StoredRecord
  readonly #start: number
  readonly length: number
  readonly validators: Validators

  constructor(decoder: Decoder, record: StoredRecord, start: number, length: number, validators: Validators) {
    this.#decoder = decoder
    this.#record = record
    this.#start = start
    this.length = length
    this.validators = validators
  }

  copyTo(target: Buffer, at: number): void {
    if (!this.#decoder.has(this.#record)) throw new Error('the answer stands there no longer')
    this.#decoder.bytes.copy(target, at, this.#start, this.#start + this.length)
  }
}

/** What is kept of an answer (record.ts), ready to be read. */
export class StoredRecord {
  readonly #record: string
  /** Bytes of the answer. */
  readonly #length: number
  readonly #decoder: Decoder

  /**
   * @param stored what `recordColumn` gives
   * @param decoderOf gives the decoder of a codebook
   */
  constructor(stored: string, decoderOf: (number: number) => Decoder) {
    this.#record = stored.startsWith(form) ? stored : recordOfBinary(Buffer.from(stored, 'hex'), decoderOf)
    this.#length = answerLengthOf(this.#record)
    this.#decoder = decoderOf(codebookOf(this.#record))
  }

  /** What a GET answers. */
  answer(): AssembledAnswer {
    const { start, end, updatedAt } = this.#assemble()
    return new AssembledAnswer(this.#decoder, this, start, end - start, { etag: this.etag, updatedAt })
  }

  /** The article's JSON. */
  json(): Buffer {
    const { start, end } = this.#assemble()
    return Buffer.from(this.#decoder.bytes.subarray(start, end))
  }

  /** The opaque part of the answer's ETag: the beginning of its SHA-256. */
  get etag(): string {
    this.#take()
    return this.#decoder.read(etagAt, codesAt)
  }

  /**
   * Gives the codes to the decoder, to be decoded from the first on.
   * @returns where in its memory the answer has room twice: for what is put there for now, and for itself
   * @throws Error where the record is damaged
   */
  #take(): number {
    if (this.#length > this.#record.length * longestACode) throw new Error('a record is damaged')
    const start = this.#decoder.take(this, this.#record, 2 * (this.#length + slack))
    this.#decoder.rewind(codesAt)
    return start
  }

  /**
   * Puts the article's JSON into the decoder's memory.
   * @returns where it stands there, and its id and updatedAt
   * @throws Error where the record is not as long as it was written
   */
  #assemble(): { start: number; end: number; id: string; updatedAt: string } {
    const spare = this.#take()
    const start = spare + this.#length + slack
    const decoder = this.#decoder
    const json = decoder.bytes
    json[start] = opens
    let end = decoder.decode(start + 1)
    const idStart = start + 1 + idOpens.length
    const id = json.toString('latin1', idStart, json.indexOf(quote, idStart))
    const tail = this.#tail(id, spare)
    json.set(bodyOpens, end)
    end += bodyOpens.length
    const bodyStart = end
    const bounds: number[] = []
    for (let { mark } = decoder; mark >= 0; mark = decoder.mark) {
      const opening = openingBytes[mark - blocksFrom] as Buffer
      if (end > bodyStart) json[end++] = comma
      json.set(opening, end)
      const textStart = end + opening.length
      end = decoder.decode(textStart)
      if (isText(mark)) bounds.push(textStart, end)
      if (mark !== imageMark) json[end++] = quote
      json[end++] = closes
    }
    json.set(paragraphsOpen, end)
    end += paragraphsOpen.length
    for (let index = 0; index < bounds.length; index += 2) {
      const [textStart, behind] = [bounds[index] as number, bounds[index + 1] as number]
      if (index > 0) json[end++] = comma
      json[end++] = quote
      json.copyWithin(end, textStart, behind)
      end += behind - textStart
      json[end++] = quote
    }
    json.set(paragraphsClose, end)
    end += paragraphsClose.length
    json.copyWithin(end, spare, tail.end)
    end += tail.end - spare
    if (end - start !== this.#length) throw new Error('a record is damaged')
    return { start, end, id, updatedAt: tail.updatedAt }
  }

  /** Puts what stands behind the paragraphs where it has room. */
  #tail(id: string, start: number): { end: number; updatedAt: string } {
    const decoder = this.#decoder
    const text = decoder.bytes
    let end = decoder.decode(start)
    text[end++] = comma
    end = decoder.decode(end)
    text[end++] = comma
    const behind = decoder.decode(end)
    // Nearly always a time alone, for which UTF-8 takes longer.
    const times = timesOf(text.toString(text[end] === quote ? 'utf8' : 'latin1', end, behind))
    end += text.write(`${endOf({ id, ...times })}}`, end)
    return { end, updatedAt: times.updatedAt }
  }

  /** The JSON of a list's item, with the article's id. */
  summary(): { id: string; json: Buffer } {
    const start = this.#take()
    const head = this.#line(start)
    const language = this.#line(start)
    const { warnings = [] } = JSON.parse(`{${this.#line(start)}}`) as Partial<Article>
    const times = timesOf(this.#line(start))
    const excerpt = JSON.stringify(excerptOf(this.#texts(start, excerptUnits)))
    const id = head.slice(idOpens.length, head.indexOf('"', idOpens.length))
    const last = lastOf({ id, ...times })
    return {
      id,
      json: Buffer.from(
        `{${head},"excerpt":${excerpt},${language},"warnings":${JSON.stringify(warnings)},${last}}`,
      ),
    }
  }

  article(): Article {
    return JSON.parse(this.json().toString())
  }

  /** What is searched of the article. */
  searchableText(): SearchableText {
    const start = this.#take()
    const { title } = JSON.parse(`{${this.#line(start)}}`) as Article
    for (let line = 1; line < blocksFrom; line++) this.#line(start)
    return { title: title ?? '', text: this.#texts(start).join('\n') }
  }

  /** The text that the codes stand for, marks included. */
  text(): string {
    const start = this.#take()
    const decoder = this.#decoder
    let text = this.#line(start)
    while (decoder.mark >= 0) text += String.fromCharCode(decoder.mark) + this.#line(start)
    return text
  }

  /** The text up to the next mark. */
  #line(start: number): string {
    const end = this.#decoder.decode(start)
    return this.#decoder.bytes.toString('utf8', start, end)
  }

  /** The texts of the blocks behind the last line, until they have `enough` UTF-16 units together. */
  #texts(start: number, enough = Number.POSITIVE_INFINITY): string[] {
    const decoder = this.#decoder
    const texts: string[] = []
    for (let units = 0; units < enough && decoder.mark >= 0; ) {
      const isOfText = isText(decoder.mark)
      const line = this.#line(start)
      if (!isOfText) continue
      const text = JSON.parse(`"${line}"`) as string
      texts.push(text)
      units += text.length + 1
    }
    return texts
  }
}
