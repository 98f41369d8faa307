import { z } from 'zod'
import { ArticleId, SourceName } from '../../article.ts'
import type { Page } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { nearestName } from '../nearest-name.ts'

/** Media types that a page may be of. */
export const pageTypes = ['text/html', 'application/xhtml+xml', 'text/markdown'] as const

/** Whether a page may be of this content type, whatever its parameters. */
export function isPageType(contentType: string): boolean {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase()
  return pageTypes.some((type) => type === mediaType)
}

/** Printable ASCII: it is sent as a header again. */
export const contentTypePattern = /^[ -~]*$/

/** What the sender of a page may say of it. */
export const PageHintsMessage = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(4000)
    .optional()
    // Hosts and paths may be written in any script: no URI of RFC 3986.
    .meta({ description: "The article's original address.", format: 'iri' }),
  source: SourceName.optional(),
  channel: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'The channel that it was filed under.' }),
  id: ArticleId.optional(),
  capturedAt: z.iso
    .datetime({ error: 'must be a time in UTC, such as 2020-02-01T08:00:00Z' })
    .optional()
    .meta({ description: 'When the page was captured, unless it says so itself.' }),
})

/** What an export keeps of what was known of a page when it came. */
export const KeptHints = z.strictObject({
  ...PageHintsMessage.shape,
  path: z.string().max(1000).optional(),
  modifiedAt: z.iso.datetime({ precision: 3 }).optional(),
})

/** @returns the date that a container gives for a page, as a hint; nothing where it is no date of four-digit years */
export function captureHint(date: string | number): { capturedAt?: string } {
  const time = new Date(date)
  const isDate = !Number.isNaN(time.getTime()) && time.getUTCFullYear() >= 0 && time.getUTCFullYear() <= 9999
  return isDate ? { capturedAt: time.toISOString() } : {}
}

/** Whether an address may be an article's. */
export const isWebAddress = (address: string): boolean =>
  PageHintsMessage.shape.url.safeParse(address).success

/** A page as JSON carries it. */
export const PageMessage = z
  .strictObject({
    content: z.string().optional().meta({ description: "The page's text: this or contentBase64." }),
    contentBase64: z
      .string()
      .optional()
      .meta({ description: "The page's bytes, in whatever encoding, as base64.", format: 'byte' }),
    contentType: z
      .string()
      .max(200)
      // It is sent as a header again.
      .regex(contentTypePattern, 'must be a media type')
      .optional()
      .meta({
        description: `One of ${pageTypes.join(', ')}, with parameters; text/html where it is absent.`,
        example: 'text/html',
      }),
    ...PageHintsMessage.shape,
  })
  .meta({ id: 'PageMessage', description: 'A page to ingest, and what the page itself does not say.' })

export type ContainerOptions = {
  /** Bytes of the largest page that is taken. */
  maxPageSize: number
  /** Is told of bytes that are held until the next item is asked for, and then, as fewer, that they are not. */
  hold?: (bytes: number) => void
}

export const holdFreely = (): void => {}

/**
 * @param message JSON as it was sent
 * @throws Problem unknown-parameter, invalid-parameter, unsupported-media-type, too-large
 */
export function pageOfMessage(message: unknown, { maxPageSize }: ContainerOptions): Page {
  const result = PageMessage.safeParse(message)
  if (!result.success) throw refusalOf(result.error)
  const { content, contentBase64, contentType = 'text/html', ...hints } = result.data
  if ((content === undefined) === (contentBase64 === undefined))
    throw invalid('/content', 'Exactly one of content and contentBase64 is needed.')
  if (!isPageType(contentType))
    throw new Problem(
      'unsupported-media-type',
      `contentType is ${JSON.stringify(contentType.slice(0, 100))}; it may be ${pageTypes.join(', ')}.`,
    )
  const bytes = content === undefined ? bytesOf(contentBase64 ?? '') : Buffer.from(content)
  if (bytes.length > maxPageSize) throw tooLarge(maxPageSize)
  // Text in JSON is Unicode, whatever the page says of its encoding.
  const type = content === undefined ? contentType : `${contentType.split(';', 1)[0]?.trim()}; charset=utf-8`
  return { bytes, contentType: type, hints }
}

/** The refusal of a page over the limit. */
export function tooLarge(maxPageSize: number): Problem {
  return new Problem('too-large', `The page is over the limit of ${maxPageSize} bytes.`)
}

const invalid = (pointer: string, message: string) =>
  new Problem('invalid-parameter', message, { errors: [{ pointer, message }] })

function bytesOf(base64: string): Buffer {
  // RFC 4648 in either alphabet, with or without padding and line breaks: Buffer would pass over anything else.
  if (/[^A-Za-z0-9+/_\-=\s]/.test(base64)) throw invalid('/contentBase64', 'contentBase64 is no base64.')
  return Buffer.from(base64, 'base64')
}

function refusalOf(error: z.ZodError): Problem {
  const errors = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), message: unknownMember(key) }))
      : [{ pointer: pointerOf(issue.path), message: issue.message }],
  )
  const isUnknown = error.issues.some(({ code }) => code === 'unrecognized_keys')
  const detail = errors.map(({ pointer, message }) => (pointer === '' ? message : `${pointer}: ${message}`))
  return new Problem(isUnknown ? 'unknown-parameter' : 'invalid-parameter', detail.slice(0, 5).join(' '), {
    errors: errors.slice(0, 20),
  })
}

function unknownMember(key: string): string {
  const nearest = nearestName(key, Object.keys(PageMessage.shape))
  return nearest === undefined
    ? 'There is no such member.'
    : `There is no such member; did you mean ${nearest}?`
}

/** RFC 6901. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}
