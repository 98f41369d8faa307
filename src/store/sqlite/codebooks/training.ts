import { setImmediate } from 'node:timers/promises'
import type { Connection } from '../connection.ts'
import { recordOfKey } from '../rows/articles.ts'
import { Encoder, type Pieces } from './codebook.ts'
import { marks } from './codes.ts'
import { longestPiece } from './piece-copier.ts'

/**
 * A codebook is made when the archive holds so many articles, from so many of them at most: records are a twentieth
 * smaller than from 300, and not smaller from 1200. One that follows at four times as many instead of eight makes an
 * archive half a percent smaller, and an import wait for one more.
 */
const occasions = [100, 400, 3200, 25_600, 204_800]
const samples = 750
/**
 * Pieces of a codebook. Twice as many make records a fortieth smaller, and are twice as much memory to look all over
 * for each text that is coded or put together.
 */
const piecesAtMost = 32_000

/**
 * Rounds, by how many texts are looked at in each: short pieces are found in few. With all texts in the last two, making
 * a codebook takes twice as long, and records are less than a hundredth smaller.
 */
const rounds = [23, 47, 94, 188, 375]
/** What is seen fewer times than this is chance: the more texts, the more. */
const fewestIn = (texts: readonly string[]) => Math.max(3, Math.round(texts.length / 240))
/** Texts that are walked before others are let in. */
const textsAtOnce = 4

/** @returns whether the archive has grown enough for a codebook that it does not have yet */
export function isTrainingDue(connection: Connection): boolean {
  const articles = connection.values<number>("SELECT value FROM totals WHERE name = 'articles'").get() ?? 0
  const made = connection.values<number>('SELECT count(*) FROM codebooks').get() ?? 0
  return made < occasions.length && articles >= (occasions[made] ?? 0)
}

/** @returns records of articles from all over the archive, as text */
export async function sampleOf(connection: Connection): Promise<string[]> {
  const last = connection.values<number | null>('SELECT max(key) FROM answers').get() ?? 0
  const texts = new Map<number, string>()
  for (let sample = 0; sample < samples; sample++) {
    const sql = 'SELECT key FROM answers WHERE key > ? ORDER BY key LIMIT 1'
    const key = connection.values<number>(sql).get(Math.floor((sample * last) / samples))
    if (key !== undefined && !texts.has(key)) texts.set(key, recordOfKey(connection, key).text())
    if (sample % textsAtOnce === 0) await setImmediate()
  }
  return [...texts.values()]
}

/**
 * Finds pieces of text that are worth a code: first all characters, then again and again what stands side by side
 * most often. The most frequent come first, so that what is used together lies together in memory.
 */
export function* piecesOf(texts: readonly string[]): Generator<void, Pieces, void> {
  let pieces: Pieces = charactersOf(texts)
  const pairs = new PairCounter()
  for (const count of rounds) {
    pairs.clear()
    const every = Math.max(1, Math.floor(texts.length / count))
    const some = texts.filter((_, index) => index % every === 0)
    const counts = yield* counted(pieces, some, pairs)
    pieces = yield* best(pieces, counts, pairs.atLeast(fewestIn(some)))
  }
  const counts = yield* counted(pieces, texts)
  const order = pieces.map((_, index) => index).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
  return order.map((index) => pieces[index] ?? '')
}

/** @returns the characters of the texts that are one UTF-16 unit, marks aside */
function charactersOf(texts: readonly string[]): string[] {
  const isThere = new Uint8Array(2 ** 16)
  for (const text of texts) for (let at = 0; at < text.length; at++) isThere[text.charCodeAt(at)] = 1
  const characters = Array.from(isThere, (there, unit) => (there === 1 ? String.fromCharCode(unit) : ''))
  return characters.filter((character, unit) => unit >= marks && character !== '' && character.isWellFormed())
}

/** @returns how often each piece is used; pairs of them that make a piece are counted in `pairs` */
function* counted(
  pieces: Pieces,
  texts: readonly string[],
  pairs?: PairCounter,
): Generator<void, Uint32Array, void> {
  const encoder = new Encoder(pieces)
  const counts = new Uint32Array(pieces.length)
  const lengths = Uint8Array.from(pieces, (piece) => Buffer.byteLength(piece))
  yield
  for (const [index, text] of texts.entries()) {
    countIn(text, encoder, counts, lengths, pairs)
    if (index % textsAtOnce === 0) yield
  }
  return counts
}

function countIn(
  text: string,
  encoder: Encoder,
  counts: Uint32Array,
  lengths: Uint8Array,
  pairs: PairCounter | undefined,
): void {
  let before = -1
  for (let start = 0; start < text.length; start = encoder.end) {
    const piece = encoder.codeAt(text, start) - marks
    if (piece >= 0) {
      counts[piece] = (counts[piece] as number) + 1
      const together = before < 0 ? 0 : (lengths[before] as number) + (lengths[piece] as number)
      if (together > 0 && together <= longestPiece) pairs?.add(before, piece)
    }
    before = piece
  }
}

/**
 * What a piece saves: a code each time it stands in a text. The longer one is more often what is left when shorter ones
 * have become parts of longer ones.
 */
const worthOf = (piece: string, count: number) => count * Math.log2(1 + piece.length)

/** The pieces that save most. Single characters stay: without one, each place that has it needs two codes. */
function* best(pieces: Pieces, counts: Uint32Array, pairs: Iterable<Pair>): Generator<void, Pieces, void> {
  const found = new Map<string, number>()
  pieces.forEach((piece, index) => {
    found.set(piece, piece.length === 1 ? Number.POSITIVE_INFINITY : worthOf(piece, counts[index] ?? 0))
  })
  yield
  let looked = 0
  for (const [first, second, count] of pairs) {
    const piece = (pieces[first] ?? '') + (pieces[second] ?? '')
    if (!found.has(piece)) found.set(piece, worthOf(piece, count))
    if (++looked % 2000 === 0) yield
  }
  const values = Float64Array.from(found.values()).sort()
  yield
  const least = values.length <= piecesAtMost ? 0 : (values[values.length - piecesAtMost] as number)
  return [...found].flatMap(([piece, value]) => (value >= least ? [piece] : [])).slice(0, piecesAtMost)
}

type Pair = [first: number, second: number, count: number]

/** Counts pairs of numbers below 2^16 in little memory; those that come when it is full are not counted. */
class PairCounter {
  readonly #size = 2 ** 20
  readonly #pairs = new Uint32Array(this.#size)
  readonly #counts = new Uint32Array(this.#size)
  #used = 0

  add(first: number, second: number): void {
    const pair = ((first << 16) | second) >>> 0
    let place = (Math.imul(pair, 0x9e3779b1) >>> 12) & (this.#size - 1)
    while (this.#counts[place] !== 0 && this.#pairs[place] !== pair) place = (place + 1) & (this.#size - 1)
    const count = this.#counts[place] as number
    if (count === 0) {
      if (this.#used > this.#size * 0.7) return
      this.#used++
      this.#pairs[place] = pair
    }
    this.#counts[place] = count + 1
  }

  *atLeast(fewest: number): Generator<Pair, void, void> {
    for (let place = 0; place < this.#size; place++) {
      const count = this.#counts[place] as number
      if (count < fewest) continue
      const pair = this.#pairs[place] as number
      yield [pair >>> 16, pair & 0xffff, count]
    }
  }

  clear(): void {
    this.#counts.fill(0)
    this.#used = 0
  }
}
