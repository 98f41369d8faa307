import type { Test } from 'tap'
import { fold } from '../../../src/fold.ts'
import type { ArticleSort, Position } from '../../../src/query.ts'
import { parseQuery, type Query } from '../../../src/store/rules/search/query.ts'
import type { Store } from '../../../src/store/store.ts'
import { below, pick, type Random, randomOf } from '../../faults/random.ts'
import { type Draft, entry, parsed } from '../entries.ts'
import { idsOf, type Open } from '../open.ts'

/** Pieces of texts: names, words, and what indexes and databases have trouble with. */
const pieces = [
  '习近平',
  '習近平',
  '王小明',
  '小明',
  '北京',
  '图书馆',
  '，',
  '。',
  ' ',
  '100%',
  '_',
  '\\',
  'usa',
  'US',
  'news',
  'ｎｅｗｓ',
  "a'b",
  '𠮷',
  '😀',
  '\0',
  '\uffff',
  '\ud800',
  'é',
  'ﷺ',
  '12',
]

const textOf = (random: Random, length: number) => Array.from({ length }, () => pick(random, pieces)).join('')

const dates = [null, '2019-01-01T00:00:00Z', '2020-05-05T00:00:00+08:00', '2021-01-01T00:00:00Z']

const draftOf = (random: Random, id: string): Draft => ({
  id,
  title: random() < 0.1 ? null : textOf(random, 1 + below(random, 4)),
  paragraphs: [textOf(random, 1 + below(random, 25)), textOf(random, 1 + below(random, 12))],
  publishedAt: pick(random, dates),
})

/** A part of a text, or of two: what stands in an article, and what hardly does. */
function termOf(random: Random, drafts: readonly Draft[]): string {
  const { title, paragraphs = [] } = pick(random, drafts)
  const text = `${title ?? ''}${paragraphs.join('\n')}`
  const start = below(random, Math.max(1, text.length - 3))
  const term = text.slice(start, start + 1 + below(random, 6))
  return random() < 0.15 ? term + pick(random, pieces) : term
}

function queryOf(random: Random, drafts: readonly Draft[]): string {
  const terms = Array.from({ length: 1 + below(random, 3) }, () => {
    const term = termOf(random, drafts)
    const quoted = random() < 0.4 ? `"${term.replaceAll('"', '')}"` : term
    return random() < 0.2 ? `-${quoted}` : quoted
  })
  return terms.join(' ')
}

type Folded = { id: string; title: string; text: string; at: number | null; key: number }

function foldedOf({ id, title, paragraphs = [], publishedAt }: Draft, key: number): Folded {
  const at = publishedAt === null || publishedAt === undefined ? null : Date.parse(publishedAt)
  return { id, title: fold(title ?? ''), text: fold(paragraphs.join('\n')), at, key }
}

function countOf(text: string, term: string): number {
  let count = 0
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) count++
  return count
}

function relevanceOf({ title, text }: Folded, { all }: Query): number {
  if (all.length === 0) return 0
  const inTitle = all.filter((term) => title.includes(term)).length
  const counted = all.filter((term) => term.length > 1)
  const isOften =
    counted.length > 0 && counted.every((term) => countOf(title, term) + countOf(text, term) >= 3)
  return (inTitle === all.length ? 4 : inTitle > 0 ? 2 : 0) + (isOften ? 1 : 0)
}

/** What a plain scan of the folded texts finds. */
function scanned(articles: readonly Folded[], q: string, sort: ArticleSort): string[] {
  const query = parseQuery(q)
  const sign = sort === 'oldest' ? 1 : -1
  const rank = (article: Folded) => (sort === 'relevance' ? relevanceOf(article, query) : 0)
  return articles
    .filter(({ title, text }) => {
      const has = (term: string) => title.includes(term) || text.includes(term)
      return query.all.every(has) && !query.none.some(has)
    })
    .toSorted((a, b) => {
      const ranked = rank(b) - rank(a)
      if (ranked !== 0) return ranked
      if (a.at === b.at) return sign * (a.key - b.key)
      if (a.at === null || b.at === null) return a.at === null ? 1 : -1
      return sign * (a.at - b.at)
    })
    .map(({ id }) => id)
}

async function found(store: Store, q: string, sort: ArticleSort, limit: number): Promise<string[]> {
  const ids: string[] = []
  for (let after: Position | undefined; ; ) {
    const list = await store.list({ filter: { q }, sort, limit, after })
    ids.push(...idsOf(list))
    if (list.next === null) return ids
    after = list.next
  }
}

export async function testSearch(t: Test, open: Open): Promise<void> {
  await t.test('drawn queries find what a plain scan finds, also after changes', async (t) => {
    const { store } = await open(t)
    const random = randomOf(5)
    let drafts = Array.from({ length: 150 }, (_, index) => draftOf(random, `n${index}`))
    const keys = new Map(drafts.map(({ id }, key) => [id, key]))
    const check = async (queries: number, when: string) => {
      const articles = drafts.map((draft) => foldedOf(draft, keys.get(draft.id) ?? 0))
      let differences = 0
      let hits = 0
      for (let query = 0; query < queries; query++) {
        const q = queryOf(random, drafts)
        const sort = pick(random, ['newest', 'oldest', 'relevance'] as const)
        const expected = scanned(articles, q, sort)
        const ids = await found(store, q, sort, pick(random, [3, 20, 200]))
        const { total } = await store.list({ filter: { q }, sort, limit: 0, count: true })
        hits += expected.length
        if (String(ids) === String(expected) && total === expected.length) continue
        differences++
        t.strictSame(
          { ids, total },
          { ids: expected, total: expected.length },
          `${sort} ${JSON.stringify(q)}`,
        )
      }
      t.equal(differences, 0, `${queries} queries ${when}, ${hits} hits`)
      t.ok(hits > queries, 'that find something')
    }
    await store.save(drafts.map((draft) => entry(draft)))
    await check(60, 'after saving')
    for (const { id } of drafts.splice(20, 30)) await store.remove(id)
    const changed = drafts.slice(0, 30).map(({ id }) => draftOf(random, id))
    await store.save(changed.map((draft) => entry(draft, { text: JSON.stringify(draft) })))
    const parsedAnew = drafts.slice(40, 60).map(({ id }) => draftOf(random, id))
    await store.replaceParsed(parsedAnew.map((draft) => ({ article: parsed(draft), revision: 1 })))
    const byId = new Map([...drafts, ...changed, ...parsedAnew].map((draft) => [draft.id, draft]))
    drafts = drafts.map(({ id }) => byId.get(id) as Draft)
    await check(60, 'after changes')
    for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
  })

  await t.test('reprints are found among articles on the same topic, and what a hit shows', async (t) => {
    const { store } = await open(t)
    const random = randomOf(3)
    const words = Array.from({ length: 400 }, () => String.fromCharCode(0x4e00 + below(random, 2000)))
    const text = (length: number) => Array.from({ length }, () => pick(random, words)).join('')
    const original = text(600)
    await store.save([
      entry({ id: 'original', paragraphs: [original] }),
      entry({ id: 'reprint', paragraphs: [original.slice(0, 300), original.slice(300)] }),
      entry({ id: 'part', paragraphs: [original.slice(100, 200), text(500)] }),
      entry({ id: 'other', paragraphs: [text(600)] }),
    ])
    const similar = await store.similar('original', 10)
    t.match(similar, [
      { id: 'reprint', kind: 'reprint' },
      { id: 'part', kind: 'related' },
    ])
    t.equal(similar.length, 2)
    t.strictSame(
      (await store.similar('original', 1)).map(({ id }) => id),
      ['reprint'],
    )
    const q = original.slice(50, 54)
    const { items } = await store.list({ filter: { q: `"${q}"` }, sort: 'relevance', limit: 9 })
    t.ok(items.length >= 2)
    for (const { snippet } of items) t.match(snippet, `<mark>${q}</mark>`)
  })
}
