import type { Test } from 'tap'
import { articleOf, summaryOf } from '../../../src/article.ts'
import { foldTag } from '../../../src/fold.ts'
import type { ArticleFilter, ArticleSort, Position } from '../../../src/query.ts'
import type { Store } from '../../../src/store/store.ts'
import { randomOf } from '../../faults/random.ts'
import { entry, parsed } from '../entries.ts'
import { articleFrom, idsOf, type Open, refuses } from '../open.ts'
import { drafts, expected, isIn } from './meanings.ts'

const filters: ArticleFilter[] = [
  {},
  { tag: ['習近平'] },
  { tag: ['kn-25', '香港'] },
  { tag: ['nobody'] },
  { anyTag: ['香港', '台湾', '无人'] },
  { anyTag: ['无人'] },
  { anyTag: ['香港', '台湾'], source: 'rfa' },
  { notTag: ['习近平', '香港'] },
  { notTag: ['无人'], tag: ['台湾'] },
  { source: 'ntdtv' },
  { source: 'nobody' },
  { source: 'none' },
  { source: 'none', notTag: ['香港'] },
  { source: 'none', q: '的事' },
  { year: '2020' },
  { year: '2019', from: '2019-12-31T16:00:00Z' },
  { year: '1969' },
  { year: '2020', to: '2020-01-01' },
  { source: 'rfa', channel: 'b', tag: ['乌克兰'] },
  { channel: 'a' },
  { credit: 'ann lee' },
  { credit: '林清', missing: 'byline' },
  { missing: 'title' },
  { warning: 'zone-assumed' },
  { warning: 'zone-assumed', source: 'rfa' },
  { warning: 'no-rule' },
  { section: '国际' },
  { section: '国际', source: 'rfa' },
  { section: 'no section' },
  { language: 'zh' },
  { language: 'zh-hant', notTag: ['香港'] },
  { id: ['n000', 'n919', 'n838', 'nobody'] },
  { id: ['n000', 'n919', 'n838'], channel: 'a' },
  { id: [] },
  { url: 'http://www.ntdtv.com/gb/2022/08/15/n919.html?utm_source=x#y' },
  { url: 'https://www.ntdtv.com/gb/2022/08/15/n919.html', id: ['n000'] },
  { url: 'no address' },
  { from: '2020-01-01' },
  { to: '2020-01-01' },
  { from: '2020-01-01', to: '2020-01-01' },
  { from: '2019-12-31', to: '2019-12-31', notTag: ['台湾'] },
  { from: '2020-01-01T04:30:00Z' },
  { from: '2019-12-31T16:00:00Z', to: '2020-01-01T04:29:59.999Z', anyTag: ['香港', '习近平'] },
  { from: '2022-01-01' },
  { from: '2020-01-02', to: '2020-01-01' },
  { q: '香港' },
  { q: '習近平', source: 'ntdtv' },
  { q: '李昭希', from: '2020-01-01', to: '2021-12-31' },
  { q: '的事', anyTag: ['台湾'], id: ['n000', 'n919', 'n838', 'n757'] },
  { q: '查无此人' },
]

async function walk(
  store: Store,
  filter: ArticleFilter,
  sort: ArticleSort,
  limit: number,
): Promise<string[]> {
  const ids: string[] = []
  for (let after: Position | undefined; ; ) {
    const list = await store.list({ filter, sort, limit, after })
    ids.push(...idsOf(list))
    if (list.next === null) return ids
    after = list.next
  }
}

export async function testLists(t: Test, open: Open): Promise<void> {
  await t.test('each filter holds what it means, in order, paged and counted', async (t) => {
    const { store } = await open(t)
    const given = drafts(120)
    const state = { revision: 1, ingestedAt: '', updatedAt: '' }
    const articles = given.map((draft) => articleOf(parsed(draft), state))
    await store.save(given.map((draft) => entry(draft)))
    for (const filter of filters) {
      const name = JSON.stringify(filter)
      for (const sort of ['newest', 'oldest'] as const) {
        const ids = expected(articles, filter, sort)
        t.strictSame(await walk(store, filter, sort, 7), ids, `${sort} ${name}`)
        const { total, facets } = await store.list({
          filter,
          sort,
          limit: 1,
          count: true,
          facets: ['tag', 'source', 'credit', 'year', 'month', 'section'],
        })
        t.equal(total, ids.length, `total ${name}`)
        t.strictSame(
          Object.fromEntries((facets?.source ?? []).map(({ value, count }) => [value, count])),
          counted(articles.filter((article) => isIn(article, filter)).map(({ source }) => source)),
          `sources ${name}`,
        )
        t.strictSame(
          Object.fromEntries((facets?.tag ?? []).map(({ value, count }) => [foldTag(value), count])),
          counted(articles.filter((article) => isIn(article, filter)).flatMap((a) => a.tags.map(foldTag))),
          `tags ${name}`,
        )
        t.strictSame(
          Object.fromEntries((facets?.section ?? []).map(({ value, count }) => [value, count])),
          counted(articles.filter((article) => isIn(article, filter)).map(({ section }) => section)),
          `sections ${name}`,
        )
        t.strictSame(
          Object.fromEntries((facets?.year ?? []).map(({ value, count }) => [value, count])),
          counted(
            articles
              .filter((article) => isIn(article, filter))
              .map((a) => a.publishedAt?.slice(0, 4) ?? null),
          ),
          `years ${name}`,
        )
        t.strictSame(
          Object.fromEntries((facets?.month ?? []).map(({ value, count }) => [value, count])),
          counted(
            articles
              .filter((article) => isIn(article, filter))
              .map((a) => a.publishedAt?.slice(0, 7) ?? null),
          ),
          `months ${name}`,
        )
      }
    }
  })

  await t.test('by relevance: each once, whatever the size of the page', async (t) => {
    const { store } = await open(t)
    await store.save(drafts(120).map((draft) => entry(draft)))
    for (const filter of [
      { q: '香港' },
      { q: '的', source: 'ntdtv' },
      { q: '说', anyTag: ['香港', '台湾'] },
    ]) {
      const whole = await walk(store, filter, 'relevance', 100)
      t.ok(whole.length > 3)
      t.strictSame(await walk(store, filter, 'relevance', 3), whole)
      t.strictSame([...whole].sort(), (await walk(store, filter, 'newest', 100)).sort())
    }
    const { items } = await store.list({ filter: { q: '香港' }, sort: 'relevance', limit: 1 })
    t.match(items[0]?.snippet, '<mark>香港</mark>')
  })

  await t.test('an item is the summary of its article', async (t) => {
    const { store } = await open(t)
    await store.save([
      entry({ id: 'a1', paragraphs: ['𠮷'.repeat(70), '二'.repeat(200)] }),
      entry({ id: 'a2', paragraphs: [], body: [] }),
    ])
    const { items } = await store.list({ filter: {}, sort: 'newest', limit: 9 })
    for (const { id, json } of items) {
      t.equal(json.toString(), JSON.stringify(summaryOf(await articleFrom(store, id))))
    }
  })

  await t.test('a position that no list gave is refused', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1' })])
    for (const after of [['x'], [0, 'x', 1], [0, 1], [null, null, null], [0, 1, 2, 3]]) {
      await refuses(t, store.list({ filter: {}, sort: 'newest', limit: 1, after }), 'invalid-cursor')
    }
  })

  await t.test('who was there throughout is seen once while others come and go', async (t) => {
    const { store } = await open(t)
    const random = randomOf(3)
    const at = () => `20${10 + Math.floor(random() * 10)}-01-01T00:00:00Z`
    const stay = Array.from({ length: 150 }, (_, index) =>
      entry({ id: `s${index}`, publishedAt: at(), tags: ['x'] }),
    )
    await store.save(stay)
    for (const sort of ['newest', 'oldest'] as const) {
      let running = true
      const writers = Array.from({ length: 5 }, async (_, writer) => {
        for (let turn = 0; running; turn++) {
          const id = `w${sort}${writer}-${turn}`
          await store.save([entry({ id, publishedAt: at(), tags: ['x'] })])
          if (turn % 2 === 0) await store.remove(id)
        }
      })
      const seen = await walk(store, { tag: ['x'] }, sort, 10)
      running = false
      await Promise.all(writers)
      t.equal(new Set(seen).size, seen.length)
      t.equal(seen.filter((id) => id.startsWith('s')).length, stay.length)
    }
  })
}

function counted(values: (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) if (value !== null) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
