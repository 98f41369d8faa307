import type { Connection } from './connection.ts'
import { type DocumentRange, dayOfDocument, documentsBetween, undatedDocuments } from './search-documents.ts'
import type { Match } from './search-expression.ts'

/** A document that may be a hit; `certain` where its text need not be looked at. */
export type Candidate = { key: number; published: number | null; certain: boolean }

type Row = { document: number; key: number; published: number | null }

/** Rows are read in steps that grow: the first page of a list needs few, a count needs all. */
const firstStep = 32
const lastStep = 8192

const sqlOf = (direction: 'ASC' | 'DESC') => `
  SELECT document, key, published
  FROM search CROSS JOIN search_documents ON document = search.rowid
  WHERE search MATCH ? AND search.rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)
  ORDER BY search.rowid ${direction} LIMIT ?`
const descending = sqlOf('DESC')
const ascending = sqlOf('ASC')

/** What one expression finds on one level, in order. */
class Cursor {
  readonly match: Match
  readonly #connection: Connection
  readonly #range: DocumentRange
  readonly #newestFirst: boolean
  #rows: Row[] = []
  #next = 0
  #step = firstStep
  #ended = false

  constructor(connection: Connection, match: Match, range: DocumentRange, newestFirst: boolean) {
    this.#connection = connection
    this.match = match
    this.#range = { ...range }
    this.#newestFirst = newestFirst
  }

  /** The row that comes next, undefined behind the last one. */
  peek(): Row | undefined {
    if (this.#next === this.#rows.length && !this.#ended) this.#read()
    return this.#rows[this.#next]
  }

  skip(): void {
    this.#next++
  }

  #read(): void {
    const { low, high } = this.#range
    this.#rows =
      low > high
        ? []
        : this.#connection
            .rows<Row>(this.#newestFirst ? descending : ascending)
            .all(this.match.expression, low, high, this.#step)
    this.#next = 0
    this.#ended = this.#rows.length < this.#step
    this.#step = Math.min(lastStep, this.#step * 4)
    const last = this.#rows.at(-1)?.document
    if (last === undefined) return
    if (this.#newestFirst) this.#range.high = last - 1
    else this.#range.low = last + 1
  }
}

/** Where a walk begins and ends: seconds since 1970, both inclusive. Undated documents only where there is no bound. */
export type WalkRange = { from?: number; to?: number }

/** The place behind which a walk begins. */
export type Behind = { published: number | null; key: number }

/**
 * Walks what expressions find, the newest or the oldest first, the later key or the earlier key first on ties,
 * undated documents last.
 */
export function* candidatesOf(
  connection: Connection,
  matches: Match[],
  options: { newestFirst: boolean; range?: WalkRange; behind?: Behind },
): Generator<Candidate, void, void> {
  const { newestFirst, range = {}, behind } = options
  const isBounded = range.from !== undefined || range.to !== undefined
  if (behind === undefined || behind.published !== null) {
    yield* datedCandidates(connection, matches, { ...options, range })
  }
  if (isBounded) return
  const documents = { ...undatedDocuments }
  if (behind?.published === null) {
    if (newestFirst) documents.high = documents.low + behind.key - 1
    else documents.low += behind.key + 1
  }
  const cursors = matches.map((match) => new Cursor(connection, match, documents, newestFirst))
  yield* merged(cursors, newestFirst, (document) => document)
}

function* datedCandidates(
  connection: Connection,
  matches: Match[],
  options: { newestFirst: boolean; range: WalkRange; behind?: Behind },
): Generator<Candidate, void, void> {
  const { newestFirst, behind } = options
  let { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = options.range
  if (behind !== undefined && behind.published !== null) {
    if (newestFirst) to = Math.min(to, behind.published)
    else from = Math.max(from, behind.published)
  }
  const cursors = documentsBetween(from, to)
    .filter(({ low, high }) => isUsed(connection, low, high))
    .flatMap((documents) => matches.map((match) => new Cursor(connection, match, documents, newestFirst)))
  for (const candidate of merged(cursors, newestFirst, dayOfDocument)) {
    const published = candidate.published ?? 0
    if (published < from || published > to) continue
    const isBehind =
      behind === undefined ||
      published !== behind.published ||
      (newestFirst ? candidate.key < behind.key : candidate.key > behind.key)
    if (isBehind) yield candidate
  }
}

function isUsed(connection: Connection, low: number, high: number): boolean {
  const sql = 'SELECT 1 FROM search_documents WHERE document BETWEEN ? AND ? LIMIT 1'
  return connection.values(sql).get(low, high) !== undefined
}

/** Puts cursors together, a group of documents at a time, each group sorted. */
function* merged(
  cursors: Cursor[],
  newestFirst: boolean,
  groupOf: (document: number) => number,
): Generator<Candidate, void, void> {
  const sign = newestFirst ? -1 : 1
  for (;;) {
    let group: number | undefined
    for (const cursor of cursors) {
      const row = cursor.peek()
      if (row === undefined) continue
      const own = groupOf(row.document)
      if (group === undefined || sign * (own - group) < 0) group = own
    }
    if (group === undefined) return
    const candidates: Candidate[] = []
    for (const cursor of cursors) {
      for (
        let row = cursor.peek();
        row !== undefined && groupOf(row.document) === group;
        row = cursor.peek()
      ) {
        candidates.push({ key: row.key, published: row.published, certain: cursor.match.certain })
        cursor.skip()
      }
    }
    candidates.sort((a, b) => sign * ((a.published ?? 0) - (b.published ?? 0) || a.key - b.key))
    yield* candidates
  }
}
