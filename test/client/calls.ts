import createClient from 'openapi-fetch'
import type { components, paths } from './generated/openapi-fetch/schema.ts'

type Article = components['schemas']['Article']

/** Everything that the calls found, for the test to judge. */
export type Findings = {
  created: Article
  listed: string[]
  related: string[]
  changes: string[]
  forms: Record<string, string>
  problems: Record<string, number>
}

/** What an answer must have: without it, its problem is the error. */
function expected<T>(answer: { data?: T | undefined; error?: unknown; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status}: ${JSON.stringify(answer.error)}`)
  return answer.data
}

/** Calls every operation of the API as a program would that knows it from its description alone. */
export async function callEverything(origin: string, page: string): Promise<Findings> {
  const client = createClient<paths>({ baseUrl: origin })
  const asText = { parseAs: 'text', bodySerializer: (body: unknown) => String(body) } as const

  const created = expected(
    await client.POST('/articles', {
      body: { content: page, contentType: 'text/markdown', channel: 'client' },
    }),
  )
  const { id } = created
  const path = { id }
  expected(
    await client.PUT('/articles/{id}', {
      params: { path },
      body: { content: page, contentType: 'text/markdown' },
    }),
  )
  const line = JSON.stringify({ content: page, contentType: 'text/markdown', channel: 'client' })
  const batch = expected(
    await client.POST('/articles/batch', {
      body: `${line}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
      ...asText,
    }),
  ) as string

  const list = expected(
    await client.GET('/articles', {
      params: { query: { tag: created.tags, sort: 'newest', limit: 10, count: true, facet: 'tag,year' } },
    }),
  )
  const total: number | undefined = list.total
  const one = expected(await client.GET('/articles/{id}', { params: { path } }))
  const title: string | null = one.title
  const forms: Record<string, string> = { json: `${title} ${total}`, batch }
  const others = {
    html: 'text/html',
    markdown: 'text/markdown',
    text: 'text/plain',
    'ld+json': 'application/ld+json',
  }
  for (const [format, accept] of Object.entries(others))
    forms[format] = expected(
      await client.GET('/articles/{id}', { params: { path }, headers: { accept }, parseAs: 'text' }),
    )

  forms.raw = expected(await client.GET('/articles/{id}/raw', { params: { path }, ...asText })) as string
  expected(await client.GET('/articles/{id}/similar', { params: { path, query: { limit: 5 } } }))
  expected(await client.GET('/articles/{id}/revisions', { params: { path } }))
  const revision = { id, n: 1 }
  expected(await client.GET('/articles/{id}/revisions/{n}', { params: { path: revision } }))
  expected(await client.GET('/articles/{id}/revisions/{n}/raw', { params: { path: revision }, ...asText }))

  const at = new Date().toISOString()
  expected(await client.GET('/articles/{id}', { params: { path, query: { at } } }))
  const url = created.url ?? ''
  forms.timemap = expected(await client.GET('/timemap', { params: { query: { url } }, ...asText })) as string

  const [tag = '', other = ''] = created.tags
  const tags = expected(await client.GET('/tags', { params: { query: { sort: 'name' } } }))
  expected(await client.GET('/tags/{tag}', { params: { path: { tag } } }))
  const merged = { params: { path: { tag, alias: other } } }
  await client.PUT('/tags/{tag}/aliases/{alias}', merged)
  await client.DELETE('/tags/{tag}/aliases/{alias}', merged)

  expected(await client.GET('/days'))
  expected(await client.GET('/days/{date}', { params: { path: { date: '2022-08' } } }))
  expected(await client.GET('/sources'))
  expected(await client.GET('/stats'))
  expected(await client.GET('/healthz'))
  expected(await client.GET('/readyz'))
  expected(await client.GET('/'))
  expected(await client.GET('/problems'))
  expected(await client.GET('/openapi.json'))
  expected(await client.GET('/openapi.yaml', asText))
  expected(await client.GET('/problems/{name}', { params: { path: { name: 'not-found' } } }))
  expected(await client.POST('/reparse', { params: { query: { dryRun: true } } }))
  forms.export = expected(await client.GET('/export', asText)) as string
  forms.atom = expected(await client.GET('/feed.atom', asText)) as string
  forms.jsonFeed = expected(await client.GET('/feed.json', asText)) as string
  forms.metrics = expected(await client.GET('/metrics', asText)) as string

  expected(await client.GET('/try', asText))
  expected(await client.POST('/try', { body: { content: page, contentType: 'text/markdown' } }))
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' } as const
  expected(await client.POST('/mcp', { body: message, parseAs: 'text' }))

  const removed = await client.DELETE('/articles/{id}', { params: { path } })
  const changes = expected(await client.GET('/changes', { params: { query: { since: 0 } } }))
  const gone = await client.GET('/articles/{id}', { params: { path } })
  const unknown = await client.GET('/articles/{id}', { params: { path: { id: 'unknown' } } })
  const refused = await client.GET('/articles', { params: { query: { limit: 1000 } } })

  return {
    created,
    listed: list.items.map((item) => String(item.id)),
    related: tags.items.map((item) => item.tag),
    changes: (typeof changes === 'string' ? [] : changes.items).map((change) => change.type),
    forms,
    problems: {
      deleted: removed.response.status,
      [gone.error?.type ?? '']: gone.response.status,
      [unknown.error?.type ?? '']: unknown.response.status,
      [refused.error?.type ?? '']: refused.response.status,
    },
  }
}
