import type { Gram } from '../../rules/search/grams.ts'
import { type Block, BlockWriter } from './block.ts'

/** Documents of a batch: an ordinal takes the 8 bits that a gram leaves of a number's 53. */
export const documentsOfBatch = 256
/** Postings written between two pauses: about a millisecond's work. */
const postingsAtOnce = 20_000

/**
 * Inverts documents: from the grams of each document to the documents of each gram.
 * @param documents the grams of each (gramsOf), at most `documentsOfBatch`; its ordinal is its index
 * @returns the blocks of a segment: each gram with its ordinals, both ascending
 */
export function* blocksOf(documents: readonly Float64Array[]): Generator<void, Block[], void> {
  const postings = new Float64Array(documents.reduce((sum, grams) => sum + grams.length, 0))
  let length = 0
  documents.forEach((grams, ordinal) => {
    for (const gram of grams) postings[length++] = gram * documentsOfBatch + ordinal
  })
  postings.sort()
  yield
  const writer = new BlockWriter()
  const ordinals = new Uint32Array(documentsOfBatch)
  let written = 0
  for (let at = 0; at < length; ) {
    const gram: Gram = Math.floor((postings[at] as number) / documentsOfBatch)
    const first = gram * documentsOfBatch
    let count = 0
    for (; at < length && (postings[at] as number) < first + documentsOfBatch; at++) {
      ordinals[count++] = (postings[at] as number) - first
    }
    writer.add(gram, ordinals, 0, count)
    if (at - written < postingsAtOnce) continue
    written = at
    yield
  }
  writer.end()
  return writer.blocks
}
