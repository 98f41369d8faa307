import { sequenceStride } from '../../rules/changed.ts'
import type { Fault } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { isRebuildPending } from '../rebuild.ts'
import { totalOf, totals } from '../rows/totals.ts'

/** What SQLite says of the file. */
export function* structureFaults(connection: Connection): Generator<Fault, void, void> {
  for (const what of connection.values<string>('PRAGMA integrity_check').all())
    if (what !== 'ok') yield { where: 'database', what }
}

export function* pendingFaults(connection: Connection): Generator<Fault, void, void> {
  if (isRebuildPending(connection))
    yield { where: 'database', what: 'a rebuild was begun and is not complete', isDerived: true }
}

/** Rows that belong to no living article. */
export function* orphans(connection: Connection): Generator<Fault, void, void> {
  const living = '(SELECT key FROM articles WHERE deleted_at IS NULL)'
  for (const table of [
    'answers',
    'summaries',
    'facts',
    'revisions',
    'captures',
    'receipts',
    'search_articles',
  ]) {
    const sql = `SELECT count(*) FROM ${table} WHERE key NOT IN ${living}`
    const count = connection.values<number>(sql).get() ?? 0
    const isDerived = table === 'facts' || table === 'summaries' || table === 'search_articles'
    if (count > 0) yield { where: table, what: `${count} rows are of no article`, isDerived }
  }
  const sql = 'SELECT (SELECT count(*) FROM page_parts) - (SELECT coalesce(sum(parts), 0) FROM revisions)'
  const count = connection.values<number>(sql).get() ?? 0
  if (count > 0) yield { where: 'page_parts', what: `${count} rows are of no page` }
}

/** Totals, and the change sequence: without gaps but those of restores, its last word on each article what the article is. */
export function* sums(connection: Connection): Generator<Fault, void, void> {
  for (const [name, sql] of Object.entries(totals)) {
    const kept = totalOf(connection, name)
    const found = connection.values<number>(sql).get()
    if (kept !== found) {
      yield { where: 'totals', what: `${name}: ${kept} where there are ${found}`, isDerived: true }
    }
  }
  const gaps = connection
    .values<number>(
      `SELECT coalesce(sum(sequence - before - 1), 0)
       FROM (SELECT sequence, lag(sequence, 1, 0) OVER (ORDER BY sequence) AS before FROM changes WHERE sequence > 0)
       WHERE sequence % ${sequenceStride} <> 1 OR sequence - before <= ${sequenceStride}`,
    )
    .get()
  if (gaps !== 0) yield { where: 'changes', what: `${gaps} are missing` }
  const wrong = connection
    .values<string>(
      `SELECT coalesce(id, 'article ' || last.key)
       FROM (SELECT key, type, max(sequence) FROM changes WHERE tag IS NULL GROUP BY key) AS last
       LEFT JOIN articles USING (key)
       WHERE id IS NULL OR (type = 2) <> (deleted_at IS NOT NULL)
       UNION ALL SELECT id FROM articles WHERE key NOT IN (SELECT key FROM changes WHERE tag IS NULL)`,
    )
    .all()
  for (const id of wrong) yield { where: id, what: 'is not as its last change says' }
}
