import type { TagAlias } from '../../../page.ts'
import type { ArticleFilter } from '../../../query.ts'
import type { Archived } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { failureOf } from '../failures.ts'
import { aliasesByTerm } from '../lists/aliases.ts'
import { planOf } from '../lists/filters.ts'
import { breather } from '../lists/lists.ts'
import { placesOf } from '../lists/places.ts'
import { termsOfKey } from '../lists/terms.ts'
import type { Loan } from '../loans.ts'
import type { Reader } from '../reader.ts'
import { storedOfKey } from './articles.ts'
import { lastSequence } from './changes.ts'
import type { Pages } from './pages.ts'
import { rawPagesOf } from './revisions.ts'

/** Ids that are read at once. */
const step = 200

/**
 * Whole articles in the order of their ids, from one snapshot that is given back at the end.
 * @throws Problem `unavailable` where the database cannot be read, or who asks is too slow; so does the iterator
 */
export async function exportFrom<T>(
  reader: Reader,
  filter: ArticleFilter,
  read: (connection: Connection, key: number) => T,
): Promise<{ sequence: number; articles: AsyncIterable<T> }> {
  const loan = reader.lend()
  const { connection } = loan
  try {
    const keys = await keysInOrder(connection, filter)
    const sequence = lastSequence(connection)
    loan.leave()
    return { sequence, articles: lent(walk(connection, keys, read), loan) }
  } catch (error) {
    loan.end()
    throw failureOf(error, false)
  }
}

export const jsonOfKey = (connection: Connection, key: number): Buffer => storedOfKey(connection, key).json()

/** @returns what reads articles of one snapshot: the mergers of tags are read once */
export function archivedOfKey(pages: Pages): (connection: Connection, key: number) => Archived {
  let aliasesOfTerms: Map<number, TagAlias[]> | undefined
  return (connection, key) => {
    aliasesOfTerms ??= aliasesByTerm(connection)
    const tagAliases = aliasesOf(connection, key, aliasesOfTerms)
    return {
      article: storedOfKey(connection, key).article(),
      pages: rawPagesOf(connection, pages, key),
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
  if (Object.values(filter).every((value) => value === undefined)) return null
  const keys = new Set<number>()
  const plan = planOf(connection, filter)
  if (plan === null) return keys
  const breathe = breather()
  for (const hit of placesOf(connection, plan, 'newest')) {
    if (hit !== null) keys.add(hit.key)
    const pause = breathe()
    if (pause !== undefined) await pause
  }
  return keys
}

async function* walk<T>(
  connection: Connection,
  keys: Set<number> | null,
  read: (connection: Connection, key: number) => T,
): AsyncGenerator<T, void, void> {
  const sql = 'SELECT id, key FROM articles WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?'
  const statement = connection.rows<{ id: string; key: number }>(sql)
  const breathe = breather()
  for (let after = ''; ; ) {
    const rows = statement.all(after, step)
    for (const { key } of rows) {
      if (keys?.has(key) === false) continue
      yield read(connection, key)
      await breathe()
    }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    await breathe()
  }
}

/** A generator that never began ends without its `finally`: what must be done at the end is done here. */
function lent<T>(items: AsyncGenerator<T, void, void>, loan: Loan): AsyncIterable<T> {
  const iterator: AsyncIterator<T> = {
    async next() {
      try {
        loan.read()
        const result = await items.next()
        if (result.done === true) loan.end()
        else loan.leave()
        return result
      } catch (error) {
        await items.return()
        loan.end()
        throw failureOf(error, false)
      }
    },
    async return() {
      await items.return()
      loan.end()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}
