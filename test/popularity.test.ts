import t from 'tap'
import { AskedBefore } from '../src/asked-before.ts'

t.test('what is asked for twice is known the second time', async (t) => {
  const asked = new AskedBefore()
  for (const key of ['a1', 'a2', '', '金正恩', 'a1'.repeat(200)]) {
    t.equal(asked.again(key), false, key)
    t.equal(asked.again(key), true, key)
    t.equal(asked.again(key), true, key)
  }
})

t.test('what is asked for once leaves little behind, and what is asked for often stays known', async (t) => {
  const asked = new AskedBefore()
  const taken = Array.from({ length: 200_000 }, (_, number) => asked.again(`a${number}`)).filter(Boolean)
  t.ok(taken.length < 20, `${taken.length} were taken for others`)
  let known = 0
  for (let number = 0; number < 1000; number++) {
    if (asked.again('popular')) known++
    for (let other = 0; other < 100; other++) asked.again(`b${number}-${other}`)
  }
  t.ok(known > 950, `known ${known} of 1000 times`)
})
