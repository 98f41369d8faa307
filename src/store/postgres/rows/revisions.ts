import { inOrder } from '../../../captures.ts'
import type { PageHints } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import type { PackedPage } from '../../packing.ts'
import { type Received, receiptBytes } from '../../rules/save.ts'
import type { RawPage, Revision } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { addCaptures, type CapturesOf, capturesOfKeys } from './captures.ts'
import { type PageRow, type Pages, pageColumns } from './pages.ts'
import { livingRowOf } from './places.ts'

/** @returns for each receipt the id of the living article that holds this page, or null */
export async function holdersOf(
  connection: Connection,
  receipts: readonly string[],
): Promise<(string | null)[]> {
  if (receipts.length === 0) return []
  return connection.values<string | null>(
    `SELECT articles.id FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (receipt, number)
     LEFT JOIN receipts USING (receipt) LEFT JOIN articles USING (key) ORDER BY number`,
    receipts.map(receiptBytes),
  )
}

export function addReceipt({ rows }: Transaction, key: number, receipt: string): void {
  rows.receipts.set(receiptBytes(receipt).toString('hex'), key)
}

/** @returns the article's revision that has these bytes; null if none has */
export async function revisionOfDigest(
  connection: Connection,
  key: number,
  digest: Uint8Array,
): Promise<number | null> {
  const sql = 'SELECT revision FROM revisions WHERE key = $1 AND digest = $2'
  return (await connection.value<number>(sql, key, digest)) ?? null
}

/** @returns the last revision that a living article was given */
export async function lastRevision(connection: Connection, key: number): Promise<number> {
  return (
    (await connection.value<number | null>('SELECT max(revision) FROM revisions WHERE key = $1', key)) ?? 0
  )
}

/** Adds a version of an article's page. `receipt`: by which the page is known again. */
export function addRevision(
  transaction: Transaction,
  key: number,
  revision: number,
  { captures, ...received }: Received,
  receipt: string,
  page: PackedPage,
): void {
  transaction.rows.revisions.push({ ...received, key, revision, page })
  addCaptures(transaction, key, revision, captures)
  addReceipt(transaction, key, receipt)
  transaction.total('revisions', 1)
  transaction.total('raw_size', page.size)
}

/** Takes away all pages of an article and what knew them again. @returns the objects that they are in */
export async function eraseRevisions(transaction: Transaction, key: number): Promise<string[]> {
  const { connection } = transaction
  const sql = 'DELETE FROM revisions WHERE key = $1 RETURNING size, object'
  const gone = await connection.rows<{ size: number; object: string | null }>(sql, key)
  transaction.total('revisions', -gone.length)
  transaction.total('raw_size', -gone.reduce((sum, { size }) => sum + size, 0))
  await connection.run('DELETE FROM captures WHERE key = $1', key)
  await connection.run('DELETE FROM receipts WHERE key = $1', key)
  return gone.flatMap(({ object }) => object ?? [])
}

type RevisionRow = {
  key: number
  revision: number
  digest: Buffer
  size: number
  receivedAt: number
  contentType: string
  hints: string
}

const columns = `key, revision, digest, size, received_at AS "receivedAt", content_type AS "contentType", hints`

function revisionOf(row: RevisionRow, captures: CapturesOf): Revision {
  const { key, revision, digest, size, receivedAt, contentType, hints } = row
  return {
    revision,
    digest: digest.toString('hex'),
    contentType,
    size,
    hints: JSON.parse(hints) as PageHints,
    receivedAt: new Date(receivedAt).toISOString(),
    captures: captures(key, revision),
  }
}

/** @returns the revisions of a living article, in the order of their newest captures */
export async function revisionsOfKey(connection: Connection, key: number): Promise<Revision[]> {
  const captures = await capturesOfKeys(connection, [key])
  const sql = `SELECT ${columns} FROM revisions WHERE key = $1 ORDER BY revision`
  const rows = await connection.rows<RevisionRow>(sql, key)
  return inOrder(rows.map((row) => revisionOf(row, captures)))
}

/** @returns all pages of articles, in the order of their newest captures, by key */
export async function rawPagesOf(
  connection: Connection,
  pages: Pages,
  keys: readonly number[],
): Promise<Map<number, RawPage[]>> {
  const captures = await capturesOfKeys(connection, keys)
  const sql = `SELECT ${columns}, ${pageColumns} FROM revisions WHERE key = ANY($1) ORDER BY key, revision`
  const byKey = new Map<number, RawPage[]>(keys.map((key) => [key, []]))
  for (const row of await connection.rows<RevisionRow & PageRow>(sql, keys)) {
    byKey.get(row.key)?.push({ ...revisionOf(row, captures), bytes: await pages.bytes(connection, row) })
  }
  return new Map([...byKey].map(([key, some]) => [key, inOrder(some)]))
}

const largestInteger = 2 ** 31 - 1

/**
 * @param revision the current one where none is named
 * @returns what gives the page, and needs the connection no more; throws Problem unavailable
 * @throws Problem not-found, gone
 */
export async function rawPageOf(
  connection: Connection,
  pages: Pages,
  id: string,
  revision?: number,
): Promise<() => Promise<RawPage>> {
  const { key, revision: current } = await livingRowOf(connection, id)
  const sql = `SELECT ${columns}, ${pageColumns} FROM revisions WHERE key = $1 AND revision = $2`
  const asked = revision ?? current
  const row =
    asked > largestInteger ? undefined : await connection.row<RevisionRow & PageRow>(sql, key, asked)
  if (row === undefined) {
    throw new Problem('not-found', `The article ${id} has no revision ${asked}.`)
  }
  const captures = await capturesOfKeys(connection, [key])
  const stored = await pages.stored(connection, row)
  return async () => ({ ...revisionOf(row, captures), bytes: await pages.objects.bytes(stored) })
}
