import { type Article, laterMembers } from '../../article.ts'
import { Problem } from '../../problem.ts'
import { jsonOf, type Store, type Answer as Stored } from '../../store/store.ts'
import { publicEtag, tagPath, withPublicPathsIn } from '../public-address.ts'

/** Quotation marks are escaped within texts, so that these bytes are a member's name wherever they stand. */
const [beforeTags, behindTags] = ['"tags":', ',"image":']

/**
 * @param stored an article's JSON
 * @returns it as it is answered: with its addresses as the client reaches them, and those of its tags. It is not parsed
 *   as a whole: long articles would cost much
 */
export function articleJson(stored: Buffer): Buffer {
  const json = withPublicPathsIn(stored)
  const [begin, behind] = [json.indexOf(beforeTags) + beforeTags.length, json.indexOf(behindTags)]
  const tags = JSON.parse(json.toString('utf8', begin, behind)) as string[]
  return Buffer.concat([
    json.subarray(0, -1),
    Buffer.from(`,"tagLinks":${JSON.stringify(tags.map(tagPath))}}`),
  ])
}

/** @returns a stored article, with the members that articles of earlier versions lack */
export const articleIn = (stored: Stored): Article => ({
  ...laterMembers,
  ...JSON.parse(jsonOf(stored).toString()),
})

/** @returns a living article as it is stored; null where there is none: it may have been deleted since it was listed */
export async function storedIfThere(store: Pick<Store, 'article'>, id: string): Promise<Stored | null> {
  try {
    return await store.article(id)
  } catch (error) {
    if (error instanceof Problem && (error.problem === 'gone' || error.problem === 'not-found')) return null
    throw error
  }
}

/** A strong ETag is one of the very bytes (RFC 9110, 8.8.1): this names what is added to them since they were stored. */
const additions = 'a'

/** @returns the opaque part of the ETag of an article's JSON */
export const articleEtag = ({ etag }: Pick<Stored, 'etag'>): string => publicEtag(etag + additions)
