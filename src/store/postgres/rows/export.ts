import type pg from 'pg'
import type { ArchivedItem, TagAlias } from '../../../page.ts'
import type { ArticleFilter } from '../../../query.ts'
import { type ExportDeadlines, ExportSnapshot, inTime } from '../../export-snapshot.ts'
import { isEmpty } from '../../rules/plan.ts'
import { jsonOf } from '../../store.ts'
import { storedArticle } from '../../stored-article.ts'
import { type Connection, snapshotOf } from '../connection.ts'
import { failureOf } from '../failures.ts'
import { aliasesByTerm } from '../lists/aliases.ts'
import { planOf } from '../lists/plan.ts'
import { walk } from '../lists/walk.ts'
import { storedOfKeys } from './articles.ts'
import { lastSequence } from './changes.ts'
import type { Pages } from './pages.ts'
import { rawPagesOf } from './revisions.ts'

type Row = { id: string; key: number; revision: number; deletedAt: number | null }

/** Makes the items of some articles. `withDeleted`: also of those that are deleted, in an export of all articles. */
type Items<T> = {
  of(connection: Connection, rows: readonly Row[]): Promise<T[]>
  withDeleted: boolean
  step: number
}

/**
 * Whole articles in the order of their ids, from one snapshot that is given back at the end.
 * @throws Problem `unavailable` where the database cannot be read, or the client is too slow; so does the iterator
 */
export async function exportFrom<T>(
  pool: pg.Pool,
  filter: ArticleFilter,
  items: Items<T>,
  deadlines?: ExportDeadlines,
): Promise<{ sequence: number; articles: AsyncIterable<T> }> {
  const { connection, release } = await snapshotOf(pool)
  const snapshot = new ExportSnapshot(connection, release, deadlines)
  try {
    const sequence = await lastSequence(connection)
    const keys = await keysOf(connection, filter)
    snapshot.pause()
    return { sequence, articles: inTime(inOrder(connection, keys, items), snapshot, failureOf) }
  } catch (error) {
    snapshot.close()
    throw failureOf(error, false)
  }
}

/** @returns what makes the JSON of articles */
export const jsonItems: Items<Buffer> = {
  withDeleted: false,
  step: 100,
  async of(connection, rows) {
    const stored = await storedOfKeys(
      connection,
      rows.map(({ key }) => key),
    )
    return rows.flatMap(({ key }) => {
      const answer = stored.get(key)
      return answer === undefined ? [] : [jsonOf(answer)]
    })
  },
}

/** @returns what makes archived articles of one snapshot: the mergers of tags are read once */
export function archivedItems(pages: Pages): Items<ArchivedItem> {
  let aliases: Map<number, TagAlias[]> | undefined
  return {
    withDeleted: true,
    step: 20,
    async of(connection, rows) {
      aliases ??= await aliasesByTerm(connection)
      const keys = rows.flatMap(({ key, deletedAt }) => (deletedAt === null ? [key] : []))
      const stored = await storedOfKeys(connection, keys)
      const rawPages = await rawPagesOf(connection, pages, keys)
      const families = aliases.size === 0 ? undefined : await familiesOf(connection, keys, aliases)
      return rows.map(({ id, key, revision, deletedAt }): ArchivedItem => {
        if (deletedAt !== null) return { id, revision, deletedAt: new Date(deletedAt).toISOString() }
        const answer = stored.get(key)
        if (answer === undefined) throw new Error(`there is no answer for article ${key}`)
        const article = storedArticle(answer)
        const tagAliases = families?.get(key) ?? []
        return { article, pages: rawPages.get(key) ?? [], ...(tagAliases.length > 0 && { tagAliases }) }
      })
    },
  }
}

async function familiesOf(
  connection: Connection,
  keys: readonly number[],
  aliases: Map<number, TagAlias[]>,
): Promise<Map<number, TagAlias[]>> {
  const sql = 'SELECT key, terms FROM facts WHERE key = ANY($1)'
  const facts = await connection.rows<{ key: number; terms: number[] }>(sql, keys)
  return new Map(
    facts.map(({ key, terms }) => [key, [...new Set(terms.flatMap((term) => aliases.get(term) ?? []))]]),
  )
}

/** The keys that pass the filter; null where all do. */
async function keysOf(connection: Connection, filter: ArticleFilter): Promise<number[] | null> {
  if (isEmpty(filter)) return null
  const plan = await planOf(connection, filter)
  const keys: number[] = []
  if (plan === null) return keys
  for await (const hits of walk(connection, plan, 'newest', { step: 5000 })) {
    keys.push(...hits.map(({ key }) => key))
  }
  return keys
}

async function* inOrder<T>(
  connection: Connection,
  keys: number[] | null,
  { of, withDeleted, step }: Items<T>,
): AsyncGenerator<T, void, void> {
  const isAll = keys === null && withDeleted
  const sql = `SELECT id, key, revision, deleted_at AS "deletedAt" FROM articles
    WHERE id > $1 ${isAll ? '' : 'AND deleted_at IS NULL'} ${keys === null ? '' : 'AND key = ANY($3)'}
    ORDER BY id LIMIT $2`
  for (let after = ''; ; ) {
    const rows = await connection.rows<Row>(sql, after, step, ...(keys === null ? [] : [keys]))
    yield* await of(connection, rows)
    const last = rows.at(-1)
    if (last === undefined || rows.length < step) return
    after = last.id
  }
}
