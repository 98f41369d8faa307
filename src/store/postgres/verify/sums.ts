import { sequenceStride } from '../../rules/changed.ts'
import { countedKinds } from '../../rules/terms.ts'
import type { Fault } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { totals } from '../rebuild.ts'

/** The terms of each article as they are listed and counted, each once: in the place of a merged tag its root. */
const listed = `(SELECT DISTINCT coalesce(terms.root, terms.term) AS term, facts.instant, facts.key
  FROM facts CROSS JOIN unnest(facts.terms) AS own (term) JOIN terms USING (term))`

/** Of terms that are only counted there is no list. */
const isListed = `term IN (SELECT term FROM terms WHERE kind NOT IN (${countedKinds.map((kind) => `'${kind}'`).join(', ')}))`

/** Each with the SQL that gives a text for each fault. */
const derived: readonly { where: string; sql: string }[] = [
  {
    where: 'postings',
    sql: `SELECT 'article ' || key || ' is missing in the list of term ' || term FROM
      (SELECT * FROM ${listed} AS listed WHERE ${isListed} EXCEPT SELECT term, instant, key FROM postings) AS missing`,
  },
  {
    where: 'postings',
    sql: `SELECT 'article ' || key || ' does not belong in the list of term ' || term FROM
      (SELECT term, instant, key FROM postings EXCEPT SELECT * FROM ${listed} AS listed WHERE ${isListed}) AS wrong`,
  },
  {
    where: 'terms',
    sql: `SELECT kind || ' ' || value || ' counts ' || articles || ' articles of ' || coalesce(counted, 0) FROM terms
      LEFT JOIN (SELECT term, count(*) AS counted FROM ${listed} AS listed GROUP BY term) AS counts USING (term)
      WHERE articles <> coalesce(counted, 0)`,
  },
  {
    where: 'term_days',
    sql: `SELECT 'term ' || coalesce(kept.term, counted.term) || ' counts ' || coalesce(articles, 0) || ' articles of '
        || coalesce(counted, 0) || ' on day ' || coalesce(kept.day, counted.day)
      FROM (SELECT term, day, count(*) AS counted FROM postings JOIN facts USING (key)
        WHERE day IS NOT NULL GROUP BY term, day) AS counted
      FULL JOIN term_days AS kept ON kept.term = counted.term AND kept.day = counted.day
      WHERE articles IS DISTINCT FROM counted`,
  },
  ...['facts', 'search'].map((table) => ({ where: table, sql: orphans(table) })),
  ...Object.entries(totals).map(([name, sql]) => ({
    where: 'state',
    sql: `SELECT '${name}: ' || ${name} || ' where there are ' || (${sql}) FROM state WHERE ${name} <> (${sql})`,
  })),
  {
    where: 'database',
    sql: `SELECT 'a rebuild was begun and is not complete' FROM state WHERE rebuilt_to IS NOT NULL`,
  },
]

const roots = `WITH RECURSIVE ends (alias, tag, steps) AS (
    SELECT alias, tag, 1 FROM tag_aliases
    UNION ALL SELECT ends.alias, tag_aliases.tag, steps + 1 FROM ends
      JOIN tag_aliases ON tag_aliases.alias = ends.tag WHERE steps < 1000),
  rooted AS (SELECT DISTINCT ON (alias) alias, tag FROM ends ORDER BY alias, steps DESC)
  SELECT 'term ' || coalesce(term, alias) || ' has another root' FROM rooted
  FULL JOIN (SELECT term, root FROM terms WHERE root IS NOT NULL) AS merged ON term = alias
  WHERE root IS DISTINCT FROM tag`

const stated: readonly { where: string; sql: string }[] = [
  { where: 'tag_aliases', sql: roots },
  ...['answers', 'revisions', 'captures', 'receipts'].map((table) => ({ where: table, sql: orphans(table) })),
  {
    where: 'changes',
    // A gap before a restored archive's first number is no fault.
    sql: `SELECT sum(sequence - before - 1) || ' are missing' FROM
      (SELECT sequence, lag(sequence, 1, 0::bigint) OVER (ORDER BY sequence) AS before FROM
        (SELECT sequence FROM changes WHERE sequence > 0 UNION ALL SELECT sequence + 1 FROM state) AS numbers) AS steps
      WHERE sequence % ${sequenceStride} <> 1 OR sequence - before <= ${sequenceStride}
      HAVING sum(sequence - before - 1) <> 0`,
  },
]

function orphans(table: string): string {
  return `SELECT count(*) || ' rows are of no article' FROM ${table} WHERE NOT EXISTS
    (SELECT 1 FROM articles WHERE articles.key = ${table}.key AND deleted_at IS NULL) HAVING count(*) > 0`
}

/** Lists and counters against the articles' facts; totals; the change sequence, its last word on each article what it is. */
export async function* sumFaults(connection: Connection): AsyncGenerator<Fault, void, void> {
  for (const [checks, isDerived] of [[derived, true] as const, [stated, false] as const]) {
    for (const { where, sql } of checks) {
      for (const what of await connection.values<string>(sql)) yield { where, what, isDerived }
    }
  }
  const wrong = await connection.values<string>(
    `SELECT coalesce(id, 'article ' || last.key) FROM
       (SELECT DISTINCT ON (key) key, type FROM changes WHERE tag IS NULL ORDER BY key, sequence DESC) AS last
     FULL JOIN articles USING (key)
     WHERE id IS NULL OR type IS NULL OR (type = 2) <> (deleted_at IS NOT NULL)`,
  )
  for (const where of wrong) yield { where, what: 'is not as its last change says' }
}
