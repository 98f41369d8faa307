import { byMonthOf, bySourceOf, sourceSummaries, topTags, type UsedTerm } from '../../rules/statistics.ts'
import { undated } from '../../rules/terms.ts'
import type { SourceSummary, StoreStatistics } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { daysOf } from '../lists/facets.ts'
import { keptTags } from '../lists/tags.ts'
import { articleOfKey } from './articles.ts'
import { archiveIdOf, lastSequence } from './changes.ts'
import { sizeOf, totalOf } from './totals.ts'

/** Used terms of a kind, by value. */
function termsOf(connection: Connection, kind: string): UsedTerm[] {
  const sql = 'SELECT term, value, articles FROM terms WHERE kind = ? AND articles > 0 ORDER BY value'
  return connection.rows<UsedTerm>(sql).all(kind)
}

/** @returns publishedAt of the first or last dated article of a term */
function publishedAtEnd(connection: Connection, term: number, end: 'first' | 'last'): string | null {
  const direction = end === 'first' ? 'ASC' : 'DESC'
  const sql = `SELECT key FROM postings WHERE term = ? AND instant > ?
    ORDER BY instant ${direction}, key ${direction} LIMIT 1`
  const key = connection.values<number>(sql).get(term, undated)
  return key === undefined ? null : articleOfKey(connection, key).publishedAt
}

/** @returns the sources of living articles, by name, with their channels, by name */
export function sourcesOf(connection: Connection): SourceSummary[] {
  const pairs = termsOf(connection, 'source channel')
  return sourceSummaries(termsOf(connection, 'source'), pairs, ({ term }) => ({
    firstPublishedAt: publishedAtEnd(connection, term, 'first'),
    lastPublishedAt: publishedAtEnd(connection, term, 'last'),
  }))
}

/** All sums are kept: nothing is counted here. */
export function statisticsOf(connection: Connection): StoreStatistics {
  const articles = totalOf(connection, 'articles') ?? 0
  const tags = "SELECT count(*) FROM terms WHERE kind = 'tag' AND articles > 0"
  const [everything] = termsOf(connection, 'all')
  return {
    archiveId: archiveIdOf(connection),
    articles,
    deleted: totalOf(connection, 'deleted') ?? 0,
    revisions: totalOf(connection, 'revisions') ?? 0,
    tags: connection.values<number>(tags).get() ?? 0,
    lastSequence: lastSequence(connection),
    size: sizeOf(connection.path),
    rawSize: totalOf(connection, 'raw size') ?? 0,
    bySource: bySourceOf(termsOf(connection, 'source'), articles),
    byMonth: byMonthOf(everything === undefined ? [] : daysOf(connection, everything.term, null)),
    topTags: keptTags(connection, { sort: 'count', limit: topTags }).items,
  }
}
