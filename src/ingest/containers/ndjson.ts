import { z } from 'zod'
import { Article, ArticleId, SourceName } from '../../article.ts'
import { type ArchivedItem, digestOf, type Item, type Page } from '../../page.ts'
import { Problem } from '../../problem.ts'

/** What the sender of a page may say of it. */
export const PageHintsMessage = z.strictObject({
  url: z.string().min(1).max(2000).optional(),
  source: SourceName.optional(),
  channel: z.string().min(1).max(200).optional(),
  id: ArticleId.optional(),
})

/** A page as JSON carries it. */
export const PageMessage = z
  .strictObject({
    content: z.string().optional().meta({ description: 'The page as text.' }),
    contentBase64: z
      .base64()
      .optional()
      .meta({ description: "The page's bytes in any encoding, in place of `content`." }),
    contentType: z
      .string()
      .regex(/^(?:text\/(?:html|markdown)|application\/xhtml\+xml)(?: *;|$)/i)
      .default('text/html')
      .meta({
        description: 'text/html, application/xhtml+xml or text/markdown, with a charset where it is known.',
      }),
    ...PageHintsMessage.shape,
  })
  .refine(({ content, contentBase64 }) => (content === undefined) !== (contentBase64 === undefined), {
    message: 'exactly one of content and contentBase64 is needed',
    path: ['content'],
  })
  .meta({ id: 'PageMessage', description: 'A page, with what the page itself does not say.' })

const instant = z.iso.datetime()
const ArchivedPage = z.strictObject({
  revision: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  contentType: z.string().min(1),
  size: z.int().min(0),
  hints: PageHintsMessage.extend({ path: z.string().min(1).optional() }),
  receivedAt: instant,
  contentBase64: z.base64(),
})

/** A line of an export with raw pages: the article as it is answered, and every page of it. */
export const ArchivedMessage = z
  .strictObject({ article: Article, pages: z.array(ArchivedPage).min(1) })
  .meta({ id: 'ArchivedArticle', description: 'An article with every page that it was read from.' })

export type ContainerOptions = {
  /** Bytes of the largest page that is taken. */
  maxPageSize: number
}

/** JSON can need six characters (`\u0000`) for a byte of a page. */
const escapeFactor = 6
const headroom = 65_536
const newline = 0x0a

/** @throws Problem malformed-request with a pointer to each wrong member, too-large */
export function pageOfMessage(message: unknown, { maxPageSize }: ContainerOptions): Page {
  const { content, contentBase64, contentType, ...hints } = checked(PageMessage, message, 'page')
  const bytes = content === undefined ? Buffer.from(contentBase64 ?? '', 'base64') : Buffer.from(content)
  if (bytes.length > maxPageSize) {
    throw new Problem('too-large', `The page has ${bytes.length} bytes; the limit is ${maxPageSize}.`)
  }
  const mediaType =
    content === undefined ? contentType : `${contentType.split(';')[0]?.trim()}; charset=utf-8`
  return { bytes, contentType: mediaType, hints }
}

function archivedOfMessage(message: unknown): ArchivedItem {
  const { article, pages } = checked(ArchivedMessage, message, 'line of an export')
  return {
    article,
    pages: pages.map(({ contentBase64, ...page }, index) => {
      const bytes = Buffer.from(contentBase64, 'base64')
      if (digestOf(bytes) === page.digest && bytes.length === page.size) return { ...page, bytes }
      throw new Problem('malformed-request', 'A page differs from its digest or size.', {
        errors: [{ pointer: `/pages/${index}/digest`, message: 'is not the SHA-256 of the content' }],
      })
    }),
  }
}

function checked<T>(schema: z.ZodType<T>, message: unknown, what: string): T {
  const result = schema.safeParse(message)
  if (result.success) return result.data
  throw new Problem('malformed-request', `The object is no ${what}.`, {
    errors: result.error.issues.map((issue) => ({
      pointer: issue.path.map((part) => `/${String(part)}`).join(''),
      message: issue.message,
    })),
  })
}

/** One line's item: a page, or an article of an export. */
function itemOf(text: string, options: ContainerOptions): { page: Page } | { archived: ArchivedItem } {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch (error) {
    throw new Problem('malformed-request', 'The line is not JSON.', {}, error)
  }
  const isArchived = typeof message === 'object' && message !== null && 'article' in message
  return isArchived ? { archived: archivedOfMessage(message) } : { page: pageOfMessage(message, options) }
}

/** @returns the items of an NDJSON stream (one object a line), in order; a bad line is an item with its problem */
export async function* ndjsonItems(
  chunks: AsyncIterable<Uint8Array>,
  options: ContainerOptions,
): AsyncGenerator<Item, void, void> {
  for await (const { line, bytes } of linesOf(chunks, options.maxPageSize * escapeFactor + headroom)) {
    const label = { line }
    try {
      if (bytes === null) {
        throw new Problem(
          'too-large',
          `The line is longer than a page of ${options.maxPageSize} bytes can be.`,
        )
      }
      const text = bytes.toString('utf8').trim()
      if (text !== '') yield { label, ...itemOf(text, options) }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      yield { label, problem: error }
    }
  }
}

/** Lines with their numbers, from 1. Of one over the limit only the fact is kept: its bytes are null. */
async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<{ line: number; bytes: Buffer | null }, void, void> {
  let parts: Uint8Array[] = []
  let size = 0
  let line = 1
  const take = (part: Uint8Array) => {
    size += part.length
    if (size <= limit) parts.push(part)
    else parts = []
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end))
      yield { line, bytes: size <= limit ? Buffer.concat(parts) : null }
      parts = []
      size = 0
      line++
      start = end + 1
    }
    take(chunk.subarray(start))
  }
  if (size > 0) yield { line, bytes: size <= limit ? Buffer.concat(parts) : null }
}
