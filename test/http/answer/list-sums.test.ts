import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { ListSums } from '../../../src/http/answer/list-sums.ts'
import type { ArticleList, ListRequest } from '../../../src/store/store.ts'
import { mirrorPage } from '../pages.ts'
import { startService } from '../service.ts'

t.test('a list is counted once until the archive changes', async (t) => {
  const asked: ListRequest[] = []
  const answers: (() => Promise<ArticleList>)[] = []
  const sums = new ListSums({
    list: async (request) => {
      asked.push(request)
      return (await answers.shift()?.()) ?? { items: [], next: null, total: asked.length, facets: {} }
    },
  })
  t.equal((await sums.soon({ q: '河' }))?.total, 1)
  t.equal((await sums.soon({ q: '河' }))?.total, 1)
  t.equal((await sums.soon({ q: '山' }))?.total, 2)
  sums.clear()
  t.equal((await sums.soon({ q: '河' }))?.total, 3)

  answers.push(() => Promise.reject(new Error('busy')))
  await t.rejects(sums.soon({ q: '海' }), /busy/)
  t.equal((await sums.soon({ q: '海' }))?.total, 5, 'a failure is not kept')
})

t.test('the pages of a search say how long it is, also after the archive changed', async (t) => {
  const service = await startService(t)
  const post = (id: string) =>
    service.post(mirrorPage({ id, paragraphs: [`小河流过${id}。`] }), 'text/markdown')
  const page = async (parameters = '') => {
    const { text } = await service.get(`/articles?q=%E5%B0%8F%E6%B2%B3${parameters}`, { accept: 'text/html' })
    return text.match(/<p class="facts">(.*?)<\/p>/)?.[1]
  }
  await post('a1')
  t.equal(await page(), '1 article')
  await post('a2')
  t.equal(await page(), '2 articles')
  t.equal(await page('&sort=oldest'), '2 articles')
  await service.call('DELETE', '/articles/a1')
  t.equal(await page(), '1 article')
})

t.test('a page does not wait for a count that takes long: the next one finds it', async (t) => {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a1', paragraphs: ['小河流过城。'] }), 'text/markdown')
  const { store } = service
  const list = store.list.bind(store)
  const counted: (() => void)[] = []
  store.list = async (request) => {
    if (request.limit === 0) await new Promise<void>((resolve) => counted.push(resolve))
    return list(request)
  }
  const page = async (q: string) => {
    const { text } = await service.get(`/articles?q=${encodeURIComponent(q)}`, { accept: 'text/html' })
    return [text.match(/<p class="facts">(.*?)<\/p>/)?.[1], text.includes('/articles/a1?')]
  }
  const address = (q: string) => `/articles?q=${q}`
  const later = (q: string) =>
    `The articles are still being counted. <a href="${address(q)}">Show their number and their curve</a>`
  t.strictSame(await page('小河'), [later('小河'), true])
  await service.post(mirrorPage({ id: 'a2', paragraphs: ['山。'] }), 'text/markdown')
  t.strictSame(
    await page('小河'),
    [later('小河'), true],
    'it is not begun anew where the archive changes meanwhile',
  )
  t.equal(counted.length, 1)
  t.strictSame(await page('流过'), [later('流过'), true])

  t.strictSame(await page('河流'), [later('河流'), true])
  t.equal(counted.length, 2, 'no more than two lists are counted behind their pages')
  const fourth = page('流过城')
  await setTimeout(20)
  for (const end of counted) end()
  while (counted.length < 3) await setTimeout(1)
  for (const end of counted) end()
  t.strictSame(await fourth, ['1 article', true], 'a place that comes free is taken')
  t.strictSame(await page('小河'), ['1 article', true])
  await service.call('DELETE', '/articles/a2')
  t.strictSame(await page('小河'), ['1 article', true], 'and is used for a while')
  t.equal(counted.length, 3)
})
