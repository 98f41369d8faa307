import type { Test } from 'tap'
import { articleOf } from '../../../src/article.ts'
import { digestOf, receiptOf } from '../../../src/page.ts'
import { Problem } from '../../../src/problem.ts'
import { jsonOf } from '../../../src/store/store.ts'
import { type Draft, entry } from '../entries.ts'
import { articleFrom, idsOf, type Open, refuses, saved } from '../open.ts'

export async function testSaving(t: Test, open: Open): Promise<void> {
  await t.test('what is answered is the article, to the byte', async (t) => {
    const { store } = await open(t)
    const bodies: Draft[] = [
      { id: 'empty', paragraphs: [], body: [], title: null, url: null },
      {
        id: 'all-blocks',
        paragraphs: ['一', '"引\n语"', '項 \\ 目'],
        body: [
          { type: 'heading', level: 1, text: '標題 \u2028 <b>' },
          { type: 'paragraph', text: '一' },
          { type: 'image', src: 'https://x.example/"1".jpg', alt: null, caption: 'a\nb' },
          { type: 'quote', text: '"引\n语"' },
          { type: 'list-item', text: '項 \\ 目' },
          { type: 'heading', level: 6, text: '\ud83d\ude00 \ud800' },
        ],
        image: { src: 'https://x.example/lead.jpg', alt: '', caption: null },
        credits: [{ role: 'reporter', name: '李昭希' }],
        tags: ['俄罗斯', 'KN-25'],
        missing: ['byline'],
      },
    ]
    for (const draft of bodies) {
      const one = entry(draft)
      saved((await store.save([one]))[0])
      const answer = await store.article(draft.id)
      const { ingestedAt, updatedAt } = JSON.parse(jsonOf(answer).toString())
      const expected = JSON.stringify(articleOf(one.article, { revision: 1, ingestedAt, updatedAt }))
      t.equal(jsonOf(answer).toString(), expected)
      t.equal(answer.updatedAt, updatedAt)
      t.match(updatedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      t.match(answer.etag, /^[A-Za-z0-9_-]+$/)
      t.equal((await store.article(draft.id)).etag, answer.etag)
    }
  })

  await t.test('a page is created, unchanged, updated', async (t) => {
    const { store } = await open(t)
    const first = entry({ id: 'a1', title: '甲', tags: ['一'] })
    const created = saved((await store.save([first]))[0])
    t.match(created, { result: 'created', id: 'a1' })
    t.ok(created.fields.includes('title') && created.fields.includes('tags'))
    t.notOk(created.fields.includes('dateline'), 'what is empty is not named')
    const before = await store.article('a1')

    t.match(await store.save([first]), [{ result: 'unchanged', id: 'a1', fields: [] }])
    t.equal(jsonOf(await store.article('a1')).toString(), jsonOf(before).toString())
    t.equal(await store.lastSequence(), 1)

    const second = entry({ id: 'a1', title: '乙', tags: ['一'] })
    t.strictSame(await store.save([second]), [{ result: 'updated', id: 'a1', fields: ['title', 'revision'] }])
    const after = await store.article('a1')
    t.not(after.etag, before.etag)
    t.match(await articleFrom(store, 'a1'), { title: '乙', revision: 2 })
    t.match(await store.save([first]), [{ result: 'unchanged' }], 'bytes of an earlier revision are known')
    t.match(await articleFrom(store, 'a1'), { title: '乙', revision: 2 })
  })

  await t.test('the same page from another channel adds the channel', async (t) => {
    const { store } = await open(t)
    await store.save([entry({ id: 'a1', channels: ['prog1'] })])
    t.strictSame(await store.save([entry({ id: 'a1', channels: ['prog2'] })]), [
      { result: 'updated', id: 'a1', fields: ['channels'] },
    ])
    t.match(await articleFrom(store, 'a1'), { channels: ['prog1', 'prog2'], revision: 1 })
    t.equal((await store.revisions('a1')).length, 1)
    t.match(await store.save([entry({ id: 'a1', channels: ['prog1'] })]), [{ result: 'unchanged' }])
    await store.save([entry({ id: 'a1', title: '新', channels: ['prog3'] })])
    t.match(await articleFrom(store, 'a1'), { channels: ['prog1', 'prog2', 'prog3'], revision: 2 })
    for (const channel of ['prog1', 'prog2', 'prog3']) {
      t.strictSame(idsOf(await store.list({ filter: { channel }, sort: 'newest', limit: 9 })), ['a1'])
    }
  })

  await t.test('pages come back to the byte, each revision', async (t) => {
    const { store } = await open(t)
    const pages = [Buffer.from([0, 255, 10, 13, 0]), Buffer.alloc(0), Buffer.alloc(100_000, '页')]
    for (const [index, bytes] of pages.entries()) {
      const { article } = entry({ id: 'a1', title: `第${index}版` })
      const page = {
        bytes,
        contentType: `text/html; v=${index}`,
        hints: { channel: 'prog1', source: 'ntdtv' },
      }
      saved((await store.save([{ page, article }]))[0])
    }
    const revisions = await store.revisions('a1')
    t.strictSame(
      revisions.map(({ revision, digest, size, contentType }) => ({ revision, digest, size, contentType })),
      pages.map((bytes, index) => ({
        revision: index + 1,
        digest: digestOf(bytes),
        size: bytes.length,
        contentType: `text/html; v=${index}`,
      })),
    )
    for (const [index, bytes] of pages.entries()) {
      const page = await store.rawPage('a1', index + 1)
      t.ok(page.bytes.equals(bytes))
      t.strictSame(page.hints, { channel: 'prog1', source: 'ntdtv' })
    }
    t.equal((await store.rawPage('a1')).revision, 3)
    await refuses(t, store.rawPage('a1', 4), 'not-found')
    await refuses(t, store.rawPage('a2'), 'not-found')
    await refuses(t, store.revisions('a2'), 'not-found')
  })

  await t.test('an article is known by its id, else by its address', async (t) => {
    const { store } = await open(t)
    const url = 'https://www.ntdtv.com/gb/a.html'
    await store.save([entry({ id: 'a1', url }), entry({ id: 'b1', url: 'https://www.ntdtv.com/gb/b.html' })])
    const rows = [
      {
        what: 'the same address in another form',
        given: entry({ id: 'x1', url: 'http://www.ntdtv.com/gb/a.html?utm_source=x&from=y#z', title: '丙' }),
        expected: { result: 'updated', id: 'a1' },
      },
      {
        what: 'an id of one and the address of another',
        given: entry({ id: 'b1', url, title: '丁' }),
        expected: { problem: 'conflict', details: { ids: ['b1', 'a1'] } },
      },
      {
        what: 'a new id that the sender names, and a known address',
        given: entry({ id: 'c1', url, title: '戊' }, { id: 'c1' }),
        expected: { problem: 'conflict', details: { ids: ['c1', 'a1'] } },
      },
      {
        what: 'another address for a known id',
        given: entry({ id: 'b1', url: 'https://www.ntdtv.com/gb/b2.html' }),
        expected: { result: 'updated', id: 'b1' },
      },
      {
        what: 'an address that nobody has any more',
        given: entry({ id: 'd1', url: 'https://www.ntdtv.com/gb/b.html' }),
        expected: { result: 'created', id: 'd1' },
      },
    ]
    const results = await store.save(rows.map(({ given }) => given))
    rows.forEach(({ what, expected }, index) => {
      t.match(results[index], expected, what)
    })
    t.match(await articleFrom(store, 'a1'), { id: 'a1', title: '丙' })
    await refuses(t, store.article('x1'), 'not-found')
    t.equal(await store.lastSequence(), 5)
  })

  await t.test('what is saved together is what is saved one by one', async (t) => {
    const entries = [
      entry({ id: 'a1', url: 'https://www.ntdtv.com/gb/moved.html', tags: ['Known'] }),
      entry({ id: 'b1', tags: ['New', 'both'] }),
      entry({ id: 'c1', url: null, tags: ['new', 'Both'] }),
      entry({ id: 'b1', title: '乙', tags: ['both'] }),
      entry({ id: 'd1', url: 'https://www.ntdtv.com/gb/moved.html' }),
      entry({ id: 'd1', url: 'https://www.ntdtv.com/gb/2022/08/15/d1.html' }),
      entry({ id: 'e1', url: 'https://www.ntdtv.com/gb/2022/08/15/d1.html' }),
      entry({ id: 'b1', title: '乙', tags: ['both'] }),
      entry({ id: 'g1', publishedAt: null, paragraphs: [], body: [] }),
    ]
    const seen = []
    for (const size of [1, entries.length]) {
      const { store } = await open(t)
      await store.save([entry({ id: 'a1', tags: ['known'] }), entry({ id: 'g1' })])
      await store.remove('g1')
      const results = []
      for (let start = 0; start < entries.length; start += size)
        results.push(...(await store.save(entries.slice(start, start + size))))
      const changes = (await store.changes(0, 100)).map(({ at: _, ...change }) => change)
      const { items, ...sums } = await store.list({
        filter: {},
        sort: 'newest',
        limit: 10,
        count: true,
        facets: ['tag', 'source', 'day'],
      })
      const pages = []
      for (const id of idsOf({ items }).toSorted())
        pages.push((await store.revisions(id)).map(({ digest, revision }) => ({ id, digest, revision })))
      const texts = JSON.stringify({
        results,
        changes,
        items: items.map(({ json }) => String(json)),
        sums,
        pages,
      })
      seen.push(texts.replaceAll(/(?:ingested|updated)At[\\":]+[^"\\]*/g, ''))
      for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
    }
    t.equal(seen[1], seen[0])
  })

  await t.test('deleted is deleted, and comes back with its revisions counted on', async (t) => {
    const { store } = await open(t)
    const page = entry({ id: 'a1', tags: ['一'] })
    await store.save([page, entry({ id: 'a1', title: '二版' })])
    await store.remove('a1')
    for (const work of [
      () => store.article('a1'),
      () => store.rawPage('a1'),
      () => store.revisions('a1'),
      () => store.remove('a1'),
    ]) {
      await refuses(t, work(), 'gone', { deletedAt: /^\d{4}-.*Z$/ })
    }
    await refuses(t, store.remove('a2'), 'not-found')
    t.strictSame(await store.known([receiptOf(page.page)]), [null])
    t.strictSame(await store.idsOfNativeId('a1'), [])
    t.strictSame(idsOf(await store.list({ filter: {}, sort: 'newest', limit: 9 })), [])
    t.match(await store.save([page]), [{ result: 'created', id: 'a1' }])
    t.match(await articleFrom(store, 'a1'), { revision: 3 })
    t.strictSame(
      (await store.revisions('a1')).map(({ revision }) => revision),
      [3],
    )
    t.strictSame(idsOf(await store.list({ filter: { tag: ['一'] }, sort: 'newest', limit: 9 })), ['a1'])
  })

  await t.test('receipts tell what is known', async (t) => {
    const { store } = await open(t)
    const first = entry({ id: 'a1' })
    const other = entry({ id: 'a1' }, { channel: 'prog2' })
    t.strictSame(await store.known([receiptOf(first.page)]), [null])
    await store.save([first])
    t.strictSame(await store.known([receiptOf(first.page), receiptOf(other.page)]), ['a1', null])
    await store.save([{ ...other, article: { ...other.article, channels: ['prog2'] } }])
    t.strictSame(await store.known([receiptOf(first.page), receiptOf(other.page)]), ['a1', 'a1'])
  })

  await t.test('native ids find articles', async (t) => {
    const { store } = await open(t)
    await store.save([
      entry({ id: 'soundofhope-413893', nativeId: '413893' }),
      entry({ id: 'minghui-413893', nativeId: '413893' }),
      entry({ id: 'a1', nativeId: null }),
    ])
    t.strictSame(await store.idsOfNativeId('413893'), ['minghui-413893', 'soundofhope-413893'])
    t.strictSame(await store.idsOfNativeId('1'), [])
  })

  await t.test('a preview tells and writes nothing', async (t) => {
    const { store } = await open(t)
    const first = entry({ id: 'a1' })
    t.match(await store.preview(first), { result: 'created', id: 'a1', article: { id: 'a1', revision: 1 } })
    await refuses(t, store.article('a1'), 'not-found')
    await store.save([first])
    t.match(await store.preview(first), { result: 'unchanged', fields: [] })
    t.match(await store.preview(entry({ id: 'a1', title: '新' })), {
      result: 'updated',
      fields: ['title', 'revision'],
      article: { title: '新', revision: 2 },
    })
    await refuses(t, store.preview(entry({ id: 'b', url: first.article.url }, { id: 'b' })), 'conflict')
    t.equal(await store.lastSequence(), 1)
  })

  await t.test('many who write at once all write', async (t) => {
    const { store, path } = await open(t)
    const writers = Array.from({ length: 40 }, async (_, index) => {
      const results = await store.save([
        entry({ id: `a${index}` }),
        entry({ id: 'shared', title: `${index}` }),
      ])
      if (index % 4 === 0) await store.remove(`a${index}`)
      return results.map((result) => (result instanceof Problem ? result.problem : result.result))
    })
    const results = await Promise.all(writers)
    t.equal(results.filter(([own]) => own === 'created').length, 40)
    t.equal(results.filter(([, shared]) => shared === 'created').length, 1)
    t.match(await articleFrom(store, 'shared'), { revision: 40 })
    const changes = await store.changes(0, 1000)
    t.strictSame(
      changes.map(({ sequence }) => sequence),
      Array.from({ length: 90 }, (_, index) => index + 1),
    )
    await store.close()
    const again = await open(t, path)
    t.strictSame(await again.store.changes(0, 1000), changes)
    t.equal((await again.store.statistics()).articles, 31)
  })
}
