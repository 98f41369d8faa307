import { dateFacet } from '../../rules/facets.ts'
import { ofSource, undated } from '../../rules/terms.ts'
import type { SourceSummary, StoreStatistics } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { daysOf } from '../lists/facets.ts'
import { keptTags } from '../lists/tags.ts'
import { articleOfKey } from './articles.ts'
import { archiveIdOf, lastSequence } from './changes.ts'
import { sizeOf } from './size.ts'

type TermRow = { term: number; value: string; articles: number }

const topTags = 50

/** Used terms of a kind, by value. */
function termsOf(connection: Connection, kind: string): TermRow[] {
  const sql = 'SELECT term, value, articles FROM terms WHERE kind = ? AND articles > 0 ORDER BY value'
  return connection.rows<TermRow>(sql).all(kind)
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
  return termsOf(connection, 'source').map(({ term, value, articles }) => {
    const start = ofSource(value, '')
    return {
      source: value,
      articles,
      firstPublishedAt: publishedAtEnd(connection, term, 'first'),
      lastPublishedAt: publishedAtEnd(connection, term, 'last'),
      channels: pairs
        .filter((pair) => pair.value.startsWith(start))
        .map((pair) => ({ channel: pair.value.slice(start.length), articles: pair.articles })),
    }
  })
}

/** All sums are kept: nothing is counted here. */
export function statisticsOf(connection: Connection): StoreStatistics {
  const sql = 'SELECT value FROM totals WHERE name = ?'
  const total = (name: string): number => connection.values<number>(sql).get(name) ?? 0
  const articles = total('articles')
  const bySource = termsOf(connection, 'source').map(({ value, articles }) => ({ source: value, articles }))
  const sourceless = bySource.reduce((left, source) => left - source.articles, articles)
  return {
    archiveId: archiveIdOf(connection),
    articles,
    deleted: total('deleted'),
    revisions: total('revisions'),
    tags:
      connection.values<number>("SELECT count(*) FROM terms WHERE kind = 'tag' AND articles > 0").get() ?? 0,
    lastSequence: lastSequence(connection),
    size: sizeOf(connection.path),
    rawSize: total('raw size'),
    bySource: sourceless === 0 ? bySource : [...bySource, { source: null, articles: sourceless }],
    byMonth: byMonthOf(connection),
    topTags: keptTags(connection, { sort: 'count', limit: topTags }).items,
  }
}

/** @returns the articles of each month, the earliest first */
function byMonthOf(connection: Connection): StoreStatistics['byMonth'] {
  const days = termsOf(connection, 'all').flatMap(({ term }) => daysOf(connection, term, null))
  return dateFacet('month', days)
    .map(({ value, count }) => ({ month: value, articles: count }))
    .reverse()
}
