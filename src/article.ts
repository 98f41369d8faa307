import { z } from 'zod'
import { ArticleId, SourceName, WarningRule } from './names.ts'

export { ArticleId, SourceName, WarningRule }

export const CreditRole = z
  .enum([
    'reporter',
    'author',
    'editor',
    'web_editor',
    'translator',
    'reviewer',
    'photographer',
    'source',
    'host',
    'producer',
  ])
  .meta({ id: 'CreditRole', description: 'What a credited person or outlet did.' })
export type CreditRole = z.infer<typeof CreditRole>

export const Credit = z
  .strictObject({ role: CreditRole, name: z.string().min(1) })
  .meta({ id: 'Credit', description: 'A person or an outlet that the byline names.' })
export type Credit = z.infer<typeof Credit>

export const Image = z
  .strictObject({
    src: z.string().min(1),
    alt: z.string().nullable(),
    caption: z.string().nullable(),
  })
  .meta({ id: 'Image', description: 'An image with the texts that the page gives it.' })
export type Image = z.infer<typeof Image>

export const Block = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('paragraph'), text: z.string().min(1) }),
    z.strictObject({
      type: z.literal('heading'),
      level: z.int().min(1).max(6),
      text: z.string().min(1),
    }),
    z.strictObject({ type: z.literal('quote'), text: z.string().min(1) }),
    z.strictObject({ type: z.literal('list-item'), text: z.string().min(1) }),
    z.strictObject({ type: z.literal('image'), ...Image.shape }),
  ])
  .meta({ id: 'Block', description: 'A piece of the body, in reading order.' })
export type Block = z.infer<typeof Block>

export const PublishedPrecision = z.enum(['day', 'minute', 'second']).meta({ id: 'PublishedPrecision' })
export type PublishedPrecision = z.infer<typeof PublishedPrecision>

/** The fields that `missing` reports when a page does not yield them. */
export const MissingField = z
  .enum(['title', 'publishedAt', 'byline', 'tags', 'paragraphs'])
  .meta({ id: 'MissingField' })
export type MissingField = z.infer<typeof MissingField>

/** The fields that a rule can doubt. */
export const WarnedField = z
  .enum(['url', 'title', 'publishedAt', 'byline', 'credits', 'tags', 'image', 'body', 'language'])
  .meta({ id: 'WarnedField' })
export type WarnedField = z.infer<typeof WarnedField>

export const Warning = z
  .strictObject({ field: WarnedField, rule: WarningRule, message: z.string().min(1) })
  .meta({ id: 'Warning', description: 'A field that a careful reader would doubt, and why.' })
export type Warning = z.infer<typeof Warning>

const Timestamp = z.string().meta({ format: 'date-time' })

/**
 * Members that articles and exports of earlier versions lack, as they are read until the page is parsed anew. In the
 * order in which they came: an engine may store their changes as bits, so append new ones at the end.
 */
export const laterMembers = { warnings: [] as Warning[], section: null, capturedAt: null }

/** The result of parsing a page, before the archive adds revision and times. */
export const ParsedArticle = z.strictObject({
  id: ArticleId,
  source: SourceName.nullable(),
  nativeId: z.string().min(1).nullable(),
  channels: z.array(z.string().min(1)),
  section: z
    .string()
    .min(1)
    .nullable()
    .default(laterMembers.section)
    .meta({ description: "The page's section or column, as the page names it.", example: '国际' }),
  url: z.string().min(1).nullable(),
  title: z.string().min(1).nullable(),
  dateline: z.string().min(1).nullable(),
  publishedAt: Timestamp.nullable().meta({
    description: 'RFC 3339 with the offset that the page speaks in; 00:00:00 at day precision.',
  }),
  publishedPrecision: PublishedPrecision.nullable(),
  byline: z.string().min(1).nullable(),
  credits: z.array(Credit),
  tags: z.array(z.string().min(1)),
  image: Image.nullable(),
  body: z.array(Block),
  paragraphs: z.array(z.string().min(1)),
  language: z.string().min(1).nullable().meta({ description: 'BCP 47.', example: 'zh-Hans' }),
  length: z.int().min(0).meta({ description: 'Characters (code points) in the paragraphs.' }),
  parser: z.strictObject({ name: z.string().min(1), version: z.int().min(1) }),
  missing: z.array(MissingField),
  warnings: z.array(Warning).default(laterMembers.warnings),
})
export type ParsedArticle = z.infer<typeof ParsedArticle>

const { body, paragraphs, length, parser, missing, warnings, language, ...head } = ParsedArticle.shape

const stored = {
  capturedAt: Timestamp.nullable()
    .default(laterMembers.capturedAt)
    .meta({ description: 'When the page was first captured, where it or its container says so.' }),
  ingestedAt: Timestamp,
  updatedAt: Timestamp,
  href: z
    .string()
    .meta({ description: "The article's address in this API.", example: '/articles/a103502606' }),
}

/** Addresses of an article's related resources. */
export const ArticleLinks = z
  .strictObject({ raw: z.string(), revisions: z.string(), similar: z.string() })
  .meta({ id: 'ArticleLinks' })

/** An article as `GET /articles/{id}` answers it. The JSON has its members in this order. */
export const Article = z
  .strictObject({
    ...head,
    body,
    paragraphs,
    language,
    length,
    revision: z.int().min(1),
    parser,
    missing,
    warnings,
    ...stored,
    links: ArticleLinks,
    tagLinks: z
      .array(z.string())
      .optional()
      .meta({ description: 'The address of each tag, in their order; made for the answer.' }),
  })
  .meta({ id: 'Article', description: 'A parsed news article.' })
export type Article = z.infer<typeof Article>

/** An article in a list. `snippet` is present in search results. */
export const ArticleSummary = z
  .strictObject({
    ...head,
    excerpt: z.string().meta({ description: 'The first 120 characters of the text.' }),
    language,
    length,
    revision: z.int().min(1),
    warnings,
    ...stored,
    snippet: z
      .string()
      .optional()
      .meta({ description: 'HTML-escaped text around the first hits, each hit in `<mark>`.' }),
  })
  .meta({ id: 'ArticleSummary', description: 'An article without its body.' })
export type ArticleSummary = z.infer<typeof ArticleSummary>

/** The archive's facts about an article. Times are UTC with milliseconds. */
export type StoredState = Pick<Article, 'revision' | 'ingestedAt' | 'updatedAt'> & {
  capturedAt?: string | null
}

export const excerptLength = 120

/** @returns the address of an article in this API */
export const hrefOf = (id: string) => `/articles/${id}`

/** @returns the addresses of an article's related resources */
export function linksOf(id: string): Article['links'] {
  const href = hrefOf(id)
  return { raw: `${href}/raw`, revisions: `${href}/revisions`, similar: `${href}/similar` }
}

/** @returns the article of the API, its members in the contract's order */
export function articleOf(parsed: ParsedArticle, state: StoredState): Article {
  return {
    id: parsed.id,
    source: parsed.source,
    nativeId: parsed.nativeId,
    channels: parsed.channels,
    section: parsed.section,
    url: parsed.url,
    title: parsed.title,
    dateline: parsed.dateline,
    publishedAt: parsed.publishedAt,
    publishedPrecision: parsed.publishedPrecision,
    byline: parsed.byline,
    credits: parsed.credits,
    tags: parsed.tags,
    image: parsed.image,
    body: parsed.body,
    paragraphs: parsed.paragraphs,
    language: parsed.language,
    length: parsed.length,
    revision: state.revision,
    parser: parsed.parser,
    missing: parsed.missing,
    warnings: parsed.warnings,
    capturedAt: state.capturedAt ?? null,
    ingestedAt: state.ingestedAt,
    updatedAt: state.updatedAt,
    href: hrefOf(parsed.id),
    links: linksOf(parsed.id),
  }
}

/** @returns the first 120 characters of the paragraphs, joined by line feeds */
export const excerptOf = (paragraphs: readonly string[]): string =>
  Array.from(paragraphs.join('\n').slice(0, excerptLength * 2))
    .slice(0, excerptLength)
    .join('')

/** @returns the article without body, paragraphs, parser, missing and links, with its excerpt, in the contract's order */
export function summaryOf(article: Article): ArticleSummary {
  const members = Object.entries({ ...article, excerpt: excerptOf(article.paragraphs) })
  const values = new Map<string, unknown>(members)
  const names = Object.keys(ArticleSummary.shape).filter((name) => values.has(name))
  return Object.fromEntries(names.map((name) => [name, values.get(name)])) as ArticleSummary
}

/** @returns the article's `paragraphs`: the texts of paragraphs, quotes and list items of its body */
export const textsOf = (body: readonly Block[]): string[] =>
  body.flatMap((block) => ('text' in block && block.type !== 'heading' ? [block.text] : []))
