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

/**
 * A restored archive goes on at a random multiple of this, at least two ahead: a number that only its former self has
 * given is none of its own, and a gap before such a multiple is no fault.
 */
export const sequenceStride = 1_000_000

/** @returns the members as bits, in the order of `changeMembers` */
export const bitsOf = (fields: readonly string[]): number =>
  changeMembers.reduce((sum, member, bit) => (fields.includes(member) ? sum | (1 << bit) : sum), 0)

/** @returns the members of such bits */
export const membersOf = (bits: number): string[] =>
  changeMembers.filter((_, bit) => (bits & (1 << bit)) !== 0)

/** An article, or what parsing gave: then `revision` and `capturedAt` are not compared. */
type Compared = ParsedArticle & { revision?: number; capturedAt?: string | null }

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

/** A row of `changes` with the names of what it is about: of an article its id, of a merger both tags. */
export type ChangeRow = {
  sequence: number
  /** Its place among `changeTypes`. */
  type: number
  /** Milliseconds since 1970. */
  at: number
  /** Bits, as `bitsOf` gives them. */
  fields: number
  id: string | null
  alias: string | null
  tag: string | null
}

export function changeOf({
  sequence,
  type: number,
  at: milliseconds,
  fields,
  id,
  alias,
  tag,
}: ChangeRow): Change {
  const type = changeTypes[number] as Change['type']
  const at = new Date(milliseconds).toISOString()
  if (type === 'merged' || type === 'unmerged') {
    return { sequence, type, alias: alias as string, tag: tag as string, at }
  }
  return { sequence, type, id: id as string, at, fields: membersOf(fields) }
}
