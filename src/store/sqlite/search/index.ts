import type { Connection } from '../connection.ts'
import { blocksOf, documentsOfBatch } from './batch.ts'
import { maintain } from './merge.ts'
import { SegmentReader } from './segment-reader.ts'
import { addBlocks, addSegment, before, type Document, segmentsWhere, state } from './segments.ts'

/** Postings of a new segment: they are sorted in one go. */
const postingsAtMost = 250_000

/** Postings merged for each that was added, so that merges keep up however large the index is, and a few more. */
const mergedForOne = 8
const mergedAtLeast = 20_000

export const undated = Number.NEGATIVE_INFINITY

/** Writes documents that the index does not have; yields between pieces of work of about a millisecond. */
export function* addDocuments<T extends Document>(
  connection: Connection,
  documents: readonly T[],
  gramsOf: (document: T) => Float64Array,
): Generator<void, void, void> {
  const sorted = documents.toSorted((one, other) => (before(one, other) ? -1 : 1))
  let postings = 0
  for (let start = 0; start < sorted.length; ) {
    const grams: Float64Array[] = []
    let length = 0
    while (
      start + grams.length < sorted.length &&
      grams.length < documentsOfBatch &&
      length < postingsAtMost
    ) {
      const some = gramsOf(sorted[start + grams.length] as T)
      grams.push(some)
      length += some.length
      yield
    }
    const some = sorted.slice(start, start + grams.length)
    start += grams.length
    postings += length
    const blocks = yield* blocksOf(grams)
    const numbers = Float64Array.from(some.flatMap(({ published, key }) => [published, key]))
    const { segment } = addSegment(connection, state.searched, numbers)
    addBlocks(connection, segment, blocks)
    for (const { key, published } of some) {
      const value = published === undated ? null : published
      connection.run('INSERT INTO search_articles VALUES (?, ?)', key, value)
    }
    yield
  }
  yield* maintain(connection, postings * mergedForOne + mergedAtLeast)
}

/** Takes articles out, from segments that are being written as well; one that is not there is passed over. */
export function removeDocuments(connection: Connection, keys: readonly number[]): void {
  let readers: SegmentReader[] | undefined
  for (const key of keys) {
    const published = connection
      .values<number | null>('SELECT published FROM search_articles WHERE key = ?')
      .get(key)
    if (published === undefined) continue
    connection.run('DELETE FROM search_articles WHERE key = ?', key)
    readers ??= segmentsWhere(connection, 'state <> 3').map((row) => new SegmentReader(connection, row))
    for (const reader of readers) markDeleted(connection, reader, { published: published ?? undated, key })
  }
}

function markDeleted(connection: Connection, reader: SegmentReader, document: Document): void {
  const { segment, documents } = reader.segment
  const ordinal = reader.ordinalFrom(document)
  if (ordinal === documents || before(document, reader.documentAt(ordinal))) return
  const { changes } = connection.run('INSERT OR IGNORE INTO search_deleted VALUES (?, ?)', segment, ordinal)
  if (changes === 0) return
  connection.run('UPDATE search_segments SET deleted = deleted + 1 WHERE segment = ?', segment)
}
