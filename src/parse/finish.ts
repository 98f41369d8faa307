import { hash } from 'node:crypto'
import { canonicalUrl } from '../address.ts'
import { ArticleId, type MissingField, type ParsedArticle, textsOf, type Warning } from '../article.ts'
import { foldTag } from '../fold.ts'
import type { Page } from '../page.ts'
import { languageOf } from './fields/script-language.ts'
import type { Fields } from './fields.ts'
import type { NamedSource } from './registry.ts'
import {
  captionedBriefly,
  fewCredits,
  fewTags,
  mostWarnings,
  shortAddress,
  shortLine,
  shortName,
} from './tree/limits.ts'

/** Who published the page and who read it: a source may be known by its file, or only by the sender's word. */
export type Reader = {
  source: NamedSource | null
  name: string | null
  parser: ParsedArticle['parser']
}

/** Fields -> article: id, language, unique tags, limits, what is missing and what is doubtful. */
export function finish(
  fields: Fields,
  warnings: readonly Warning[],
  { source, name, parser }: Reader,
  page: Page,
): ParsedArticle {
  const url = shortAddress(fields.url?.value)
  const nativeId = shortName(fields.nativeId?.value)
  const channel = shortName(fields.channel?.value)
  const title = shortLine(fields.title?.value)
  const body = fields.body.map(({ value }) => value)
  const paragraphs = textsOf(body)
  const article: ParsedArticle = {
    id: page.hints.id ?? ownId(source, nativeId) ?? foreignId(url, page),
    source: name,
    nativeId,
    channels: channel === null ? [] : [channel],
    section: shortName(fields.section?.value),
    url,
    title,
    dateline: shortLine(fields.dateline?.value),
    publishedAt: fields.published?.value.at ?? null,
    publishedPrecision: fields.published?.value.precision ?? null,
    byline: shortLine(fields.byline?.value),
    credits: fewCredits(unique(fields.credits, ({ role, name }) => `${role} ${name}`)),
    tags: fewTags(unique(fields.tags, foldTag)),
    image: fields.image === null ? null : captionedBriefly(fields.image.value),
    body,
    paragraphs,
    language:
      languageOf(paragraphs.length > 0 ? paragraphs : [title ?? '']) ?? shortName(fields.language?.value),
    length: paragraphs.reduce((total, text) => total + codePoints(text), 0),
    parser,
    missing: [],
    warnings: warnings
      .slice(0, mostWarnings)
      .map((warning) => ({ ...warning, message: shortLine(warning.message) ?? '' })),
  }
  article.missing = missingOf(article)
  return article
}

/** In the contract's order. */
function missingOf(article: ParsedArticle): MissingField[] {
  const missing: MissingField[] = []
  if (article.title === null) missing.push('title')
  if (article.publishedAt === null) missing.push('publishedAt')
  if (article.byline === null) missing.push('byline')
  if (article.tags.length === 0) missing.push('tags')
  if (article.paragraphs.length === 0) missing.push('paragraphs')
  return missing
}

function ownId(source: NamedSource | null, nativeId: string | null): string | null {
  if (source === null || nativeId === null) return null
  const id = source.lendsIds === true ? nativeId : `${source.name}-${nativeId}`
  return ArticleId.safeParse(id).success ? id : null
}

/** `<host with dashes>-<hash of the canonical address>`, or `page-<hash of the bytes>` without an address. */
function foreignId(url: string | null, page: Page): string {
  const canonical = url === null ? null : canonicalUrl(url)
  if (canonical === null) return `page-${shortHash(page.bytes)}`
  const host = new URL(canonical).hostname.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  return `${host.slice(0, 150) || 'page'}-${shortHash(canonical)}`
}

function shortHash(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex').slice(0, 10)
}

function unique<T>(found: readonly { value: T }[], keyOf: (value: T) => string): T[] {
  const values = new Map<string, T>()
  for (const { value } of found) {
    const key = keyOf(value)
    if (!values.has(key)) values.set(key, value)
  }
  return [...values.values()]
}

function codePoints(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // The second half of a pair.
    if (code >= 0xdc00 && code <= 0xdfff) count--
  }
  return count
}
