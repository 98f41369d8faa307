import { setImmediate } from 'node:timers/promises'
import { publishedOf } from '../../rules/terms.ts'
import type { Fault } from '../../store.ts'
import { storedSummary, storedText } from '../../stored-article.ts'
import { answerFaults, checkedPage, derived, type VerifiedRow, type Wrong } from '../../verified.ts'
import type { Connection } from '../connection.ts'
import { rowOfUrl, storedOfKey, summaryOfKey } from '../rows/articles.ts'
import { capturesByRevision, newestCapture } from '../rows/captures.ts'
import { type PagePlace, type Pages, placeColumns } from '../rows/pages.ts'
import { keyOfReceipt } from '../rows/revisions.ts'
import { orphans, pendingFaults, structureFaults, sums } from './database.ts'
import { ListedSums } from './lists.ts'
import { IndexedSums } from './search.ts'

type RevisionRow = PagePlace & {
  revision: number
  digest: Buffer
  contentType: string
  hints: string
}

const articlesAtOnce = 100

/**
 * Everything that is wrong with a store: the file's structure, each article and each of its pages by their digests,
 * the search index, lists and counters against the articles.
 * @param connection in a snapshot, for as long as this takes
 * @param onProgress is told how many articles are done, of how many
 */
export async function* verifyStore(
  connection: Connection,
  pages: Pages,
  onProgress?: (done: number, total: number) => void,
): AsyncGenerator<Fault, void, void> {
  yield* readable('database', () => structureFaults(connection))
  const last = attempt(() => connection.values<number | null>('SELECT max(key) FROM articles').get() ?? -1)
  if (last === undefined) yield { where: 'articles', what: 'cannot be read' }
  else yield* articleFaults(connection, last, pages, onProgress)
  yield* readable('database', () => pendingFaults(connection))
  yield* readable('database', () => orphans(connection))
  yield* readable('database', () => sums(connection))
}

/** @param last the greatest key of an article */
async function* articleFaults(
  connection: Connection,
  last: number,
  pages: Pages,
  onProgress?: (done: number, total: number) => void,
): AsyncGenerator<Fault, void, void> {
  const indexed = new IndexedSums(connection, last)
  const listed = new ListedSums(connection)
  for (const fault of readable('search index', () => indexed.read())) {
    if (fault === undefined) await setImmediate()
    else yield { ...fault, isDerived: true }
  }
  const living = 'SELECT count(*) FROM articles WHERE deleted_at IS NULL'
  const total = attempt(() => connection.values<number>(living).get()) ?? 0
  let done = 0
  for (const rows of batches(connection, last)) {
    if (!Array.isArray(rows)) yield rows
    else {
      for (const row of rows) {
        for await (const wrong of faultsOf(connection, row, indexed, listed, pages))
          yield { where: row.id, ...wrong }
        await setImmediate()
      }
      done += rows.length
      onProgress?.(done, total)
    }
  }
  for (const fault of readable('lists', () => listed.rest()))
    yield { ...fault, isDerived: fault.where !== 'tag_aliases' }
}

/** Each living article's row, by key. Where some cannot be read, a fault takes their place, and the next ones follow. */
function* batches(connection: Connection, last: number): Generator<VerifiedRow[] | Fault, void, void> {
  const sql = `SELECT key, id, revision, native_id AS nativeId FROM articles
    WHERE key BETWEEN ? AND ? AND deleted_at IS NULL ORDER BY key`
  const between = (from: number, to: number) => attempt(() => connection.rows<VerifiedRow>(sql).all(from, to))
  for (let from = 0; from <= last; from += articlesAtOnce) {
    const to = Math.min(from + articlesAtOnce - 1, last)
    const rows = between(from, to)
    if (rows !== undefined) {
      yield rows
      continue
    }
    for (let key = from; key <= to; key++)
      yield between(key, key) ?? { where: 'articles', what: `the row of key ${key} cannot be read` }
  }
}

/** @returns undefined where the database cannot be read there */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** What cannot be read ends the work on its part alone, and is a fault of it. */
function* readable<T extends Fault | undefined>(
  where: string,
  work: () => Iterable<T>,
): Generator<T | Fault, void, void> {
  try {
    yield* work()
  } catch (error) {
    yield { where, what: `cannot be read: ${(error as Error).message}` }
  }
}

/** What cannot be read at all is a fault like others: the next article may be sound. */
async function* attempted(
  work: () => Iterable<Wrong> | AsyncIterable<Wrong>,
): AsyncGenerator<Wrong, void, void> {
  try {
    yield* work()
  } catch (error) {
    yield { what: (error as Error).message }
  }
}

async function* faultsOf(
  connection: Connection,
  row: VerifiedRow,
  indexed: IndexedSums,
  listed: ListedSums,
  pages: Pages,
): AsyncGenerator<Wrong, void, void> {
  yield* attempted(() => pageFaults(connection, row, pages))
  yield* attempted(function* () {
    const stored = storedOfKey(connection, row.key)
    const article = yield* answerFaults(row, stored)
    if (article === undefined) return
    if (article.url !== null && rowOfUrl(connection, article.url)?.key !== row.key) {
      yield derived('is not found by its address')
    }
    yield* listed.faultsOf(row.key, article).map(derived)
    const isShown = attempt(() => summaryOfKey(connection, row.key).json.equals(storedSummary(stored).json))
    if (isShown !== true) yield derived('is shown in lists as it is not')
    const { instant } = publishedOf(article.publishedAt)
    const fault = indexed.faultOf(row.key, instant, storedText(stored))
    if (fault !== undefined) yield derived(fault)
  })
}

async function* pageFaults(
  connection: Connection,
  { key, revision }: VerifiedRow,
  pages: Pages,
): AsyncGenerator<Wrong, void, void> {
  const revisions = connection
    .rows<RevisionRow>(
      `SELECT revision, digest, content_type AS contentType, hints, ${placeColumns}
       FROM revisions WHERE key = ? ORDER BY revision`,
    )
    .all(key)
  if (newestCapture(connection, key)?.revision !== revision)
    yield { what: 'is not what its newest capture says' }
  const captures = capturesByRevision(connection, key)
  for (const each of revisions)
    if (!captures.has(each.revision)) yield { what: `has no capture of page ${each.revision}` }
  for (const each of revisions) {
    yield* attempted(async function* () {
      const page = checkedPage(await pages.bytes(connection, each), each)
      if ('what' in page) yield page
      else if (!page.receipts.some((receipt) => keyOfReceipt(connection, receipt) === key))
        yield { what: `has no receipt for page ${each.revision}` }
    })
  }
}
