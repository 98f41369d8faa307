import type { Store, TagCount } from '../../store/store.ts'
import type { Hit } from '../representations/pages/hits.ts'

/** A tag rises that is on more of the newest articles than it would be by its share of all. */
const leastArticles = 2
const mostCandidates = 40
const mostRising = 15

/**
 * @param newest the newest articles
 * @param articles how many there are in all
 * @returns tags that are more frequent in the newest articles than in the whole archive, those that rose most first, each
 *   with its number of articles in all
 */
export async function risingTags(
  store: Store,
  newest: readonly Hit[],
  articles: number,
): Promise<TagCount[]> {
  const recent = new Map<string, number>()
  for (const { tags } of newest) for (const tag of tags) recent.set(tag, (recent.get(tag) ?? 0) + 1)
  const candidates = [...recent]
    .filter(([, count]) => count >= leastArticles)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostCandidates)
  const found: { tag: string; count: number; rise: number }[] = []
  for (const [tag, count] of candidates) {
    // The number of a tag's articles is kept: this counts nothing.
    const { total = 0 } = await store.list({ filter: { tag: [tag] }, sort: 'newest', limit: 0, count: true })
    if (total === 0) continue
    const expected = (total / articles) * newest.length
    const rise = count * Math.log(count / expected)
    if (rise > 0) found.push({ tag, count: total, rise })
  }
  return found
    .sort((a, b) => b.rise - a.rise)
    .slice(0, mostRising)
    .map(({ tag, count }) => ({ tag, count }))
}
