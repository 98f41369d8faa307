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
  t.equal((await sums.of({ q: '河' })).total, 1)
  t.equal((await sums.of({ q: '河' })).total, 1)
  t.equal((await sums.of({ q: '山' })).total, 2)
  sums.clear()
  t.equal((await sums.of({ q: '河' })).total, 3)

  answers.push(() => Promise.reject(new Error('busy')))
  await t.rejects(sums.of({ q: '海' }), /busy/)
  t.equal((await sums.of({ q: '海' })).total, 5, 'a failure is not kept')
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
