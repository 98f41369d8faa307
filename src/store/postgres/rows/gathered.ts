import type { Capture } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import type { Received } from '../../rules/save.ts'
import type { Answer } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { joinedBytes } from '../sql.ts'

/** What lists and counts know of an article, and the lists that it comes to. */
export type Facts = {
  instant: number
  day: number | null
  terms: readonly number[]
  ingested: number
  updated: number
}
export type ListedFacts = Facts & { entered: readonly number[] }

/** A capture of a page of an article. */
type NewCapture = Capture & { key: number; revision: number }

/** A version of an article's page, as it is stored. */
type NewRevision = Omit<Received, 'captures'> & { key: number; revision: number; page: PackedPage }

/** Rows that a transaction has not written yet: those of many articles together cost little more than those of one. */
export class GatheredRows {
  readonly answers = new Map<number, Answer>()
  readonly facts = new Map<number, ListedFacts>()
  readonly revisions: NewRevision[] = []
  readonly captures: NewCapture[] = []
  /** The article of each receipt, by its digits. */
  readonly receipts = new Map<string, number>()

  /** Writes what was gathered since the last time. */
  async write(connection: Connection): Promise<void> {
    if (this.revisions.length > 0) await writeRevisions(connection, this.revisions.splice(0))
    if (this.captures.length > 0) await writeCaptures(connection, this.captures.splice(0))
    if (this.receipts.size > 0) await writeReceipts(connection, taken(this.receipts))
    if (this.answers.size > 0) await writeAnswers(connection, taken(this.answers))
    if (this.facts.size > 0) await writeFacts(connection, taken(this.facts))
  }
}

function taken<Key, T>(rows: Map<Key, T>): [Key, T][] {
  const all = [...rows]
  rows.clear()
  return all
}

async function writeRevisions(connection: Connection, rows: readonly NewRevision[]): Promise<void> {
  const pages = rows.map(({ page }) => page)
  const { bytes, starts, lengths } = joinedBytes(
    pages.map(({ place, content }) => (place === undefined ? content : null)),
  )
  const added = await connection.run(
    `INSERT INTO revisions (key, revision, dictionary, content, digest, size, received_at, content_type, hints,
       object, object_offset, object_length)
     SELECT key, revision, dictionary, substring($1::bytea FROM start FOR length), digest, size, received_at,
       content_type, hints, object, object_offset, object_length
     FROM unnest($2::integer[], $3::integer[], $4::bigint[], $5::integer[], $6::integer[], $7::bytea[], $8::integer[],
       $9::bigint[], $10::text[], $11::text[], $12::text[], $13::integer[], $14::integer[])
       AS given (start, length, key, revision, dictionary, digest, size, received_at, content_type, hints, object,
         object_offset, object_length)
     WHERE coalesce(dictionary, 0) = 0
       OR EXISTS (SELECT FROM dictionaries WHERE dictionaries.dictionary = given.dictionary)`,
    bytes,
    starts,
    lengths,
    rows.map(({ key }) => key),
    rows.map(({ revision }) => revision),
    pages.map(({ packing }) => packing),
    pages.map(({ digest }) => digest),
    pages.map(({ size }) => size),
    rows.map(({ receivedAt }) => receivedAt),
    rows.map(({ contentType }) => contentType),
    rows.map(({ hints }) => JSON.stringify(hints)),
    pages.map(({ place }) => place?.object ?? null),
    pages.map(({ place }) => place?.offset ?? null),
    pages.map(({ place }) => place?.length ?? null),
  )
  if (added < rows.length) {
    const detail = 'The server lost the dictionary of the page in a failover; send it again.'
    throw new Problem('unavailable', detail, { retryAfter: 1 })
  }
}

async function writeCaptures(connection: Connection, captures: readonly NewCapture[]): Promise<void> {
  await connection.run(
    `INSERT INTO captures (key, revision, at, origin)
     SELECT * FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::text[]) ON CONFLICT DO NOTHING`,
    captures.map(({ key }) => key),
    captures.map(({ revision }) => revision),
    captures.map(({ at }) => Date.parse(at)),
    captures.map(({ from }) => from),
  )
}

async function writeReceipts(
  connection: Connection,
  receipts: readonly [digits: string, key: number][],
): Promise<void> {
  await connection.run(
    `INSERT INTO receipts (receipt, key) SELECT * FROM unnest($1::bytea[], $2::bigint[])
     ON CONFLICT (receipt) DO UPDATE SET key = excluded.key`,
    receipts.map(([digits]) => Buffer.from(digits, 'hex')),
    receipts.map(([, key]) => key),
  )
}

async function writeAnswers(connection: Connection, rows: readonly [number, Answer][]): Promise<void> {
  const { bytes, starts, lengths } = joinedBytes(rows.map(([, { frame }]) => frame))
  await connection.run(
    `INSERT INTO answers (key, etag, updated_at, json)
     SELECT key, etag, updated_at, substring($4::bytea FROM start FOR length)
     FROM unnest($1::bigint[], $2::text[], $3::text[], $5::integer[], $6::integer[])
       AS given (key, etag, updated_at, start, length)
     ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, updated_at = excluded.updated_at, json = excluded.json`,
    rows.map(([key]) => key),
    rows.map(([, { etag }]) => etag),
    rows.map(([, { updatedAt }]) => updatedAt),
    bytes,
    starts,
    lengths,
  )
}

async function writeFacts(connection: Connection, rows: readonly [number, ListedFacts][]): Promise<void> {
  await connection.run(
    `INSERT INTO facts (key, instant, day, terms, ingested, updated)
     SELECT key, instant, day, terms::integer[], ingested, updated
     FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[], $5::bigint[], $6::bigint[])
       AS given (key, instant, day, terms, ingested, updated)
     ON CONFLICT (key) DO UPDATE SET instant = excluded.instant, day = excluded.day, terms = excluded.terms,
       ingested = excluded.ingested, updated = excluded.updated`,
    rows.map(([key]) => key),
    rows.map(([, { instant }]) => instant),
    rows.map(([, { day }]) => day),
    rows.map(([, { terms }]) => `{${terms.join(',')}}`),
    rows.map(([, { ingested }]) => ingested),
    rows.map(([, { updated }]) => updated),
  )
  const postings = rows.flatMap(([key, { entered, instant }]) =>
    entered.map((term) => ({ term, instant, key })),
  )
  if (postings.length === 0) return
  await connection.run(
    `INSERT INTO postings (term, instant, key) SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[])
       AS given (term, instant, key) ORDER BY term, instant, key`,
    postings.map(({ term }) => term),
    postings.map(({ instant }) => instant),
    postings.map(({ key }) => key),
  )
}
