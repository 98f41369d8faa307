import type { ArchivedArticle, Deletion, TagAlias } from '../../../page.ts'
import type { ArticleFilter } from '../../../query.ts'
import { inTime } from '../../export-snapshot.ts'
import { isEmpty } from '../../rules/plan.ts'
import { jsonOf } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { failureOf } from '../failures.ts'
import { aliasesByTerm } from '../lists/aliases.ts'
import { planOf } from '../lists/plan.ts'
import { termsOfKey } from '../lists/terms.ts'
import { walk } from '../lists/walk.ts'
import { nextTurn, pauses } from '../pauses.ts'
import type { Reader } from '../reader.ts'
import { articleOfKey, storedOfKey } from './articles.ts'
import { lastSequence } from './changes.ts'
import type { Pages } from './pages.ts'
import { rawPagesOf } from './revisions.ts'

/** Ids that are read at once. */
const step = 200

/**
 * Whole articles in the order of their ids, from one snapshot that is given back at the end.
 * @param deleted makes an item of a deleted article; only an export of all articles has such items
 * @throws Problem `unavailable` where the database cannot be read, or who asks is too slow; so does the iterator
 */
export async function exportFrom<T>(
  reader: Reader,
  filter: ArticleFilter,
  read: (connection: Connection, key: number) => T | Promise<T>,
  deleted?: (deletion: Deletion) => T,
): Promise<{ sequence: number; articles: AsyncIterable<T> }> {
  const snapshot = reader.exportSnapshot()
  const { connection } = snapshot
  try {
    const keys = await keysInOrder(connection, filter)
    const sequence = lastSequence(connection)
    snapshot.pause()
    return {
      sequence,
      articles: inTime(articlesInOrder(connection, keys, read, deleted), snapshot, failureOf),
    }
  } catch (error) {
    snapshot.close()
    throw failureOf(error, false)
  }
}

export const jsonOfKey = (connection: Connection, key: number): Buffer => jsonOf(storedOfKey(connection, key))

/** @returns what reads articles of one snapshot: the mergers of tags are read once */
export function archivedOfKey(
  pages: Pages,
): (connection: Connection, key: number) => Promise<ArchivedArticle> {
  let aliasesOfTerms: Map<number, TagAlias[]> | undefined
  return async (connection, key) => {
    aliasesOfTerms ??= aliasesByTerm(connection)
    const tagAliases = aliasesOf(connection, key, aliasesOfTerms)
    return {
      article: articleOfKey(connection, key),
      pages: await rawPagesOf(connection, pages, key),
      ...(tagAliases.length > 0 && { tagAliases }),
    }
  }
}

function aliasesOf(connection: Connection, key: number, aliasesOfTerms: Map<number, TagAlias[]>): TagAlias[] {
  if (aliasesOfTerms.size === 0) return []
  return [...new Set(termsOfKey(connection, key).flatMap((term) => aliasesOfTerms.get(term) ?? []))]
}

/** The keys that pass the filter; null where all do. */
async function keysInOrder(connection: Connection, filter: ArticleFilter): Promise<Set<number> | null> {
  if (isEmpty(filter)) return null
  const keys = new Set<number>()
  const plan = planOf(connection, filter)
  if (plan === null) return keys
  const pauseIfDue = pauses()
  for (const hit of walk(connection, plan, 'newest')) {
    if (hit !== null) keys.add(hit.key)
    const pause = pauseIfDue()
    if (pause !== undefined) await pause
  }
  return keys
}

async function* articlesInOrder<T>(
  connection: Connection,
  keys: Set<number> | null,
  read: (connection: Connection, key: number) => T | Promise<T>,
  deleted?: (deletion: Deletion) => T,
): AsyncGenerator<T, void, void> {
  const isAll = keys === null && deleted !== undefined
  const sql = `SELECT id, key, revision, deleted_at AS deletedAt FROM articles
    WHERE id > ? ${isAll ? '' : 'AND deleted_at IS NULL'} ORDER BY id LIMIT ?`
  const statement = connection.rows<{
    id: string
    key: number
    revision: number
    deletedAt: number | null
  }>(sql)
  const pauseIfDue = pauses()
  await nextTurn()
  for (let after = ''; ; ) {
    const rows = statement.all(after, step)
    for (const { id, key, revision, deletedAt } of rows) {
      if (keys?.has(key) === false) continue
      if (deletedAt === null) yield read(connection, key)
      else if (deleted !== undefined)
        yield deleted({ id, revision, deletedAt: new Date(deletedAt).toISOString() })
      await pauseIfDue()
    }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    await pauseIfDue()
  }
}
