import { hash } from 'node:crypto'
import { type Article, type Block, hrefOf, linksOf } from '../../../article.ts'
import type { Coding } from './codebooks.ts'
import { readDigits, writeDigits } from './codes.ts'

/*
 * What is kept of an article's answer: text of ASCII, for the reason that codes are (codes.ts). A sign of this form; 2
 * digits for the number of a codebook, 5 for the answer's length, both as codes have them; the opaque part of its ETag,
 * which is the beginning of its SHA-256; then codes. Their text is JSON without what follows from the rest, parted by
 * marks:
 *     members from id to image
 *   1 members from language to revision
 *   2 parser, missing and warnings
 *   3 ingestedAt, and behind a comma updatedAt where it is another time; both as members where they are written otherwise
 *   4… a block each: the mark says its type, its text stands without quotes
 * The answer has each text in its body and in its paragraphs: here it stands once, and is copied.
 */
/** Records that were bytes begin otherwise once they are text (binary-record.ts). */
export const form = 'a'
const [numberAt, numberDigits] = [1, 2]
const lengthAt = numberAt + numberDigits
const lengthDigits = 5
export const etagAt = lengthAt + lengthDigits
export const etagBytes = 16
export const codesAt = etagAt + Math.ceil((etagBytes * 8) / 6)

/** @returns the opaque part of an answer's ETag: the beginning of its SHA-256 */
export function etagOf(json: string | Uint8Array): string {
  return hash('sha256', json, 'buffer').toString('base64url', 0, etagBytes)
}

/** What stands before the codes. */
export function headOf(number: number, length: number, etag: string): string {
  const digits = Buffer.alloc(numberDigits + lengthDigits)
  writeDigits(length, lengthDigits, digits, writeDigits(number, numberDigits, digits, 0))
  return form + digits.toString('latin1') + etag
}

export const codebookOf = (record: string) => readDigits(record, numberAt, numberDigits)
/** Bytes of the answer. */
export const answerLengthOf = (record: string) => readDigits(record, lengthAt, lengthDigits)

/** The marks of blocks, in this order, from 4 on. */
export const openings = [
  '{"type":"paragraph","text":"',
  '{"type":"quote","text":"',
  '{"type":"list-item","text":"',
  '{"type":"image",',
  ...[1, 2, 3, 4, 5, 6].map((level) => `{"type":"heading","level":${level},"text":"`),
]
export const blocksFrom = 4
const textTypes = ['paragraph', 'quote', 'list-item', 'image']
export const imageMark = blocksFrom + textTypes.indexOf('image')

export const isText = (mark: number) => mark >= blocksFrom && mark < imageMark

function markOf(block: Block): number {
  return block.type === 'heading' ? imageMark + block.level : blocksFrom + textTypes.indexOf(block.type)
}

/** The members that stand between the braces of an object's JSON. */
const members = (value: object): string => JSON.stringify(value).slice(1, -1)

function contentOf(block: Block): string {
  if (block.type !== 'image') return JSON.stringify(block.text).slice(1, -1)
  const { src, alt, caption } = block
  return members({ src, alt, caption })
}

/** A body as JSON, and as the codes of a codebook, marks included. */
type CodedBody = { blocks: { mark: number; content: string }[]; number: number; codes: string }

function codedBody(body: readonly Block[], { number, encoder }: Coding): CodedBody {
  const blocks = body.map((block) => ({ mark: markOf(block), content: contentOf(block) }))
  const text = blocks.map(({ mark, content }) => String.fromCharCode(mark) + content).join('')
  return { blocks, number, codes: encoder.encode(text) }
}

const codedBefore = new WeakMap<readonly Block[], CodedBody>()

/**
 * Codes a body ahead of `recordOf`. Many after one another take a quarter of the time that each takes between other
 * work, as the codebook stays near the processor.
 */
export function codeBody(body: readonly Block[], coding: Coding): void {
  codedBefore.set(body, codedBody(body, coding))
}

/** @returns what is to be kept of an article */
export function recordOf(article: Article, coding: Coding): string {
  const { body, paragraphs: _, language, length, revision, parser, missing, warnings, ...rest } = article
  const { ingestedAt, updatedAt, href: _href, links: _links, ...head } = rest
  const before = codedBefore.get(body)
  const { blocks, codes } = before?.number === coding.number ? before : codedBody(body, coding)
  const lines = [
    members(head),
    members({ language, length, revision }),
    members({ parser, missing, warnings }),
    lineOf({ ingestedAt, updatedAt }),
  ]
  const text = lines.map((line, mark) => (mark === 0 ? line : String.fromCharCode(mark) + line)).join('')
  const json = bytesOfAnswer(lines, blocks, endOf({ id: article.id, ingestedAt, updatedAt }))
  return headOf(coding.number, json.length, etagOf(json)) + coding.encoder.encode(text) + codes
}

/** Bytes of UTF-8 that a UTF-16 unit takes at most. */
const bytesAUnit = 3
/** Units that stand around a block's content in an answer, and more. */
const aroundBlock = 64
/** Where an answer is put together; a very long one has memory for itself. */
const scratch = Buffer.alloc(2 ** 17)

/**
 * The whole answer: what its length and digest are taken of. Each text is written once and then copied: as strings,
 * which would be joined, measured and written again, all of a record takes half as long again.
 * @returns its bytes, until the next call
 */
function bytesOfAnswer(lines: string[], blocks: CodedBody['blocks'], last: string): Buffer {
  const [head, language, parser] = lines
  const [start, behind] = [`{${head},"body":[`, `],${language},${parser},${last}}`]
  const units = blocks.reduce(
    (sum, { content }) => sum + content.length * 2 + aroundBlock,
    start.length + behind.length + aroundBlock,
  )
  const into = units * bytesAUnit <= scratch.length ? scratch : Buffer.alloc(units * bytesAUnit)
  let end = 0
  const put = (text: string) => {
    end += into.write(text, end)
  }
  put(start)
  const texts: { from: number; to: number }[] = []
  for (const [index, { mark, content }] of blocks.entries()) {
    if (index > 0) put(',')
    put(openings[mark - blocksFrom] as string)
    const from = end
    put(content)
    if (isText(mark)) texts.push({ from, to: end })
    put(mark === imageMark ? '}' : '"}')
  }
  put('],"paragraphs":[')
  for (const [index, { from, to }] of texts.entries()) {
    put(index > 0 ? ',"' : '"')
    end += into.copy(into, end, from, to)
    put('"')
  }
  put(behind)
  return into.subarray(0, end)
}

type Times = Pick<Article, 'ingestedAt' | 'updatedAt'>

/** A time as this program gives it. Restored articles may have others. */
const plainTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function lineOf({ ingestedAt, updatedAt }: Times): string {
  if (!plainTime.test(ingestedAt) || !plainTime.test(updatedAt)) return members({ ingestedAt, updatedAt })
  return updatedAt === ingestedAt ? ingestedAt : `${ingestedAt},${updatedAt}`
}

/** Reads line 3. Records that were bytes have the members that an answer has. */
export function timesOf(line: string): Times {
  if (line.startsWith('"')) return JSON.parse(`{${line}}`)
  const [ingestedAt = '', updatedAt = ingestedAt] = line.split(',')
  return { ingestedAt, updatedAt }
}

/** Members of an item of a list from ingestedAt to href. */
export function lastOf({ id, ingestedAt, updatedAt }: Times & { id: string }): string {
  return members({ ingestedAt, updatedAt, href: hrefOf(id) })
}

/**
 * Stands for an id, none of which needs to be escaped in JSON. It is of one byte, as strings that were cut from one with
 * others have two bytes for each of their characters.
 */
const gap = '~'
const partsAroundIds = `${members({ href: hrefOf(gap) })},"links":${JSON.stringify(linksOf(gap))}`.split(gap)

/** Members of an answer from ingestedAt to links. */
export function endOf({ id, ingestedAt, updatedAt }: Times & { id: string }): string {
  // Each answer that is read passes here, and JSON.stringify takes longer.
  const areReady = plainTime.test(ingestedAt) && plainTime.test(updatedAt)
  const times = areReady
    ? `"ingestedAt":"${ingestedAt}","updatedAt":"${updatedAt}"`
    : members({ ingestedAt, updatedAt })
  return `${times},${partsAroundIds.join(id)}`
}
