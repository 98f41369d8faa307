import type { Connection } from '../connection.ts'
import { BlockWriter } from './block.ts'
import { MergedList, MergeInput } from './merge-lists.ts'
import { SegmentReader } from './segment-reader.ts'
import {
  addBlocks,
  addSegment,
  removeBlocks,
  type Segment,
  segmentsOf,
  segmentsWhere,
  state,
} from './segments.ts'

/** So many segments of about one size are merged into one: each posting is written again once a size. */
const fanIn = 16
/** Postings merged between two pauses: about a millisecond's work. */
const postingsAtOnce = 16_000
/** Blocks removed in a transaction: so many, and one for so many postings that it may merge. Full ones have more. */
const blocksRemoved = 2000
const postingsABlock = 500
/** Blocks removed between two pauses. */
const blocksAtOnce = 200

/**
 * Keeps the segments few: goes on with merges and begins new ones, smaller ones first. A merge can take many
 * transactions; until its last one its inputs are searched.
 * @param postings how many to merge at most, or a few more
 */
export function* maintain(connection: Connection, postings: number): Generator<void, void, void> {
  yield* removeOld(connection, blocksRemoved + Math.ceil(postings / postingsABlock))
  dropEmpty(connection)
  let left = postings
  while (left > 0) {
    const output = nextMerge(connection)
    if (output === undefined) return
    left -= yield* merge(connection, output, left)
  }
}

/** @returns whether a merge is under way, or what one has left is still there */
export function isMerging(connection: Connection): boolean {
  return segmentsWhere(connection, 'state <> 1').length > 0
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
  const inputs = readers.map(
    (reader, index) => new MergeInput(reader, maps[index] as Int32Array, progress ?? -1),
  )
  const heads = Float64Array.from(inputs, (input) => input.gram)
  const writer = new BlockWriter()
  const list = new MergedList(output.documents)
  let merged = 0
  let paused = 0
  let last = progress ?? -1
  for (;;) {
    let gram = Number.POSITIVE_INFINITY
    let holder = 0
    let holders = 0
    for (let index = 0; index < heads.length; index++) {
      const head = heads[index] as number
      if (head > gram) continue
      holders = head === gram ? holders + 1 : 1
      gram = head
      holder = index
    }
    if (gram === Number.POSITIVE_INFINITY) break
    const only = inputs[holder] as MergeInput
    // Half of all grams are of one document only.
    if (holders === 1 && only.isOnly) {
      const ordinal = only.takeOnly()
      heads[holder] = only.gram
      if (ordinal !== -1) writer.addOnly(gram, ordinal)
      merged += 2
    } else {
      list.clear()
      for (let index = 0; index < heads.length; index++) {
        if (heads[index] !== gram) continue
        const input = inputs[index] as MergeInput
        input.take(list)
        heads[index] = input.gram
      }
      list.sort()
      writer.add(gram, list.values, 0, list.length)
      merged += list.length + 1
    }
    last = gram
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

/** Segments of which nothing is left need no merge. */
function dropEmpty(connection: Connection): void {
  connection.run(
    'UPDATE search_segments SET state = 3 WHERE state = 1 AND output IS NULL AND deleted = documents',
  )
}

/** Removes so many blocks of segments that were merged. Fewer than merges leave would fill the file with them. */
function* removeOld(connection: Connection, most: number): Generator<void, void, void> {
  const old = connection.values<number>('SELECT segment FROM search_segments WHERE state = 3').all()
  let left = most
  for (const segment of old) {
    while (left > 0) {
      left -= blocksAtOnce
      if (removeBlocks(connection, segment, blocksAtOnce)) break
      yield
    }
  }
}
