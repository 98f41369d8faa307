import { hash } from 'node:crypto'
import type pg from 'pg'
import { Article } from '../../../article.ts'
import { type PageHints, receiptOf } from '../../../page.ts'
import { receiptBytes } from '../../rules/save.ts'
import type { Fault } from '../../store.ts'
import { etagOf, type StoredArticle } from '../../stored-article.ts'
import { type Connection, snapshotOf } from '../connection.ts'
import { failureOf } from '../failures.ts'
import { rowOfUrl, storedOfKeys } from '../rows/articles.ts'
import { capturesOfKeys, newestCaptures } from '../rows/captures.ts'
import { type PageRow, Pages } from '../rows/pages.ts'
import { derivedFaults } from './derived.ts'
import { sumFaults } from './sums.ts'

export type Wrong = Omit<Fault, 'where'>
export type VerifiedRow = { key: number; id: string; revision: number; nativeId: string | null }

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
  onProgress?: (done: number, total: number) => void,
): AsyncGenerator<Fault, void, void> {
  const { connection, release } = await snapshotOf(pool)
  try {
    const pages = new Pages()
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
      `SELECT key, revision, dictionary, content, digest, size, content_type AS "contentType", hints
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
    for (const wrong of answerFaults(row, stored.get(key), articles)) yield { where, ...wrong }
    const url = articles.get(key)?.url ?? null
    if (url !== null && (await rowOfUrl(connection, url))?.key !== key) {
      yield { where, what: 'is not found by its address', isDerived: true }
    }
  }
  yield* derivedFaults(connection, rows, articles)
}

/** @param articles receives the article where it can be read */
function* answerFaults(
  row: VerifiedRow,
  stored: StoredArticle | undefined,
  articles: Map<number, Article>,
): Generator<Wrong, void, void> {
  if (stored === undefined) {
    yield { what: 'has no answer' }
    return
  }
  try {
    const json = stored.json()
    if (etagOf(json) !== stored.etag) yield { what: 'has another answer than was stored' }
    const parsed = Article.safeParse(JSON.parse(json.toString()))
    if (!parsed.success) {
      yield { what: `has an answer that is no article: ${parsed.error.issues[0]?.path.join('.')}` }
      return
    }
    const article = parsed.data
    articles.set(row.key, article)
    if (article.updatedAt !== stored.updatedAt) yield { what: 'has another time of change than its answer' }
    if (article.id !== row.id || article.revision !== row.revision || article.nativeId !== row.nativeId) {
      yield { what: 'has another id, native id or revision than its row' }
    }
  } catch (error) {
    yield { what: (error as Error).message }
  }
}

async function* pageFaults(
  connection: Connection,
  { key }: VerifiedRow,
  revisions: readonly RevisionRow[],
  pages: Pages,
): AsyncGenerator<Wrong, void, void> {
  for (const each of revisions) {
    let bytes: Buffer
    try {
      bytes = await pages.bytes(connection, each)
    } catch (error) {
      yield { what: `page ${each.revision} cannot be read: ${(error as Error).message}` }
      continue
    }
    const isSame = hash('sha256', bytes, 'buffer').equals(each.digest) && bytes.length === each.size
    if (!isSame) {
      yield { what: `has another page ${each.revision} than was stored` }
      continue
    }
    // Receipts of older versions leave out when the page was captured.
    const { capturedAt, ...older }: PageHints = JSON.parse(each.hints)
    const receipts = [older, ...(capturedAt === undefined ? [] : [{ ...older, capturedAt }])].map((hints) =>
      receiptBytes(receiptOf({ bytes, contentType: each.contentType, hints })),
    )
    const sql = 'SELECT EXISTS (SELECT 1 FROM receipts WHERE receipt = ANY($1) AND key = $2)'
    if ((await connection.value<boolean>(sql, receipts, key)) !== true) {
      yield { what: `has no receipt for page ${each.revision}` }
    }
  }
}
