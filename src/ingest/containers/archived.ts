import { z } from 'zod'
import { Article } from '../../article.ts'
import { type ArchivedItem, digestOf } from '../../page.ts'
import { Problem } from '../../problem.ts'

const ArchivedPage = z.strictObject({
  revision: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  contentType: z.string().min(1),
  size: z.int().min(0),
  hints: z.strictObject({
    url: z.string().optional(),
    source: z.string().optional(),
    channel: z.string().optional(),
    id: z.string().optional(),
    path: z.string().optional(),
    capturedAt: z.iso.datetime().optional(),
  }),
  receivedAt: z.iso.datetime(),
  contentBase64: z.base64(),
})

const TagAlias = z.strictObject({ alias: z.string().min(1), tag: z.string().min(1) })

/**
 * A line of an export with raw pages: the article, every page that it was read from, oldest first, and the mergers of
 * its tags: each line can be imported by itself.
 */
export const ArchivedArticle = z
  .strictObject({
    ...Article.shape,
    tagAliases: z.array(TagAlias).optional(),
    pages: z.array(ArchivedPage).min(1),
  })
  .meta({ id: 'ArchivedArticle', description: 'An article with every version of its page.' })

/** @returns the line, without its line feed, that `archivedOf` reads */
export function archivedLine({ article, pages, tagAliases }: ArchivedItem): string {
  return JSON.stringify({
    ...article,
    tagAliases,
    pages: pages.map(({ bytes, ...page }) => ({ ...page, contentBase64: bytes.toString('base64') })),
  })
}

/** Whether a line's JSON is of an export with raw pages, and not a page to be parsed. */
export function isArchived(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'pages' in value
}

/** @throws Problem malformed-request for what no export wrote, or what was altered since */
export function archivedOf(value: unknown): ArchivedItem {
  refuseLongLists(value)
  const result = ArchivedArticle.safeParse(value)
  if (!result.success) throw refusalOf(result.error, [])
  const { pages, tagAliases, ...article } = result.data
  return {
    article,
    ...(tagAliases && { tagAliases }),
    pages: pages.map(({ contentBase64, ...page }) => {
      const bytes = Buffer.from(contentBase64, 'base64')
      if (digestOf(bytes) === page.digest && bytes.length === page.size) return { ...page, bytes }
      throw new Problem('malformed-request', `The bytes of page ${page.revision} differ from their digest.`)
    }),
  }
}

const longList = 1000

/** Where all of a long list is wrong, an issue for each piece would take far more memory than the list: one is enough. */
function refuseLongLists(value: unknown): void {
  for (const [name, schema] of Object.entries(ArchivedArticle.shape)) {
    const list = (value as Record<string, unknown>)[name]
    const listSchema = schema instanceof z.ZodOptional ? schema.unwrap() : schema
    if (!(listSchema instanceof z.ZodArray) || !Array.isArray(list) || list.length <= longList) continue
    for (const [index, piece] of list.entries()) {
      const result = z.safeParse(listSchema.element, piece)
      if (!result.success) throw refusalOf(result.error, [name, index])
    }
  }
}

function refusalOf({ issues }: z.core.$ZodError, place: PropertyKey[]): Problem {
  const { path, message } = issues[0] ?? { path: [], message: 'Invalid input' }
  const pointer = [...place, ...path].join('/')
  return new Problem('malformed-request', `Not a line of an export: /${pointer}: ${message}.`)
}
