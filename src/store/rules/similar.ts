/**
 * How much text do two articles share? A text is compared as the set of its shingles: every run of six tokens, a token
 * being one Han (Kana, Hangul) character or one word of another script. White space and punctuation do not count, so
 * that a reprint with another typography is the same. Each shingle is a 32-bit hash (MinHash, Broder 1997).
 */
const tokensOfShingle = 6
/** A token by itself. */
const isWhole = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const token = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}\p{M}]/u

const separator = 1
const character = 2
const letter = 3

/** What each UTF-16 unit is; filled as units occur (0: not yet), so that a process which compares little starts sooner. */
const kinds = new Uint8Array(0x10000)

function learn(unit: number): number {
  const found = token.exec(String.fromCharCode(unit))?.[0]
  const kind = found === undefined ? separator : isWhole.test(found) ? character : letter
  kinds[unit] = unit >= 0xd800 && unit <= 0xdfff ? character : kind
  return kinds[unit]
}

/** MurmurHash3's finaliser: spreads a difference over all 32 bits. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const sampleRate = 64
const [fewest, most] = [12, 48]

/** Of a text with more characters a sample of its shingles is compared. */
const mostShingles = 20_000

/**
 * @param length of the longer of two texts, in UTF-16 units
 * @returns the hash below which the shingles of both are compared: hashes are spread evenly, so that those below it
 *   are about `mostShingles` of the longer text, and the same ones in both
 */
export function sampleLimit(length: number): number {
  return length <= mostShingles ? 2 ** 32 : Math.floor((mostShingles / length) * 2 ** 32)
}

/**
 * @param folded a folded text
 * @param limit only hashes below it
 * @returns the hashes (32 bits) of its shingles, ascending, each once
 */
export function shinglesOf(folded: string, limit = 2 ** 32): Uint32Array {
  return ascending(hashesBelow(readTokens(folded), limit).slice())
}

/**
 * @param folded a folded text
 * @returns its sketch, the smallest of the hashes of its shingles: articles that share text share some of these, also
 *   where one is a part of the other
 */
export function sketchOf(folded: string): Uint32Array {
  const count = readTokens(folded)
  const shingles = Math.max(0, count - tokensOfShingle + 1)
  const size = Math.min(most, Math.max(fewest, Math.round(shingles / sampleRate)))
  // Nearly always the smallest hashes are below this limit, and few others.
  const limit = ((2 * size + 16) / shingles) * 2 ** 32
  const small = ascending(hashesBelow(count, limit))
  return (small.length < size ? ascending(hashesBelow(count, 2 ** 32)) : small).slice(0, size)
}

/** Sorts hashes in their place. @returns each once */
function ascending(hashes: Uint32Array): Uint32Array {
  hashes.sort()
  let count = 0
  for (const hash of hashes) if (count === 0 || hash !== hashes[count - 1]) hashes[count++] = hash
  return hashes.subarray(0, count)
}

/** Tokens and hashes of one text; valid during one call. */
let tokens = new Uint32Array(0x4000)
let hashes = new Uint32Array(0x4000)

/** Puts a text's tokens into `tokens`. @returns how many they are */
function readTokens(folded: string): number {
  if (folded.length > tokens.length) {
    tokens = new Uint32Array(folded.length * 2)
    hashes = new Uint32Array(folded.length * 2)
  }
  let count = 0
  let word = 0
  for (let index = 0; index < folded.length; index++) {
    const unit = folded.charCodeAt(index)
    const kind = kinds[unit] || learn(unit)
    if (kind === letter) {
      word = Math.imul(word ^ unit, 0x01000193) | 1
      continue
    }
    if (word !== 0) tokens[count++] = word
    word = 0
    if (kind === character) tokens[count++] = unit
  }
  if (word !== 0) tokens[count++] = word
  return count
}

/** @returns the hashes of the shingles of so many `tokens`, those below a limit, in a part of `hashes` */
function hashesBelow(count: number, limit: number): Uint32Array {
  let found = 0
  for (let first = 0; first <= count - tokensOfShingle; first++) {
    let hash = 0
    for (let at = first; at < first + tokensOfShingle; at++) {
      hash = Math.imul(hash ^ (tokens[at] as number), 0x9e3779b1)
      hash ^= hash >>> 15
    }
    const spread = mixed(hash)
    if (spread < limit) hashes[found++] = spread
  }
  return hashes.subarray(0, found)
}

/** @returns those of the shingles that are below a limit */
export function shinglesBelow(shingles: Uint32Array, limit: number): Uint32Array {
  let [end, behind] = [0, shingles.length]
  while (end < behind) {
    const middle = (end + behind) >>> 1
    if ((shingles[middle] as number) < limit) end = middle + 1
    else behind = middle
  }
  return shingles.subarray(0, end)
}

/** @returns how much of the text with fewer shingles is also in the other one, 0 to 1 */
export function overlapOf(one: Uint32Array, other: Uint32Array): number {
  let common = 0
  for (let left = 0, right = 0; left < one.length && right < other.length; ) {
    const [a, b] = [one[left] as number, other[right] as number]
    if (a === b) common++
    if (a <= b) left++
    if (b <= a) right++
  }
  const least = Math.min(one.length, other.length)
  return least === 0 ? 0 : common / least
}

const reprintFrom = 0.6
/** Articles on one topic, which share names and set phrases, are below this. */
const relatedFrom = 0.1

/**
 * @param similarity the overlap of two articles, 0 to 1
 * @returns `reprint` for (nearly) the same text or a shortened copy, `related` for shared passages
 */
export function kindOf(similarity: number): 'reprint' | 'related' | undefined {
  if (similarity >= reprintFrom) return 'reprint'
  return similarity >= relatedFrom ? 'related' : undefined
}

/** An article that shares text with another. */
export type SimilarArticle = {
  key: number
  /** How much of the shorter text is also in the longer one, 0 to 1. */
  similarity: number
  /** A reprint has (nearly) the same text, or is a shortened copy; a related article shares passages. */
  kind: 'reprint' | 'related'
}

/** Articles with this hash that are looked at: more share a formula, not an article. */
export const articlesOfHash = 200
/** Articles whose texts are compared, those that share most hashes first. */
const articlesCompared = 100
/** No more are compared once so many UTF-16 units of them were read: a hundred real articles have not half as many. */
const charactersCompared = 2_000_000

/**
 * @param shared for each article that has any of the hashes of a sketch, how many of them
 * @returns the articles to compare, in the order in which they are worth it
 */
export function candidatesOf(shared: ReadonlyMap<number, number>): number[] {
  const sorted = [...shared].sort(([a, times], [b, otherTimes]) => otherTimes - times || a - b)
  return sorted.slice(0, articlesCompared).map(([key]) => key)
}

/** A hash has a slot by its upper bits: there are far more slots than shingles of a text. */
const slotBits = 18
/** The slots of one text; valid during one call. */
const slotsOfOther = new Uint8Array(2 ** slotBits)

/**
 * @param slots 1 for each slot of the shingles of a text, which are `count`
 * @param hashes of the shingles of another text, in no order
 * @returns whether the two share too little to be told of, whatever an exact comparison says
 */
function isUnrelated(slots: Uint8Array, count: number, hashes: Uint32Array): boolean {
  slotsOfOther.fill(0)
  let [common, least] = [0, 0]
  for (let at = 0; at < hashes.length; at++) {
    const slot = (hashes[at] as number) >>> (32 - slotBits)
    common += slots[slot] as number
    least += 1 - (slotsOfOther[slot] as number)
    slotsOfOther[slot] = 1
  }
  return common < relatedFrom * Math.min(count, least)
}

/**
 * @param text folded
 * @param others candidates with their folded texts, read only as far as they are compared
 * @returns those that share text with it, most similar first
 */
export function comparedTo(text: string, others: Iterable<{ key: number; text: string }>): SimilarArticle[] {
  const shingles = shinglesOf(text, sampleLimit(text.length))
  const slots = new Uint8Array(2 ** slotBits)
  for (const hash of shingles) slots[hash >>> (32 - slotBits)] = 1
  const found: SimilarArticle[] = []
  let characters = 0
  for (const other of others) {
    characters += other.text.length
    const sample = sampleLimit(Math.max(text.length, other.text.length))
    const own = shinglesBelow(shingles, sample)
    const hashes = hashesBelow(readTokens(other.text), sample)
    // Most candidates are told apart by this alone, without sorting their shingles.
    if (!isUnrelated(slots, own.length, hashes)) {
      const similarity = overlapOf(own, ascending(hashes))
      const kind = kindOf(similarity)
      if (kind !== undefined) found.push({ key: other.key, similarity, kind })
    }
    if (characters >= charactersCompared) break
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.key - b.key)
}
