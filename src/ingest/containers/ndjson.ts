import type { Item, ItemLabel } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { archivedOf, isArchived } from './archived.ts'
import { Gathered } from './gathered.ts'
import { jsonOf } from './json.ts'
import { type ContainerOptions, holdFreely, pageOfMessage } from './page-message.ts'
import { cutOff } from './pieces.ts'

export type NdjsonOptions = ContainerOptions & {
  /** Bytes of the longest line that is taken; by default room for the largest page with each of its bytes escaped. */
  maxLineSize?: number
}

/** JSON's longest form of a byte: `\u0000`. */
const escapedSize = 6
const roomForHints = 64 * 1024

/** @returns bytes of the longest JSON of a page of this size */
export const longestMessage = (maxPageSize: number): number => maxPageSize * escapedSize + roomForHints

const lineFeed = 0x0a

/**
 * Pages out of a stream of JSON objects, one a line (page-message.ts), and articles out of an export with raw pages
 * (archived.ts). A line that holds neither is an item that says why, and the next is read; so is the place where the
 * stream breaks off. At most one line is held, and none that is over the limit. Blank lines count and give nothing.
 */
export async function* ndjsonItems(
  chunks: AsyncIterable<Uint8Array>,
  { maxPageSize, maxLineSize = longestMessage(maxPageSize), hold = holdFreely }: NdjsonOptions,
): AsyncGenerator<Item, void, void> {
  for await (const { number, line } of linesOf(chunks, maxLineSize, hold)) {
    const label = { line: number }
    if (line instanceof Problem) yield { label, problem: line }
    else if (!isBlank(line)) yield itemOf(line, label, maxPageSize)
  }
}

function itemOf(line: Buffer, label: ItemLabel, maxPageSize: number): Item {
  try {
    const value = jsonOf(line, 'The line')
    if (isArchived(value)) return { label, archived: archivedOf(value, { maxPageSize }) }
    return { label, page: pageOfMessage(value, { maxPageSize }) }
  } catch (error) {
    if (error instanceof Problem) return { label, problem: error }
    throw error
  }
}

const isBlank = (line: Buffer) => line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

/**
 * Each line that is not empty, or why it, or the rest of the stream, cannot be read. Empty ones are counted on the
 * way: a body can hold a hundred million of them and decompress from next to nothing.
 */
async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  maxSize: number,
  hold: (bytes: number) => void,
): AsyncGenerator<{ number: number; line: Buffer | Problem }, void, void> {
  let pieces = new Gathered()
  let size = 0
  let held = 0
  let number = 1
  const keep = (piece: Uint8Array) => {
    size += piece.length
    if (size > maxSize) {
      pieces = new Gathered()
      letGo()
    } else if (piece.length > 0) {
      hold(piece.length)
      held += piece.length
      pieces.add(piece)
    }
  }
  const letGo = () => {
    hold(-held)
    held = 0
  }
  const take = () => {
    const isTooLong = size > maxSize
    const line = isTooLong
      ? new Problem('too-large', `The line is over the limit of ${maxSize} bytes.`)
      : pieces.take()
    size = 0
    return line
  }
  try {
    for await (const chunk of chunks) {
      let start = 0
      for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
        if (end > start || size > 0) {
          keep(chunk.subarray(start, end))
          yield { number, line: take() }
          letGo()
        }
        number++
        start = end + 1
      }
      keep(chunk.subarray(start))
    }
  } catch (cause) {
    yield { number, line: cutOff(cause) }
    return
  }
  if (size > 0) yield { number, line: take() }
}
