import { closeSync, copyFileSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { unparseable } from '../../src/ingest/reparse.ts'
import { createParser } from '../../src/ingest/threads/pool.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import type { Fault, Store } from '../../src/store/store.ts'
import { below, pick, type Random, randomOf } from '../faults/random.ts'
import { type Draft, entry } from './entries.ts'

const text = (random: Random, length: number) =>
  Array.from({ length }, () => String.fromCharCode(0x4e00 + below(random, 300))).join('')

/** A store with all that one can have: revisions, deletions, merged tags, undated articles, several channels. */
async function makeStore(path: string): Promise<void> {
  const random = randomOf(21)
  const store = await openStore({ path })
  const tags = Array.from({ length: 12 }, () => text(random, 3))
  const draft = (index: number): Draft => ({
    id: `a${index}`,
    url: `https://www.ntdtv.com/gb/2022/08/15/a${index}.html`,
    source: index % 5 === 0 ? null : pick(random, ['ntdtv', 'rfa']),
    title: index % 11 === 0 ? null : text(random, 12),
    publishedAt: index % 7 === 0 ? null : `2022-0${1 + (index % 9)}-15T00:00:00+08:00`,
    credits: [{ role: 'reporter', name: pick(random, tags) }],
    tags: [...new Set([pick(random, tags), pick(random, tags)])],
    paragraphs: Array.from({ length: 1 + below(random, 4) }, () => text(random, 80)),
  })
  for (let index = 0; index < 60; index++) {
    await store.save([entry(draft(index), { channel: `prog${index % 3}` })])
  }
  await store.save(
    Array.from({ length: 20 }, (_, index) => entry(draft(index * 3), { text: text(random, 300) })),
  )
  for (const id of ['a1', 'a9', 'a30']) await store.remove(id)
  await store.save([entry(draft(9))])
  await store.addTagAlias(tags[0] ?? '', tags[1] ?? '')
  await store.addTagAlias(tags[2] ?? '', tags[0] ?? '')
  await store.close()
}

async function gathered<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

async function faultsIn(path: string): Promise<Fault[]> {
  const store = await openStore({ path, readOnly: true })
  try {
    return await gathered(store.verify())
  } finally {
    await store.close()
  }
}

t.test('verify', async (t) => {
  const folder = t.testdir()
  const sound = join(folder, 'sound.db')
  await makeStore(sound)
  const copy = (name: string) => {
    const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.db`)
    copyFileSync(sound, path)
    return path
  }

  t.test('a sound store has no fault, and progress comes to its end', async (t) => {
    const store = await openStore({ path: sound })
    const seen: [number, number][] = []
    t.same(await gathered(store.verify((done, total) => seen.push([done, total]))), [])
    t.same(seen.at(-1), [58, 58])
    await store.close()
  })

  t.test('so has an empty one', async (t) => {
    const path = join(folder, 'empty.db')
    await (await openStore({ path })).close()
    t.same(await faultsIn(path), [])
  })

  /** What was changed behind the store's back, and where a fault must be found. */
  const rows: [where: RegExp, sql: string][] = [
    [/^a2$/, `UPDATE answers SET json = zeroblob(200) WHERE key = 3`],
    [/^a2$/, `UPDATE answers SET json = (SELECT json FROM answers WHERE key = 4) WHERE key = 3`],
    [/^a2$/, `UPDATE answers SET updated_at = '2020-01-01T00:00:00.000Z' WHERE key = 3`],
    [/^a2$/, `DELETE FROM answers WHERE key = 3`],
    [/^a2$/, `UPDATE articles SET native_id = 'other' WHERE key = 3`],
    [/^a2$/, `UPDATE articles SET url_hash = 1 WHERE key = 3`],
    [/^a2$/, `UPDATE articles SET revision = 2 WHERE key = 3`],
    [/^a2$/, `UPDATE articles SET deleted_at = 1 WHERE key = 3`],
    [/^a1$/, `UPDATE articles SET deleted_at = NULL WHERE key = 2`],
    [/^a2x$/, `UPDATE articles SET id = 'a2x' WHERE key = 3`],
    [/^a2$/, `UPDATE revisions SET digest = zeroblob(32) WHERE key = 3`],
    [/^a2$/, `UPDATE revisions SET size = size + 1 WHERE key = 3`],
    [/^a2$/, `DELETE FROM revisions WHERE key = 3`],
    [/^a2$/, `UPDATE revisions SET hints = '{' WHERE key = 3`],
    [/^a2$/, `DELETE FROM page_parts WHERE part = (SELECT first_part FROM revisions WHERE key = 3)`],
    [/^page_parts$/, `INSERT INTO page_parts (content) VALUES (x'00')`],
    [/^a2$/, `DELETE FROM receipts WHERE key = 3`],
    [/^receipts$/, `UPDATE receipts SET key = 2 WHERE key = 3`],
    [/^a2$/, `DELETE FROM facts WHERE key = 3`],
    [/^a2$/, `UPDATE facts SET instant = instant + 1 WHERE key = 3`],
    [/^a2$/, `UPDATE facts SET terms = x'01000000' WHERE key = 3`],
    [/^a2$/, `DELETE FROM postings WHERE key = 3`],
    [/^postings$/, `INSERT INTO postings VALUES (1, 5, 3)`],
    [/^terms$/, `UPDATE terms SET articles = articles + 1 WHERE kind = 'tag' AND articles > 0`],
    [
      /^a2$/,
      `UPDATE terms SET value = 'other' WHERE kind = 'source' AND value = 'ntdtv' OR value = 'rfa' AND kind = 'source'`.replace(
        "'other'",
        "value || 'x'",
      ),
    ],
    [/^tag_aliases$/, `UPDATE tag_aliases SET tag = alias`],
    [/^tag_aliases$/, `DELETE FROM tag_aliases`],
    [
      /^tag_aliases$/,
      `INSERT INTO tag_aliases SELECT max(term), min(term) FROM terms WHERE kind = 'tag' AND root IS NULL`,
    ],
    [/^totals$/, `UPDATE totals SET value = value + 1 WHERE name = 'raw size'`],
    [/^totals$/, `DELETE FROM totals WHERE name = 'deleted'`],
    [/^changes$/, `DELETE FROM changes WHERE sequence = 5`],
    [/^a1$/, `DELETE FROM changes WHERE sequence = (SELECT max(sequence) FROM changes WHERE key = 2)`],
    [/^a2$/, `UPDATE search_articles SET published = published + 1 WHERE key = 3`],
    [/^a2$/, `DELETE FROM search_articles WHERE key = 3`],
    [/^search_articles$/, `INSERT INTO search_articles VALUES (2, 5)`],
    [
      /^search index/,
      `UPDATE search_blocks SET content = zeroblob(50) WHERE block = (SELECT max(block) FROM search_blocks)`,
    ],
    [/^search index/, `DELETE FROM search_blocks WHERE block = (SELECT min(block) FROM search_blocks)`],
    [/^search index/, `UPDATE search_segments SET deleted = deleted + 1 WHERE state = 1`],
    [/^search index/, `DELETE FROM search_parts WHERE part = (SELECT max(part) FROM search_parts)`],
    [/^a/, `UPDATE search_segments SET state = 3 WHERE segment = (SELECT max(segment) FROM search_segments)`],
    [/^search index|^a/, `INSERT INTO search_deleted SELECT max(segment), 0 FROM search_segments`],
    [/^database$/, `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'facts'`],
  ]
  rows.forEach(([where, sql], index) => {
    t.test(`finds ${sql}`, async (t) => {
      const path = copy(`row ${index}`)
      const database = new Database(path)
      database.unsafeMode()
      const before = database.prepare('SELECT total_changes() AS n').get() as { n: number }
      database.exec(sql)
      const after = database.prepare('SELECT total_changes() AS n').get() as { n: number }
      database.close()
      t.ok(after.n > before.n, 'something was changed')
      const faults = await faultsIn(path).catch((error) => [{ where: 'database', what: String(error) }])
      t.ok(
        faults.some((fault) => where.test(fault.where)),
        JSON.stringify(faults.slice(0, 3)),
      )
    })
  })

  t.test('goes on after a part that cannot be read', async (t) => {
    const tidy = join(folder, 'whole.db')
    new Database(sound).prepare('VACUUM INTO ?').run(tidy)
    const { pageSize, pagesOf } = pagesIn(tidy)
    for (const name of answeredFor) {
      const path = join(folder, 'overwritten.db')
      copyFileSync(tidy, path)
      const database = new Database(path)
      // What stands beside the part that cannot be read is found all the same.
      database.exec(
        `UPDATE answers SET etag = 'other' WHERE key = (SELECT key FROM articles WHERE id = 'a55')`,
      )
      database.exec("UPDATE totals SET value = value + 1 WHERE name = 'deleted'")
      database.close()
      const file = openSync(path, 'r+')
      writeSync(file, Buffer.alloc(pageSize, 0xff), 0, pageSize, ((pagesOf(name)[0] ?? 1) - 1) * pageSize)
      closeSync(file)
      const where = (await faultsIn(path)).map((fault) => fault.where)
      t.ok(where.length > 2, `${name}: ${where.length} faults`)
      if (name !== 'answers' && !name.includes('articles'))
        t.ok(where.includes('a55'), `${name}: the article`)
      if (name !== 'articles') t.ok(where.includes('totals'), `${name}: ${where.slice(0, 5).join(', ')}`)
    }
  })

  t.test(
    'a page that cannot be read is a fault of its article alone, for verify and for reparse',
    async (t) => {
      const path = copy('unreadable')
      const database = new Database(path)
      database.exec(`UPDATE page_parts SET content = zeroblob(length(content)) WHERE part = (
      SELECT first_part FROM revisions JOIN articles USING (key, revision) WHERE id = 'a10')`)
      database.close()
      t.match(await faultsIn(path), [{ where: 'a10' }])
      const store = await openStore({ path })
      t.teardown(() => store.close())
      const pages = await store.currentPages(null, 1000)
      t.equal(pages.length, 58)
      t.match(
        pages.filter((page) => 'problem' in page),
        [{ id: 'a10', problem: { problem: 'internal' } }],
      )
      const parser = createParser({ threads: 0 })
      const unparseables = await gathered(unparseable({ store, parser }, () => {}))
      t.match(
        unparseables.filter(({ where }) => where === 'a10'),
        [{ what: /cannot be read/ }],
      )
    },
  )

  t.test('one flipped bit anywhere is found, or changes nothing', async (t) => {
    // Without what was deleted: to flip a bit of that changes nothing.
    const tidy = join(folder, 'tidy.db')
    new Database(sound).prepare('VACUUM INTO ?').run(tidy)
    const expected = await contentOf(tidy)
    const random = randomOf(22)
    const bytes = readFileSync(tidy)
    const { pageSize, pagesOf } = pagesIn(tidy)
    for (const name of answeredFor) {
      const pages = pagesOf(name)
      t.ok(pages.length > 0, `${name} has pages`)
      const missed: unknown[] = []
      let found = 0
      let flips = 0
      for (; found < faultsEach && flips < flipsAtMost; flips++) {
        const path = join(folder, 'flipped.db')
        copyFileSync(tidy, path)
        const at = usedByte(random, bytes, (pick(random, pages) - 1) * pageSize, pageSize)
        const bit = 1 << below(random, 8)
        flip(path, at, bit)
        const faults = await faultsIn(path).catch((error) => [error])
        if (faults.length > 0) found++
        else if ((await contentOf(path)) !== expected) missed.push({ at, bit })
      }
      t.same(missed, [], name)
      t.equal(found, faultsEach, `${found} of ${flips} were found in ${name}`)
    }
  })
})

/** Faults to be found in each table, and flips to find them with: nothing was packed with most of a dictionary. */
const faultsEach = 2
const flipsAtMost = 80

/** Tables and indexes that hold what verify answers for. */
const answeredFor = [
  'answers',
  'articles',
  'articles_by_native_id',
  'articles_by_url',
  'dictionaries',
  'facts',
  'page_parts',
  'postings',
  'search_articles',
  'search_blocks',
  'search_deleted',
  'search_parts',
  'search_segments',
  'sqlite_autoindex_articles_1',
]

/** The size of a page in bytes, and the numbers of those that hold a table's or an index's entries, from 1. */
function pagesIn(path: string): { pageSize: number; pagesOf: (name: string) => number[] } {
  const database = new Database(path, { readonly: true })
  const pageSize = database.pragma('page_size', { simple: true }) as number
  const sql = "SELECT name, pageno FROM dbstat WHERE pagetype <> 'internal'"
  const rows = database.prepare(sql).all() as { name: string; pageno: number }[]
  database.close()
  return {
    pageSize,
    pagesOf: (name) => rows.filter((row) => row.name === name).map(({ pageno }) => pageno),
  }
}

/** @returns a place in the page at an offset that is not empty, as most of a small store is */
function usedByte(random: Random, bytes: Buffer, offset: number, pageSize: number): number {
  const page = bytes.subarray(offset, offset + pageSize)
  const used = Array.from(page.keys()).filter((at) => page[at] !== 0)
  return offset + pick(random, used)
}

function flip(path: string, at: number, bit: number): void {
  if (at >= statSync(path).size) throw new Error('behind the end')
  const file = openSync(path, 'r+')
  const byte = new Uint8Array(1)
  readSync(file, byte, 0, 1, at)
  byte[0] = (byte[0] as number) ^ bit
  writeSync(file, byte, 0, 1, at)
  closeSync(file)
}

/** All that a store answers: articles, pages, lists, searches. */
async function contentOf(path: string): Promise<string> {
  const store: Store = await openStore({ path, readOnly: true })
  try {
    const { articles } = await store.exportArchived({})
    const archived = await gathered(articles)
    const lists: unknown[] = []
    for (const filter of [{}, { q: '一' }, { q: '丁七' }, { source: 'rfa' }, { channel: 'prog1' }]) {
      const list = await store.list({
        filter,
        sort: 'newest',
        limit: 100,
        count: true,
        facets: ['tag', 'year'],
      })
      lists.push({ ...list, items: list.items.map((item) => ({ ...item, json: item.json.toString() })) })
    }
    return JSON.stringify([archived, lists, await store.tags({ sort: 'name', limit: 100 })])
  } finally {
    await store.close()
  }
}
