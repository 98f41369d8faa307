import { z } from 'zod'
import { Article, ArticleId, ArticleSummary, Block, Credit, Image, ParsedArticle } from '../article.ts'
import { Problem, type ProblemName } from '../problem.ts'
import { type ArticleFilter, type ArticleSort, articleSorts, facetNames, filters } from '../query.ts'

/** The components that other schemas name. */
export { Article, ArticleId, ArticleSummary, Block, Credit, Image, ParsedArticle }

/** The query parameters that lists, feeds and exports are filtered by. */
export const filterShape = Object.fromEntries(
  Object.entries(filters).map(([name, { schema }]) => [name, schema.optional()]),
) as { [Name in keyof typeof filters]: z.ZodOptional<(typeof filters)[Name]['schema']> }

/** @returns the filter among a request's parameters */
export function filterOf(query: Partial<Record<string, unknown>>): ArticleFilter {
  return Object.fromEntries(
    Object.keys(filters)
      .filter((name) => query[name] !== undefined)
      .map((name) => [name, query[name]]),
  ) as ArticleFilter
}

export const Sort = z.enum(articleSorts).meta({
  description:
    'By publication, undated articles last; by `ingestedAt` or `updatedAt`, the latest first. `relevance` needs q, and is then the default; otherwise newest is.',
})

/** @returns the order of a list. Throws Problem invalid-parameter for relevance without a search */
export function sortOf({ q, sort }: { q?: string | undefined; sort?: ArticleSort | undefined }): ArticleSort {
  if (sort !== 'relevance' || q !== undefined) return sort ?? (q === undefined ? 'newest' : 'relevance')
  throw new Problem('invalid-parameter', 'sort=relevance needs q.', {
    errors: [{ parameter: 'sort', message: 'relevance needs q' }],
  })
}

const mostFacetValues = 10_000
/** Values of a facet. */
export const FacetLimit = z
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(mostFacetValues, `must be at most ${mostFacetValues}`)
  .default(1000)
  .meta({
    description:
      'Values of each facet at most: those with the most articles; years, months and days, the latest.',
  })

/** A number of items on a page; with none, an answer says what else it says of the list. */
export const limitTo = (most: number) =>
  z.int('must be a whole number').min(0, 'must be at least 0').max(most, `must be at most ${most}`)
export const LimitOfArticles = limitTo(100).default(20).meta({
  description:
    'Items on a page; 0 for the count and the facets alone. Pages for browsers show 20 articles at most.',
})
export const Limit = limitTo(100).default(20).meta({ description: 'Items on a page; 0 for none.' })
export const Cursor = z.string().min(1).max(2000).meta({ description: 'From `next` of the page before.' })

/** Comma-separated names out of a list. */
export const names = (of: readonly string[], description: string, example: string) =>
  z
    .string()
    .min(1)
    .max(1000)
    .meta({ description: `${description} Comma-separated: ${of.join(', ')}.`, example })

/** Marks a parameter that changes the type of the answer: the description gives it in words (openapi/openapi.ts). */
export const inWords = <Schema extends z.ZodType>(description: string, schema: Schema): Schema =>
  schema.meta({ description, isInWords: true })

/** Names of members, comma-separated: the answer has only these. */
export const fieldsOf = (members: readonly string[], of: string) =>
  inWords(
    `Only these members of ${of}, in JSON. Comma-separated: ${members.join(', ')}.`,
    z.string().min(1).max(1000).optional(),
  )

export const IdPath = z.object({
  id: z.string().min(1).max(500).meta({
    description: "The article's id, or a native id that belongs to one article.",
    example: 'a103502606',
  }),
})

/** What the operations on one article have in common. */
export const onlyId = z.object({ id: ArticleId })
export const articleProblems: ProblemName[] = ['not-found', 'gone']
export const articleHeaders = ['ETag', 'Last-Modified', 'Vary'] as const

/** For what writes: the article that the example of `POST /articles` makes. The seed article is there to be read. */
export const onlyExampleId = z.object({ id: ArticleId.meta({ example: 'example-1' }) })

export const Flag = (description: string) => z.boolean().optional().meta({ description })

export const TagCount = z
  .strictObject({ tag: z.string(), count: z.int().min(0), href: z.string() })
  .meta({ id: 'TagCount', description: 'A tag with the number of articles that have it.' })

const Count = z
  .strictObject({
    value: z.string(),
    count: z.int().min(1),
    href: z.string().meta({ description: 'The address of these articles: the list with this filter added.' }),
  })
  .meta({ id: 'FacetCount' })
export const Next = z
  .string()
  .nullable()
  .meta({ description: 'The address of the next page; null on the last.' })

const NextCursor = z.string().nullable().meta({ description: 'The cursor in `next`.' })

const Items = z.array(ArticleSummary)

export const ArticleList = z
  .strictObject({
    items: Items,
    next: Next,
    cursor: NextCursor,
    total: z.int().min(0).optional().meta({ description: 'With count=true: articles in all.' }),
    facets: z
      .strictObject(Object.fromEntries(facetNames.map((name) => [name, z.array(Count).optional()])))
      .optional()
      .meta({ description: 'With facet: counts over all articles of the list.' }),
  })
  .meta({ id: 'ArticleList' })

export const TagList = z.strictObject({ items: z.array(TagCount), next: Next }).meta({ id: 'TagList' })

export const TagPage = z
  .strictObject({
    tag: z.string(),
    count: z.int().min(0),
    href: z.string(),
    aliases: z.array(z.string()).meta({ description: 'Tags that were merged into this one.' }),
    related: z.array(TagCount),
    items: Items,
    next: Next,
  })
  .meta({ id: 'TagPage', description: 'A tag, the tags that stand beside it most often, and its articles.' })

export const SimilarList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        similarity: z.number().min(0).max(1),
        kind: z.enum(['reprint', 'related']),
        article: ArticleSummary,
      }),
    ),
  })
  .meta({ id: 'SimilarList', description: 'Articles with much the same text, most similar first.' })

export const Choices = z
  .strictObject({
    nativeId: z.string(),
    choices: z.array(z.strictObject({ id: ArticleId, href: z.string() })),
  })
  .meta({ id: 'Choices', description: 'The articles that share a native id.' })

/** The members that `fields` may name. */
export const articleMembers = Object.keys(Article.shape)
export const summaryMembers = Object.keys(ArticleSummary.shape)
