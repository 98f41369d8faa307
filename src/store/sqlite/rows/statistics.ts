import { sourceChannel, undated } from '../../rules/terms.ts'
import type { SourceSummary, StoreStatistics } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { tagsOf } from '../lists/tags.ts'
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
    const start = sourceChannel(value, '')
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
    byMonth: termsOf(connection, 'month').map(({ value, articles }) => ({ month: value, articles })),
    topTags: tagsOf(connection, { sort: 'count', limit: topTags }).items,
  }
}
