// No statement that answers a request reads a large table from end to end.
import t from 'tap'
import type { ArticleFilter } from '../../../src/query.ts'
import { openStore } from '../../../src/store/open.ts'
import { Connection, forRequests, poolOf, type Value } from '../../../src/store/postgres/connection.ts'
import { listOf } from '../../../src/store/postgres/lists/lists.ts'
import { inOrder } from '../../../src/store/postgres/lists/ordered.ts'
import { tagOf, tagsOf } from '../../../src/store/postgres/lists/tags.ts'
import { storedOfId } from '../../../src/store/postgres/rows/articles.ts'
import { changesAfter } from '../../../src/store/postgres/rows/changes.ts'
import { Pages } from '../../../src/store/postgres/rows/pages.ts'
import { rowOf, rowsOf } from '../../../src/store/postgres/rows/places.ts'
import { currentPagesOf } from '../../../src/store/postgres/rows/reparse.ts'
import { holdersOf, rawPageOf } from '../../../src/store/postgres/rows/revisions.ts'
import { sourcesOf, statisticsOf } from '../../../src/store/postgres/rows/statistics.ts'
import { similarTo } from '../../../src/store/postgres/search/similar.ts'
import { entry } from '../entries.ts'
import { startServer } from './server.ts'

/** Remembers the statements that it runs. */
class Recorder extends Connection {
  readonly statements = new Map<string, readonly Value[]>()

  override async rows<Row extends object>(sql: string, ...values: Value[]): Promise<Row[]> {
    this.statements.set(sql, values)
    return super.rows<Row>(sql, ...values)
  }

  override async values<T>(sql: string, ...values: Value[]): Promise<T[]> {
    this.statements.set(sql, values)
    return super.values<T>(sql, ...values)
  }
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

/** Tables of few rows, however large the archive is. */
const small = new Set(['state', 'dictionaries', 'tag_aliases', 'imports', 'refusals'])

function scansIn(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' && !small.has(plan['Relation Name'] ?? '')
  return [...(own ? [plan['Relation Name'] ?? '?'] : []), ...(plan.Plans ?? []).flatMap(scansIn)]
}

const articles = 30_000
/** An archive of so many articles, made in the database: what lists and searches read of them. */
const filled = `
  INSERT INTO articles (id, revision, native_id, url_digest)
    SELECT 'n' || n, 1, 'n' || n, sha256(n::text::bytea) FROM generate_series(1, ${articles}) AS n;
  INSERT INTO terms (kind, value, name, articles)
    SELECT 'tag', 'tag ' || n, 'tag ' || n, 1 + ${articles} / n FROM generate_series(1, ${articles}) AS n;
  INSERT INTO facts (key, instant, day, terms, ingested, updated)
    SELECT key, 1500000000 + key * 100, 17000 + key / 100,
      ARRAY(SELECT term FROM terms WHERE kind = 'all')
      || ARRAY(SELECT term FROM terms WHERE kind = 'source' LIMIT 1)
      || ARRAY(SELECT 10 + (key * step) % (1 + key / step) FROM generate_series(1, 8) AS step)::integer[],
      1700000000000 + key, 1700000000000 + key
    FROM articles WHERE key > 1;
  INSERT INTO postings SELECT DISTINCT term, instant, key FROM facts, unnest(terms) AS term WHERE key > 1
    ON CONFLICT DO NOTHING;
  UPDATE terms SET articles = ${articles} WHERE kind IN ('all', 'source');
  INSERT INTO search SELECT key, instant,
      ARRAY(SELECT ((19968 + (key * step) % (2 + (key / step) % 12000)) << 16) | 19968 FROM generate_series(1, 40) AS step)::integer[],
      '{}', '{}', ARRAY[key::integer]
    FROM facts WHERE key > 1;
  INSERT INTO answers SELECT facts.key, etag, updated_at, json FROM facts, answers WHERE facts.key > 1;
  INSERT INTO revisions SELECT facts.key, revision, dictionary, content, digest, size, received_at, content_type, hints
    FROM facts, revisions WHERE facts.key > 1;
  INSERT INTO captures SELECT key, key, 1, 'arrival' FROM facts WHERE key > 1;
  INSERT INTO receipts SELECT substr(sha256(key::text::bytea), 1, 16), key FROM facts WHERE key > 1;
  INSERT INTO changes SELECT key, 0, key, key, 1, NULL FROM facts WHERE key > 1;
  INSERT INTO term_days SELECT term, day, count(*) FROM facts, unnest(terms) AS term WHERE key > 1
    GROUP BY term, day ON CONFLICT DO NOTHING;
  ANALYZE`

const filters: ArticleFilter[] = [
  {},
  { tag: ['tag 3'] },
  { tag: ['tag 3', 'tag 9000'] },
  { tag: ['tag 1', 'tag 2'] },
  { anyTag: ['tag 5', 'tag 7000'] },
  { source: 'ntdtv', tag: ['tag 400'] },
  { tag: ['tag 2'], notTag: ['tag 3'] },
  { id: ['n5', 'n6'] },
  { url: 'https://www.example.org/' },
  { from: '2018-01-01', to: '2018-02-01' },
  { year: '2018', tag: ['tag 3'] },
  { ingestedFrom: '2023-11-14T22:13:30Z' },
  { q: '丁一' },
  { q: '万一' },
  { q: '丁一', tag: ['tag 3'] },
  { q: '万一', from: '2018-01-01' },
  { q: '万一 不一' },
  { q: '万一万' },
]

const keyOf = (row: object) => (row as { key: number }).key

t.test('lists, searches and single reads go by an index', async (t) => {
  const server = await startServer(t)
  const url = await server.database()
  const store = await openStore(url)
  await store.save([entry({ id: 'a1', tags: ['first'] })])
  await store.close()
  await server.run(url, filled)
  const pool = poolOf(url, 1, forRequests)
  const client = await pool.connect()
  t.teardown(async () => {
    client.release()
    await pool.end()
  })
  const connection = new Recorder(client)
  for (const filter of filters) {
    for (const sort of ['newest', 'oldest', 'relevance', 'ingested', 'updated'] as const) {
      await listOf(connection, { filter, sort, limit: 20 })
      await listOf(connection, { filter, sort, limit: 20, after: [0, 1_501_000_000, 10_000] })
    }
    const isWhole = Object.keys(filter).length === 0 || filter.q !== undefined || filter.tag !== undefined
    if (isWhole) await listOf(connection, { filter, sort: 'newest', limit: 0, count: true })
  }
  await tagsOf(connection, { sort: 'count', limit: 20 })
  await tagsOf(connection, { sort: 'name', limit: 20, after: [5, 'tag 5'] })
  await tagOf(connection, 'tag 400')
  await storedOfId(connection, 'n7')
  await rowOf(connection, 'n7')
  await rowsOf(connection, 'n7', 'https://www.example.org/')
  await rawPageOf(connection, new Pages(), 'n7')
  await currentPagesOf(connection, new Pages(), 'n7', 5)
  await holdersOf(connection, ['00'.repeat(32)])
  await changesAfter(connection, 500, 20)
  await similarTo(connection, 7, 5)
  await sourcesOf(connection)
  await statisticsOf(connection)
  await connection.values('SELECT id FROM articles WHERE native_id = $1 ORDER BY id', 'n7')
  t.ok(connection.statements.size > 60, `${connection.statements.size} statements`)
  const explaining = new Connection(client)
  for (const [sql, values] of connection.statements) {
    if (sql.startsWith('EXPLAIN')) continue
    const [explained] = await explaining.values<[{ Plan: Plan }]>(`EXPLAIN (FORMAT JSON) ${sql}`, ...values)
    t.strictSame(explained === undefined ? ['?'] : scansIn(explained[0].Plan), [], sql)
  }
  const [pair] = await explaining.values<number>('SELECT grams[7] FROM search WHERE key = 20000')
  const sql = `SELECT key, instant FROM search WHERE grams OPERATOR(pg_catalog.@>) ARRAY[$1::integer]`
  for (const direction of ['ASC', 'DESC'] as const) {
    const [all, gathered, read] = await Promise.all(
      [articles, articles, 3].map((few, index) =>
        inOrder(explaining, { sql, values: [pair ?? 0] }, direction, index === 0 ? articles : 20, few),
      ),
    )
    t.ok(all !== undefined && all.length > 3, 'there are more than few')
    t.same(gathered?.map(keyOf), all?.slice(0, 20).map(keyOf))
    t.same(read?.map(keyOf), all?.slice(0, 20).map(keyOf), 'by date as well')
  }
})
