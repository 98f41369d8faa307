import { isAxiosError } from 'axios'
import { getArticle, getTag, ingestArticles, ingestBatch, listArticles } from '../generated/kubb/client.ts'
import type { GetArticle404 } from '../generated/kubb/types.ts'
import type { Client } from '../scenario.ts'

export function connect(origin: string): Client {
  // axios repeats a parameter as `tag[]` unless it is told otherwise.
  const options = { baseURL: origin, paramsSerializer: { indexes: null } }
  return {
    ingest: (page) => ingestArticles(page, undefined, options),
    batch: (lines) =>
      ingestBatch(new Blob([lines], { type: 'application/x-ndjson' }), undefined, {
        ...options,
        responseType: 'text',
      }),
    article: (id) => getArticle(id, undefined, options),
    async tag(tag) {
      const { count, items } = await getTag(tag, undefined, options)
      return { count, titles: items.map((item) => item.title) }
    },
    async search(tag, limit, cursor) {
      const list = await listArticles(
        { tag, limit, count: true, ...(cursor === undefined ? {} : { cursor }) },
        options,
      )
      return { ids: list.items.map((item) => item.id), cursor: list.cursor, total: list.total }
    },
    async problem(id) {
      const error: unknown = await getArticle(id, undefined, options).catch((error: unknown) => error)
      if (!isAxiosError<GetArticle404>(error) || error.response === undefined) throw new Error('no problem')
      return error.response.data
    },
  }
}
