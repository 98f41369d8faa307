import type { Connection } from './connection.ts'

/**
 * Numbers of documents ascend with the day of publication, so that FTS5, which walks its lists in their order, gives
 * the newest hits first. Small gaps between numbers make small lists: a day has 16 numbers on the first level, and
 * when they are taken 256 on the next one, and so on. Undated articles stand on a level of their own, by their keys.
 */
const levelBits = [4, 8, 12, 16, 20, 24]
const levelSize = 2 ** 47
const undatedLevel = 2 ** 52
const secondsOfDay = 86_400
/** Days from the year 0, before which no publication is, to 1970. */
const daysBefore1970 = 719_528
const lastDay = 2 ** 22 - 1

/** Document numbers, both inclusive. */
export type DocumentRange = { low: number; high: number }

/** @param published seconds since 1970 */
function dayOf(published: number): number {
  return Math.min(lastDay, Math.max(0, Math.floor(published / secondsOfDay) + daysBefore1970))
}

/** @returns for each level the numbers of all documents of these days; infinite bounds are allowed */
export function documentsBetween(from: number, to: number): DocumentRange[] {
  const [low, high] = [dayOf(from), dayOf(to)]
  return levelBits.map((bits, level) => ({
    low: level * levelSize + low * 2 ** bits,
    high: level * levelSize + (high + 1) * 2 ** bits - 1,
  }))
}

export const undatedDocuments: DocumentRange = { low: undatedLevel, high: Number.MAX_SAFE_INTEGER }

/** @returns a number that ascends with the document's day, whatever its level */
export function dayOfDocument(document: number): number {
  const level = Math.floor(document / levelSize)
  return Math.floor((document % levelSize) / 2 ** (levelBits[level] ?? 0))
}

/**
 * @param published seconds since 1970; null for an undated article
 * @returns a number that no document has
 */
export function freeDocument(connection: Connection, key: number, published: number | null): number {
  if (published === null) return undatedLevel + key
  for (const { low, high } of documentsBetween(published, published)) {
    const last = connection
      .values<number | null>('SELECT max(document) FROM search_documents WHERE document BETWEEN ? AND ?')
      .get(low, high)
    if (last === null || last === undefined) return low
    if (last < high) return last + 1
  }
  throw new Error(
    `too many articles were published on the day of ${new Date(published * 1000).toISOString()}`,
  )
}

/** The document of an article in the index. */
export type IndexedDocument = { document: number; published: number | null }

export function documentOfKey(connection: Connection, key: number): IndexedDocument | undefined {
  return connection
    .rows<IndexedDocument>('SELECT document, published FROM search_documents WHERE key = ?')
    .get(key)
}
