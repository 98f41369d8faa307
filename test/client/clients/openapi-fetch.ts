import createClient from 'openapi-fetch'
import type { paths } from '../generated/openapi-fetch/schema.ts'
import type { Client } from '../scenario.ts'

/** What an answer must have: without it, its problem is the error. */
function dataOf<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error))
  return data
}

export function connect(origin: string): Client {
  const api = createClient<paths>({ baseUrl: origin })
  return {
    async ingest(body) {
      return dataOf(await api.POST('/articles', { body }))
    },
    async batch(body) {
      return dataOf(
        await api.POST('/articles/batch', {
          body,
          bodySerializer: (lines) => lines,
          headers: { 'content-type': 'application/x-ndjson' },
          parseAs: 'text',
        }),
      )
    },
    async article(id) {
      return dataOf(await api.GET('/articles/{id}', { params: { path: { id } } }))
    },
    async tag(tag) {
      const { count, items } = dataOf(await api.GET('/tags/{tag}', { params: { path: { tag } } }))
      return { count, titles: items.map((item) => item.title) }
    },
    async search(tag, limit, cursor) {
      const query = { tag, limit, count: true, ...(cursor === undefined ? {} : { cursor }) }
      const list = dataOf(await api.GET('/articles', { params: { query } }))
      return { ids: list.items.map((item) => item.id), cursor: list.cursor, total: list.total }
    },
    async problem(id) {
      const { error } = await api.GET('/articles/{id}', { params: { path: { id } } })
      if (error === undefined) throw new Error('no problem')
      return error
    },
  }
}
