import { Problem } from '../../../problem.ts'
import type { StoredPage } from '../../objects/pages.ts'
import type { Store } from '../../store.ts'
import { storedArticle } from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import { storedOfKeys } from './articles.ts'
import { type PageRow, type Pages, pageColumns } from './pages.ts'

type CurrentPages = Awaited<ReturnType<Store['currentPages']>>
type Row = PageRow & { id: string; key: number; contentType: string; hints: string }

/**
 * @returns what gives the current page of each living article after this id, with the article as it is, and needs the
 *   connection no more
 */
export async function currentPagesOf(
  connection: Connection,
  pages: Pages,
  afterId: string | null,
  limit: number,
): Promise<() => Promise<CurrentPages>> {
  const rows = await connection.rows<Row>(
    `SELECT id, key, ${pageColumns}, content_type AS "contentType", hints
     FROM articles JOIN revisions USING (key, revision)
     WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2`,
    afterId ?? '',
    limit,
  )
  const stored = await storedOfKeys(
    connection,
    rows.map(({ key }) => key),
  )
  const frames = new Map<number, StoredPage>()
  for (const row of rows) frames.set(row.key, await pages.stored(connection, row))
  const currentPage = async ({ id, key, contentType, hints }: Row) => {
    try {
      const answer = stored.get(key)
      if (answer === undefined) throw new Error(`there is no answer for article ${key}`)
      const article = storedArticle(answer)
      const bytes = await pages.objects.bytes(frames.get(key) as StoredPage)
      return { id, page: { bytes, contentType, hints: JSON.parse(hints) }, article }
    } catch (error) {
      const what = `It cannot be read: ${(error as Error).message}.`
      return { id, problem: new Problem('internal', what, {}, error) }
    }
  }
  return () => Promise.all(rows.map(currentPage))
}
