import { getArticle, getTag, ingestArticles, ingestBatch, listArticles } from '../generated/orval/client.ts'
import type { Client } from '../scenario.ts'

/** The service's address is in the generated client. */
export function connect(): Client {
  return {
    async ingest(page) {
      const answer = await ingestArticles(page)
      if (answer.status !== 201) throw new Error(String(answer.status))
      return answer.data
    },
    async batch(lines) {
      const answer = await ingestBatch(new Blob([lines], { type: 'application/x-ndjson' }))
      if (answer.status !== 200) throw new Error(String(answer.status))
      return answer.stream.text()
    },
    async article(id) {
      const answer = await getArticle(id)
      if (answer.status !== 200) throw new Error(String(answer.status))
      return answer.data
    },
    async tag(tag) {
      const answer = await getTag(tag)
      if (answer.status !== 200) throw new Error(String(answer.status))
      return { count: answer.data.count, titles: answer.data.items.map((item) => item.title) }
    },
    async search(tag, limit, cursor) {
      const answer = await listArticles({
        tag,
        limit,
        count: true,
        ...(cursor === undefined ? {} : { cursor }),
      })
      if (answer.status !== 200) throw new Error(String(answer.status))
      const { items, total, cursor: next } = answer.data
      return { ids: items.map((item) => item.id), cursor: next, total }
    },
    async problem(id) {
      const answer = await getArticle(id)
      if (answer.status !== 404) throw new Error(String(answer.status))
      return answer.data
    },
  }
}
