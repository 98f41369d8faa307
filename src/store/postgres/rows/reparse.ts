import { Problem } from '../../../problem.ts'
import type { Store } from '../../store.ts'
import { storedArticle } from '../../stored-article.ts'
import type { Connection } from '../connection.ts'
import { storedOfKeys } from './articles.ts'
import type { PageRow, Pages } from './pages.ts'

type CurrentPages = Awaited<ReturnType<Store['currentPages']>>
type Row = PageRow & { id: string; key: number; contentType: string; hints: string }

/** @returns the current page of each living article after this id, with the article as it is */
export async function currentPagesOf(
  connection: Connection,
  pages: Pages,
  afterId: string | null,
  limit: number,
): Promise<CurrentPages> {
  const rows = await connection.rows<Row>(
    `SELECT id, key, dictionary, content, size, content_type AS "contentType", hints
     FROM articles JOIN revisions USING (key, revision)
     WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2`,
    afterId ?? '',
    limit,
  )
  const stored = await storedOfKeys(
    connection,
    rows.map(({ key }) => key),
  )
  const current: CurrentPages = []
  for (const row of rows) {
    const { id, key, contentType, hints } = row
    try {
      const answer = stored.get(key)
      if (answer === undefined) throw new Error(`there is no answer for article ${key}`)
      const article = storedArticle(answer)
      const bytes = await pages.bytes(connection, row)
      current.push({ id, page: { bytes, contentType, hints: JSON.parse(hints) }, article })
    } catch (error) {
      const what = `It cannot be read: ${(error as Error).message}.`
      current.push({ id, problem: new Problem('internal', what, {}, error) })
    }
  }
  return current
}
