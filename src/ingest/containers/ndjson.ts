import { z } from 'zod'
import { ArticleId, SourceName } from '../../article.ts'
import type { Item, Page } from '../../page.ts'
import { Problem } from '../../problem.ts'

/** A page as JSON carries it. */
export const PageMessage = z
  .strictObject({
    content: z.string().optional().meta({ description: 'The page as text.' }),
    contentBase64: z
      .base64()
      .optional()
      .meta({ description: "The page's bytes, in any encoding, in place of `content`." }),
    contentType: z
      .string()
      .min(1)
      .default('text/html')
      .meta({ description: 'A media type; text/html where none is given.' }),
    url: z.string().min(1).optional(),
    source: SourceName.optional(),
    channel: z.string().min(1).optional(),
    id: ArticleId.optional(),
  })
  .refine(
    ({ content, contentBase64 }) => (content === undefined) !== (contentBase64 === undefined),
    'one of content and contentBase64 is needed',
  )
  .meta({ id: 'PageMessage' })

export type ContainerOptions = { maxPageSize: number }
const escapeFactor = 6
const headroom = 65_536
const newline = 0x0a

/** @throws Problem malformed-request, unknown-parameter, too-large */
export function pageOfMessage(message: unknown, { maxPageSize }: ContainerOptions): Page {
  const result = PageMessage.safeParse(message)
  if (!result.success) {
    throw new Problem('malformed-request', 'The object is not a page.', {
      errors: result.error.issues.map(({ path, message }) => ({
        pointer: `/${path.map(String).join('/')}`,
        message,
      })),
    })
  }
  const { content, contentBase64, contentType, ...hints } = result.data
  const bytes = content === undefined ? Buffer.from(contentBase64 ?? '', 'base64') : Buffer.from(content)
  if (bytes.length > maxPageSize)
    throw new Problem('too-large', `The page has ${bytes.length} bytes; the limit is ${maxPageSize}.`)
  return {
    bytes,
    contentType: content === undefined ? contentType : `${contentType.split(';')[0]}; charset=utf-8`,
    hints,
  }
}

/** @returns the pages of an NDJSON stream, in order */
export async function* ndjsonItems(
  chunks: AsyncIterable<Uint8Array>,
  options: ContainerOptions,
): AsyncGenerator<Item, void, void> {
  for await (const { line, bytes, tooLong } of linesOf(
    chunks,
    options.maxPageSize * escapeFactor + headroom,
  )) {
    const label = { line }
    try {
      if (tooLong)
        throw new Problem(
          'too-large',
          `The line is longer than a page of ${options.maxPageSize} bytes can be.`,
        )
      const text = bytes.toString('utf8').trim()
      if (text !== '') yield { label, page: pageOfMessage(parsed(text), options) }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      yield { label, problem: error }
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Problem('malformed-request', 'The line is not JSON.', {}, error)
  }
}

/** Lines with their numbers from 1; of one over the limit only the fact is kept. */
async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<{ line: number; bytes: Buffer; tooLong: boolean }> {
  let parts: Uint8Array[] = []
  let size = 0
  let line = 1
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      size += end - start
      if (size <= limit) parts.push(chunk.subarray(start, end))
      yield { line, bytes: size <= limit ? Buffer.concat(parts) : Buffer.alloc(0), tooLong: size > limit }
      parts = []
      size = 0
      line++
      start = end + 1
    }
    size += chunk.length - start
    if (size <= limit) parts.push(chunk.subarray(start))
    else parts = []
  }
  if (size > 0) yield { line, bytes: Buffer.concat(parts), tooLong: size > limit }
}
