import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { openStore } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { randomOf } from '../faults/random.ts'
import { entry } from './entries.ts'
import { refuses } from './open.ts'

const mebibyte = 1024 * 1024
const random = randomOf(7)
const letters = Array.from({ length: 300_000 }, () => String.fromCharCode(0x4e00 + random() * 20_000)).join(
  '',
)
/** Pages of noise, which nothing makes small, and short articles, which are soon indexed. */
const noise = (id: string) => {
  const at = Math.floor(random() * 200_000)
  return entry({ id }, { text: id + letters.slice(at, at + 100_000) })
}

/** Writes to a few articles until so many bytes were written, and notes how large the log got. */
async function write(store: Store, path: string, mebibytes: number): Promise<number> {
  let largest = 0
  for (let written = 0; written < mebibytes * mebibyte; ) {
    const entries = Array.from({ length: 4 }, (_, index) => noise(`w${index}`))
    for (const result of await store.save(entries)) if (result instanceof Error) throw result
    for (const { page } of entries) written += page.bytes.length
    largest = Math.max(largest, statSync(`${path}-wal`).size)
    await pause(2)
  }
  return largest
}

t.test('who stalls in an export does not make the log grow without end', async (t) => {
  const path = join(t.testdir(), 'a.db')
  const store = await openStore({ path })
  t.teardown(() => store.close())
  await store.save(Array.from({ length: 20 }, (_, index) => entry({ id: `a${index}` })))
  const stalled = await store.exportArchived({})
  const iterator = stalled.articles[Symbol.asyncIterator]()
  t.match((await iterator.next()).value, { article: { id: 'a0' } })
  const unread = await store.export({})

  const largest = await write(store, path, 160)
  t.ok(largest <= 128 * mebibyte, `the log had ${Math.round(largest / mebibyte)} MiB`)
  await refuses(t, iterator.next(), 'unavailable')
  await refuses(t, unread.articles[Symbol.asyncIterator]().next(), 'unavailable')
  await write(store, path, 4)
  t.ok(statSync(`${path}-wal`).size <= 64 * mebibyte, 'the log is short again')

  const { articles } = await store.export({})
  let whole = 0
  for await (const _ of articles) whole++
  t.equal(whole, 24, 'and another export is whole')
})

t.test('who reads on may read for as long as it takes', async (t) => {
  const path = join(t.testdir(), 'a.db')
  const store = await openStore({ path })
  t.teardown(() => store.close())
  await store.save(Array.from({ length: 20 }, (_, index) => entry({ id: `a${index}` })))
  const { articles } = await store.export({})
  const ids: string[] = []
  let largest = 0
  for await (const json of articles) {
    ids.push(JSON.parse(json.toString()).id)
    largest = Math.max(largest, await write(store, path, 8))
  }
  t.equal(ids.length, 20, 'all that was there at the start, and nothing else')
  t.ok(largest > 128 * mebibyte, 'however long the log got')
  await write(store, path, 4)
  t.ok(statSync(`${path}-wal`).size <= 64 * mebibyte)
})
