import type { Test } from 'tap'
import type { Position, TagSort } from '../../../src/query.ts'
import type { Store, TagCount } from '../../../src/store/store.ts'
import { entry } from '../entries.ts'
import { type Open, refuses } from '../open.ts'

async function walk(store: Store, sort: TagSort, limit: number, contains?: string): Promise<TagCount[]> {
  const tags: TagCount[] = []
  for (let after: Position | undefined; ; ) {
    const { items, next } = await store.tags({ sort, limit, after, contains })
    tags.push(...items)
    if (next === null) return tags
    after = next
  }
}

export async function testTags(t: Test, open: Open): Promise<void> {
  await t.test('tags are counted as they fold, named as they were seen first', async (t) => {
    const { store } = await open(t)
    await store.save([
      entry({ id: 'a1', tags: ['習近平', '香港'] }),
      entry({ id: 'a2', tags: ['习近平', 'KN-25'] }),
      entry({ id: 'a3', tags: ['ｋｎ－25', '习近平', '香港'] }),
      entry({ id: 'a4', tags: ['Ab'] }),
    ])
    const all = [
      { tag: '習近平', count: 3 },
      { tag: 'KN-25', count: 2 },
      { tag: '香港', count: 2 },
      { tag: 'Ab', count: 1 },
    ]
    const byName = [all[3], all[1], all[0], all[2]]
    for (const limit of [1, 2, 100]) {
      t.strictSame(await walk(store, 'count', limit), all)
      t.strictSame(await walk(store, 'name', limit), byName)
    }
    t.strictSame(await walk(store, 'count', 1, '近平'), [all[0]])
    t.strictSame(await walk(store, 'count', 9, 'ＫＮ'), [all[1]])
    t.strictSame(await walk(store, 'count', 9, '%'), [])
    await refuses(t, store.tags({ sort: 'count', limit: 1, after: ['x', 1] }), 'invalid-cursor')

    t.strictSame(await store.tag('习近平'), {
      tag: '習近平',
      count: 3,
      aliases: [],
      related: [
        { tag: '香港', count: 2 },
        { tag: 'KN-25', count: 2 },
      ].sort((a, b) => (a.tag < b.tag ? -1 : 1)),
    })
    await refuses(t, store.tag('无人'), 'not-found')
  })

  await t.test('a tag goes with its last article and keeps its first spelling', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1', tags: ['習近平'] })])
    await store.remove('a1')
    await refuses(t, store.tag('習近平'), 'not-found')
    t.strictSame(await walk(store, 'count', 9), [])
    await store.save([entry({ id: 'a2', tags: ['习近平'] })])
    t.match(await store.tag('习近平'), { tag: '習近平', count: 1, related: [] })
  })

  await t.test('a new version moves its article from tag to tag', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1', tags: ['一', '二'] }), entry({ id: 'a2', tags: ['二'] })])
    await store.save([entry({ id: 'a1', tags: ['二', '三'], publishedAt: '2001-01-01T00:00:00Z' })])
    t.strictSame(await walk(store, 'count', 9), [
      { tag: '二', count: 2 },
      { tag: '三', count: 1 },
    ])
  })
}
