import type { Test } from 'tap'
import { openStore } from '../../../src/store/open.ts'
import type { Fault, Store } from '../../../src/store/store.ts'
import { entry } from '../entries.ts'
import { refuses } from '../open.ts'
import type { Server } from '../postgres/server.ts'
import { rawExportOf } from '../raw-export.ts'
import { type Bucket, startBucket } from './bucket.ts'

/** As many as make a dictionary, which is then made of pages that are in objects. */
const entries = Array.from({ length: 40 }, (_, number) => entry({ id: `n${number}` }))
const ids = entries.map(({ article }) => article.id)

async function faultsOf(store: Store): Promise<Fault[]> {
  const faults = []
  for await (const fault of store.verify()) faults.push(fault)
  return faults
}

type Opened = {
  bucket: Bucket
  open(withPages?: boolean): Promise<Store>
  /** A restored copy of the archive, which nothing may have open. */
  restored(): Promise<Store>
}

/** @returns where a restored copy of the archive is */
async function copyOf(database: string, server?: Server): Promise<string> {
  if (server !== undefined) {
    const copy = `${database}_copy`
    const name = (address: string) => new URL(address).pathname.slice(1)
    await server.run(
      database.replace(/[^/]*$/, 'postgres'),
      `CREATE DATABASE ${name(copy)} TEMPLATE ${name(database)}`,
    )
    const identity = "replace(gen_random_uuid()::text, '-', '')"
    await server.run(copy, `UPDATE broadsheet.state SET archive_id = ${identity}`)
    return copy
  }
  const store = await openStore(database, {})
  await store.backup?.(`${database}.copy`)
  await store.close()
  return `${database}.copy`
}

const tests: Record<string, (t: Test, opened: Opened) => Promise<void>> = {
  'pages of a transaction are in one object, and read as they came': async (t, { bucket, open }) => {
    const store = await open()
    for (const from of [0, 20]) await store.save(entries.slice(from, from + 20))
    t.equal(bucket.keys().length, 2)
    await store.save([entry({ id: 'n3', title: '第二版' })])
    t.equal(bucket.keys().length, 3)
    for (const { page, article } of entries)
      t.equal((await store.rawPage(article.id, 1)).bytes.toString(), Buffer.from(page.bytes).toString())
    t.strictSame(await faultsOf(store), [])
    const current = await store.currentPages(null, 99)
    t.strictSame(current.map(({ id }) => id).sort(), [...ids].sort())
    t.ok(current.every((one) => 'page' in one))
    const exported = await rawExportOf(store)
    await store.close()

    const without = await open(false)
    await refuses(t, without.rawPage('n1'), 'unavailable')
    await without.save([entry({ id: 'inside' })])
    t.ok((await without.rawPage('inside')).bytes.length > 0)
    await refuses(t, without.sweep(), 'unavailable')
    await without.remove('inside')
    await without.close()
    const again = await open()
    t.equal((await rawExportOf(again)).includes(exported.slice(0, 500)), true)
    t.equal(bucket.keys().length, 3)
  },

  'a deleted page leaves the storage: at once with its object, else in a sweep': async (
    t,
    { bucket, open },
  ) => {
    const store = await open()
    await store.save(entries.slice(0, 3))
    await store.save([entry({ id: 'alone' })])
    t.equal(bucket.keys().length, 2)
    await store.remove('alone')
    const [first = ''] = bucket.keys()
    t.equal(bucket.keys().length, 1)
    await store.remove('n1')
    t.strictSame(bucket.keys(), [first], 'others live in the object')
    t.strictSame(await store.sweep(), { objects: 1, removed: 0, rewritten: 1 })
    const [second = ''] = bucket.keys()
    t.equal(bucket.keys().length, 1)
    t.not(second, first)
    t.strictSame(await faultsOf(store), [])
    t.strictSame(await store.sweep(), { objects: 1, removed: 0, rewritten: 0 })
    for (const id of ['n0', 'n2']) t.match((await store.rawPage(id)).bytes.toString(), id)
    await store.remove('n0')
    await store.remove('n2')
    t.strictSame(bucket.keys(), [])
  },

  'a sample of the dictionary that is no longer there keeps no page from being stored': async (
    t,
    { bucket, open },
  ) => {
    const store = await open()
    await store.save(entries.slice(0, 20))
    for (const key of bucket.keys()) bucket.lose(key)
    const saved = await store.save(entries.slice(20))
    t.strictSame(
      saved.map((one) => 'result' in one && one.result),
      entries.slice(20).map(() => 'created'),
    )
    await refuses(t, store.rawPage('n1'), 'unavailable')
    t.ok((await store.rawPage('n30')).bytes.length > 0)
  },

  'a restored archive takes nothing from the one that it is a copy of, unless asked to': async (
    t,
    { bucket, open, restored },
  ) => {
    const before = await open()
    for (const id of ['both', 'shared']) await before.save([entry({ id })])
    await before.save(entries.slice(0, 2))
    await before.close()
    const copy = await restored()
    const store = await open()
    await store.save([entry({ id: 'later' })])
    const objects = bucket.keys().sort()
    for (const object of objects) bucket.age(object)
    for (const id of ['both', 'n0']) await copy.remove(id)
    await copy.save([entry({ id: 'own' })])
    t.strictSame(await copy.sweep(), { objects: 1, removed: 0, rewritten: 0 })
    t.strictSame(await faultsOf(copy), [])
    t.strictSame(await faultsOf(store), [])
    for (const id of ['both', 'shared', 'n0', 'n1', 'later'])
      t.match((await store.rawPage(id)).bytes.toString(), id)
    await store.close()
    t.match(await copy.sweep(true), { removed: 2, rewritten: 1 })
    t.strictSame(await faultsOf(copy), [])
    t.match((await copy.rawPage('n1')).bytes.toString(), 'n1')
    t.equal(bucket.keys().length, 3)
  },

  'what a failure left behind is found and swept once it is old': async (t, { bucket, open }) => {
    const store = await open()
    await store.save(entries.slice(0, 2))
    const [object = ''] = bucket.keys()
    const orphan = object.replace(/-.*$/, '-left')
    bucket.repeat(object, [orphan])
    bucket.age(object)
    t.strictSame(await faultsOf(store), [], 'a transaction may be about to refer to it')
    t.match(await store.sweep(), { removed: 0 })
    bucket.age(orphan)
    t.match(await faultsOf(store), [{ where: orphan, what: /object without a page/ }])
    t.match(await store.sweep(), { objects: 2, removed: 1 })
    t.strictSame(bucket.keys(), [object])

    bucket.lose(object)
    const faults = await faultsOf(store)
    t.strictSame(faults.map(({ where }) => where).sort(), ['n0', 'n1'])
    t.match(faults, [{ what: /not in the object storage/ }, { what: /not in the object storage/ }])
    await refuses(t, store.rawPage('n0'), 'unavailable')
    t.match(await store.currentPages(null, 9), [{ problem: { problem: 'internal' } }, { problem: {} }])
  },

  'a storage that does not answer takes its pages away and nothing else': async (t, { bucket, open }) => {
    const inside = await open(false)
    await inside.save([entry({ id: 'inside' })])
    await inside.close()
    const store = await open()
    await store.save(entries.slice(0, 2))
    await bucket.close()
    await refuses(t, store.rawPage('n0'), 'unavailable')
    t.ok((await store.rawPage('inside')).bytes.length > 0)
    t.ok(await store.article('n0'))
    await refuses(t, store.save([entry({ id: 'n5' })]), 'unavailable')
    await refuses(t, store.article('n5'), 'not-found')
    await store.remove('n0')
    await refuses(t, store.article('n0'), 'gone')
    await bucket.open()
    t.match(await store.save([entry({ id: 'n5' })]), [{ result: 'created' }])
    t.match((await store.rawPage('n1')).bytes.toString(), 'n1')
    t.match(await store.sweep(), { rewritten: 1 })
    t.strictSame(await faultsOf(store), [])
  },

  'an object is of one transaction, also where the database refuses one of its pages': async (
    t,
    { bucket, open },
  ) => {
    const store = await open()
    // A title that is no text: whatever stores it throws.
    const broken = entry({ id: 'broken' })
    const entries = [
      entry({ id: 'a1' }),
      { ...broken, article: { ...broken.article, tags: [null] } },
      entry({ id: 'a2' }),
    ]
    const results = await store.save(entries as Parameters<Store['save']>[0])
    t.match(results, [{ result: 'created' }, { problem: 'internal' }, { result: 'created' }])
    t.equal(bucket.keys().length, 4)
    for (const object of bucket.keys()) bucket.age(object)
    t.match(await store.sweep(), { objects: 4, removed: 2 })
    t.strictSame(await faultsOf(store), [])
  },
}

/**
 * What a store does whose pages are in object storage.
 * @param place is where a new database is made
 * @param server of the databases, where they are on one
 */
export function testPages(t: Test, place: (t: Test) => string | Promise<string>, server?: Server): void {
  for (const [name, test] of Object.entries(tests))
    t.test(name, async (t) => {
      const bucket = await startBucket(t)
      const database = await place(t)
      const openAt = async (at: string, pages?: Bucket['pages']) => {
        const store = await openStore(at, { pages })
        t.teardown(() => store.close())
        return store
      }
      await test(t, {
        bucket,
        open: (withPages = true) => openAt(database, withPages ? bucket.pages : undefined),
        restored: async () => openAt(await copyOf(database, server), bucket.pages),
      })
    })
}
