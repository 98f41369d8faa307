import type pg from 'pg'
import type { Article } from '../../../article.ts'
import { receiptBytes } from '../../rules/save.ts'
import type { Answer, Fault } from '../../store.ts'
import { answerFaults, checkedPage, type VerifiedRow, type Wrong } from '../../verified.ts'
import { type Connection, snapshotOf } from '../connection.ts'
import { failureOf } from '../failures.ts'
import { storedOfKeys } from '../rows/articles.ts'
import { capturesOfKeys, newestCaptures } from '../rows/captures.ts'
import { type PageRow, type Pages, pageColumns } from '../rows/pages.ts'
import { rowOfUrl } from '../rows/places.ts'
import { derivedFaults } from './derived.ts'
import { sumFaults } from './sums.ts'

type RevisionRow = PageRow & {
  key: number
  revision: number
  digest: Buffer
  contentType: string
  hints: string
}

const articlesAtOnce = 100

/**
 * Everything that is wrong with a store: each article and each of its pages by their digests, the search index, lists and
 * counters against the articles, all in one snapshot. The server's own files are checked by pg_amcheck and checksums.
 * @param onProgress is told how many articles are done, of how many
 */
export async function* verifyStore(
  pool: pg.Pool,
  pages: Pages,
  onProgress?: (done: number, total: number) => void,
): AsyncGenerator<Fault, void, void> {
  const { connection, release } = await snapshotOf(pool)
  try {
    const count = 'SELECT count(*) FROM articles WHERE deleted_at IS NULL'
    const total = (await connection.value<number>(count)) ?? 0
    let done = 0
    for (let last = -1; ; ) {
      const rows = await connection.rows<VerifiedRow>(
        `SELECT key, id, revision, native_id AS "nativeId" FROM articles
         WHERE key > $1 AND deleted_at IS NULL ORDER BY key LIMIT $2`,
        last,
        articlesAtOnce,
      )
      yield* faultsOfBatch(connection, rows, pages)
      last = rows.at(-1)?.key ?? last
      done += rows.length
      onProgress?.(done, total)
      if (rows.length < articlesAtOnce) break
    }
    yield* sumFaults(connection)
  } catch (error) {
    throw failureOf(error, false)
  } finally {
    release()
  }
}

async function* faultsOfBatch(
  connection: Connection,
  rows: readonly VerifiedRow[],
  pages: Pages,
): AsyncGenerator<Fault, void, void> {
  const keys = rows.map(({ key }) => key)
  const stored = await storedOfKeys(connection, keys)
  const revisions = Map.groupBy(
    await connection.rows<RevisionRow>(
      `SELECT key, revision, ${pageColumns}, digest, content_type AS "contentType", hints
       FROM revisions WHERE key = ANY($1) ORDER BY key, revision`,
      keys,
    ),
    ({ key }) => key,
  )
  const newest = await newestCaptures(connection, keys)
  const captures = await capturesOfKeys(connection, keys)
  const articles = new Map<number, Article>()
  for (const row of rows) {
    const { key, id: where } = row
    if (newest.get(key)?.revision !== row.revision) {
      yield { where, what: 'is not what its newest capture says' }
    }
    for (const { revision } of revisions.get(key) ?? []) {
      if (captures(key, revision).length === 0) yield { where, what: `has no capture of page ${revision}` }
    }
    for await (const wrong of pageFaults(connection, row, revisions.get(key) ?? [], pages)) {
      yield { where, ...wrong }
    }
    const faults = readableFaults(row, stored.get(key))
    let read = faults.next()
    for (; read.done !== true; read = faults.next()) yield { where, ...read.value }
    if (read.value !== undefined) articles.set(key, read.value)
    const url = read.value?.url ?? null
    if (url !== null && (await rowOfUrl(connection, url))?.key !== key) {
      yield { where, what: 'is not found by its address', isDerived: true }
    }
  }
  yield* derivedFaults(connection, rows, articles)
}

/** What cannot be read is a fault of its article alone. */
function* readableFaults(
  row: VerifiedRow,
  answer: Answer | undefined,
): Generator<Wrong, Article | undefined, void> {
  if (answer === undefined) {
    yield { what: 'has no answer' }
    return undefined
  }
  try {
    return yield* answerFaults(row, answer)
  } catch (error) {
    yield { what: (error as Error).message }
    return undefined
  }
}

async function* pageFaults(
  connection: Connection,
  { key }: VerifiedRow,
  revisions: readonly RevisionRow[],
  pages: Pages,
): AsyncGenerator<Wrong, void, void> {
  for (const each of revisions) {
    let page: ReturnType<typeof checkedPage>
    try {
      page = checkedPage(await pages.bytes(connection, each), each)
    } catch (error) {
      yield { what: `page ${each.revision} cannot be read: ${(error as Error).message}` }
      continue
    }
    const sql = 'SELECT EXISTS (SELECT 1 FROM receipts WHERE receipt = ANY($1) AND key = $2)'
    if ('what' in page) yield page
    else if ((await connection.value<boolean>(sql, page.receipts.map(receiptBytes), key)) !== true) {
      yield { what: `has no receipt for page ${each.revision}` }
    }
  }
}
