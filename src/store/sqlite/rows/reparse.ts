import { Problem } from '../../../problem.ts'
import type { Store } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { articleOfKey } from './articles.ts'
import type { Pages } from './pages.ts'
import { rawPageOf } from './revisions.ts'

type CurrentPages = Awaited<ReturnType<Store['currentPages']>>

/** Reads of the database before it returns. @returns the current page of each living article after this id */
export async function currentPagesOf(
  connection: Connection,
  pages: Pages,
  afterId: string | null,
  limit: number,
): Promise<CurrentPages> {
  const sql = 'SELECT id, key FROM articles WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?'
  const rows = connection.rows<{ id: string; key: number }>(sql).all(afterId ?? '', limit)
  const currentPage = async ({ id, key }: (typeof rows)[number]) => {
    try {
      const page = rawPageOf(connection, pages, id)
      const article = articleOfKey(connection, key)
      const { bytes, contentType, hints } = await page
      return { id, page: { bytes, contentType, hints }, article }
    } catch (error) {
      return {
        id,
        problem: new Problem('internal', `It cannot be read: ${(error as Error).message}.`, {}, error),
      }
    }
  }
  return Promise.all(rows.map(currentPage))
}
