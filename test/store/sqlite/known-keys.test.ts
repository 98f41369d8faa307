import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { copyOf } from '../../../src/bytes.ts'
import { Codebooks } from '../../../src/store/sqlite/codebooks/codebooks.ts'
import { KnownKeys } from '../../../src/store/sqlite/known-keys.ts'
import { openStore } from '../../../src/store/sqlite/open.ts'
import { Reader } from '../../../src/store/sqlite/reader.ts'
import { absence, answerOfId, rowOf } from '../../../src/store/sqlite/rows/articles.ts'
import { sameHash } from '../../same-hash.ts'
import { entry } from '../entries.ts'
import { articleFrom, refuses } from '../open.ts'

const [twin, otherTwin] = sameHash()

async function opened(t: Test, ids: string[]) {
  const path = `${t.testdir()}/a.db`
  const store = await openStore({ path })
  await store.save(ids.map((id) => entry({ id })))
  const reader = new Reader(path, 2 ** 20, new Codebooks())
  const keys = new KnownKeys(reader)
  t.teardown(async () => {
    keys.close()
    reader.close()
    await store.close()
  })
  const keyOf = (id: string) => reader.read((connection) => rowOf(connection, id)?.key)
  return { store, reader, keys, keyOf }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5)
}

t.test('ids get the keys that the database has for them, those that come later as well', async (t) => {
  const { store, keys, keyOf } = await opened(t, ['first'])
  t.equal(keys.get('first'), undefined, 'nothing is read before somebody asks')
  await until(() => keys.get('first') !== undefined)
  const ids = Array.from({ length: 6000 }, (_, number) => `a${number}`)
  await store.save(ids.map((id) => entry({ id })))
  await until(() => keys.get('a5999') !== undefined)
  const known = ids.filter((id) => keys.get(id) !== undefined)
  t.ok(known.length > 5900, `${known.length} of 6000 have found a place`)
  t.same(
    known.map((id) => keys.get(id)),
    known.map(keyOf),
  )
  t.equal(keys.get('a6000'), undefined)
})

t.test('a key that is not its own finds no article', async (t) => {
  const { store, reader, keys, keyOf } = await opened(t, [twin])
  keys.get(twin)
  await until(() => keys.get(twin) !== undefined)
  t.equal(keys.get(otherTwin), keyOf(twin), 'the hash is the same')
  const idOf = (id: string, known: number | undefined) =>
    reader.read((connection) => {
      const answer = answerOfId(connection, id, known)
      return answer && (JSON.parse(copyOf(answer).toString()).id as string)
    })
  t.equal(idOf(twin, keyOf(twin)), twin)
  t.equal(idOf(otherTwin, keyOf(twin)), undefined)
  await refuses(t, store.article(otherTwin), 'not-found')
  await store.save([entry({ id: otherTwin }), entry({ id: `${twin}0` })])
  for (const id of [twin, otherTwin, `${twin}0`]) {
    for (const known of [undefined, keyOf(twin), keyOf(otherTwin), keyOf(`${twin}0`), 4711]) {
      t.equal(idOf(id, known), id)
    }
    t.match(await articleFrom(store, id), { id })
  }
})

t.test('a deleted article is gone, whoever knew its key', async (t) => {
  const { store, reader, keys } = await opened(t, ['a1'])
  keys.get('a1')
  await until(() => keys.get('a1') !== undefined)
  await store.remove('a1')
  reader.read((connection) => {
    t.equal(answerOfId(connection, 'a1', keys.get('a1')), undefined)
    t.equal(absence('a1', rowOf(connection, 'a1')).problem, 'gone')
  })
})
