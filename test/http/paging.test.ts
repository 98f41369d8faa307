import t from 'tap'
import { mirrorPage } from './pages.ts'
import { type Service, startService } from './service.ts'
import { chance, drawnPage, storeAll } from './writing.ts'

/** Articles that stay; `PAGING_ARTICLES=20000` for a long run. */
const count = Number(process.env.PAGING_ARTICLES ?? 150)
const writers = 5

type Page = { items: Record<string, unknown>[]; next: string | null }

/** What every page of a list names, in the order of its pages. */
async function walk({ get }: Service, path: string, member = 'id'): Promise<string[]> {
  const seen: string[] = []
  for (let next: string | null = path; next !== null; ) {
    const reply = await get(next)
    if (reply.status !== 200) throw new Error(`${next}: ${reply.text}`)
    const page: Page = reply.json<Page>()
    seen.push(...page.items.map((item) => String(item[member])))
    next = page.next
  }
  return seen
}

/** Adds and deletes articles of its own until it is told to stop; returns how often. */
async function write({ post, call }: Service, writer: number, stopped: () => boolean): Promise<number> {
  const drawn = chance(writer)
  let writes = 0
  for (; !stopped(); writes++) {
    const id = `a9${writer}${String(drawn.below(40)).padStart(6, '0')}`
    if (drawn.below(2) === 0) await post(drawnPage(id, drawn), 'text/markdown')
    else await call('DELETE', `/articles/${id}`)
  }
  return writes
}

t.test('who walks all pages while others write sees everything that stays exactly once', async (t) => {
  const service = await startService(t)
  const drawn = chance(7)
  const staying = Array.from({ length: count }, (_, index) => `a1${String(index).padStart(7, '0')}`)
  await storeAll(
    service,
    staying.map((id) => drawnPage(id, drawn)),
  )
  const tagged = await walk(service, `/tags/${encodeURIComponent('图书馆')}?limit=100`)
  const credited = await walk(service, `/articles?credit=${encodeURIComponent('林小雨')}&limit=100`)
  const rows: [string, string[]][] = [
    ['/articles?limit=7', staying],
    ['/articles?limit=7&sort=oldest', staying],
    [`/articles?limit=7&q=${encodeURIComponent('仓库')}`, staying],
    [`/articles?limit=7&q=${encodeURIComponent('仓库')}&sort=newest`, staying],
    [`/articles?limit=7&q=${encodeURIComponent('书')}&sort=oldest`, staying],
    [`/tags/${encodeURIComponent('图书馆')}?limit=7`, tagged],
    [`/articles?limit=7&credit=${encodeURIComponent('林小雨')}`, credited],
    ['/articles?limit=7&from=2012-01-01&to=2030-01-01&source=ntdtv', []],
  ]
  for (const [path, expected] of rows) {
    await t.test(decodeURIComponent(path), async (t) => {
      let done = false
      const writing = Array.from({ length: writers }, (_, writer) => write(service, writer, () => done))
      const seen = await walk(service, path)
      done = true
      const writes = await Promise.all(writing)
      t.ok(Math.min(...writes) > 0, `${writes.join(', ')} writes meanwhile`)
      const times = new Map<string, number>()
      for (const id of seen) times.set(id, (times.get(id) ?? 0) + 1)
      t.strictSame(
        expected.filter((id) => times.get(id) !== 1),
        [],
        'each exactly once',
      )
      t.strictSame(
        staying.filter((id) => (times.get(id) ?? 0) > 1),
        [],
        'none twice',
      )
    })
  }
  await t.test('tags by name', async (t) => {
    let done = false
    const writing = Array.from({ length: writers }, (_, writer) => write(service, writer, () => done))
    const seen = await walk(service, '/tags?sort=name&limit=1', 'tag')
    done = true
    await Promise.all(writing)
    t.strictSame(seen.toSorted(), [...new Set(seen)].toSorted())
    t.equal(seen.length, 8)
  })
})

t.test(
  'a cursor belongs to its list, however the address is written; a feed says when it last changed',
  async (t) => {
    const { get, post } = await startService(t)
    for (const id of ['a100000001', 'a100000002'])
      await post(mirrorPage({ id, tags: ['图书馆'] }), 'text/markdown')
    const { next } = (await get(`/tags/${encodeURIComponent('图书馆')}?limit=1`)).json<{ next: string }>()
    const query = next.split('?')[1]
    for (const path of [encodeURIComponent('图书馆').toLowerCase(), encodeURIComponent('圖書館')])
      t.equal((await get(`/tags/${path}?${query}`)).status, 200, path)
    t.equal((await get(`/articles?${query}`)).status, 400, 'of another list')
    t.match((await get('/feed.atom')).headers['last-modified'], / GMT$/)
  },
)

t.test('every list takes a limit of 0, and refuses what other services call its parameters', async (t) => {
  const { post, get } = await startService(t)
  await post(mirrorPage({ id: 'a100000001', tags: ['图书馆'] }), 'text/markdown')
  const lists: [path: string, none: RegExp][] = [
    ['/articles', /"items":\[\],"next":null,"cursor":null,"total":1/],
    ['/tags', /^\{"items":\[\],"next":null\}$/],
    [`/tags/${encodeURIComponent('图书馆')}`, /"count":1,.*"items":\[\],"next":null/],
    ['/articles/a100000001/similar', /^\{"items":\[\]\}$/],
    ['/changes', /^\{"items":\[\],"next":null,"lastSequence":1,/],
    ['/feed.json', /"items": ?\[\]/],
    ['/feed.atom', /<feed (?!.*<entry>)/s],
  ]
  for (const [path, none] of lists) {
    t.match(await get(`${path}?limit=0`), { status: 200, text: none, headers: { link: undefined } }, path)
    for (const wrong of ['limit=-1', 'limit=1001', 'limit=1.5', 'limit=', 'limit=many'])
      t.match(await get(`${path}?${wrong}`), { status: 400, text: /"parameter":"limit"/ }, `${path}?${wrong}`)
    for (const unknown of ['page', 'offset', 'search', 'tag[]'])
      t.match(
        await get(`${path}?${unknown}=1`),
        { status: 400, text: /no such parameter/ },
        `${path} ${unknown}`,
      )
  }
})
