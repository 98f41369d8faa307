import type { Test } from 'tap'
import { capturesOf } from '../../../src/captures.ts'
import type { Capture, PageHints } from '../../../src/page.ts'
import { type Entry, jsonOf, type Store } from '../../../src/store/store.ts'
import { below, type Random, randomOf } from '../../faults/random.ts'
import { type Draft, entry } from '../entries.ts'
import { articleFrom, idsOf, type Open, readable, refuses, saved } from '../open.ts'

const day = (number: number): string => new Date(Date.UTC(2020, 0, number)).toISOString()

/** A page that was captured on a day of January 2020. */
function captured(draft: Draft, number: number, from: Capture['from'] = 'hint'): Entry {
  const at = day(number)
  const hints: PageHints = from === 'hint' ? { capturedAt: at } : {}
  return { ...entry(draft, hints), capture: { at, from } }
}

const timesOf = async (store: Store, id: string) =>
  (await store.revisions(id)).map(({ revision, captures }) => [revision, ...captures.map(({ at }) => at)])

export async function testCaptures(t: Test, open: Open): Promise<void> {
  await t.test('the newest capture is the article; an older one becomes an earlier revision', async (t) => {
    const { store } = await open(t)
    const newest = captured({ id: 'a1', title: '第二版', tags: ['新'] }, 20)
    t.match(await store.save([newest]), [{ result: 'created' }])
    const before = await store.article('a1')
    const sequence = await store.lastSequence()

    const older = captured({ id: 'a1', title: '第一版', tags: ['旧'] }, 10, 'page')
    t.match(await store.preview(older), { result: 'earlier', fields: [], article: { title: '第二版' } })
    t.strictSame(await store.save([older]), [{ result: 'earlier', id: 'a1', fields: [] }])
    t.strictSame(await store.article('a1'), before, 'the answer is the same, its ETag included')
    t.strictSame(idsOf(await store.list({ filter: { tag: ['旧'] }, sort: 'newest', limit: 9 })), [])
    t.strictSame(idsOf(await store.list({ filter: { q: '第一版' }, sort: 'newest', limit: 9 })), [])
    t.equal((await store.rawPage('a1')).revision, 1)
    t.match(await store.changes(sequence, 9), [{ type: 'updated', id: 'a1', fields: [] }])
    t.strictSame(
      (await store.revisions('a1')).map(({ revision, captures }) => ({ revision, captures })),
      [
        { revision: 2, captures: [{ at: day(10), from: 'page' }] },
        { revision: 1, captures: [{ at: day(20), from: 'hint' }] },
      ],
      'the current one is the last',
    )
    t.equal((await store.statistics()).revisions, 2)

    t.match(await store.save([captured({ id: 'a1', title: '第三版' }, 30)]), [{ result: 'updated' }])
    t.match(await articleFrom(store, 'a1'), { title: '第三版', revision: 3 })
    t.strictSame(
      await timesOf(store, 'a1'),
      [
        [2, day(10)],
        [1, day(20)],
        [3, day(30)],
      ],
      'revisions keep their numbers',
    )
  })

  await t.test('a page without a time is captured when it arrives', async (t) => {
    const { store } = await open(t)
    const began = Date.now()
    await store.save([entry({ id: 'a1', title: '一' }), entry({ id: 'a1', title: '二' })])
    await store.save([captured({ id: 'a1', title: '旧' }, 5)])
    t.match(await articleFrom(store, 'a1'), { title: '二', revision: 2, capturedAt: null })
    const revisions = await store.revisions('a1')
    t.strictSame(
      revisions.map(({ revision, captures }) => [revision, captures[0]?.from]),
      [
        [3, 'hint'],
        [1, 'arrival'],
        [2, 'arrival'],
      ],
    )
    t.ok(Date.parse(revisions[1]?.captures[0]?.at ?? '') >= began)
    const late = { at: new Date(began + 9e9).toISOString(), from: 'hint' as const }
    await store.save([{ ...entry({ id: 'a1', title: '三' }), capture: late }])
    t.match(
      await store.save([entry({ id: 'a1', title: '四' })]),
      [{ result: 'updated' }],
      'whatever the clocks say',
    )
  })

  await t.test('the same bytes captured again are unchanged, and the newest capture decides', async (t) => {
    const { store } = await open(t)
    const first = { id: 'a1', title: '甲' }
    const second = { id: 'a1', title: '乙' }
    await store.save([captured(first, 1)])
    const before = await store.article('a1')
    t.match(await store.save([captured(first, 5)]), [{ result: 'unchanged', fields: [] }])
    t.strictSame(await store.article('a1'), before)
    t.equal(await store.lastSequence(), 1)
    t.match(await store.save([captured(first, 5)]), [{ result: 'unchanged' }])
    t.strictSame(await timesOf(store, 'a1'), [[1, day(1), day(5)]])

    t.match(await articleFrom(store, 'a1'), { capturedAt: day(1) })
    t.match(await store.save([captured(second, 6)]), [{ result: 'updated' }])
    t.match(await articleFrom(store, 'a1'), { capturedAt: day(6) })
    t.match(await store.save([captured(first, 3)]), [{ result: 'unchanged' }])
    t.match(await store.save([entry(first)]), [{ result: 'unchanged' }], 'no time says nothing')
    t.match(await articleFrom(store, 'a1'), { title: '乙', revision: 2 })
    t.match(await store.save([captured(first, 9)]), [
      { result: 'updated', fields: ['title', 'revision', 'capturedAt'] },
    ])
    t.match(
      await articleFrom(store, 'a1'),
      { title: '甲', revision: 1, capturedAt: day(1) },
      'the publisher took it back',
    )
    t.equal((await store.rawPage('a1')).revision, 1)
    t.strictSame(
      capturesOf(await store.revisions('a1')).map(({ at, revision: { revision } }) => [at, revision]),
      [
        [day(1), 1],
        [day(3), 1],
        [day(5), 1],
        [day(6), 2],
        [day(9), 1],
      ],
    )
    t.match(await store.save([captured({ id: 'a1', title: '丙' }, 12)]), [{ result: 'updated' }])
    t.match(await articleFrom(store, 'a1'), { title: '丙', revision: 3 }, 'a number is given once')
  })

  await t.test('an earlier page adds its channel, as any page does', async (t) => {
    const { store } = await open(t)
    await store.save([captured({ id: 'a1', channels: ['city'] }, 9)])
    t.match(await store.save([captured({ id: 'a1', title: '旧', channels: ['world'] }, 2)]), [
      { result: 'updated', fields: ['channels'] },
    ])
    t.match(await articleFrom(store, 'a1'), { title: 'a1 的标题', channels: ['city', 'world'], revision: 1 })
  })

  await t.test('a deletion forgets the captures, and no number is given twice', async (t) => {
    const { store } = await open(t)
    await store.save([captured({ id: 'a1', title: '新' }, 9), captured({ id: 'a1', title: '旧' }, 2)])
    t.match(await articleFrom(store, 'a1'), { revision: 1 })
    await store.remove('a1')
    await refuses(t, store.revisions('a1'), 'gone')
    t.match(await store.save([captured({ id: 'a1', title: '更旧' }, 1)]), [{ result: 'created' }])
    t.match(await articleFrom(store, 'a1'), { title: '更旧', revision: 3 })
    t.strictSame(await timesOf(store, 'a1'), [[3, day(1)]])
  })

  await t.test('parsing anew is of the current page, whatever came before or after it', async (t) => {
    const { store } = await open(t)
    const current = captured({ id: 'a1', title: '新' }, 9)
    await store.save([current, captured({ id: 'a1', title: '旧' }, 2)])
    const [page] = await store.currentPages(null, 9)
    t.ok(Buffer.from(current.page.bytes).equals(readable(page).page.bytes))
    const parsed = { ...current.article, title: '新的标题' }
    t.match(await store.replaceParsed([{ article: parsed, revision: 1 }]), [{ result: 'updated' }])
    t.match(await articleFrom(store, 'a1'), { title: '新的标题', revision: 1 })
  })

  await t.test('a raw export carries the captures to another archive', async (t) => {
    const { store } = await open(t)
    const { store: other } = await open(t)
    const first = { id: 'a1', title: '甲' }
    await store.save([
      captured(first, 9),
      captured({ id: 'a1', title: '乙' }, 3, 'page'),
      captured(first, 1),
      entry({ id: 'b1' }),
    ])
    const archived = []
    for await (const one of (await store.exportArchived({})).articles) archived.push(one)
    t.match(await other.restore(archived), [{ result: 'created' }, { result: 'created' }])
    t.strictSame(await other.revisions('a1'), await store.revisions('a1'))
    t.match(await other.restore(archived), [{ result: 'unchanged' }, { result: 'unchanged' }])
    t.strictSame(await other.save([captured({ id: 'a1', title: '丙' }, 8)]), [
      { result: 'earlier', id: 'a1', fields: [] },
    ])
    const faults = []
    for await (const fault of other.verify()) faults.push(fault)
    t.strictSame(faults, [])
  })

  await t.test('captures in any order make the same archive', async (t) => {
    const seed = 20260214
    const random = randomOf(seed)
    const all = archiveOfCaptures()
    const { store } = await open(t)
    const atOnce = all.toSorted((one, other) =>
      (one.capture?.at ?? '').localeCompare(other.capture?.at ?? ''),
    )
    for (const one of atOnce) saved((await store.save([one]))[0])
    const expected = await contentOf(store)
    for (let round = 0; round < rounds; round++) {
      const removed = ids.map((id) => store.remove(id))
      const left = shuffled(random, all)
      while (left.length > 0)
        for (const result of await store.save(left.splice(0, 1 + below(random, all.length)))) saved(result)
      await Promise.all(removed)
      const content = await contentOf(store)
      if (content === expected) continue
      t.strictSame(JSON.parse(content), JSON.parse(expected), `round ${round} of seed ${seed}`)
      return
    }
    const faults = []
    for await (const fault of store.verify()) faults.push(fault)
    t.strictSame(faults, [], `after ${rounds} orders`)
  })
}

const rounds = Number(process.env.ROUNDS ?? 10)
const ids = ['a1', 'b1', 'c1', 'd1']

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  const rest = [...values]
  return values.flatMap(() => rest.splice(below(random, rest.length), 1))
}

/** Captures of several articles: versions that come back, versions of the same second, the same capture twice. */
function archiveOfCaptures(): Entry[] {
  const versions: [id: string, title: string, day: number][] = [
    ['a1', '甲', 1],
    ['a1', '甲', 2],
    ['a1', '乙', 3],
    ['a1', '甲', 4],
    ['a1', '丙', 5],
    ['a1', '丙', 5],
    ['b1', '晨报', 2],
    ['b1', '午报', 2],
    ['b1', '晚报', 2],
    ['b1', '晨报', 1],
    ['c1', '孤本', 7],
    ['d1', '旧仓库', 3],
    ['d1', '图书馆', 8],
  ]
  return versions.map(([id, title, number], index) =>
    captured({ id, title, tags: [title] }, number, index % 3 === 0 ? 'page' : 'hint'),
  )
}

/** All that a reader sees, without the numbers and times that tell of the arrival. */
async function contentOf(store: Store): Promise<string> {
  const lists = []
  for (const filter of [
    {},
    { tag: ['甲'] },
    { tag: ['丙'] },
    { q: '图书馆' },
    { q: '旧仓库' },
    { q: '晨报' },
  ]) {
    const { items, total, facets } = await store.list({
      filter,
      sort: 'newest',
      limit: 50,
      count: true,
      facets: ['tag'],
    })
    lists.push({ items: items.map(({ json }) => unnumbered(json)), total, facets })
  }
  const articles = []
  for (const { id } of (await store.list({ filter: {}, sort: 'newest', limit: 50 })).items) {
    const revisions = await store.revisions(id)
    articles.push({
      article: unnumbered(jsonOf(await store.article(id))),
      current: (await store.rawPage(id)).digest,
      captures: capturesOf(revisions).map(({ at, revision: { digest } }) => [at, digest]),
      revisions: await Promise.all(
        revisions.map(async ({ revision, digest, captures }) => ({
          digest,
          times: captures.map(({ at }) => at),
          bytes: (await store.rawPage(id, revision)).bytes.toString(),
        })),
      ),
    })
  }
  const { size: _, archiveId: _id, lastSequence: _sequence, ...sums } = await store.statistics()
  return JSON.stringify({ lists, articles, sums })
}

function unnumbered(json: Buffer) {
  const { revision: _, ingestedAt: _ingested, updatedAt: _updated, ...article } = JSON.parse(json.toString())
  return article
}
