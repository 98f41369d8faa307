import type { Connection } from './connection.ts'
import { BlockReader, BlockWriter } from './search-block.ts'
import {
  addBlocks,
  addSegment,
  removeBlocks,
  type Segment,
  SegmentReader,
  segmentsOf,
  segmentsWhere,
  state,
} from './search-segments.ts'

/** So many segments of about one size are merged into one: each posting is written again once a size. */
const fanIn = 8
/** Postings merged between two pauses: about a millisecond's work. */
const postingsAtOnce = 16_000
/** Blocks removed in a transaction, and between two pauses. */
const blocksRemoved = 2000
const blocksAtOnce = 200

/**
 * Keeps the segments few: goes on with merges and begins new ones, smaller ones first. A merge can take many
 * transactions; until its last one its inputs are searched.
 * @param postings how many to merge at most, or a few more
 */
export function* maintain(connection: Connection, postings: number): Generator<void, void, void> {
  yield* removeOld(connection)
  dropEmpty(connection)
  let left = postings
  while (left > 0) {
    const output = nextMerge(connection)
    if (output === undefined) return
    left -= yield* merge(connection, output, left)
  }
}

/** @returns the smallest segment that is being written, a new one if there is reason for it */
function nextMerge(connection: Connection): Segment | undefined {
  const [running] = segmentsWhere(connection, 'state = 2').sort((a, b) => a.documents - b.documents)
  const inputs = inputsOf(connection)
  if (inputs === undefined) return running
  if (running !== undefined && running.documents <= living(inputs)) return running
  return begin(connection, inputs)
}

const living = (segments: readonly Segment[]) =>
  segments.reduce((sum, { documents, deleted }) => sum + documents - deleted, 0)

const tierOf = (segment: Segment) => Math.floor(Math.log(Math.max(1, living([segment]))) / Math.log(fanIn))

/** @returns segments that should be one: enough of one size, or one that is mostly deleted documents */
function inputsOf(connection: Connection): Segment[] | undefined {
  const merging = new Set(
    connection.values<number>('SELECT segment FROM search_segments WHERE output IS NOT NULL').all(),
  )
  const tiers: Segment[][] = []
  for (const segment of segmentsOf(connection)) {
    if (merging.has(segment.segment)) continue
    const tier = tierOf(segment)
    tiers[tier] ??= []
    tiers[tier].push(segment)
  }
  const full = tiers.find((segments) => segments !== undefined && segments.length >= fanIn)
  if (full !== undefined) return full.slice(0, fanIn)
  const worn = tiers.flat().find((segment) => segment?.deleted * 2 > segment?.documents)
  return worn && [worn]
}

function begin(connection: Connection, inputs: readonly Segment[]): Segment {
  const output = addSegment(connection, state.written, mergedDocuments(connection, inputs))
  for (const { segment } of inputs) {
    connection.run('UPDATE search_segments SET output = ? WHERE segment = ?', output.segment, segment)
  }
  return output
}

/** @returns the living documents of all, in order */
function mergedDocuments(connection: Connection, inputs: readonly Segment[]): Float64Array {
  const all = inputs.map((segment) => {
    const reader = new SegmentReader(connection, segment)
    const documents = reader.documents()
    return { documents, reader, next: 0 }
  })
  const merged = new Float64Array(living(inputs) * 2)
  let length = 0
  for (;;) {
    let first: (typeof all)[number] | undefined
    for (const input of all) {
      while (input.reader.isDeleted(input.next / 2)) input.next += 2
      if (input.next >= input.documents.length) continue
      if (first === undefined || isBefore(input.documents, input.next, first.documents, first.next))
        first = input
    }
    if (first === undefined) return merged
    merged[length++] = first.documents[first.next++] as number
    merged[length++] = first.documents[first.next++] as number
  }
}

function isBefore(one: Float64Array, at: number, other: Float64Array, otherAt: number): boolean {
  const [a, b] = [one[at] as number, other[otherAt] as number]
  return a < b || (a === b && (one[at + 1] as number) < (other[otherAt + 1] as number))
}

/** Where the documents of inputs are in their output, -1 for those that are not: worked out once a merge. */
const mapsOfOutputs = new Map<string, Int32Array[]>()

function mapsOf(connection: Connection, output: Segment, inputs: readonly SegmentReader[]): Int32Array[] {
  const name = `${connection.path} ${output.segment} ${output.tag}`
  const known = mapsOfOutputs.get(name)
  if (known !== undefined) return known
  const merged = new SegmentReader(connection, output).documents()
  const maps = inputs.map((input) => {
    const documents = input.documents()
    const map = new Int32Array(documents.length / 2).fill(-1)
    let at = 0
    for (let ordinal = 0; ordinal < map.length; ordinal++) {
      // Another input may have the article again, as of the same date.
      if (input.isDeleted(ordinal)) continue
      while (at < merged.length && isBefore(merged, at, documents, ordinal * 2)) at += 2
      if (at < merged.length && !isBefore(documents, ordinal * 2, merged, at)) map[ordinal] = at / 2
    }
    return map
  })
  mapsOfOutputs.clear()
  mapsOfOutputs.set(name, maps)
  return maps
}

/**
 * Goes on with a merge, and ends it where it can.
 * @returns how many postings were merged
 */
function* merge(connection: Connection, output: Segment, most: number): Generator<void, number, void> {
  const readers = segmentsWhere(connection, 'output = ?', output.segment).map(
    (segment) => new SegmentReader(connection, segment),
  )
  const progress = connection
    .values<number | null>('SELECT progress FROM search_segments WHERE segment = ?')
    .get(output.segment)
  const maps = mapsOf(connection, output, readers)
  yield
  const inputs = readers.map((reader, index) => new Input(reader, maps[index] as Int32Array, progress ?? -1))
  const heads = Float64Array.from(inputs, (input) => input.gram)
  const writer = new BlockWriter()
  const list = new MergedList(output.documents)
  let merged = 0
  let paused = 0
  let last = progress ?? -1
  for (;;) {
    let gram = Number.POSITIVE_INFINITY
    for (let index = 0; index < heads.length; index++) {
      const head = heads[index] as number
      if (head < gram) gram = head
    }
    if (gram === Number.POSITIVE_INFINITY) break
    list.clear()
    for (let index = 0; index < heads.length; index++) {
      if (heads[index] !== gram) continue
      const input = inputs[index] as Input
      input.take(list)
      heads[index] = input.gram
    }
    list.sort()
    writer.add(gram, list.values, 0, list.length)
    last = gram
    merged += list.length + 1
    if (merged >= most) break
    if (merged - paused < postingsAtOnce) continue
    paused = merged
    yield
  }
  writer.end()
  addBlocks(connection, output.segment, writer.blocks)
  connection.run('UPDATE search_segments SET progress = ? WHERE segment = ?', last, output.segment)
  if (heads.every((head) => head === Number.POSITIVE_INFINITY)) end(connection, output)
  return merged
}

function end(connection: Connection, { segment }: Segment): void {
  connection.run('UPDATE search_segments SET state = 1, progress = NULL WHERE segment = ?', segment)
  connection.run('UPDATE search_segments SET state = 3, output = NULL WHERE output = ?', segment)
}

/** A segment read gram by gram. */
class Input {
  /** The gram that comes next, infinite behind the last one. */
  gram = -1
  readonly #segment: SegmentReader
  readonly #map: Int32Array
  readonly #reader = new BlockReader()
  readonly #entry = new Uint32Array(512)
  #block: number

  constructor(segment: SegmentReader, map: Int32Array, behind: number) {
    this.#segment = segment
    this.#map = map
    this.#block = Math.max(0, segment.blockOf(behind, Number.MAX_SAFE_INTEGER))
    if (segment.directory.grams.length === 0) this.gram = Number.POSITIVE_INFINITY
    else segment.openBlock(this.#reader, this.#block)
    while (this.gram <= behind) this.#next()
  }

  /** Adds the documents of the gram, as they are numbered in the output, and goes on to the next gram. */
  take(list: MergedList): void {
    const { gram } = this
    list.begin()
    do {
      const count = this.#reader.read(this.#entry, 0)
      for (let index = 0; index < count; index++) {
        const ordinal = this.#map[this.#entry[index] as number] as number
        if (ordinal !== -1) list.add(ordinal)
      }
      this.#next()
    } while (this.gram === gram)
  }

  #next(): void {
    while (!this.#reader.next()) {
      this.#block++
      if (this.#block >= this.#segment.directory.grams.length) {
        this.gram = Number.POSITIVE_INFINITY
        return
      }
      this.#segment.openBlock(this.#reader, this.#block)
    }
    this.gram = this.#reader.gram
  }
}

const sortedByInsertion = 24
/** Lists with more than one in so many of all documents are put into a bitmap. */
const dense = 32

/** Ascending lists put into one. */
class MergedList {
  values: Uint32Array
  length = 0
  #spare: Uint32Array
  #starts: number[] = []
  readonly #bits: Uint32Array

  /** @param documents how many there are: all values are less */
  constructor(documents: number) {
    this.values = new Uint32Array(documents)
    this.#spare = new Uint32Array(documents)
    this.#bits = new Uint32Array((documents + 31) >>> 5)
  }

  clear(): void {
    this.length = 0
    this.#starts.length = 0
  }

  /** What is added from now on is one list. */
  begin(): void {
    this.#starts.push(this.length)
  }

  add(value: number): void {
    this.values[this.length++] = value
  }

  sort(): void {
    if (this.#starts.length < 2) return
    if (this.length <= sortedByInsertion) this.#insert()
    else if (this.length * dense > this.values.length) this.#mark()
    else while (this.#starts.length > 1) this.#mergePairs()
  }

  #insert(): void {
    const { values } = this
    for (let index = 1; index < this.length; index++) {
      const value = values[index] as number
      let at = index
      while (at > 0 && (values[at - 1] as number) > value) {
        values[at] = values[at - 1] as number
        at--
      }
      values[at] = value
    }
  }

  #mark(): void {
    const bits = this.#bits
    const { values } = this
    for (let index = 0; index < this.length; index++) {
      const value = values[index] as number
      bits[value >>> 5] = (bits[value >>> 5] as number) | (1 << (value & 31))
    }
    let at = 0
    for (let word = 0; word < bits.length; word++) {
      let rest = bits[word] as number
      if (rest === 0) continue
      bits[word] = 0
      while (rest !== 0) {
        values[at++] = word * 32 + 31 - Math.clz32(rest & -rest)
        rest &= rest - 1
      }
    }
  }

  #mergePairs(): void {
    const [from, to] = [this.values, this.#spare]
    const starts: number[] = []
    for (let pair = 0; pair < this.#starts.length; pair += 2) {
      let left = this.#starts[pair] as number
      const middle = this.#starts[pair + 1] ?? this.length
      let right = middle
      const end = this.#starts[pair + 2] ?? this.length
      let at = left
      starts.push(at)
      while (left < middle && right < end) {
        const [a, b] = [from[left] as number, from[right] as number]
        if (a < b) left++
        else right++
        to[at++] = Math.min(a, b)
      }
      while (left < middle) to[at++] = from[left++] as number
      while (right < end) to[at++] = from[right++] as number
    }
    this.values = to
    this.#spare = from
    this.#starts = starts
  }
}

/** Segments of which nothing is left need no merge. */
function dropEmpty(connection: Connection): void {
  connection.run(
    'UPDATE search_segments SET state = 3 WHERE state = 1 AND output IS NULL AND deleted = documents',
  )
}

function* removeOld(connection: Connection): Generator<void, void, void> {
  const old = connection.values<number>('SELECT segment FROM search_segments WHERE state = 3').all()
  let left = blocksRemoved
  for (const segment of old) {
    while (left > 0) {
      left -= blocksAtOnce
      if (removeBlocks(connection, segment, blocksAtOnce)) break
      yield
    }
  }
}
