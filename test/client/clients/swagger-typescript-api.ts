import { Api, ContentType, type Problem } from '../generated/swagger-typescript-api/client.ts'
import type { Client } from '../scenario.ts'

export function connect(origin: string): Client {
  const api = new Api({ baseUrl: origin })
  /** It knows no NDJSON: a text is sent as it is, as plain text unless its type is put right. */
  const asLines: typeof fetch = (address, init) => {
    const headers = new Headers(init?.headers)
    headers.set('content-type', 'application/x-ndjson')
    return fetch(address, { ...init, headers })
  }
  const ofLines = new Api({ baseUrl: origin, customFetch: asLines })
  return {
    ingest: async (page) => (await api.articles.ingestArticles(page)).data,
    async batch(lines) {
      const answer = await ofLines.articles.ingestBatch(lines, {}, { type: ContentType.Text, format: 'text' })
      return answer.data
    },
    article: async (id) => (await api.articles.getArticle(id)).data,
    async tag(tag) {
      const { count, items } = (await api.tags.getTag(tag)).data
      return { count, titles: items.map((item) => item.title) }
    },
    async search(tag, limit, cursor) {
      const { data: list } = await api.articles.listArticles({
        tag,
        limit,
        count: true,
        ...(cursor === undefined ? {} : { cursor }),
      })
      return { ids: list.items.map((item) => item.id), cursor: list.cursor, total: list.total }
    },
    async problem(id) {
      const answer: unknown = await api.articles.getArticle(id).catch((error: unknown) => error)
      return (answer as { error: Problem }).error
    },
  }
}
