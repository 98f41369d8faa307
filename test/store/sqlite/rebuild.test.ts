import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import type { ArticleFilter } from '../../../src/query.ts'
import { openStore } from '../../../src/store/sqlite/open.ts'
import type { Fault, Store } from '../../../src/store/store.ts'
import { entry, parsed } from '../entries.ts'
import { idsOf, readable } from '../open.ts'
import { rawExportOf } from '../raw-export.ts'

const articles = 250
const draft = (index: number) => ({
  id: `a${index}`,
  tags: [`标签${index % 7}`, '共'],
  language: index % 2 === 0 ? 'zh-Hans' : 'zh-Hant',
  publishedAt: index % 9 === 0 ? null : `2022-0${1 + (index % 9)}-15T00:00:00+08:00`,
})

/** The archive that all of these tests begin with, and a copy of it. */
const base = join(t.testdir(), 'base.db')
function filled(path: string): Promise<Store> {
  copyFileSync(base, path)
  return openStore({ path })
}

async function fill(store: Store): Promise<void> {
  await store.save(Array.from({ length: articles }, (_, index) => entry(draft(index))))
  await store.save([entry({ ...draft(3), title: '改过的标题' })])
  for (const id of ['a7', 'a120', 'a249']) await store.remove(id)
  await store.addTagAlias('标签1', '标签2')
}

async function faultsOf(store: Store): Promise<Fault[]> {
  const faults: Fault[] = []
  for await (const fault of store.verify()) faults.push(fault)
  return faults
}

/** What lists, counts, facets and searches answer. */
async function listsOf(store: Store): Promise<unknown[]> {
  const filters: ArticleFilter[] = [
    {},
    { tag: ['标签1'] },
    { notTag: ['标签1'], language: 'zh-hans' },
    { q: '第二段' },
    { q: '改过的标题' },
    { from: '2022-03-01' },
  ]
  const lists = filters.map(async (filter) => {
    const list = await store.list({ filter, sort: 'newest', limit: 20, count: true, facets: ['tag', 'year'] })
    return { items: list.items, total: list.total, facets: list.facets }
  })
  const { size: _, ...sums } = await store.statistics()
  return [
    await Promise.all(lists),
    await store.tags({ sort: 'name', limit: 50 }),
    await store.sources(),
    sums,
  ]
}

const made = await openStore({ path: base })
await fill(made)
const [lists, content] = [await listsOf(made), await rawExportOf(made)]
await made.close()

const damages = [
  'SELECT 1',
  'UPDATE term_days SET articles = articles + 1 WHERE term = 1',
  'DELETE FROM term_days',
  'DELETE FROM summaries',
  "UPDATE summaries SET json = '{}' WHERE key = 5",
  'UPDATE facts SET ingested = 0 WHERE key = 5',
  "DELETE FROM postings WHERE term IN (SELECT term FROM terms WHERE kind = 'language')",
  'DELETE FROM facts; DELETE FROM postings',
  'INSERT INTO postings SELECT term, 5, 9 FROM terms',
  'UPDATE terms SET articles = articles + 1',
  'UPDATE articles SET url_hash = NULL',
  'DELETE FROM search_articles',
  "UPDATE totals SET value = 7 WHERE name <> 'ready'; DELETE FROM totals WHERE name = 'articles'",
]
for (const damage of damages)
  t.test(`after ${damage} a rebuild makes all lists what they were`, async (t) => {
    const path = join(t.testdir(), 'a.db')
    const store = await filled(path)
    t.teardown(() => store.close())
    const database = new Database(path)
    database.exec(damage)
    database.close()
    const before = await faultsOf(store)
    t.equal(before.length > 0, damage !== 'SELECT 1')
    t.ok(before.every(({ isDerived }) => isDerived))

    const seen: [number, number][] = []
    const onProgress = (done: number, total: number) => seen.push([done, total])
    t.strictSame(await store.rebuild({ onProgress }), { faults: [], isComplete: true })
    t.strictSame(seen.at(-1), [247, 247])
    t.strictSame(await faultsOf(store), [])
    t.strictSame(await listsOf(store), lists)
    t.equal(await rawExportOf(store), content)
  })

t.test('a rebuild that was interrupted goes on, whatever is written meanwhile', async (t) => {
  const path = join(t.testdir(), 'a.db')
  const store = await filled(path)
  const controller = new AbortController()
  const first = store.rebuild({ signal: controller.signal, onProgress: () => controller.abort() })
  const saved = store.save([entry({ id: 'z1', tags: ['新'] }), entry({ ...draft(200), title: '后来的标题' })])
  t.match(await first, { isComplete: false })
  await saved
  t.ok((await faultsOf(store)).every(({ isDerived }) => isDerived))
  await store.remove('a5')
  await store.remove('a240')
  await store.close()

  const again = await openStore({ path })
  t.teardown(() => again.close())
  const pending = await faultsOf(again)
  t.ok(pending.some(({ what }) => what === 'a rebuild was begun and is not complete'))
  const [result] = await Promise.all([again.rebuild(), again.save([entry({ id: 'z2', tags: ['新'] })])])
  t.strictSame(result, { faults: [], isComplete: true })
  t.strictSame(await faultsOf(again), [])
  const list = await again.list({ filter: { tag: ['新'] }, sort: 'oldest', limit: 9, count: true })
  t.strictSame(idsOf(list), ['z1', 'z2'])
})

t.test('writes that are committed with the start and the end of a rebuild are counted once', async (t) => {
  const store = await openStore({ path: join(t.testdir(), 'a.db') })
  t.teardown(() => store.close())
  const save = (id: string) => store.save([entry({ id, tags: ['同时'] })])
  await Promise.all([save('a1'), store.rebuild(), save('a2')])
  await Promise.all([save('a3'), store.rebuild(), save('a4')])
  t.strictSame(await faultsOf(store), [])
  t.match(await store.tag('同时'), { count: 4 })
})

t.test('an article that cannot be read is named, and the others are listed', async (t) => {
  const path = join(t.testdir(), 'a.db')
  const store = await filled(path)
  t.teardown(() => store.close())
  const database = new Database(path)
  database.exec('UPDATE answers SET json = zeroblob(9) WHERE key = 31')
  database.close()
  t.match(await store.rebuild(), { faults: [{ where: 'a30' }], isComplete: true })
  const { total } = await store.list({ filter: {}, sort: 'newest', limit: 1, count: true })
  t.equal(total, 246)
})

t.test('parsing anew lists an article under terms that came with a newer version', async (t) => {
  const path = join(t.testdir(), 'a.db')
  const store = await filled(path)
  t.teardown(() => store.close())
  // As a version left it that knew no languages.
  const database = new Database(path)
  const terms = database.prepare("SELECT term FROM terms WHERE kind = 'language'").pluck().all() as number[]
  const facts = database.prepare('SELECT key, terms FROM facts').all() as { key: number; terms: Buffer }[]
  for (const { key, terms: packed } of facts) {
    const kept = Array.from({ length: packed.length / 4 }, (_, index) =>
      packed.subarray(index * 4, index * 4 + 4),
    )
    const left = Buffer.concat(kept.filter((term) => !terms.includes(term.readUInt32LE())))
    database.prepare('UPDATE facts SET terms = ? WHERE key = ?').run(left, key)
  }
  database.exec("DELETE FROM postings WHERE term IN (SELECT term FROM terms WHERE kind = 'language')")
  const languages = "SELECT term FROM terms WHERE kind = 'language'"
  database.exec(`DELETE FROM term_days WHERE term IN (${languages})`)
  database.exec("DELETE FROM terms WHERE kind = 'language'")
  database.close()
  const { total } = await store.list({ filter: { language: 'zh' }, sort: 'newest', limit: 1, count: true })
  t.equal(total, 0)
  const current = await store.currentPages(null, 1000)
  let told = 0
  t.teardown(store.onChange(() => told++))
  const results = await store.replaceParsed(
    current.map(readable).map(({ id, article: { revision, title } }) => ({
      article: parsed({ ...draft(Number(id.slice(1))), title }),
      revision,
    })),
  )
  t.ok(results.every((result) => 'result' in result && result.result === 'unchanged'))
  t.ok(told > 0, 'what was kept of lists is dropped')
  t.strictSame(await listsOf(store), lists)
  t.strictSame(await faultsOf(store), [])
})
