import t from 'tap'
import { mirrorPage, webPage } from './pages.ts'
import { startService } from './service.ts'

t.test('what happened is counted, by source and reason', async (t) => {
  const { get, post } = await startService(t)
  await post(mirrorPage({ id: 'a100000001' }), 'text/markdown')
  await post(mirrorPage({ id: 'a100000001' }), 'text/markdown')
  const lines = [
    { content: mirrorPage({ id: 'a100000002' }), contentType: 'text/markdown' },
    { content: webPage({ id: 'x' }), source: 'another' },
    { content: '<p></p>' },
  ]
  await post(lines.map((line) => JSON.stringify(line)).join('\n'), 'application/x-ndjson')
  for (const path of [
    '/articles/a100000001',
    '/articles/a100000001',
    '/articles?q=图书馆',
    '/articles/none',
    '/tags',
  ])
    await get(encodeURI(path))
  const { text } = await get('/metrics')
  for (const line of [
    'broadsheet_ingest_total{source="ntdtv",result="created",reason=""} 2',
    'broadsheet_ingest_total{source="",result="unchanged",reason=""} 1',
    'broadsheet_ingest_total{source="other",result="created",reason=""} 1',
    'broadsheet_ingest_total{source="",result="failed",reason="no-article"} 1',
    'broadsheet_requests_total{operation="getArticle",status="200"} 2',
    'broadsheet_requests_total{operation="getArticle",status="404"} 1',
    'broadsheet_requests_total{operation="listTags",status="200"} 1',
    'broadsheet_requests_total{operation="ingestArticles",status="201"} 1',
    'broadsheet_parse_seconds_count 4',
    'broadsheet_search_seconds_count 1',
    'broadsheet_articles 3',
    'broadsheet_last_sequence 3',
  ])
    t.ok(text.split('\n').includes(line), line)
  t.match(text, /^broadsheet_store_bytes \d{4,}$/m)
})
