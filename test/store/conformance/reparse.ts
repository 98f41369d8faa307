import type { Test } from 'tap'
import { jsonOf } from '../../../src/store/store.ts'
import { entry, parsed } from '../entries.ts'
import { articleFrom, type Open, readable } from '../open.ts'

export async function testReparse(t: Test, open: Open): Promise<void> {
  await t.test('the current page of each living article, by id', async (t) => {
    const { store } = await open(t)
    await store.save([
      entry({ id: 'b1' }, { text: '旧', path: 'pages/prog1/b1.md' }),
      entry({ id: 'b1', title: '新' }, { text: '新' }),
      entry({ id: 'a1' }),
      entry({ id: 'c1' }),
      entry({ id: 'd1' }),
    ])
    await store.remove('c1')
    const all = await store.currentPages(null, 10)
    t.strictSame(
      all.map(({ id }) => id),
      ['a1', 'b1', 'd1'],
    )
    t.equal(Buffer.from(readable(all[1]).page.bytes).toString(), '新')
    t.match(readable(all[1]).article, { id: 'b1', title: '新', revision: 2 })
    t.strictSame(await store.currentPages('a1', 1), all.slice(1, 2))
    t.strictSame(await store.currentPages('d1', 1), [])
  })

  await t.test('a better parse takes the place of the old one; pages and revisions stay', async (t) => {
    const { store } = await open(t)
    const first = entry({ id: 'a1', tags: ['一'], channels: ['x'] })
    await store.save([first, entry({ id: 'a1', tags: ['一'], channels: ['y'] }), entry({ id: 'b1' })])
    await store.remove('b1')
    const before = await store.article('a1')
    t.strictSame(await store.replaceParsed([{ article: first.article, revision: 1 }]), [
      { result: 'unchanged', id: 'a1', fields: [] },
    ])
    t.equal(jsonOf(await store.article('a1')).toString(), jsonOf(before).toString())
    const parser = { name: 'ntdtv', version: 2 }
    const better = parsed({ id: 'a1', tags: ['二'], channels: ['x'], parser, publishedAt: null })
    const others = [parsed({ id: 'b1' }), parsed({ id: 'c1' })]
    t.match(await store.replaceParsed([better, ...others].map((article) => ({ article, revision: 1 }))), [
      { result: 'updated', id: 'a1', fields: ['publishedAt', 'tags', 'parser'] },
      { problem: 'gone' },
      { problem: 'not-found' },
    ])
    const after = await articleFrom(store, 'a1')
    t.match(after, { tags: ['二'], channels: ['x', 'y'], revision: 1, publishedAt: null })
    t.equal(after.ingestedAt, JSON.parse(jsonOf(before).toString()).ingestedAt)
    t.equal((await store.revisions('a1')).length, 1)
    t.match(await store.changes(4, 9), [
      { type: 'updated', id: 'a1', fields: ['publishedAt', 'tags', 'parser'] },
    ])
    t.strictSame((await store.tags({ sort: 'count', limit: 9 })).items, [{ tag: '二', count: 1 }])
  })

  await t.test('articles of one call are replaced one after the other', async (t) => {
    const { store } = await open(t)
    const at = (path: string) => `https://news.example/${path}`
    await store.save([
      entry({ id: 'a1', url: at('a'), tags: ['一'] }),
      entry({ id: 'b1', url: at('b'), tags: ['一'] }),
      entry({ id: 'c1', url: at('c'), tags: ['一'] }),
    ])
    const anew = [
      parsed({ id: 'b1', url: at('a'), tags: ['一'] }),
      parsed({ id: 'a1', url: at('a2'), tags: ['二'] }),
      parsed({ id: 'b1', url: at('a'), tags: ['二'] }),
      parsed({ id: 'c1', url: at('b'), tags: ['二', '三'] }),
      parsed({ id: 'c1', url: at('b'), tags: ['三'] }),
    ]
    t.match(await store.replaceParsed(anew.map((article) => ({ article, revision: 1 }))), [
      { problem: 'conflict', details: { ids: ['b1', 'a1'] } },
      { result: 'updated', id: 'a1', fields: ['url', 'tags'] },
      { result: 'updated', id: 'b1', fields: ['url', 'tags'] },
      { result: 'updated', id: 'c1', fields: ['url', 'tags'] },
      { result: 'updated', id: 'c1', fields: ['tags'] },
    ])
    t.match(await Promise.all(['a1', 'b1', 'c1'].map(async (id) => (await articleFrom(store, id)).url)), [
      at('a2'),
      at('a'),
      at('b'),
    ])
    t.strictSame((await store.tags({ sort: 'count', limit: 9 })).items, [
      { tag: '二', count: 2 },
      { tag: '三', count: 1 },
    ])
    t.match(await store.save([entry({ id: 'd1', url: at('c') })]), [{ result: 'created', id: 'd1' }])
  })

  await t.test('what parsing made of a page says nothing of the page that came meanwhile', async (t) => {
    const { store } = await open(t)
    const first = entry({ id: 'a1', title: '旧' })
    await store.save([first, entry({ id: 'a1', title: '新' })])
    const article = { ...first.article, title: '旧，读得更好' }
    t.strictSame(await store.replaceParsed([{ article, revision: 1 }]), [
      { result: 'unchanged', id: 'a1', fields: [] },
    ])
    t.match(await articleFrom(store, 'a1'), { title: '新', revision: 2 })
  })
}
