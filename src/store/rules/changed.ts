import { type Article, laterMembers, type ParsedArticle } from '../../article.ts'
import type { Change } from '../store.ts'

/**
 * The members whose change is recorded in the change sequence. An engine may store them as bits in this order, so it
 * must not change: new members come at the end, from `laterMembers`.
 */
export const changeMembers = [
  'id',
  'source',
  'nativeId',
  'channels',
  'url',
  'title',
  'dateline',
  'publishedAt',
  'publishedPrecision',
  'byline',
  'credits',
  'tags',
  'image',
  'body',
  'paragraphs',
  'language',
  'length',
  'revision',
  'parser',
  'missing',
  ...(Object.keys(laterMembers) as (keyof typeof laterMembers)[]),
] as const satisfies (keyof Article)[]

/** The types of changes. An engine may store their index, so new ones come at the end. */
export const changeTypes = [
  'created',
  'updated',
  'deleted',
  'merged',
  'unmerged',
] as const satisfies Change['type'][]

/** @returns the members as bits, in the order of `changeMembers` */
export const bitsOf = (fields: readonly string[]): number =>
  changeMembers.reduce((sum, member, bit) => (fields.includes(member) ? sum | (1 << bit) : sum), 0)

/** @returns the members of such bits */
export const membersOf = (bits: number): string[] =>
  changeMembers.filter((_, bit) => (bits & (1 << bit)) !== 0)

/** An article, or what parsing gave: then `revision` is not compared. */
type Compared = ParsedArticle & { revision?: number }

/** Whether a member says nothing. A member that came with a newer version is absent in articles stored before. */
const isEmpty = (value: unknown) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

/**
 * @param before the stored article; null where there was none
 * @returns the members in which the articles differ, in the order of `changeMembers`; without `before`, the members
 *   that are not empty
 */
export function changedFields(before: Article | null, after: Compared): string[] {
  return changeMembers.filter((member) => {
    const value = after[member]
    if (value === undefined) return false
    const old = before?.[member]
    return isEmpty(old) ? !isEmpty(value) : JSON.stringify(old) !== JSON.stringify(value)
  })
}
