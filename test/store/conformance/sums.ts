import type { Test } from 'tap'
import { entry } from '../entries.ts'
import type { Open } from '../open.ts'

export async function testSums(t: Test, open: Open): Promise<void> {
  await t.test('an empty store counts nothing', async (t) => {
    const { store } = await open(t)
    t.strictSame(await store.sources(), [])
    t.match(await store.statistics(), {
      articles: 0,
      deleted: 0,
      revisions: 0,
      tags: 0,
      lastSequence: 0,
      rawSize: 0,
      bySource: [],
      byMonth: [],
      topTags: [],
    })
  })

  await t.test('the account of imports and refusals', async (t) => {
    const { store } = await open(t)
    t.strictSame(await store.activity(10), { imports: [], refusals: [], doubts: [] })
    const [first, second] = [entry({ id: 'a1' }), entry({ id: 'a2' }, { text: '另一篇' })]
    await store.save([first, second])
    await store.save([first])
    await store.save([entry({ id: 'a1' }, { text: '改过的' })])
    await store.remove('a2')
    await store.countRefusals(['no-article', 'too-large', 'no-article'])
    await store.countRefusals(['no-article'])
    const { imports, refusals } = await store.activity(10)
    const today = imports.reduce(
      (sum, { pages, articles }) => ({ pages: sum.pages + pages, articles: sum.articles + articles }),
      { pages: 0, articles: 0 },
    )
    t.strictSame(today, { pages: 3, articles: 2 })
    t.match(imports[0], { day: /^\d{4}-\d\d-\d\d$/, size: Number })
    t.match(refusals, [
      { problem: 'no-article', pages: 3, lastAt: /Z$/ },
      { problem: 'too-large', pages: 1 },
    ])
    t.equal((await store.activity(0)).imports.length, 0)
  })

  await t.test('missing fields and warnings of each source', async (t) => {
    const { store } = await open(t)
    const warning = { field: 'publishedAt', rule: 'assumed-zone', message: 'm' } as const
    const doubtful = (id: string, source: string | null, missing: ('byline' | 'tags')[]) =>
      entry({ id, source, missing, warnings: [warning] }, { text: id })
    await store.save([
      doubtful('a1', 'rfa', ['byline', 'tags']),
      doubtful('a2', 'rfa', ['byline']),
      doubtful('b1', null, ['tags']),
    ])
    await store.remove('a1')
    t.strictSame((await store.activity(1)).doubts, [
      { source: null, kind: 'warning', value: 'assumed-zone', articles: 1 },
      { source: null, kind: 'missing', value: 'tags', articles: 1 },
      { source: 'rfa', kind: 'warning', value: 'assumed-zone', articles: 1 },
      { source: 'rfa', kind: 'missing', value: 'byline', articles: 1 },
    ])
    for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
  })

  await t.test('sources and statistics follow what comes, changes and goes', async (t) => {
    const { store } = await open(t)
    const rfa = (id: string, publishedAt: string | null, channels: string[]) =>
      entry({ id, source: 'rfa', publishedAt, channels, tags: ['一'] }, { text: id.repeat(10) })
    await store.save([
      rfa('r1', '2020-03-01T00:00:00+08:00', ['yi']),
      rfa('r2', '2019-02-28T23:00:00-05:00', ['yi', 'er']),
      rfa('r3', null, ['er']),
      rfa('r4', '2022-01-01T00:00:00Z', ['san']),
      entry(
        { id: 'x1', source: null, publishedAt: '2020-03-31T23:59:59Z', tags: ['一', '二'] },
        { text: 'x' },
      ),
    ])
    await store.save([
      entry({ id: 'r4', source: 'rfa', channels: ['san'], publishedAt: null }, { text: 'r4' }),
    ])
    await store.remove('r1')
    t.strictSame(await store.sources(), [
      {
        source: 'rfa',
        articles: 3,
        firstPublishedAt: '2019-02-28T23:00:00-05:00',
        lastPublishedAt: '2019-02-28T23:00:00-05:00',
        channels: [
          { channel: 'er', articles: 2 },
          { channel: 'san', articles: 1 },
          { channel: 'yi', articles: 1 },
        ],
      },
    ])
    const statistics = await store.statistics()
    t.match(statistics, {
      articles: 4,
      deleted: 1,
      revisions: 5,
      tags: 2,
      lastSequence: 7,
      rawSize: 63,
      bySource: [
        { source: 'rfa', articles: 3 },
        { source: null, articles: 1 },
      ],
      byMonth: [
        { month: '2019-02', articles: 1 },
        { month: '2020-03', articles: 1 },
      ],
      topTags: [
        { tag: '一', count: 3 },
        { tag: '二', count: 1 },
      ],
    })
    t.ok(statistics.size > statistics.rawSize)
  })
}
