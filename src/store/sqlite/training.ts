import { recordOfKey } from './articles.ts'
import { Encoder, longestPiece, marks, mostPieces, type Pieces } from './codebook.ts'
import type { Connection } from './connection.ts'

const rounds = 3
/** What is seen fewer times than this is chance. */
const fewest = 3
/** Texts that are walked before others are let in. */
const textsAtOnce = 4

/**
 * Finds pieces of text that are worth a code: first all characters, then again and again what stands side by side
 * most often, longer pieces first where they save as much.
 */
export function* piecesOf(texts: readonly string[]): Generator<void, Pieces, void> {
  let pieces: string[] = [...new Set(texts.flatMap((text) => [...new Set(text)]))].filter(
    (character) => character.length === 1 && character.charCodeAt(0) >= marks,
  )
  for (let round = 0; round < rounds; round++) {
    const encoder = new Encoder(pieces)
    const counts = new Uint32Array(pieces.length)
    const pairs = new Map<number, number>()
    const lengths = pieces.map((piece) => Buffer.byteLength(piece))
    for (const [index, text] of texts.entries()) {
      let before = -1
      encoder.walk(text, (code) => {
        const piece = code - marks
        if (piece >= 0) counts[piece] = (counts[piece] ?? 0) + 1
        if (piece >= 0 && before >= 0 && (lengths[before] ?? 0) + (lengths[piece] ?? 0) <= longestPiece) {
          const pair = before * mostPieces + piece
          pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
        }
        before = piece
      })
      if (index % textsAtOnce === 0) yield
    }
    pieces = yield* best(pieces, counts, pairs)
  }
  return yield* byFrequency(pieces, texts)
}

/** The pieces that save most. Single characters stay: without one, each place that has it needs two codes. */
function* best(
  pieces: readonly string[],
  counts: Uint32Array,
  pairs: ReadonlyMap<number, number>,
): Generator<void, string[], void> {
  const worth = new Map<string, number>()
  pieces.forEach((piece, index) => {
    const saved = (counts[index] ?? 0) * piece.length
    worth.set(piece, piece.length === 1 ? Number.MAX_SAFE_INTEGER : saved)
  })
  yield
  let looked = 0
  for (const [pair, count] of pairs) {
    if (++looked % 5000 === 0) yield
    if (count < fewest) continue
    const first = pieces[Math.floor(pair / mostPieces)] ?? ''
    const piece = first + (pieces[pair % mostPieces] ?? '')
    if (!worth.has(piece)) worth.set(piece, count * piece.length)
  }
  return [...worth]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostPieces)
    .map(([piece]) => piece)
}

/** The most frequent first: what is used together lies together in memory. */
function* byFrequency(pieces: Pieces, texts: readonly string[]): Generator<void, Pieces, void> {
  const encoder = new Encoder(pieces)
  const counts = new Uint32Array(pieces.length)
  for (const [index, text] of texts.entries()) {
    encoder.walk(text, (code) => {
      if (code >= marks) counts[code - marks] = (counts[code - marks] ?? 0) + 1
    })
    if (index % textsAtOnce === 0) yield
  }
  const order = pieces.map((_, index) => index).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
  return order.map((index) => pieces[index] ?? '')
}

/** A codebook is made when the archive holds so many articles, from so many of them. */
const occasions = [200, 2000, 20_000]
const samples = 700

/** @returns whether the archive has grown enough for a codebook that it does not have yet */
export function isTrainingDue(connection: Connection): boolean {
  const articles = connection.values<number>("SELECT value FROM totals WHERE name = 'articles'").get() ?? 0
  const books = connection.values<number>('SELECT count(*) FROM codebooks').get() ?? 0
  return books < occasions.length && articles >= (occasions[books] ?? 0)
}

/** @returns records of articles from all over the archive, as text */
export function sampleOf(connection: Connection): string[] {
  const last = connection.values<number | null>('SELECT max(key) FROM answers').get() ?? 0
  const texts: string[] = []
  for (let sample = 0; sample < samples; sample++) {
    const from = Math.floor((sample * last) / samples)
    const sql = 'SELECT key FROM answers WHERE key > ? ORDER BY key LIMIT 1'
    const key = connection.values<number>(sql).get(from)
    if (key !== undefined) texts.push(recordOfKey(connection, key).text())
  }
  return texts
}
