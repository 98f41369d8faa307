import { byMonthOf, bySourceOf, sourceSummaries, topTags, type UsedTerm } from '../../rules/statistics.ts'
import { type TermKind, undated } from '../../rules/terms.ts'
import type { SourceSummary, StoreStatistics } from '../../store.ts'
import { storedArticle } from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import { daysOf } from '../lists/facets.ts'
import { keptTags } from '../lists/tags.ts'
import { storedOfKeys } from './articles.ts'

/** Used terms of a kind, by value. */
const termsOf = (connection: Connection, kind: TermKind): Promise<UsedTerm[]> =>
  connection.rows<UsedTerm>(
    'SELECT term, value, articles FROM terms WHERE kind = $1 AND articles > 0 ORDER BY value',
    kind,
  )

/** @returns the sources of living articles, by name, with their channels, by name */
export async function sourcesOf(connection: Connection): Promise<SourceSummary[]> {
  const pairs = await termsOf(connection, 'source channel')
  const sources = await termsOf(connection, 'source')
  const end = (direction: 'ASC' | 'DESC') => `(SELECT key FROM postings
    WHERE postings.term = asked.term AND instant > $2 ORDER BY instant ${direction}, key ${direction} LIMIT 1)`
  const ends = await connection.rows<{ first: number | null; last: number | null }>(
    `SELECT ${end('ASC')} AS first, ${end('DESC')} AS last
     FROM unnest($1::integer[]) WITH ORDINALITY AS asked (term, number) ORDER BY number`,
    sources.map(({ term }) => term),
    undated,
  )
  const keys = ends.flatMap(({ first, last }) => [first, last]).filter((key) => key !== null)
  const stored = await storedOfKeys(connection, keys)
  const publishedAt = (key: number | null | undefined): string | null => {
    const answer = key === null || key === undefined ? undefined : stored.get(key)
    return answer === undefined ? null : storedArticle(answer).publishedAt
  }
  const endsOf = new Map(sources.map(({ term }, index) => [term, ends[index]]))
  return sourceSummaries(sources, pairs, ({ term }) => ({
    firstPublishedAt: publishedAt(endsOf.get(term)?.first),
    lastPublishedAt: publishedAt(endsOf.get(term)?.last),
  }))
}

type StateRow = Pick<
  StoreStatistics,
  'archiveId' | 'articles' | 'deleted' | 'revisions' | 'lastSequence' | 'size' | 'rawSize' | 'tags'
>

/** All sums are kept: nothing is counted here but the tags. */
export async function statisticsOf(connection: Connection): Promise<StoreStatistics> {
  const state = await connection.row<StateRow>(
    `SELECT archive_id AS "archiveId", articles, deleted, revisions,
       (SELECT count(*) FROM terms WHERE kind = 'tag' AND articles > 0) AS tags,
       sequence AS "lastSequence", pg_database_size(current_database()) AS size, raw_size AS "rawSize"
     FROM state`,
  )
  if (state === undefined) throw new Error('there is no row in state')
  const [everything] = await termsOf(connection, 'all')
  return {
    ...state,
    bySource: bySourceOf(await termsOf(connection, 'source'), state.articles),
    byMonth: byMonthOf(everything === undefined ? [] : await daysOf(connection, everything.term, null)),
    topTags: (await keptTags(connection, { sort: 'count', limit: topTags })).items,
  }
}
