import { hash } from 'node:crypto'
import type { Test } from 'tap'
import { type Article, articleOf } from '../../../src/article.ts'
import { foldTag } from '../../../src/fold.ts'
import type { ArchivedItem, Page, RawPage } from '../../../src/page.ts'
import {
  type ArticleFilter,
  articleSorts,
  type FacetName,
  facetNames,
  type Position,
} from '../../../src/query.ts'
import type { Store, TagCount } from '../../../src/store/store.ts'
import { below, pick, type Random, randomOf } from '../../faults/random.ts'
import { entry, parsed } from '../entries.ts'
import { idsOf, type Open, refuses } from '../open.ts'
import { drafts, expected, isIn } from './meanings.ts'

const hosts = ['www.ntdtv.com', 'ntdtv.com', 'News.Example.org', 'example.org']
const instants = [
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T23:59:59.999Z',
  '2026-01-02T00:00:00.000Z',
  '2026-01-02T10:00:00.500Z',
  '2026-02-01T00:00:00.000Z',
]

const rawPageOf = (page: Page, receivedAt: string): RawPage => ({
  ...page,
  bytes: Buffer.from(page.bytes),
  revision: 1,
  digest: hash('sha256', page.bytes),
  size: page.bytes.length,
  receivedAt,
  captures: [{ at: receivedAt, from: 'arrival' }],
})

/** Articles with times of their own, as an export has them: in no order, and with ties. */
function archivedArticles(random: Random, count: number): { archived: ArchivedItem[]; articles: Article[] } {
  const all = drafts(count).map((draft, index) => {
    const own = { ...draft, url: index % 9 === 0 ? null : `https://${pick(random, hosts)}/${index}.html` }
    const { page } = entry(own)
    const [ingestedAt, updatedAt] = [pick(random, instants), pick(random, instants)].sort()
    const article = articleOf(parsed(own), { revision: 1, ingestedAt: ingestedAt!, updatedAt: updatedAt! })
    return { article, page }
  })
  return {
    articles: all.map(({ article }) => article),
    archived: all.map(({ article, page }) => ({
      article,
      pages: [rawPageOf(page, article.ingestedAt)],
    })),
  }
}

/** What a drawn filter is made of. Each gives a part of the articles, or none. */
const parts: readonly ((random: Random) => ArticleFilter)[] = [
  () => ({ host: 'ntdtv.com' }),
  () => ({ host: 'WWW.example.org' }),
  () => ({ host: 'nobody.example.org' }),
  (random) => ({ ingestedFrom: pick(random, instants) }),
  (random) => ({ ingestedFrom: pick(random, instants).slice(0, 10) }),
  (random) => ({ ingestedTo: pick(random, instants).slice(0, 10) }),
  () => ({ ingestedTo: '2026-01-02T18:00:00.499+08:00' }),
  (random) => ({ updatedFrom: pick(random, instants).slice(0, 10) }),
  (random) => ({ updatedTo: pick(random, instants) }),
  () => ({ source: 'rfa' }),
  () => ({ source: 'none' }),
  () => ({ tag: ['香港'] }),
  () => ({ anyTag: ['台湾', '乌克兰'] }),
  () => ({ notTag: ['习近平'] }),
  () => ({ from: '2020-01-01' }),
  () => ({ to: '2020-01-01T04:30:00Z' }),
  () => ({ year: '2020' }),
  () => ({ language: 'zh' }),
  () => ({ section: '国际' }),
  () => ({ q: '的事' }),
  () => ({ q: '香港' }),
  () => ({ id: ['n000', 'n919', 'n838', 'n757'] }),
]

const drawn = (random: Random): ArticleFilter =>
  Object.assign({}, ...Array.from({ length: below(random, 4) }, () => pick(random, parts)(random)))

const valuesOf: { [Name in FacetName]: (article: Article) => (string | null)[] } = {
  tag: ({ tags }) => tags.map(foldTag),
  source: ({ source }) => [source],
  credit: ({ credits }) => [...new Set(credits.map(({ name }) => name))],
  year: ({ publishedAt }) => [publishedAt?.slice(0, 4) ?? null],
  month: ({ publishedAt }) => [publishedAt?.slice(0, 7) ?? null],
  day: ({ publishedAt }) => [publishedAt?.slice(0, 10) ?? null],
  language: ({ language }) =>
    (language?.toLowerCase() ?? '')
      .split('-')
      .flatMap((part, index) => (part === '' ? [] : index === 0 ? [part] : [language!.toLowerCase()])),
  section: ({ section }) => [section],
  host: ({ url }) => [url === null ? null : new URL(url).hostname.replace(/^www\./, '')],
}

function counted(values: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) if (value !== null) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** The names of tags and languages are shown as they were seen first. */
const comparable = (name: FacetName, value: string) =>
  name === 'tag' ? foldTag(value) : name === 'language' ? value.toLowerCase() : value

async function idsInPages(store: Store, filter: ArticleFilter, sort: (typeof articleSorts)[number]) {
  const ids: string[] = []
  for (let after: Position | undefined; ; ) {
    const list = await store.list({ filter, sort, limit: 17, after })
    ids.push(...idsOf(list))
    if (list.next === null) return ids
    after = list.next
  }
}

async function tagsInPages(
  store: Store,
  request: Pick<Parameters<Store['tags']>[0], 'filter' | 'contains' | 'sort'>,
) {
  const tags: TagCount[] = []
  for (let after: Position | undefined; ; ) {
    const { items, next } = await store.tags({ ...request, limit: 4, after })
    tags.push(...items)
    if (next === null) return tags
    after = next
  }
}

export async function testFilters(t: Test, open: Open): Promise<void> {
  const seed = Number(process.env.SEED ?? 9)
  t.comment(`SEED=${seed}`)
  const random = randomOf(seed)

  await t.test('drawn filters hold what they mean, in every order, with their counts', async (t) => {
    const { store } = await open(t)
    const { archived, articles } = archivedArticles(random, 120)
    for (const result of await store.restore(archived)) t.match(result, { result: 'created' })
    let nonEmpty = 0
    for (let time = 0; time < 40; time++) {
      const filter = drawn(random)
      const name = JSON.stringify(filter)
      const found = articles.filter((article) => isIn(article, filter))
      if (found.length > 0) nonEmpty++
      for (const sort of articleSorts) {
        if (sort === 'relevance') continue
        t.strictSame(
          await idsInPages(store, filter, sort),
          expected(articles, filter, sort),
          `${sort} ${name}`,
        )
      }
      const { total, facets } = await store.list({
        filter,
        sort: 'newest',
        limit: 0,
        count: true,
        facets: facetNames,
      })
      t.equal(total, found.length, `total ${name}`)
      const dates = await store.list({ filter, sort: 'newest', limit: 0, facets: ['day', 'month', 'year'] })
      for (const facet of facetNames) {
        const counts = counted(found.flatMap(valuesOf[facet]))
        const given = facets?.[facet] ?? []
        t.strictSame(
          Object.fromEntries(given.map(({ value, count }) => [comparable(facet, value), count])),
          counts,
          `${facet} ${name}`,
        )
        if (dates.facets?.[facet] !== undefined)
          t.strictSame(dates.facets[facet], given, `${facet} alone ${name}`)
        const few = await store.list({ filter, sort: 'newest', limit: 0, facets: [facet], facetLimit: 2 })
        t.strictSame(few.facets?.[facet], given.slice(0, 2), `two of ${facet} ${name}`)
      }
      const tags = counted(found.flatMap(valuesOf.tag))
      for (const sort of ['count', 'name'] as const) {
        const counts = await tagsInPages(store, { filter, sort })
        t.strictSame(
          counts.map(({ tag, count }) => [foldTag(tag), count]),
          Object.entries(tags).sort(
            ([a, ofA], [b, ofB]) => (sort === 'count' ? ofB - ofA : 0) || (a < b ? -1 : 1),
          ),
          `tags by ${sort} ${name}`,
        )
      }
      t.strictSame(
        (await tagsInPages(store, { filter, sort: 'name', contains: '臺' })).map(({ count }) => count),
        tags.台湾 === undefined ? [] : [tags.台湾],
      )
      const tagged = found.filter((article) => article.tags.map(foldTag).includes('香港'))
      const { 香港: _own, ...beside } = counted(tagged.flatMap(valuesOf.tag))
      const tag = await store.tag('香港', filter)
      t.match(tag, { tag: '香港', count: tagged.length }, `tag ${name}`)
      t.strictSame(
        Object.fromEntries(
          'related' in tag ? tag.related.map(({ tag, count }) => [foldTag(tag), count]) : [],
        ),
        beside,
        `beside the tag ${name}`,
      )
    }
    t.ok(nonEmpty > 10, 'many filters find something')
  })

  await t.test('a position of another order is refused or a place in this one, never more', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1' })])
    for (const sort of ['ingested', 'updated'] as const) {
      for (const after of [['x'], [0, 'x', 1], [0, 1.5, 1], [1e308, 1, 1], [0, 1, 2, 3]])
        await refuses(t, store.list({ filter: {}, sort, limit: 1, after }), 'invalid-cursor')
      t.strictSame(idsOf(await store.list({ filter: {}, sort, limit: 1, after: [0, null, 1] })), [])
    }
  })

  await t.test('an update moves its article to the front of the changed, not of the arrived', async (t) => {
    const { store } = await open(t)
    const later = () => new Promise((resolve) => setTimeout(resolve, 2))
    for (const id of ['a1', 'a2', 'a3']) {
      await store.save([entry({ id })])
      await later()
    }
    await store.save([entry({ id: 'a1', title: '新' })])
    const order = async (sort: 'ingested' | 'updated') =>
      idsOf(await store.list({ filter: {}, sort, limit: 9 }))
    t.strictSame(await order('ingested'), ['a3', 'a2', 'a1'])
    t.strictSame(await order('updated'), ['a1', 'a3', 'a2'])
    await store.remove('a3')
    t.strictSame(await order('updated'), ['a1', 'a2'])
  })

  await t.test('counts by day follow articles that move, go, and are merged with others', async (t) => {
    const { store } = await open(t)
    const days = async (filter: ArticleFilter) => {
      const { total, facets } = await store.list({
        filter,
        sort: 'newest',
        limit: 0,
        count: true,
        facets: ['day'],
      })
      return [total, ...(facets?.day ?? []).map(({ value, count }) => `${value} ${count}`)]
    }
    const at = (day: string) => `2020-01-${day}T00:00:00+08:00`
    await store.save([
      entry({ id: 'a1', tags: ['甲'], publishedAt: at('01') }),
      entry({ id: 'a2', tags: ['甲', '乙'], publishedAt: at('01') }),
      entry({ id: 'a3', tags: ['乙'], publishedAt: at('02') }),
      entry({ id: 'a4', tags: ['乙'], publishedAt: null }),
    ])
    t.strictSame(await days({}), [4, '2020-01-02 1', '2020-01-01 2'])
    t.strictSame(await days({ tag: ['乙'] }), [3, '2020-01-02 1', '2020-01-01 1'])
    t.strictSame(await days({ tag: ['乙'], to: '2020-01-01' }), [1, '2020-01-01 1'])
    await store.addTagAlias('甲', '乙')
    t.strictSame(await days({ tag: ['甲'] }), [4, '2020-01-02 1', '2020-01-01 2'])
    // The same instant on another clock.
    await store.save([entry({ id: 'a3', tags: ['乙'], publishedAt: '2020-01-01T16:00:00Z' })])
    t.strictSame(await days({ tag: ['甲'] }), [4, '2020-01-01 3'])
    await store.remove('a1')
    await store.removeTagAlias('甲', '乙')
    t.strictSame(await days({ tag: ['甲'] }), [1, '2020-01-01 1'])
    t.strictSame(await days({ tag: ['乙'] }), [3, '2020-01-01 2'])
    for await (const fault of store.verify()) t.fail('verify finds nothing', fault)
  })
}
