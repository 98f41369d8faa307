import t from 'tap'
import { mirrorPage } from './pages.ts'
import { startService } from './service.ts'

t.test('a page whose article is deleted before it is answered', async (t) => {
  const { store, call, get } = await startService(t)
  const article = store.article.bind(store)
  store.article = async (id) => {
    await store.remove(id)
    return article(id)
  }
  for (const [method, path] of [
    ['POST', '/articles'],
    ['PUT', '/articles/a100000002'],
  ] as const) {
    const body = mirrorPage({ id: method === 'POST' ? 'a100000001' : 'a100000002' })
    const reply = await call(method, path, { headers: { 'content-type': 'text/markdown' }, body })
    t.match(reply, { status: 409 }, method)
    t.match(reply.json(), { type: '/problems/conflict', detail: /was stored, and was deleted/ }, method)
  }
  store.article = article
  t.match((await get('/changes')).json().items, [
    { id: 'a100000001', type: 'created' },
    { id: 'a100000001', type: 'deleted' },
    { id: 'a100000002', type: 'created' },
    { id: 'a100000002', type: 'deleted' },
  ])
})
