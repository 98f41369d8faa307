import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { copyOf } from '../../../src/bytes.ts'
import { openStore } from '../../../src/store/sqlite/open.ts'
import type { Answer } from '../../../src/store/store.ts'
import { entry } from '../entries.ts'

t.test('answers that are clearly asked for more often take the place of others', async (t) => {
  const ids = ['a1', 'a2', 'a3', 'a4']
  const room = 22_000
  const long = Array.from({ length: 100 }, (_, index) => `第${index}段的文字。`)
  const store = await openStore({ path: join(t.testdir(), 'archive.db'), cacheSize: room })
  t.teardown(() => store.close())
  await store.save(ids.map((id) => entry({ id, paragraphs: long })))
  const ask = async (id: string, times: number) => {
    let answer = await store.article(id)
    for (let asked = 1; asked < times; asked++) answer = await store.article(id)
    return answer
  }
  const isKept = async (id: string, last: Answer) => (await store.article(id)).validators === last.validators

  const first = await ask('a1', 1)
  t.notOk(await isKept('a1', first), 'asked for once')
  const [one, two] = [await ask('a1', 2), await ask('a2', 3)]
  t.equal(Math.floor((room * 7) / 8 / one.json.length), 2, 'there is room for two')
  t.ok(await isKept('a1', one))
  t.ok(await isKept('a2', two))
  t.notOk(await isKept('a3', await ask('a3', 6)), 'asked for hardly more often')
  t.ok(await isKept('a1', one))
  t.ok(await isKept('a2', two))
  t.ok(await isKept('a3', await ask('a3', 6)), 'asked for clearly more often')
  t.equal((await Promise.all([isKept('a1', one), isKept('a2', two)])).filter(Boolean).length, 1)
})

t.test('an answer is kept as long as it holds', async (t) => {
  const path = join(t.testdir(), 'archive.db')
  const store = await openStore({ path })
  t.teardown(() => store.close())
  const other = await openStore({ path })
  t.teardown(() => other.close())
  await store.save([entry({ id: 'a1' }), entry({ id: 'a2' })])
  const ask = (id: string) => store.articleSync(id).validators
  const json = (id: string) => copyOf(store.articleSync(id)).toString()
  const keep = (id: string) => [ask(id), ask(id)].at(-1)
  t.not(ask('a1'), ask('a1'), 'asked for once')
  t.throws(() => ask('a3'), /There is no article a3/)
  const [one, two] = [keep('a1'), keep('a2')]
  t.equal(ask('a1'), one)
  t.equal((await store.article('a1')).json.toString(), json('a1'))
  t.equal(JSON.parse(json('a1')).id, 'a1')
  t.equal((await store.article('a1')).validators, one)

  await store.save([entry({ id: 'a1', title: '新的标题' })])
  t.not(ask('a1'), one)
  t.match(json('a1'), '新的标题')
  t.equal(ask('a2'), two)

  await other.save([entry({ id: 'a2', title: '另一个标题' })])
  await sleep(20)
  t.not(ask('a2'), two, 'written by another')
  t.match(json('a2'), '另一个标题')

  t.equal(ask('a1'), keep('a1'))
  await store.remove('a1')
  t.throws(() => ask('a1'), /was deleted/)
})
