import { createClient } from '../generated/hey-api/client/index.ts'
import { getArticle, getTag, ingestArticles, ingestBatch, listArticles } from '../generated/hey-api/index.ts'
import type { Client } from '../scenario.ts'

export function connect(origin: string): Client {
  const client = createClient({ baseUrl: origin })
  const options = { client, throwOnError: true } as const
  return {
    async ingest(body) {
      return (await ingestArticles({ ...options, body })).data
    },
    async batch(lines) {
      const body = new Blob([lines], { type: 'application/x-ndjson' })
      return (await ingestBatch({ ...options, body, parseAs: 'text' })).data
    },
    async article(id) {
      return (await getArticle({ ...options, path: { id } })).data
    },
    async tag(tag) {
      const { count, items } = (await getTag({ ...options, path: { tag } })).data
      return { count, titles: items.map((item) => item.title) }
    },
    async search(tag, limit, cursor) {
      const query = { tag, limit, count: true, ...(cursor === undefined ? {} : { cursor }) }
      const { data: list } = await listArticles({ ...options, query })
      return { ids: list.items.map((item) => item.id), cursor: list.cursor, total: list.total }
    },
    async problem(id) {
      const { error } = await getArticle({ client, path: { id } })
      if (error === undefined || !('detail' in error)) throw new Error('no problem')
      return error
    },
  }
}
