import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { copyOf } from '../../../../src/bytes.ts'
import { openStore } from '../../../../src/store/sqlite/open.ts'
import { AnswerInRing } from '../../../../src/store/sqlite/rows/answers.ts'
import { entry } from '../../entries.ts'

t.test('answers that are clearly asked for more often take the place of others', async (t) => {
  const ids = ['a1', 'a2', 'a3', 'a4']
  const room = 22_000
  const long = Array.from({ length: 100 }, (_, index) => `第${index}段的文字。`)
  const store = await openStore({ path: join(t.testdir(), 'archive.db'), cacheSize: room })
  t.teardown(() => store.close())
  await store.save(ids.map((id) => entry({ id, paragraphs: long })))
  const ask = (id: string, times: number) => {
    for (let asked = 0; asked < times; asked++) store.articleSync(id)
  }
  const isKept = (id: string) => store.articleSync(id) instanceof AnswerInRing

  ask('a1', 1)
  t.notOk(isKept('a1'), 'asked for once')
  ask('a1', 2)
  ask('a2', 3)
  const { length } = store.articleSync('a1')
  t.equal(Math.floor((room * 31) / 32 / (length + 100)), 2, 'there is room for two')
  t.ok(isKept('a1'))
  t.ok(isKept('a2'))
  ask('a3', 6)
  t.notOk(isKept('a3'), 'asked for hardly more often')
  t.ok(isKept('a1'))
  t.ok(isKept('a2'))
  ask('a3', 6)
  t.ok(isKept('a3'), 'asked for clearly more often')
  t.equal([isKept('a1'), isKept('a2')].filter(Boolean).length, 1)
})

t.test('an answer is kept as long as it holds', async (t) => {
  const path = join(t.testdir(), 'archive.db')
  const store = await openStore({ path })
  t.teardown(() => store.close())
  const other = await openStore({ path })
  t.teardown(() => other.close())
  await store.save([entry({ id: 'a1' }), entry({ id: 'a2' })])
  const isKept = (id: string) => store.articleSync(id) instanceof AnswerInRing
  const json = (id: string) => copyOf(store.articleSync(id)).toString()
  t.same(
    [isKept('a1'), isKept('a1'), isKept('a1')],
    [false, false, true],
    'kept when it is asked for the second time',
  )
  t.throws(() => isKept('a3'), /There is no article a3/)
  t.equal((await store.article('a1')).json.toString(), json('a1'))
  t.equal(JSON.parse(json('a1')).id, 'a1')
  const read = (id: string) => store.articleSync(id).validators
  const [first, second] = [read('a2'), read('a2')]
  t.strictSame(read('a2'), first, 'as it was read')
  t.strictSame(second, first)
  t.ok(isKept('a2'))

  await store.save([entry({ id: 'a1', title: '新的标题' })])
  t.notOk(isKept('a1'))
  t.match(json('a1'), '新的标题')
  t.ok(isKept('a2'))

  await other.save([entry({ id: 'a2', title: '另一个标题' })])
  await sleep(20)
  t.notOk(isKept('a2'), 'written by another')
  t.match(json('a2'), '另一个标题')
  t.not(read('a2').etag, first.etag)

  t.notOk(isKept('a1'))
  t.ok(isKept('a1'))
  await store.remove('a1')
  t.throws(() => isKept('a1'), /was deleted/)
})
