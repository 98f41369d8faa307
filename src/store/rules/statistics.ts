import type { SourceSummary, StoreStatistics } from '../store.ts'
import { type DayCount, dateFacet } from './facets.ts'
import { ofSource } from './terms.ts'

/** A term that articles have, and how many they are. */
export type UsedTerm = { term: number; value: string; articles: number }

/** Tags that the statistics name, those with the most articles. */
export const topTags = 50

/**
 * @param sources terms of the kind `source`, by value
 * @param pairs terms of the kind `source channel`, by value
 * @param ends `publishedAt` of the first and of the last dated article of each source
 */
export function sourceSummaries(
  sources: readonly UsedTerm[],
  pairs: readonly UsedTerm[],
  ends: (source: UsedTerm) => Pick<SourceSummary, 'firstPublishedAt' | 'lastPublishedAt'>,
): SourceSummary[] {
  return sources.map((source) => {
    const start = ofSource(source.value, '')
    return {
      source: source.value,
      articles: source.articles,
      ...ends(source),
      channels: pairs
        .filter(({ value }) => value.startsWith(start))
        .map(({ value, articles }) => ({ channel: value.slice(start.length), articles })),
    }
  })
}

/** @returns the articles of each source, and at last those that have none */
export function bySourceOf(sources: readonly UsedTerm[], articles: number): StoreStatistics['bySource'] {
  const bySource = sources.map(({ value, articles }) => ({ source: value, articles }))
  const sourceless = bySource.reduce((left, source) => left - source.articles, articles)
  return sourceless === 0 ? bySource : [...bySource, { source: null, articles: sourceless }]
}

/** @returns the articles of each month, the earliest first */
export const byMonthOf = (days: Iterable<DayCount>): StoreStatistics['byMonth'] =>
  dateFacet('month', days)
    .map(({ value, count }) => ({ month: value, articles: count }))
    .reverse()
