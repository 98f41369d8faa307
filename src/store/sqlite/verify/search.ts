import { gramsOf } from '../../rules/search/grams.ts'
import { folded, type SearchableText } from '../../rules/search/searchable.ts'
import { undated } from '../../rules/terms.ts'
import type { Fault } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { BlockReader } from '../search/block.ts'
import { SegmentReader } from '../search/segment-reader.ts'
import { type Segment, segmentsWhere } from '../search/segments.ts'

/** Blocks read between two pauses: about a millisecond's work. */
const blocksAtOnce = 50

/**
 * What the search index holds, as one sum of hashed grams for each article: equal to that of the article's text where
 * the index is sound, whatever was flipped in it otherwise.
 */
export class IndexedSums {
  readonly #connection: Connection
  readonly #sums: Uint32Array
  readonly #others: Uint32Array
  /** How many documents are the article's. */
  readonly #documents: Uint8Array

  /** @param last the greatest key of an article */
  constructor(connection: Connection, last: number) {
    this.#connection = connection
    this.#sums = new Uint32Array(last + 1)
    this.#others = new Uint32Array(last + 1)
    this.#documents = new Uint8Array(last + 1)
  }

  /** Reads the whole index; a fault for each part that cannot be read or is out of place. */
  *read(): Generator<Fault | undefined, void, void> {
    for (const segment of segmentsWhere(this.#connection, 'state < 3')) {
      try {
        yield* this.#readSegment(segment)
      } catch (error) {
        yield { where: `search index, segment ${segment.segment}`, what: (error as Error).message }
      }
    }
  }

  *#readSegment(segment: Segment): Generator<Fault | undefined, void, void> {
    const where = `search index, segment ${segment.segment}`
    const isSearched =
      segmentsWhere(this.#connection, 'state = 1 AND segment = ?', segment.segment).length === 1
    // What is kept in memory of the file is not what stands in it.
    const reader = new SegmentReader(this.#connection, segment, { isKept: false })
    const documents = reader.documents()
    const keys = new Float64Array(segment.documents)
    let deleted = 0
    for (let ordinal = 0; ordinal < segment.documents; ordinal++) {
      const key = documents[ordinal * 2 + 1] as number
      const isLiving = isSearched && !reader.isDeleted(ordinal)
      if (reader.isDeleted(ordinal)) deleted++
      keys[ordinal] = isLiving ? key : -1
      if (!isLiving) continue
      if (!Number.isInteger(key) || key < 0 || key >= this.#documents.length) {
        yield { where, what: `document ${ordinal} is of no article` }
        keys[ordinal] = -1
        continue
      }
      this.#documents[key] = Math.min(255, (this.#documents[key] as number) + 1)
      if (!this.#isPublished(key, documents[ordinal * 2] as number)) {
        yield { where, what: `document ${ordinal} has another date than its article` }
      }
    }
    const marked = this.#connection
      .values<number>('SELECT count(*) FROM search_deleted WHERE segment = ?')
      .get(segment.segment)
    if (deleted !== segment.deleted || marked !== segment.deleted) {
      yield { where, what: 'the number of deleted documents is wrong' }
    }
    yield* this.#readBlocks(reader, keys)
  }

  *#readBlocks(segment: SegmentReader, keys: Float64Array): Generator<Fault | undefined, void, void> {
    const reader = new BlockReader()
    const ordinals = new Uint32Array(512)
    const { grams, ordinals: firsts } = segment.directory
    for (let block = 0; block < grams.length; block++) {
      segment.openBlock(reader, block)
      for (let isFirst = true; reader.next(); isFirst = false) {
        if (isFirst && reader.first !== firsts[block]) {
          yield { where: `search index, segment ${segment.segment.segment}`, what: 'its directory is wrong' }
        }
        const [hash, other] = hashesOf(reader.gram)
        const count = reader.read(ordinals, 0)
        for (let index = 0; index < count; index++) {
          const key = keys[ordinals[index] as number]
          if (key === undefined || key === -1) continue
          this.#sums[key] = (this.#sums[key] as number) + hash
          this.#others[key] = (this.#others[key] as number) + other
        }
      }
      if (block % blocksAtOnce === 0) yield
    }
  }

  #isPublished(key: number, published: number): boolean {
    const sql = 'SELECT published FROM search_articles WHERE key = ?'
    const noted = this.#connection.values<number | null>(sql).get(key)
    return noted === null ? published === Number.NEGATIVE_INFINITY : noted === published
  }

  /** @returns what is wrong with the article's place in the index; undefined where nothing is */
  faultOf(key: number, instant: number, article: SearchableText): string | undefined {
    const sql = 'SELECT published FROM search_articles WHERE key = ?'
    const noted = this.#connection.values<number | null>(sql).get(key)
    if (noted === undefined || this.#documents[key] !== 1) return 'is not in the search index exactly once'
    if ((noted ?? undated) !== instant) return 'has another date in the search index'
    const sums = new Uint32Array(2)
    for (const gram of gramsOf(folded(article))) {
      const [hash, other] = hashesOf(gram)
      sums[0] = (sums[0] as number) + hash
      sums[1] = (sums[1] as number) + other
    }
    if (sums[0] !== this.#sums[key] || sums[1] !== this.#others[key])
      return 'has another text in the search index'
    return undefined
  }
}

/** Two hashes, of which a difference in the index changes at least one. */
function hashesOf(gram: number): [hash: number, other: number] {
  const high = Math.floor(gram / 2 ** 32)
  const low = gram | 0
  const one = Math.imul(low ^ Math.imul(high + 1, 0x9e3779b1), 0x85ebca6b)
  const mixed = Math.imul(one ^ (one >>> 15), 0xc2b2ae35)
  return [(mixed ^ (mixed >>> 13)) >>> 0, Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f) >>> 0]
}
