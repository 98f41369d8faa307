import { createRequire } from 'node:module'
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { ArticleId } from '../../article.ts'
import { Problem } from '../../problem.ts'
import type { Store } from '../../store/store.ts'
import { articleIn } from '../answer/article-json.ts'
import type { KnownSource } from '../operation.ts'
import { publicAddress } from '../public-address.ts'
import { markdown } from '../representations/markdown.ts'
import { filterOf, filterShape, Sort, sortOf } from '../schemas.ts'

const { version }: { version: string } = createRequire(import.meta.url)('../../../package.json')

/** Articles are resources of assistants under this address. */
const uriOf = (id: string): string => `broadsheet://articles/${id}`

const some = (most: number) => z.int().min(1).max(most).default(Math.min(most, 20))
const onlyReads = { readOnlyHint: true, openWorldHint: false }

type Result = { content: { type: 'text'; text: string }[]; isError?: true }

/** @returns a tool's result; a problem is told to the assistant, which can correct its call */
async function told(work: () => Promise<unknown>): Promise<Result> {
  try {
    return { content: [{ type: 'text', text: JSON.stringify(await work()) }] }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { content: [{ type: 'text', text: error.message }], isError: true }
  }
}

/**
 * A server of the Model Context Protocol over an archive: what assistants may ask. It reads and writes nothing.
 * @param sources gives articles the names of their publishers
 */
export function createMcpServer(store: Store, sources: readonly KnownSource[]): McpServer {
  const server = new McpServer({ name: 'broadsheet', title: 'Broadsheet, a news archive', version })
  const articleOf = async (id: string) => articleIn(await store.article(id))

  server.registerTool(
    'search_articles',
    {
      title: 'Search articles',
      description:
        'Articles by words, tags, source, byline, dates and language, each with a snippet; `total` counts all that fit. Traditional and Simplified Chinese are one.',
      inputSchema: z.object({ ...filterShape, sort: Sort.optional(), limit: some(50) }),
      annotations: onlyReads,
    },
    (query) =>
      told(async () => {
        const sort = sortOf(query)
        const list = await store.list({ filter: filterOf(query), sort, limit: query.limit, count: true })
        const articles = list.items.map(({ id, json, snippet }) => ({
          ...(JSON.parse(json.toString()) as object),
          uri: uriOf(id),
          ...(snippet === undefined ? {} : { snippet }),
        }))
        return { total: list.total, articles }
      }),
  )

  server.registerTool(
    'get_article',
    {
      title: 'Get an article',
      description: 'A whole article: title, byline, credits, date, tags, address and text.',
      inputSchema: z.object({ id: ArticleId }),
      annotations: onlyReads,
    },
    ({ id }) =>
      told(async () => {
        const { body: _, ...article } = await articleOf(id)
        return article
      }),
  )

  server.registerTool(
    'list_versions',
    {
      title: 'List the versions of an article',
      description: 'Each version of the page that an article was read from, with when it was captured.',
      inputSchema: z.object({ id: ArticleId }),
      annotations: onlyReads,
    },
    ({ id }) => told(() => store.revisions(id)),
  )

  server.registerTool(
    'list_tags',
    {
      title: 'List tags',
      description: 'Tags with how many articles have them, also by a part of the name.',
      inputSchema: z.object({
        contains: z.string().max(500).optional(),
        sort: z.enum(['count', 'name']).default('count'),
        limit: some(200),
      }),
      annotations: onlyReads,
    },
    (query) => told(async () => (await store.tags(query)).items),
  )

  server.registerTool(
    'count_by_month',
    {
      title: 'Curve of articles a month',
      description: 'How many articles fit, month by month: how often something was written about.',
      inputSchema: z.object(filterShape),
      annotations: onlyReads,
    },
    (query) =>
      told(async () => {
        const filter = filterOf(query)
        const list = await store.list({ filter, sort: 'newest', limit: 0, count: true, facets: ['month'] })
        return { total: list.total, months: list.facets?.month ?? [] }
      }),
  )

  server.registerResource(
    'article',
    new ResourceTemplate(uriOf('{id}'), { list: undefined }),
    { title: 'Article', description: 'An article as Markdown.', mimeType: 'text/markdown' },
    async (uri, { id }) => {
      const article = await articleOf(String(id))
      const publisher = sources.find(({ name }) => name === article.source)?.title ?? article.source
      const text = markdown(article, { publisher, origin: publicAddress().origin })
      return { contents: [{ uri: uri.href, mimeType: 'text/markdown', text }] }
    },
  )
  return server
}
