import { hrefOf, linksOf } from '../../../article.ts'

/*
 * Reads what versions before migration 0006 stored of an article: its JSON without what follows from the rest, as codes
 * of a codebook. Only the migration needs it; it goes with the first version that no longer opens such archives.
 *
 * A record is text since migration 0004: the letter a; 2 digits of the codebook's number; 5 digits of the JSON's length
 * in bytes; 22 characters of the ETag; codes. A digit is a character from U+0001 to U+007F, to base 127. A code has two
 * digits, or three if its first is U+007C to U+007E; U+007F is followed by three digits of a code point. Before, a record
 * was bytes, little-endian: 2 for the codebook's number, 4 for the length, 16 of the ETag, and 2 for each code; the code
 * 0xffff is followed by UTF-16 units of one character.
 *
 * The first 16 codes are marks, the others pieces of text. Marks part the members from id to image; 1: from language to
 * revision; 2: parser, missing and warnings; 3: ingestedAt, and updatedAt if it differs; from 4 on, a block each.
 */
const base = 127
const firstOfThree = 0x7c
const literal = 0x7f
const codesOfTwo = (firstOfThree - 1) * base
const marks = 16

const textCodes = { number: 1, codes: 30 }
const binaryCodes = { etag: 6, codes: 22, literal: 0xffff }

/** The pieces of a codebook, by number. Number 0 is printable ASCII. */
export type PiecesOf = (codebook: number) => readonly string[]

export const firstPieces: readonly string[] = Array.from({ length: 0x7f - 0x20 }, (_, index) =>
  String.fromCharCode(0x20 + index),
)

function digitsAt(record: string, start: number, digits: number): number {
  let value = 0
  for (let at = start; at < start + digits; at++) value = value * base + record.charCodeAt(at) - 1
  return value
}

/** Takes codes apart into the texts between marks. */
class Parts {
  readonly texts: { mark: number; text: string }[] = [{ mark: 0, text: '' }]
  readonly #pieces: readonly string[]

  constructor(pieces: readonly string[]) {
    this.#pieces = pieces
  }

  code(code: number): void {
    if (code < marks) this.texts.push({ mark: code, text: '' })
    else this.text(this.#pieces[code - marks])
  }

  text(text: string | undefined): void {
    const last = this.texts.at(-1)
    if (text === undefined || last === undefined) throw new Error('a record is damaged')
    last.text += text
  }
}

function partsOfText(record: string, piecesOf: PiecesOf): Parts {
  const parts = new Parts(piecesOf(digitsAt(record, textCodes.number, 2)))
  for (let at = textCodes.codes; at < record.length; ) {
    const first = record.charCodeAt(at)
    if (first === literal) {
      parts.text(String.fromCodePoint(digitsAt(record, at + 1, 3)))
      at += 4
    } else if (first < firstOfThree) {
      parts.code(digitsAt(record, at, 2))
      at += 2
    } else {
      parts.code(digitsAt(record, at, 3) - (firstOfThree - 1) * base * base + codesOfTwo)
      at += 3
    }
  }
  return parts
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xdc00

function partsOfBytes(record: Buffer, piecesOf: PiecesOf): Parts {
  const parts = new Parts(piecesOf(record.readUInt16LE()))
  for (let at = binaryCodes.codes; at < record.length; at += 2) {
    const code = record.readUInt16LE(at)
    if (code !== binaryCodes.literal) {
      parts.code(code)
      continue
    }
    at += 2
    const unit = record.readUInt16LE(at)
    parts.text(String.fromCharCode(unit))
    if (!isHighSurrogate(unit)) continue
    at += 2
    parts.text(String.fromCharCode(record.readUInt16LE(at)))
  }
  return parts
}

const openings = [
  '{"type":"paragraph","text":"',
  '{"type":"quote","text":"',
  '{"type":"list-item","text":"',
  '{"type":"image",',
  ...[1, 2, 3, 4, 5, 6].map((level) => `{"type":"heading","level":${level},"text":"`),
]
const firstBlock = 4
const imageMark = 7

/** Line 3 is either `ingestedAt,updatedAt`, the second only if it differs, or both as members, with others. */
function timesOf(line: string): { ingestedAt: string; updatedAt: string } {
  if (line.startsWith('"')) return JSON.parse(`{${line}}`)
  const [ingestedAt = '', updatedAt = ingestedAt] = line.split(',')
  return { ingestedAt, updatedAt }
}

/** @returns the members from ingestedAt to links */
function endOf(id: string, line: string): string {
  const { ingestedAt, updatedAt } = timesOf(line)
  return JSON.stringify({ ingestedAt, updatedAt, href: hrefOf(id), links: linksOf(id) }).slice(1, -1)
}

/**
 * @param record a value of the column `record`
 * @returns the article's JSON, and its ETag as it was stored
 * @throws Error for a damaged record
 */
export function jsonOfRecord(record: string | Buffer, piecesOf: PiecesOf): { json: Buffer; etag: string } {
  const isText = typeof record === 'string'
  const { texts } = isText ? partsOfText(record, piecesOf) : partsOfBytes(record, piecesOf)
  const [head, language, parser, times, ...blocks] = texts
  if (times === undefined) throw new Error('a record is damaged')
  const { id } = JSON.parse(`{${head?.text}}`) as { id: string }
  const body = blocks.map(({ mark, text }) => {
    return openings[mark - firstBlock] + text + (mark === imageMark ? '}' : '"}')
  })
  const paragraphs = blocks.filter(({ mark }) => mark < imageMark).map(({ text }) => `"${text}"`)
  const lists = `"body":[${body.join(',')}],"paragraphs":[${paragraphs.join(',')}]`
  const json = `{${head?.text},${lists},${language?.text},${parser?.text},${endOf(id, times.text)}}`
  const etag = isText
    ? record.slice(8, textCodes.codes)
    : record.toString('base64url', binaryCodes.etag, binaryCodes.codes)
  return { json: Buffer.from(json), etag }
}
