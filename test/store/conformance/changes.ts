import type { Test } from 'tap'
import { type ArticleChange, jsonOf } from '../../../src/store/store.ts'
import { randomOf } from '../../faults/random.ts'
import { entry, parsed } from '../entries.ts'
import { type Open, refuses } from '../open.ts'

export async function testChanges(t: Test, open: Open): Promise<void> {
  await t.test('each visible change is told once, in order', async (t) => {
    const { store } = await open(t)
    t.equal(await store.lastSequence(), 0)
    t.strictSame(await store.changes(0, 10), [])
    await store.save([entry({ id: 'a1' }), entry({ id: 'a2' })])
    await store.save([
      entry({ id: 'a1' }),
      entry({ id: 'a1', title: '新' }),
      entry({ id: 'a2', channels: ['z'] }),
    ])
    await store.remove('a2')
    await refuses(t, store.remove('a2'), 'gone')
    await store.save([entry({ id: 'a2' })])
    const changes = (await store.changes(0, 100)) as ArticleChange[]
    t.strictSame(
      changes.map(({ sequence, type, id }) => [sequence, type, id]),
      [
        [1, 'created', 'a1'],
        [2, 'created', 'a2'],
        [3, 'updated', 'a1'],
        [4, 'updated', 'a2'],
        [5, 'deleted', 'a2'],
        [6, 'created', 'a2'],
      ],
    )
    t.strictSame(changes[2]?.fields, ['title', 'revision'])
    t.strictSame(changes[3]?.fields, ['channels'])
    t.strictSame(changes[4]?.fields, [])
    t.match(changes[0]?.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    t.strictSame(await store.changes(2, 2), changes.slice(2, 4))
    t.strictSame(await store.changes(6, 2), [])
    t.equal(await store.lastSequence(), 6)
  })

  await t.test('listeners hear of exactly the writes that change what is read', async (t) => {
    const { store } = await open(t)
    let heard = 0
    const end = store.onChange(() => heard++)
    const rows: [what: string, changes: boolean, work: () => Promise<unknown>][] = [
      ['a new article', true, () => store.save([entry({ id: 'a1', tags: ['一', '二'] })])],
      ['the same again', false, () => store.save([entry({ id: 'a1', tags: ['一', '二'] })])],
      ['reading', false, () => store.list({ filter: {}, sort: 'newest', limit: 1, count: true })],
      ['asking whether it can write', false, () => store.ready()],
      ['a merged tag', true, () => store.addTagAlias('一', '二')],
      ['the same merger', false, () => store.addTagAlias('一', '二')],
      ['a parted tag', true, () => store.removeTagAlias('一', '二')],
      [
        'an equal parse',
        false,
        () => store.replaceParsed([{ article: parsed({ id: 'a1', tags: ['一', '二'] }), revision: 1 }]),
      ],
      [
        'another parse',
        true,
        () => store.replaceParsed([{ article: parsed({ id: 'a1', tags: ['一'] }), revision: 1 }]),
      ],
      ['a deletion', true, () => store.remove('a1')],
    ]
    for (const [what, changes, work] of rows) {
      const before = heard
      await work()
      t.equal(heard > before, changes, what)
    }
    end()
    const before = heard
    await store.save([entry({ id: 'a2' })])
    t.equal(heard, before, 'whoever listens no more hears nothing')
  })

  await t.test('who follows from 0 has an exact copy', async (t) => {
    const { store } = await open(t)
    const random = randomOf(11)
    const copy = new Map<string, string>()
    let since = 0
    let writing = true
    const follower = (async () => {
      for (;;) {
        const last = !writing
        for (const { sequence, id } of (await store.changes(since, 7)) as ArticleChange[]) {
          t.equal(sequence, since + 1)
          since = sequence
          const answer = await store.article(id).catch(() => null)
          if (answer === null) copy.delete(id)
          else copy.set(id, jsonOf(answer).toString())
        }
        if (last && since === (await store.lastSequence())) return
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    for (let turn = 0; turn < 60; turn++) {
      const works = Array.from({ length: 5 }, async () => {
        const id = `n${Math.floor(random() * 30)}`
        if (random() < 0.25) await store.remove(id).catch(() => undefined)
        else await store.save([entry({ id, title: `第${Math.floor(random() * 3)}版` })])
      })
      await Promise.all(works)
    }
    writing = false
    await follower
    const { articles } = await store.export({})
    const all: string[] = []
    for await (const json of articles) all.push(json.toString())
    t.strictSame([...copy.values()].sort(), all.sort())
  })
}
