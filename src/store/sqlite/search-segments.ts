import { randomInt } from 'node:crypto'
import type { Connection } from './connection.ts'
import { type Block, type BlockReader, checkBlock } from './search-block.ts'

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
type Directory = { grams: Float64Array; ordinals: Uint32Array; blocks: Uint32Array }

const directoryKind = 0
const documentKind = 1
const partsOfKind = 2 ** 20
const directoryEntrySize = 16
const entriesOfPart = 250
const documentsOfPart = 250

const firstPart = (segment: number, kind: number) => (segment * 2 + kind) * partsOfKind

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

function directoryOf(parts: readonly Uint8Array[]): Directory {
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

/** What was read last of segments, of all databases of the process: it never changes. */
class Kept<T> {
  readonly #values = new Map<string, T>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(name: string, read: () => T): T {
    let value = this.#values.get(name)
    if (value === undefined) {
      value = read()
      for (const oldest of this.#values.keys()) {
        if (this.#values.size < this.#most) break
        this.#values.delete(oldest)
      }
    } else this.#values.delete(name)
    this.#values.set(name, value)
    return value
  }
}

const directories = new Kept<Directory>(200)
const documentParts = new Kept<Float64Array>(2000)

/** Reads a segment, in the snapshot that the connection has when it reads. */
export class SegmentReader {
  readonly segment: Segment
  readonly #connection: Connection
  readonly #name: string
  #directory: Directory | undefined
  #deleted: Set<number> | undefined
  readonly #documents = new Map<number, Float64Array>()
  readonly #blocks = new Map<number, Uint8Array>()

  constructor(connection: Connection, segment: Segment) {
    this.segment = segment
    this.#connection = connection
    this.#name = `${connection.path} ${segment.segment} ${segment.tag}`
  }

  /** @returns the document's article and date */
  documentAt(ordinal: number): Document {
    const part = this.#documentsOf(Math.floor(ordinal / documentsOfPart))
    const at = (ordinal % documentsOfPart) * 2
    return { published: part[at] as number, key: part[at + 1] as number }
  }

  /** @returns the ordinal of the first document that is not before this one */
  ordinalFrom(document: Document): number {
    const { documents, undated } = this.segment
    if (document === bounds.undated.first) return 0
    if (document === bounds.undated.last || document === bounds.dated.first) return undated
    if (document === bounds.dated.last) return documents
    const isDated = document.published !== bounds.undated.first.published
    let low = isDated ? undated : 0
    let high = isDated ? documents : undated
    while (low < high) {
      const middle = (low + high) >>> 1
      if (before(this.documentAt(middle), document)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** @returns all documents in order, each its date and its key */
  documents(): Float64Array {
    const documents = new Float64Array(this.segment.documents * 2)
    for (let part = 0; part * documentsOfPart < this.segment.documents; part++) {
      documents.set(this.#documentsOf(part), part * documentsOfPart * 2)
    }
    return documents
  }

  isDeleted(ordinal: number): boolean {
    if (this.segment.deleted === 0) return false
    if (this.#deleted === undefined) {
      const sql = 'SELECT ordinal FROM search_deleted WHERE segment = ?'
      this.#deleted = new Set(this.#connection.values<number>(sql).all(this.segment.segment))
    }
    return this.#deleted.has(ordinal)
  }

  get directory(): Directory {
    this.#directory ??= directories.get(this.#name, () => {
      const first = firstPart(this.segment.segment, directoryKind)
      const sql = 'SELECT content FROM search_parts WHERE part >= ? AND part < ? ORDER BY part'
      return directoryOf(this.#connection.values<Uint8Array>(sql).all(first, first + partsOfKind))
    })
    return this.#directory
  }

  /** @returns the index of the last block whose first entry is not behind this one; -1 where all are */
  blockOf(gram: number, ordinal: number): number {
    const { grams, ordinals } = this.directory
    let low = 0
    let high = grams.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const first = grams[middle] as number
      if (first < gram || (first === gram && (ordinals[middle] as number) <= ordinal)) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  /** Opens a block by its place in the directory. @throws Error where it is damaged or missing */
  openBlock(reader: BlockReader, index: number): void {
    const { grams, blocks } = this.directory
    let content = this.#blocks.get(index)
    if (content === undefined) {
      const sql = 'SELECT content FROM search_blocks WHERE block = ?'
      content = this.#connection.values<Uint8Array>(sql).get(blocks[index] as number)
      if (content === undefined) throw new Error('a block of the search index is missing')
      checkBlock(content)
      if (this.#blocks.size >= blocksKept) this.#blocks.clear()
      this.#blocks.set(index, content)
    }
    reader.open(content, grams[index] as number)
  }

  #documentsOf(part: number): Float64Array {
    const known = this.#documents.get(part)
    if (known !== undefined) return known
    const documents = documentParts.get(`${this.#name} ${part}`, () => {
      const sql = 'SELECT content FROM search_parts WHERE part = ?'
      const content = this.#connection
        .values<Uint8Array>(sql)
        .get(firstPart(this.segment.segment, documentKind) + part)
      if (content === undefined) throw new Error('a part of the search index is missing')
      return new Float64Array(content.slice().buffer)
    })
    this.#documents.set(part, documents)
    return documents
  }
}

const blocksKept = 64
