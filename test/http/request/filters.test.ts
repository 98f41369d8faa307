import t from 'tap'
import { startService } from '../service.ts'

const page = (title: string, date: string) =>
  `<!doctype html><title>${title}</title><script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: title, datePublished: date, keywords: ['R&B', title] })}</script><article><h1>${title}</h1><p>The crane crossed the basin in the morning and was tied to the quay.</p></article>`

type List = {
  items: { id: string }[]
  next: string | null
  cursor: string | null
  total?: number
  facets?: Record<string, { value: string; count: number; href: string }[]>
}

t.test(
  'articles of no known source, by year; counts alone; facets that lead to their articles',
  async (t) => {
    const service = await startService(t)
    const add = (id: string, url: string, date: string) =>
      service.post(page(`Title of ${id}`, date), 'text/html', `?id=${id}&url=${encodeURIComponent(url)}`)
    await add('quay', 'https://quay.example.org:8080/22', '2023-02-03')
    await add('dock', 'https://example.org/23', '2023-02-28')
    await add('pier', 'https://pier.example.net/24', '2024-02-29')
    const list = async (address: string) => {
      const reply = await service.get(address)
      t.equal(reply.status, 200, address)
      return reply.json<List>()
    }
    const ids = async (query: string) => (await list(`/articles?${query}`)).items.map(({ id }) => id).sort()

    t.strictSame(await ids('source=none'), ['dock', 'pier', 'quay'])
    t.strictSame(await ids('year=2024'), ['pier'])
    t.equal((await service.get('/articles?year=24')).status, 400)

    for (const count of ['', '&count=true']) {
      const counted = await list(`/articles?limit=0${count}&year=2023`)
      t.match(counted, { items: [], next: null, cursor: null, total: 2 })
    }
    t.equal((await list('/articles?limit=0&count=false')).total, undefined)
    t.equal((await service.get('/articles?limit=-1')).status, 400)

    const first = await list('/articles?limit=2&facet=tag,year,month,language')
    t.equal(first.cursor, new URLSearchParams(first.next?.split('?')[1]).get('cursor'))
    const second = await list(`/articles?limit=2&cursor=${encodeURIComponent(first.cursor ?? '')}`)
    t.equal(second.items.length, 1)
    t.equal(second.cursor, null)

    const values = Object.values(first.facets ?? {}).flat()
    t.ok(values.length >= 8)
    for (const { href, count } of values) t.equal((await list(`${href}&count=true`)).total, count, href)
  },
)
