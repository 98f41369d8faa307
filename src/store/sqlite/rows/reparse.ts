import { Problem } from '../../../problem.ts'
import type { Store } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { articleOfKey } from './articles.ts'
import type { Pages } from './pages.ts'
import { rawPageOf } from './revisions.ts'

type CurrentPages = Awaited<ReturnType<Store['currentPages']>>

/** The current page of each living article after this id, with the article as it is. */
export function currentPagesOf(
  connection: Connection,
  pages: Pages,
  afterId: string | null,
  limit: number,
): CurrentPages {
  const sql = 'SELECT id, key FROM articles WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?'
  const rows = connection.rows<{ id: string; key: number }>(sql).all(afterId ?? '', limit)
  return rows.map(({ id, key }) => {
    try {
      const { bytes, contentType, hints } = rawPageOf(connection, pages, id)
      return { id, page: { bytes, contentType, hints }, article: articleOfKey(connection, key) }
    } catch (error) {
      return {
        id,
        problem: new Problem('internal', `It cannot be read: ${(error as Error).message}.`, {}, error),
      }
    }
  })
}
