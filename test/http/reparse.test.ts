import t from 'tap'
import { readable } from '../store/open.ts'
import { mirrorPage } from './pages.ts'
import { startService } from './service.ts'

const ndjson = { accept: 'application/x-ndjson' }

t.test('parsing anew: what would change, what changed, and that it shows', async (t) => {
  const { call, get, post, store } = await startService(t)
  for (const id of ['a100000001', 'a100000002', 'a100000003'])
    await post(mirrorPage({ id, tags: ['图书馆'] }), 'text/markdown')
  // As an older parser would have left it.
  const [first] = await store.currentPages('a100000001', 1)
  const {
    revision: _r,
    ingestedAt: _i,
    updatedAt: _u,
    href: _h,
    links: _l,
    ...parsed
  } = readable(first).article
  await store.replaceParsed([{ article: { ...parsed, title: '旧标题', tags: [] }, revision: 1 }])

  const changed = { articles: 3, updated: 1, unchanged: 2, failed: 0, fields: { title: 1, tags: 1 } }
  const trial = await call('POST', '/reparse?dryRun=true')
  t.equal(trial.status, 200)
  t.strictSame(trial.json(), changed)
  t.equal((await get('/articles/a100000002')).json().title, '旧标题', 'a trial writes nothing')
  const sequence = (await get('/changes')).json().lastSequence

  const lines = (await call('POST', '/reparse', { headers: ndjson })).text.trimEnd().split('\n')
  t.strictSame(
    lines.map((line) => JSON.parse(line)),
    [{ id: 'a100000002', result: 'updated', fields: ['title', 'tags'] }, { summary: changed }],
  )
  t.equal((await get('/articles/a100000002')).json().title, 'a100000002号报导：旧仓库改成图书馆')
  t.match((await get(`/changes?since=${sequence}`)).json(), {
    items: [{ type: 'updated', id: 'a100000002', fields: ['title', 'tags'] }],
    next: null,
  })
  t.match((await call('POST', '/reparse?after=a100000002')).json(), { articles: 1, updated: 0 })
})

t.test('who comes while it is under way is told so, and may come again', async (t) => {
  const { call, post } = await startService(t)
  for (let index = 0; index < 40; index++)
    await post(mirrorPage({ id: `a1000001${index + 10}` }), 'text/markdown')
  const statuses = await Promise.all(
    Array.from({ length: 4 }, async () => (await call('POST', '/reparse')).status),
  )
  t.ok(
    statuses.every((status) => status === 200 || status === 409),
    `${statuses}`,
  )
  t.ok(statuses.includes(200))
  t.equal((await call('POST', '/reparse')).status, 200, 'and again when it is done')
})
