import { createHash } from 'node:crypto'
import { type Article, type Block, excerptOf } from '../../article.ts'
import type { Answer } from '../store.ts'
import type { SearchableText } from './search.ts'

/*
 * What is kept of an article: 16 bytes of its answer's SHA-256, then lines. JSON has no line feed of its own.
 *   1  members from id to image
 *   2  members from language to revision
 *   3  parser and missing
 *   4  members from ingestedAt to href
 *   5… a block each: a letter for its type and the JSON of its text, without quotes
 * The answer holds each text twice and is more than twice as long, but is put together in a few microseconds.
 */
export const digestLength = 16
const lineFeed = 10
const quote = 34
const comma = 44

type TextType = Exclude<Block['type'], 'image' | 'heading'>
const letters: Record<TextType, string> = { paragraph: 'p', quote: 'q', 'list-item': 'l' }
const image = 'i'.charCodeAt(0)
const firstLevel = '1'.charCodeAt(0)
const lastLevel = '6'.charCodeAt(0)

/** What stands before a block's text in the answer, by the code of its letter. */
const openings: Buffer[] = []
for (const [type, letter] of Object.entries(letters)) {
  openings[letter.charCodeAt(0)] = Buffer.from(`{"type":"${type}","text":"`)
}
for (let level = 1; level <= 6; level++) {
  openings[firstLevel + level - 1] = Buffer.from(`{"type":"heading","level":${level},"text":"`)
}
openings[image] = Buffer.from('{"type":"image",')

const piece = (text: string): Buffer => Buffer.from(text)
const bodyOpens = piece(',"body":[')
const paragraphsOpen = piece('],"paragraphs":[')
const paragraphsClose = piece('],')
const links = [
  piece(',"links":{"raw":"'),
  piece('/raw","revisions":"'),
  piece('/revisions","similar":"'),
] as const
const ends = piece('/similar"}}')
const excerptOpens = piece(',"excerpt":')
const hrefOpens = piece('"href":"')
const updatedOpens = piece('"updatedAt":"')

/** The members that stand between the braces of an object's JSON. */
const members = (value: object): string => JSON.stringify(value).slice(1, -1)

function lineOf(block: Block): string {
  if (block.type === 'image') {
    const { src, alt, caption } = block
    return `i${members({ src, alt, caption })}`
  }
  const letter = block.type === 'heading' ? String(block.level) : letters[block.type]
  return letter + JSON.stringify(block.text).slice(1, -1)
}

/** @returns the bytes to be kept of an article */
export function recordOf(article: Article): Buffer {
  const { body, paragraphs: _, language, length, revision, parser, missing, ...rest } = article
  const { ingestedAt, updatedAt, href, links: _links, ...head } = rest
  const lines = [
    members(head),
    members({ language, length, revision }),
    members({ parser, missing }),
    members({ ingestedAt, updatedAt, href }),
    ...body.map(lineOf),
  ]
  const record = Buffer.concat([Buffer.alloc(digestLength), Buffer.from(lines.join('\n'))])
  createHash('sha256').update(jsonOf(record)).digest().copy(record, 0, 0, digestLength)
  return record
}

/** Where the lines of a record start, the first `count` of them where it is given; behind the last one, its end. */
function linesOf(record: Buffer, count = Number.POSITIVE_INFINITY): number[] {
  const starts = [digestLength]
  while (starts.length <= count) {
    const end = record.indexOf(lineFeed, starts[starts.length - 1])
    if (end === -1) {
      starts.push(record.length + 1)
      break
    }
    starts.push(end + 1)
  }
  return starts
}

const isText = (letter: number) => letter !== image && !(letter >= firstLevel && letter <= lastLevel)

type Lines = [head: number, language: number, parser: number, times: number, body: number]

/** Bytes that pieces are added to, long enough from the start. */
class Pieces {
  readonly bytes: Buffer
  length = 0

  constructor(longest: number) {
    this.bytes = Buffer.allocUnsafe(longest)
  }

  add(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  copy(from: Buffer, start: number, end: number): void {
    from.copy(this.bytes, this.length, start, end)
    this.length += end - start
  }

  byte(value: number): void {
    this.bytes[this.length++] = value
  }

  end(): Buffer {
    return this.bytes.subarray(0, this.length)
  }
}

const longestOpening = 40
const constants = 400

/** @returns the JSON that a GET answers */
export function jsonOf(record: Buffer): Buffer {
  const starts = linesOf(record)
  const [head, language, parser, times, body] = starts as Lines
  const blocks = starts.length - 5
  const json = new Pieces(2 * record.length + blocks * longestOpening + constants)
  json.byte(123)
  json.copy(record, head, language - 1)
  json.add(bodyOpens)
  for (let line = 4; line < starts.length - 1; line++) {
    const start = starts[line] as number
    const letter = record[start] as number
    if (line > 4) json.byte(comma)
    json.add(openings[letter] as Buffer)
    json.copy(record, start + 1, (starts[line + 1] as number) - 1)
    if (letter !== image) json.byte(quote)
    json.byte(125)
  }
  json.add(paragraphsOpen)
  let first = true
  for (let line = 4; line < starts.length - 1; line++) {
    const start = starts[line] as number
    if (!isText(record[start] as number)) continue
    if (!first) json.byte(comma)
    first = false
    json.byte(quote)
    json.copy(record, start + 1, (starts[line + 1] as number) - 1)
    json.byte(quote)
  }
  json.add(paragraphsClose)
  json.copy(record, language, parser - 1)
  json.byte(comma)
  json.copy(record, parser, times - 1)
  json.byte(comma)
  const timesEnd = body - 1
  json.copy(record, times, timesEnd)
  const href = record.indexOf(hrefOpens, times) + hrefOpens.length
  for (const opening of links) {
    json.add(opening)
    json.copy(record, href, timesEnd - 1)
  }
  json.add(ends)
  return json.end()
}

/** @returns the JSON of a list's item */
export function summaryJsonOf(record: Buffer): Buffer {
  const [head, language, parser, times, body] = linesOf(record, 4) as Lines
  const excerpt = JSON.stringify(excerptOf(textsOf(record, body, 240)))
  const json = new Pieces(body + 3 * excerpt.length + constants)
  json.byte(123)
  json.copy(record, head, language - 1)
  json.add(excerptOpens)
  json.length += json.bytes.write(excerpt, json.length)
  json.byte(comma)
  json.copy(record, language, parser - 1)
  json.byte(comma)
  json.copy(record, times, body - 1)
  json.byte(125)
  return json.end()
}

/** The texts of the blocks that start at `start`, until they have `enough` UTF-16 units together. */
function textsOf(record: Buffer, start: number, enough = Number.POSITIVE_INFINITY): string[] {
  const texts: string[] = []
  let units = 0
  for (let at = start; at < record.length && units < enough; ) {
    const found = record.indexOf(lineFeed, at)
    const end = found === -1 ? record.length : found
    if (isText(record[at] as number)) {
      const text = JSON.parse(`"${record.toString('utf8', at + 1, end)}"`) as string
      texts.push(text)
      units += text.length + 1
    }
    at = end + 1
  }
  return texts
}

/** @returns what a GET answers, with its validator */
export function answerOf(record: Buffer): Answer {
  const at = record.indexOf(updatedOpens, linesOf(record, 4)[3]) + updatedOpens.length
  return {
    json: jsonOf(record),
    etag: record.toString('base64url', 0, digestLength),
    updatedAt: record.toString('latin1', at, record.indexOf(quote, at)),
  }
}

export function articleOfRecord(record: Buffer): Article {
  return JSON.parse(jsonOf(record).toString())
}

/** @returns what is searched of an article */
export function searchableTextOf(record: Buffer): SearchableText {
  const [head, language, , , body] = linesOf(record, 4) as Lines
  const { title } = JSON.parse(`{${record.toString('utf8', head, language - 1)}}`) as Article
  return { title: title ?? '', text: textsOf(record, body).join('\n') }
}

/** @returns the article's id, which has no character that JSON escapes */
export function idOfRecord(record: Buffer): string {
  const start = digestLength + '"id":"'.length
  return record.toString('latin1', start, record.indexOf(quote, start))
}
