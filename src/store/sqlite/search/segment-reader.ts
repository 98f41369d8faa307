import { LRUCache } from 'lru-cache'
import type { Connection } from '../connection.ts'
import { BlockReader, checkBlock, ordinalsOfEntry } from './block.ts'
import {
  before,
  bounds,
  type Directory,
  type Document,
  directoryKind,
  directoryOf,
  documentKind,
  documentsOfPart,
  firstPart,
  partsOfKind,
  type Segment,
} from './segments.ts'

/** What was read last of segments that are searched, of all databases of the process: it never changes. */
const directories = new LRUCache<string, Directory>({ max: 200 })
const documentParts = new LRUCache<string, Float64Array>({ max: 2000 })

function kept<T extends object>(values: LRUCache<string, T>, name: string, read: () => T): T {
  const known = values.get(name)
  if (known !== undefined) return known
  const value = read()
  values.set(name, value)
  return value
}

/** Reads a segment, in the snapshot that the connection has when it reads. */
export class SegmentReader {
  readonly segment: Segment
  readonly #connection: Connection
  readonly #name: string
  readonly #isKept: boolean
  #directory: Directory | undefined
  #deleted: Set<number> | undefined
  readonly #documents = new Map<number, Float64Array>()
  readonly #blocks = new Map<number, Uint8Array>()
  readonly #entries = new Map<number, Map<number, Entries>>()

  /** @param isKept false for one that is read as it stands in the file, and may still be written */
  constructor(connection: Connection, segment: Segment, { isKept = true } = {}) {
    this.segment = segment
    this.#isKept = isKept
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
    const read = () => {
      const first = firstPart(this.segment.segment, directoryKind)
      const sql = 'SELECT content FROM search_parts WHERE part >= ? AND part < ? ORDER BY part'
      return directoryOf(this.#connection.values<Uint8Array>(sql).all(first, first + partsOfKind))
    }
    this.#directory ??= this.#isKept ? kept(directories, this.#name, read) : read()
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

  /** @returns where a gram's entries are in a block; searches ask again and again for the same */
  entriesOf(gram: number, index: number): Entries {
    let blocks = this.#entries.get(gram)
    if (blocks === undefined) {
      blocks = new Map()
      this.#entries.set(gram, blocks)
    }
    let found = blocks.get(index)
    if (found === undefined) {
      found = { places: [], firsts: [], ordinals: 0 }
      const reader = new BlockReader()
      this.openBlock(reader, index)
      while (reader.next() && reader.gram <= gram) {
        if (reader.gram < gram) continue
        found.places.push(reader.entry)
        found.firsts.push(reader.first)
        found.ordinals += reader.count
      }
      if (blocks.size >= blocksKept) blocks.clear()
      blocks.set(index, found)
    }
    return found
  }

  /** Walks the documents of some grams, ascending, and reads each block once. `index`: that of the gram. */
  *ordinalsOfEach(grams: readonly number[]): Generator<{ index: number; ordinal: number }, void, void> {
    const { grams: firsts } = this.directory
    const reader = new BlockReader()
    const ordinals = new Uint32Array(ordinalsOfEntry)
    let block = -1
    let isAtEntry = false
    const open = (at: number) => {
      block = at
      this.openBlock(reader, at)
      isAtEntry = reader.next()
    }
    for (const [index, gram] of grams.entries()) {
      const first = Math.max(0, this.blockOf(gram, -1))
      if (first > block && first < firsts.length) open(first)
      for (;;) {
        while (isAtEntry && reader.gram < gram) isAtEntry = reader.next()
        if (!isAtEntry && (firsts[block + 1] ?? Number.POSITIVE_INFINITY) <= gram) open(block + 1)
        else if (!isAtEntry || reader.gram > gram) break
        else {
          const count = reader.read(ordinals, 0)
          for (let at = 0; at < count; at++) yield { index, ordinal: ordinals[at] as number }
          isAtEntry = reader.next()
        }
      }
    }
  }

  #documentsOf(part: number): Float64Array {
    const known = this.#documents.get(part)
    if (known !== undefined) return known
    const read = () => {
      const sql = 'SELECT content FROM search_parts WHERE part = ?'
      const content = this.#connection
        .values<Uint8Array>(sql)
        .get(firstPart(this.segment.segment, documentKind) + part)
      if (content === undefined) throw new Error('a part of the search index is missing')
      return new Float64Array(content.slice().buffer)
    }
    const documents = this.#isKept ? kept(documentParts, `${this.#name} ${part}`, read) : read()
    this.#documents.set(part, documents)
    return documents
  }
}

const blocksKept = 64

/** The entries of a gram in a block: where each is, its first ordinal, and how many ordinals all have. */
export type Entries = { places: number[]; firsts: number[]; ordinals: number }
