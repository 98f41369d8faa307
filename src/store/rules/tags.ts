import { foldTag } from '../../fold.ts'
import { Problem } from '../../problem.ts'
import type { Position } from '../../query.ts'
import type { TagCount, TagsRequest } from '../store.ts'
import type { FacetValue } from './facets.ts'

/** Related tags are counted in so many of the newest articles of a tag: a sum over more says nothing else. */
export const articlesLookedAt = 5000
export const mostRelated = 20

/** A tag's place in a list of tags: its articles, and its name as it is folded. */
export type TagPlace = [articles: number, value: string]

/** @throws Problem invalid-cursor for a position that no list of tags gave */
export function tagPlaceOf(after: Position | undefined): TagPlace | undefined {
  if (after === undefined) return undefined
  const [articles, value] = after
  if (after.length !== 2 || !Number.isSafeInteger(articles) || typeof value !== 'string') {
    throw new Problem('invalid-cursor', 'The cursor is not one of this service.')
  }
  return [articles as number, value]
}

export type TagsPage = { items: TagCount[]; next: Position | null }

/** @param rows one more than the page holds, where there are more */
export function tagsPageOf(
  rows: readonly { name: string; value: string; articles: number }[],
  limit: number,
): TagsPage {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(({ name, articles }) => ({ tag: name, count: articles })),
    next: rows.length > limit && last !== undefined ? [last.articles, last.value] : null,
  }
}

export const noTag = (name: string): Problem => new Problem('not-found', `There is no tag ${name}.`)

/** @param counted the commonest tags of a tag's articles, its own name among them */
export const relatedTags = (counted: readonly FacetValue[], own: string): TagCount[] =>
  counted
    .filter(({ value }) => value !== own)
    .slice(0, mostRelated)
    .map(({ value, count }) => ({ tag: value, count }))

/**
 * @param counted the tags of some articles with their numbers, in any order
 * @returns the part of their list that is asked for
 */
export function tagsAmong(
  counted: readonly FacetValue[],
  { contains = '', sort, limit, after }: TagsRequest,
): TagsPage {
  const behind = tagPlaceOf(after)
  const compared = (a: TagPlace, b: TagPlace): number =>
    (sort === 'count' ? b[0] - a[0] : 0) || (a[1] < b[1] ? -1 : Number(a[1] > b[1]))
  const part = foldTag(contains)
  const found = counted
    .map(({ value, count }) => ({ tag: value, count, place: [count, foldTag(value)] as TagPlace }))
    .filter(({ place }) => place[1].includes(part))
    .filter(({ place }) => behind === undefined || compared(behind, place) < 0)
    .sort((a, b) => compared(a.place, b.place))
  const items = found.slice(0, limit)
  return {
    items: items.map(({ tag, count }) => ({ tag, count })),
    next: found.length > limit ? (items.at(-1)?.place ?? null) : null,
  }
}
