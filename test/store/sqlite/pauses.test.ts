import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { nextTurn } from '../../../src/store/sqlite/pauses.ts'

t.test('a turn of the event loop continues one piece of long work', async (t) => {
  const done: string[] = []
  const work = async (name: string, pieces: number) => {
    for (let piece = 1; piece <= pieces; piece++) {
      await nextTurn()
      done.push(`${name}${piece}`)
    }
  }
  const works = [work('a', 2), work('b', 2), work('c', 1)]
  const seen: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    await setImmediate()
    seen.push(done.length)
  }
  await Promise.all(works)
  t.strictSame(seen, [1, 2, 3, 4, 5])
  t.strictSame(done, ['a1', 'b1', 'c1', 'a2', 'b2'])
})
