import type { Test } from 'tap'
import type { Store } from '../../../src/store/store.ts'
import { entry, parsed } from '../entries.ts'
import { articleFrom, idsOf, type Open, refuses } from '../open.ts'

const listed = async (store: Store, tag: string): Promise<string[]> =>
  idsOf(await store.list({ filter: { tag: [tag] }, sort: 'newest', limit: 100 })).sort()

async function counts(store: Store): Promise<Record<string, number>> {
  const { items } = await store.tags({ sort: 'count', limit: 100 })
  return Object.fromEntries(items.map(({ tag, count }) => [tag, count]))
}

export async function testAliases(t: Test, open: Open): Promise<void> {
  await t.test('merged tags are one in lists, counts and facets, and can be parted', async (t) => {
    const { store } = await open(t)
    await store.save([
      entry({ id: 'a1', tags: ['普京', '俄罗斯'] }),
      entry({ id: 'a2', tags: ['蒲亭'] }),
      entry({ id: 'a3', tags: ['普京', '蒲亭'] }),
      entry({ id: 'a4', tags: ['普亭'] }),
    ])
    await store.addTagAlias('普京', '蒲亭')
    await store.addTagAlias('普京', '蒲亭')
    t.strictSame(await counts(store), { 普京: 3, 俄罗斯: 1, 普亭: 1 })
    t.strictSame(await store.tag('蒲亭'), { mergedInto: '普京' })
    t.match(await store.tag('普京'), { tag: '普京', count: 3, related: [{ tag: '俄罗斯', count: 1 }] })
    for (const tag of ['普京', '蒲亭']) t.strictSame(await listed(store, tag), ['a1', 'a2', 'a3'])
    t.strictSame((await articleFrom(store, 'a2')).tags, ['蒲亭'], 'the article keeps its own word')
    const list = await store.list({
      filter: { source: 'ntdtv' },
      sort: 'newest',
      limit: 1,
      facets: ['tag'],
    })
    t.strictSame(list.facets?.tag?.[0], { value: '普京', count: 3 })
    t.strictSame(idsOf(await store.list({ filter: { notTag: ['蒲亭'] }, sort: 'newest', limit: 9 })), ['a4'])

    await store.addTagAlias('蒲亭', '普亭')
    t.strictSame(await store.tag('普亭'), { mergedInto: '普京' })
    t.strictSame(await counts(store), { 普京: 4, 俄罗斯: 1 })

    await store.removeTagAlias('普京', '蒲亭')
    t.strictSame(await counts(store), { 普京: 2, 俄罗斯: 1, 蒲亭: 3 })
    t.strictSame(await listed(store, '普亭'), ['a2', 'a3', 'a4'])
    await store.removeTagAlias('蒲亭', '普亭')
    t.strictSame(await counts(store), { 普京: 2, 俄罗斯: 1, 蒲亭: 2, 普亭: 1 })
  })

  await t.test('each merger is a change, and a tag names those that were merged into it', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1', tags: ['普京', '蒲亭', '普亭'] })])
    await store.addTagAlias('普京', '蒲亭')
    await store.addTagAlias('普京', '蒲亭')
    await store.addTagAlias('蒲亭', '普亭')
    t.match(await store.tag('普京'), { aliases: ['普亭', '蒲亭'] })
    await store.removeTagAlias('普京', '蒲亭')
    await refuses(t, store.removeTagAlias('普京', '蒲亭'), 'not-found')
    t.match(await store.tag('普京'), { aliases: [] })
    t.match(await store.tag('蒲亭'), { aliases: ['普亭'] })
    const changes = await store.changes(1, 10)
    t.strictSame(
      changes.map(({ at: _at, ...change }) => change),
      [
        { sequence: 2, type: 'merged', alias: '蒲亭', tag: '普京' },
        { sequence: 3, type: 'merged', alias: '普亭', tag: '蒲亭' },
        { sequence: 4, type: 'unmerged', alias: '蒲亭', tag: '普京' },
      ],
    )
    for await (const fault of store.verify()) t.fail(`${fault.where}: ${fault.what}`)
  })

  await t.test('a merger lasts through ingest, deletion, reparse and reopening', async (t) => {
    const { store, path } = await open(t)
    await store.save([entry({ id: 'a1', tags: ['普京'] }), entry({ id: 'a2', tags: ['蒲亭'] })])
    await store.addTagAlias('普京', '蒲亭')
    await store.addTagAlias('普京', '还没有的')
    await store.save([
      entry({ id: 'a3', tags: ['蒲亭'] }),
      entry({ id: 'a4', tags: ['还没有的', '蒲亭'] }),
      entry({ id: 'a2', tags: ['蒲亭'], title: '新' }),
    ])
    await store.remove('a1')
    t.strictSame(await counts(store), { 普京: 3 })
    await store.replaceParsed([{ article: parsed({ id: 'a3', tags: ['蒲亭', '新'] }), revision: 1 }])
    t.strictSame(await counts(store), { 普京: 3, 新: 1 })
    await store.close()
    const { store: again } = await open(t, path)
    await again.save([entry({ id: 'a5', tags: ['蒲亭'] })])
    t.strictSame(await listed(again, '普京'), ['a2', 'a3', 'a4', 'a5'])
    await again.removeTagAlias('普京', '蒲亭')
    t.strictSame(await counts(again), { 蒲亭: 4, 普京: 1, 新: 1 })
  })

  await t.test('what cannot be is refused', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1', tags: ['一', '二', '三'] })])
    await refuses(t, store.addTagAlias('无', '一'), 'not-found')
    await refuses(t, store.addTagAlias('一', '一'), 'conflict')
    await store.addTagAlias('二', '一')
    await store.addTagAlias('三', '二')
    await refuses(t, store.addTagAlias('一', '三'), 'conflict')
    await refuses(t, store.removeTagAlias('三', '一'), 'not-found')
    await refuses(t, store.removeTagAlias('无', '一'), 'not-found')
    t.strictSame(await counts(store), { 三: 1 })
    await store.addTagAlias('三', '一')
    await store.removeTagAlias('三', '二')
    t.strictSame(await counts(store), { 三: 1, 二: 1 })
  })
}
