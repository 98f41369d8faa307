import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { openStore } from '../../../src/store/sqlite/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { entry } from '../entries.ts'
import { refuses } from '../open.ts'

const fill = (store: Store, revision: number) =>
  store.save(Array.from({ length: 20 }, (_, index) => entry({ id: `a${index}`, title: `第${revision}版` })))

t.test('an export that nobody reads gives its snapshot back', async (t) => {
  const path = join(t.testdir(), 'a.db')
  const store = await openStore({ path, exportDeadlines: { idle: 50, total: 60_000 } })
  t.teardown(() => store.close())
  await fill(store, 1)
  const begun = (await store.exportArchived({})).articles[Symbol.asyncIterator]()
  t.match((await begun.next()).value, { article: { id: 'a0' } })
  const unread = (await store.export({})).articles[Symbol.asyncIterator]()
  await pause(200)
  for (let revision = 2; revision < 60; revision++) await fill(store, revision)
  t.ok(statSync(`${path}-wal`).size <= 64 * 2 ** 20, 'the log is written back')
  for (const iterator of [begun, unread]) {
    await refuses(t, iterator.next(), 'unavailable')
    await refuses(t, iterator.next(), 'unavailable')
    t.match(await iterator.return?.(), { done: true })
  }
  let whole = 0
  for await (const _ of (await store.export({})).articles) whole++
  t.equal(whole, 20, 'another export is whole')
})

t.test('an export that takes longer than it may is ended, however it is read', async (t) => {
  const store = await openStore({
    path: join(t.testdir(), 'a.db'),
    exportDeadlines: { idle: 60_000, total: 200 },
  })
  t.teardown(() => store.close())
  await fill(store, 1)
  const { articles } = await store.export({})
  const read = async () => {
    for await (const _ of articles) await pause(60)
  }
  await refuses(t, read(), 'unavailable')
})

t.test('an export that is read in time is one snapshot, whatever is written meanwhile', async (t) => {
  const store = await openStore({ path: join(t.testdir(), 'a.db') })
  t.teardown(() => store.close())
  await fill(store, 1)
  const titles = new Set<string>()
  let revision = 1
  for await (const json of (await store.export({})).articles) {
    titles.add(JSON.parse(json.toString()).title)
    await fill(store, ++revision)
  }
  t.strictSame([...titles], ['第1版'])
})
