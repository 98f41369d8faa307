import { randomInt } from 'node:crypto'
import type { Connection } from '../connection.ts'
import type { Block } from './block.ts'

/** A document of a segment: an article as of one date; undated ones are of minus infinity, before all others. */
export type Document = { published: number; key: number }

const [least, greatest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]

/** Before the first and behind the last of all documents that have no date, or one: found without looking. */
export const bounds = {
  undated: { first: { published: least, key: least }, last: { published: least, key: greatest } },
  dated: {
    first: { published: -Number.MAX_VALUE, key: least },
    last: { published: Number.MAX_VALUE, key: greatest },
  },
}

export const state = { searched: 1, written: 2, removed: 3 } as const

export type Segment = {
  segment: number
  tag: number
  documents: number
  /** How many of them are without a date: the first ones. */
  undated: number
  deleted: number
}

const columns = 'segment, tag, documents, undated, deleted'

/** @returns the segments for which an SQL condition holds, in the order of their making */
export function segmentsWhere(connection: Connection, condition: string, ...values: number[]): Segment[] {
  return connection
    .rows<Segment>(`SELECT ${columns} FROM search_segments WHERE ${condition} ORDER BY segment`)
    .all(...values)
}

/** Where a segment's blocks are: for each its first gram, its first ordinal and its number, one array each. */
export type Directory = { grams: Float64Array; ordinals: Uint32Array; blocks: Uint32Array }

export const directoryKind = 0
export const documentKind = 1
export const partsOfKind = 2 ** 20
const directoryEntrySize = 16
const entriesOfPart = 250
export const documentsOfPart = 250

export const firstPart = (segment: number, kind: number) => (segment * 2 + kind) * partsOfKind

export const before = (one: Document, other: Document): boolean =>
  one.published < other.published || (one.published === other.published && one.key < other.key)

/** @returns the segments that are searched */
export function segmentsOf(connection: Connection): Segment[] {
  return segmentsWhere(connection, 'state = 1')
}

/** Makes a segment without grams. @param documents in order, each its date and its key */
export function addSegment(connection: Connection, segmentState: number, documents: Float64Array): Segment {
  const { key } = connection.run(
    'INSERT INTO search_segments (tag, state, documents, undated) VALUES (?, ?, ?, ?)',
    randomInt(2 ** 47),
    segmentState,
    documents.length / 2,
    undatedOf(documents),
  )
  for (let start = 0; start < documents.length; start += documentsOfPart * 2) {
    const some = documents.slice(start, start + documentsOfPart * 2)
    connection.run(
      'INSERT INTO search_parts VALUES (?, ?)',
      firstPart(key, documentKind) + start / (documentsOfPart * 2),
      new Uint8Array(some.buffer),
    )
  }
  return segmentOf(connection, key)
}

function undatedOf(documents: Float64Array): number {
  let at = 0
  while (documents[at] === Number.NEGATIVE_INFINITY) at += 2
  return at / 2
}

export function segmentOf(connection: Connection, segment: number): Segment {
  const [row] = segmentsWhere(connection, 'segment = ?', segment)
  if (row === undefined) throw new Error(`the search index has no segment ${segment}`)
  return row
}

/** Adds blocks behind those that the segment has. */
export function addBlocks(connection: Connection, segment: number, blocks: readonly Block[]): void {
  const last = connection.values<number | null>('SELECT max(block) FROM search_blocks').get()
  let number = last ?? 0
  for (let start = 0; start < blocks.length; start += entriesOfPart) {
    const some = blocks.slice(start, start + entriesOfPart)
    const bytes = new DataView(new ArrayBuffer(some.length * directoryEntrySize))
    some.forEach(({ content, gram, ordinal }, index) => {
      connection.run('INSERT INTO search_blocks VALUES (?, ?)', ++number, content)
      bytes.setFloat64(index * directoryEntrySize, gram)
      bytes.setUint32(index * directoryEntrySize + 8, ordinal)
      bytes.setUint32(index * directoryEntrySize + 12, number)
    })
    connection.run(
      'INSERT INTO search_parts VALUES (?, ?)',
      nextPart(connection, segment, directoryKind),
      new Uint8Array(bytes.buffer),
    )
  }
}

function nextPart(connection: Connection, segment: number, kind: number): number {
  const first = firstPart(segment, kind)
  const sql = 'SELECT max(part) FROM search_parts WHERE part BETWEEN ? AND ?'
  const last = connection.values<number | null>(sql).get(first, first + partsOfKind - 1)
  return last === null || last === undefined ? first : last + 1
}

/**
 * Removes a part of a segment that is no longer searched.
 * @param most how many blocks
 * @returns whether the segment is gone
 */
export function removeBlocks(connection: Connection, segment: number, most: number): boolean {
  let left = most
  const first = firstPart(segment, directoryKind)
  while (left > 0) {
    const sql = 'SELECT part, content FROM search_parts WHERE part >= ? AND part < ? LIMIT 1'
    const part = connection.rows<{ part: number; content: Uint8Array }>(sql).get(first, first + partsOfKind)
    if (part === undefined) {
      connection.run('DELETE FROM search_parts WHERE part >= ? AND part < ?', first, first + 2 * partsOfKind)
      connection.run('DELETE FROM search_deleted WHERE segment = ?', segment)
      connection.run('DELETE FROM search_segments WHERE segment = ?', segment)
      return true
    }
    const { blocks } = directoryOf([part.content])
    for (const block of blocks) connection.run('DELETE FROM search_blocks WHERE block = ?', block)
    connection.run('DELETE FROM search_parts WHERE part = ?', part.part)
    left -= blocks.length
  }
  return false
}

export function directoryOf(parts: readonly Uint8Array[]): Directory {
  const length = parts.reduce((sum, part) => sum + part.length / directoryEntrySize, 0)
  const directory = {
    grams: new Float64Array(length),
    ordinals: new Uint32Array(length),
    blocks: new Uint32Array(length),
  }
  let index = 0
  for (const part of parts) {
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength)
    for (let at = 0; at < part.length; at += directoryEntrySize, index++) {
      directory.grams[index] = view.getFloat64(at)
      directory.ordinals[index] = view.getUint32(at + 8)
      directory.blocks[index] = view.getUint32(at + 12)
    }
  }
  return directory
}
