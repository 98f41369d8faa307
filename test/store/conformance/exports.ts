import type { Test } from 'tap'
import type { ArchivedArticle, ArchivedItem } from '../../../src/page.ts'
import { jsonOf, type Store } from '../../../src/store/store.ts'
import { entry } from '../entries.ts'
import { articleFrom, idsOf, type Open, refuses, saved } from '../open.ts'

async function textsOf(store: Store, filter = {}): Promise<string[]> {
  const { articles } = await store.export(filter)
  const texts: string[] = []
  for await (const json of articles) texts.push(json.toString())
  return texts
}

async function archivedOf(store: Store): Promise<ArchivedItem[]> {
  const { articles } = await store.exportArchived({})
  const all: ArchivedItem[] = []
  for await (const one of articles) all.push(one)
  return all
}

const idOf = (json: string): string => JSON.parse(json).id

export async function testExports(t: Test, open: Open): Promise<void> {
  await t.test('whole articles in the order of their ids, from one snapshot', async (t) => {
    const { store } = await open(t)
    const ids = Array.from({ length: 450 }, (_, index) => `n${index}`)
    await store.save(ids.map((id, index) => entry({ id, tags: [index % 2 === 0 ? '偶' : '奇'] })))
    await store.remove('n7')
    const { sequence, articles } = await store.export({})
    t.equal(sequence, 451)
    const texts: string[] = []
    for await (const json of articles) {
      if (texts.length === 0) {
        await store.save([entry({ id: 'n999' })])
        await store.remove('n99')
      }
      texts.push(json.toString())
    }
    const expected = ids.filter((id) => id !== 'n7').sort()
    t.strictSame(texts.map(idOf), expected)
    t.equal(texts[0], jsonOf(await store.article('n0')).toString())
    t.strictSame((await textsOf(store, { tag: ['奇'], q: 'n11' })).map(idOf), [
      'n11',
      'n111',
      'n113',
      'n115',
      'n117',
      'n119',
    ])
    t.strictSame(await textsOf(store, { tag: ['无'] }), [])
  })

  await t.test('an iterator that is left lets go', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1' }), entry({ id: 'a2' })])
    for (let time = 0; time < 20; time++) {
      const begun = await store.export({})
      for await (const json of begun.articles) {
        t.ok(json.length > 0)
        break
      }
      const never = await store.export({})
      await never.articles[Symbol.asyncIterator]().return?.()
    }
    await store.save([entry({ id: 'a3' })])
    t.equal((await textsOf(store)).length, 3)
  })

  await t.test('an export with pages builds the archive anew', async (t) => {
    const { store } = await open(t)
    await store.save([
      entry({ id: 'a1', tags: ['一'] }, { text: '一版', channel: 'x' }),
      entry({ id: 'a1', tags: ['二'] }, { text: '二版' }),
      entry({ id: 'b1', url: null }),
    ])
    await store.remove('b1')
    await store.save([entry({ id: 'b1', url: null }), entry({ id: 'c1' })])
    const exported = await archivedOf(store)
    const { store: other } = await open(t)
    t.strictSame(
      (await other.restore(exported)).map((result) => saved(result).result),
      ['created', 'created', 'created'],
    )
    t.strictSame(await archivedOf(other), exported)
    t.strictSame(await textsOf(other), await textsOf(store))
    t.match(await articleFrom(other, 'b1'), { revision: 2 })
    t.strictSame(
      (await other.restore(exported)).map((result) => saved(result).result),
      ['unchanged', 'unchanged', 'unchanged'],
    )
    t.equal(await other.lastSequence(), 3)
    t.match(await other.save([entry({ id: 'a1', tags: ['二'] }, { text: '二版' })]), [
      { result: 'unchanged' },
    ])
    t.match(await other.save([entry({ id: 'b1', url: null, title: '新' })]), [{ result: 'updated' }])
    t.match(await articleFrom(other, 'b1'), { revision: 3 })
    t.match((await other.restore(exported))[1], { problem: 'conflict', details: { ids: ['b1', 'b1'] } })
  })

  await t.test('an export with pages holds deletions, unless it is filtered', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1' }), entry({ id: 'b1' }), entry({ id: 'c1' })])
    await store.remove('b1')
    const exported = await archivedOf(store)
    t.match(exported[1], { id: 'b1', revision: 1, deletedAt: /^\d{4}-.*Z$/ })
    const { articles } = await store.exportArchived({ source: 'ntdtv' })
    for await (const one of articles) t.ok('pages' in one)

    const { store: other } = await open(t)
    t.match(await other.restore(exported), [
      { result: 'created' },
      { result: 'created' },
      { result: 'created' },
    ])
    t.strictSame(await archivedOf(other), exported)
    await refuses(t, other.article('b1'), 'gone')
    t.match(await other.statistics(), { articles: 2, deleted: 1 })
    for await (const fault of other.verify()) t.fail(`${fault.where}: ${fault.what}`)
    t.match(await other.restore(exported), [{}, { result: 'unchanged' }, {}])
    await other.save([entry({ id: 'b1' })])
    t.match((await articleFrom(other, 'b1')).revision, 2, 'the revisions are counted on')
    const list = await other.list({ filter: {}, sort: 'oldest', limit: 9 })
    t.strictSame(idsOf(list), ['a1', 'b1', 'c1'], 'articles of one instant stand as they were restored')
    t.match((await other.restore(exported))[1], { problem: 'conflict' }, 'a stored article stays')
  })

  await t.test('an export with pages keeps what was merged', async (t) => {
    const { store } = await open(t)
    await store.save([
      entry({ id: 'a1', tags: ['美国', '政治'] }),
      entry({ id: 'a2', tags: ['USA', '北美'] }),
      entry({ id: 'b1', tags: ['usa'] }),
      entry({ id: 'c1', tags: ['别的'] }),
    ])
    await store.addTagAlias('USA', '合众国')
    await store.addTagAlias('美国', 'USA')
    await store.addTagAlias('北美', '美国')
    const exported = await archivedOf(store)
    const family = [
      { alias: '合众国', tag: 'USA' },
      { alias: 'USA', tag: '美国' },
      { alias: '美国', tag: '北美' },
    ]
    for (const { article, tagAliases = [] } of exported as ArchivedArticle[]) {
      const sorted = tagAliases.toSorted((a, b) => a.tag.localeCompare(b.tag))
      t.same(
        sorted,
        article.id === 'c1' ? [] : family.toSorted((a, b) => a.tag.localeCompare(b.tag)),
        article.id,
      )
    }
    const { store: other } = await open(t)
    // The last first: each line is enough by itself.
    await other.restore(exported.slice(2))
    t.match(await other.tag('北美'), { tag: '北美', count: 1 })
    t.match(await other.tag('合众国'), { mergedInto: '北美' })
    await other.restore(exported)
    t.strictSame(await archivedOf(other), exported)
    for (const tag of ['北美', '美国', 'USA', '合众国', '政治', '别的']) {
      t.strictSame(await other.tag(tag), await store.tag(tag), tag)
    }
    await other.save([entry({ id: 'd1', tags: ['合众国'] })])
    t.match(await other.tag('北美'), { count: 4 }, 'as later pages see it')
    for await (const fault of other.verify()) t.fail(JSON.stringify(fault))
  })

  await t.test('what is merged already stays so', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1', tags: ['甲', '乙'] })])
    await store.addTagAlias('甲', '乙')
    const { store: other } = await open(t)
    await other.save([entry({ id: 'b1', tags: ['甲', '乙', '丙'] })])
    await other.addTagAlias('乙', '甲')
    await other.restore(await archivedOf(store))
    t.match(await other.tag('甲'), { mergedInto: '乙' })
    t.match(await other.tag('乙'), { tag: '乙', count: 2 })
    for await (const fault of other.verify()) t.fail(JSON.stringify(fault))
  })

  await t.test('what is restored cannot take the address of another article', async (t) => {
    const { store } = await open(t)
    const { store: other } = await open(t)
    await store.save([entry({ id: 'a1', url: 'https://x.example/1' })])
    await other.save([entry({ id: 'z1', url: 'http://x.example/1' })])
    const [result] = await other.restore(await archivedOf(store))
    t.match(result, { problem: 'conflict', details: { ids: ['a1', 'z1'] } })
  })

  await t.test('nor a page of another article; a preview says so and writes nothing', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1' })])
    const [one] = (await archivedOf(store)) as ArchivedArticle[]
    const forged = { ...one!, article: { ...one!.article, id: 'b1', url: null } }
    const { store: other } = await open(t)
    t.match(await other.previewRestore(one!), { result: 'created', id: 'a1' })
    t.match(await other.statistics(), { articles: 0 })
    for (const target of [store, other]) {
      await target.restore([one!])
      t.match(await target.previewRestore(one!), { result: 'unchanged', id: 'a1' })
      await t.rejects(target.previewRestore(forged), { message: /is stored as a page of a1/ })
      t.match(await target.restore([forged]), [{ problem: 'conflict' }])
      for await (const fault of target.verify()) t.fail(JSON.stringify(fault))
    }
  })

  await t.test('items of one call are restored one after the other', async (t) => {
    const { store } = await open(t)
    const { store: other } = await open(t)
    const ids = ['a1', 'b1', 'c1', 'd1', 'e1', 'f1']
    await store.save(ids.map((id) => entry({ id, url: `https://x.example/${id}` })))
    await store.save([entry({ id: 'f1', title: '后来的', url: 'https://x.example/f1' })])
    const [a, b, c, d, e, f] = (await archivedOf(store)) as [ArchivedArticle, ...ArchivedArticle[]]
    const withPageOfA = { ...b!, pages: a.pages }
    const withAddressOfA = { ...c!, article: { ...c!.article, url: a.article.url } }
    const deletionOf = (id: string) => ({ id, revision: 1, deletedAt: '2024-01-01T00:00:00.000Z' })
    const items = [
      a,
      withPageOfA,
      b!,
      a,
      withAddressOfA,
      c!,
      deletionOf('d1'),
      d!,
      e!,
      deletionOf('e1'),
      deletionOf('f1'),
      f!,
    ]
    const results = await other.restore(items as ArchivedItem[])
    t.strictSame(
      results.map((result) => ('problem' in result ? result.problem : result.result)),
      [
        ...['created', 'conflict', 'created', 'unchanged', 'conflict', 'created'],
        ...['created', 'created', 'created', 'conflict', 'created', 'created'],
      ],
    )
    t.strictSame(await archivedOf(other), await archivedOf(store))
    t.match(await other.statistics(), { articles: 6, deleted: 0 })
    for await (const fault of other.verify()) t.fail(JSON.stringify(fault))
  })
}
