import { inOrder } from '../../../captures.ts'
import type { Capture, PageHints } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import { type Received, receiptBytes } from '../../rules/save.ts'
import type { RawPage, Revision } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'
import { livingRowOf } from './articles.ts'
import { addCapture, capturesByRevision } from './captures.ts'
import { type PagePlace, type Pages, placeColumns } from './pages.ts'

/** @returns the id of the living article that holds this page */
export function holderOf(connection: Connection, receipt: string): string | null {
  const sql = 'SELECT id FROM articles WHERE key = (SELECT key FROM receipts WHERE receipt = ?)'
  return connection.values<string>(sql).get(receiptBytes(receipt)) ?? null
}

/** @returns the key of the article that a page was taken for */
export function keyOfReceipt(connection: Connection, receipt: string): number | undefined {
  const sql = 'SELECT key FROM receipts WHERE receipt = ?'
  return connection.values<number>(sql).get(receiptBytes(receipt))
}

export function addReceipt({ connection }: Transaction, key: number, receipt: string): void {
  const sql = 'INSERT OR REPLACE INTO receipts (receipt, key) VALUES (?, ?)'
  connection.run(sql, receiptBytes(receipt), key)
}

/** @returns the article's revision that has these bytes; null if none has */
export function revisionOfDigest(connection: Connection, key: number, digest: Uint8Array): number | null {
  const sql = 'SELECT revision FROM revisions WHERE key = ? AND digest = ?'
  return connection.values<number>(sql).get(key, digest) ?? null
}

/** @returns the last revision that a living article was given */
export function lastRevision(connection: Connection, key: number): number {
  return connection.values<number>('SELECT max(revision) FROM revisions WHERE key = ?').get(key) ?? 0
}

export function addRevision(
  transaction: Transaction,
  key: number,
  revision: number,
  received: Received,
  page: PagePlace & { digest: Uint8Array },
): void {
  const { contentType, hints, receivedAt, captures } = received
  transaction.connection.run(
    `INSERT INTO revisions
       (key, revision, first_part, parts, dictionary, digest, size, received_at, content_type, hints,
        object, object_offset, object_length)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    key,
    revision,
    page.firstPart,
    page.parts,
    page.dictionary,
    page.digest,
    page.size,
    receivedAt,
    contentType,
    JSON.stringify(hints),
    page.object,
    page.offset,
    page.length,
  )
  for (const capture of captures) addCapture(transaction, key, revision, capture)
  transaction.total('revisions', 1)
  transaction.total('raw size', page.size)
}

/** Takes away all pages of an article and what knew them again. @returns the objects that they are in */
export function eraseRevisions(transaction: Transaction, pages: Pages, key: number): string[] {
  const { connection } = transaction
  const rows = revisionRows(connection, key)
  for (const row of rows) {
    pages.remove(connection, row)
    transaction.total('revisions', -1)
    transaction.total('raw size', -row.size)
  }
  connection.run('DELETE FROM revisions WHERE key = ?', key)
  connection.run('DELETE FROM captures WHERE key = ?', key)
  connection.run('DELETE FROM receipts WHERE key = ?', key)
  return rows.flatMap(({ object }) => object ?? [])
}

type RevisionRow = PagePlace & {
  revision: number
  digest: Buffer
  receivedAt: number
  contentType: string
  hints: string
}

const columns = `revision, digest, received_at AS receivedAt, content_type AS contentType, hints, ${placeColumns}`

function revisionRows(connection: Connection, key: number): RevisionRow[] {
  const sql = `SELECT ${columns} FROM revisions WHERE key = ? ORDER BY revision`
  return connection.rows<RevisionRow>(sql).all(key)
}

function revisionOf(
  { revision, digest, size, receivedAt, contentType, hints }: RevisionRow,
  captures: ReadonlyMap<number, Capture[]>,
): Revision {
  return {
    revision,
    digest: digest.toString('hex'),
    contentType,
    size,
    hints: JSON.parse(hints) as PageHints,
    receivedAt: new Date(receivedAt).toISOString(),
    captures: captures.get(revision) ?? [],
  }
}

/** @throws Problem not-found, gone */
export function revisionsOf(connection: Connection, id: string): Revision[] {
  const { key } = livingRowOf(connection, id)
  const captures = capturesByRevision(connection, key)
  return inOrder(revisionRows(connection, key).map((row) => revisionOf(row, captures)))
}

/** Reads of the database before it returns. @returns all pages of an article, in the order of their newest captures */
export async function rawPagesOf(connection: Connection, pages: Pages, key: number): Promise<RawPage[]> {
  const captures = capturesByRevision(connection, key)
  const rows = revisionRows(connection, key)
  const rawPage = async (row: RevisionRow) => {
    return { ...revisionOf(row, captures), bytes: await pages.bytes(connection, row) }
  }
  return inOrder(await Promise.all(rows.map(rawPage)))
}

/**
 * Reads of the database before it returns.
 * @param revision the current one where none is named
 * @throws Problem not-found, gone, unavailable
 */
export async function rawPageOf(
  connection: Connection,
  pages: Pages,
  id: string,
  revision?: number,
): Promise<RawPage> {
  const article = livingRowOf(connection, id)
  const sql = `SELECT ${columns} FROM revisions WHERE key = ? AND revision = ?`
  const row = connection.rows<RevisionRow>(sql).get(article.key, revision ?? article.revision)
  if (row === undefined) {
    throw new Problem('not-found', `The article ${id} has no revision ${revision ?? article.revision}.`)
  }
  const captures = capturesByRevision(connection, article.key)
  return { ...revisionOf(row, captures), bytes: await pages.bytes(connection, row) }
}
