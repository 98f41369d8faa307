import { z } from 'zod'
import { Article, ArticleId, hrefOf, linksOf, textsOf } from '../../article.ts'
import { arrival, inOrder } from '../../captures.ts'
import { type ArchivedItem, type Capture, captureOrigins, digestOf } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { type ContainerOptions, contentTypePattern, isPageType, KeptHints, tooLarge } from './page-message.ts'

const ArchivedPage = z.strictObject({
  revision: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  contentType: z
    .string()
    .max(200)
    .regex(contentTypePattern, 'must be a media type')
    .refine(isPageType, 'must be that of a page'),
  size: z.int().min(0),
  hints: KeptHints,
  receivedAt: z.iso.datetime(),
  captures: z
    .array(z.strictObject({ at: z.iso.datetime({ precision: 3 }), from: z.enum(captureOrigins) }))
    .min(1)
    .optional(),
  contentBase64: z.base64(),
})

const TagAlias = z.strictObject({ alias: z.string().min(1), tag: z.string().min(1) })

/**
 * A line of an export with raw pages: the article, every page that it was read from, in the order of their newest
 * captures, and the mergers of its tags: each line can be imported by itself. A page without `captures` has the one of
 * its arrival.
 */
export const ArchivedArticle = z
  .strictObject({
    ...Article.shape,
    tagAliases: z.array(TagAlias).optional(),
    pages: z.array(ArchivedPage).min(1),
  })
  .meta({ id: 'ArchivedArticle', description: 'An article with every version of its page.' })

/** A line of an export with raw pages for an article that was deleted. */
export const DeletedArticle = z
  .strictObject({ id: ArticleId, revision: z.int().min(1), deletedAt: z.iso.datetime() })
  .meta({ id: 'DeletedArticle', description: 'An article that was deleted; its id stays taken.' })

/** @returns the line, without its line feed, that `archivedOf` reads */
export function archivedLine(item: ArchivedItem): string {
  if ('deletedAt' in item) return JSON.stringify(item)
  const { article, pages, tagAliases } = item
  return JSON.stringify({
    ...article,
    tagAliases,
    pages: pages.map(({ bytes, captures, ...page }) => ({
      ...page,
      ...(!isOnlyArrival(captures, page) && { captures }),
      contentBase64: bytes.toString('base64'),
    })),
  })
}

/** Whether `receivedAt` says it all, as in exports of earlier versions. */
const isOnlyArrival = ([first, second]: readonly Capture[], { receivedAt }: { receivedAt: string }) =>
  second === undefined && first?.from === 'arrival' && first.at === receivedAt

/** Whether a line's JSON is of an export with raw pages, and not a page to be parsed. */
export function isArchived(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('pages' in value || 'deletedAt' in value)
}

/**
 * A line is checked as the page is that it holds: it is stored without being parsed.
 *
 * @throws Problem malformed-request for a line that no export wrote, or that was altered since; too-large
 */
export function archivedOf(value: unknown, { maxPageSize }: ContainerOptions): ArchivedItem {
  if (typeof value === 'object' && value !== null && 'deletedAt' in value) {
    const { data, error } = DeletedArticle.safeParse(value)
    if (error !== undefined) throw refusalOf(error, [])
    return data
  }
  refuseLongLists(value)
  const result = ArchivedArticle.safeParse(value)
  if (!result.success) throw refusalOf(result.error, [])
  const { tagAliases, ...line } = result.data
  const pages = withCaptures(line.pages)
  const { pages: _, ...article } = line
  const contradiction = contradictionIn({ ...line, pages })
  if (contradiction !== undefined) throw notOfExport(contradiction)
  return {
    article,
    ...(tagAliases && { tagAliases }),
    pages: pages.map(({ contentBase64, ...page }) => {
      if (page.size > maxPageSize) throw tooLarge(maxPageSize)
      const bytes = Buffer.from(contentBase64, 'base64')
      if (digestOf(bytes) === page.digest && bytes.length === page.size) return { ...page, bytes }
      throw new Problem('malformed-request', `The bytes of page ${page.revision} differ from their digest.`)
    }),
  }
}

type Captured = Omit<z.infer<typeof ArchivedPage>, 'captures'> & { captures: Capture[] }

function withCaptures(pages: readonly z.infer<typeof ArchivedPage>[]): Captured[] {
  let newest: { at: string; digest: string } | null = null
  return pages.map((page): Captured => {
    const { digest, receivedAt, captures = [arrival(newest, Date.parse(receivedAt))] } = page
    newest = { at: captures.at(-1)?.at ?? '', digest }
    return { ...page, captures }
  })
}

const notOfExport = (what: string) => new Problem('malformed-request', `Not a line of an export: ${what}.`)

const Time = z.iso.datetime({ offset: true })
const Instant = z.iso.datetime()
const isSame = (value: unknown, other: unknown) => JSON.stringify(value) === JSON.stringify(other)

/** @returns the member of a line that does not agree with the rest of it, as in an export it does */
function contradictionIn(
  line: Omit<z.infer<typeof ArchivedArticle>, 'pages'> & { pages: Captured[] },
): string | undefined {
  const { id, href, links, pages, revision, body, paragraphs, length } = line
  if (new Set(pages.map(({ revision }) => revision)).size < pages.length)
    return '/pages: two have the same revision'
  const isOrdered = ({ captures }: Captured) =>
    captures.every(({ at }, index) => at >= (captures[index - 1]?.at ?? ''))
  if (!pages.every(isOrdered) || inOrder(pages).some((page, index) => page !== pages[index]))
    return '/pages: their captures are not in order'
  if (pages.at(-1)?.revision !== revision) return '/revision: it is not that of the last page'
  for (const name of ['ingestedAt', 'updatedAt'] as const)
    if (!Instant.safeParse(line[name]).success) return `/${name}: it is no time`
  if (line.capturedAt !== null && !Instant.safeParse(line.capturedAt).success)
    return '/capturedAt: it is no time'
  if (line.publishedAt !== null && !isPublished(line.publishedAt)) return '/publishedAt: it is no time'
  if ((line.publishedAt === null) !== (line.publishedPrecision === null))
    return '/publishedPrecision: it does not agree with publishedAt'
  if (href !== hrefOf(id)) return '/href: it is not the address of the article'
  if (!isSame(Object.values(links).sort(), Object.values(linksOf(id)).sort()))
    return '/links: they are not those of the article'
  if (!isSame(paragraphs, textsOf(body))) return '/paragraphs: they are not those of the body'
  if (length !== codePoints(paragraphs)) return '/length: it is not that of the paragraphs'
  if (line.language !== null && !/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(line.language))
    return '/language: it is no language tag'
  return textProblem(line)
}

function codePoints(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + text.length - (text.match(/[\udc00-\udfff]/g)?.length ?? 0), 0)
}

/** Times of four-digit years, which every reader of RFC 3339 takes. */
const isPublished = (time: string) => Time.safeParse(time).success && !Number.isNaN(Date.parse(time))

/** Halves of characters and control characters, which no parser leaves in a text. */
const noText = /\p{Cs}|(?![\t\n\r\u0080-\u009f])\p{Cc}/u

function textProblem(line: Pick<z.infer<typeof ArchivedArticle>, keyof Article>): string | undefined {
  for (const name of Object.keys(Article.shape) as (keyof Article)[])
    if (hasNoText(line[name])) return `/${name}: it has control characters or halves of characters`
  return line.tags.some((tag) => tag.trim() === '') ? '/tags: one is empty' : undefined
}

function hasNoText(value: unknown): boolean {
  if (typeof value === 'string') return noText.test(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNoText)
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
