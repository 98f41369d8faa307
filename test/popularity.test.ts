import t from 'tap'
import { Popularity } from '../src/popularity.ts'

t.test('asks are counted, as far as a number goes', async (t) => {
  const popularity = new Popularity()
  for (const key of ['a1', 'a2', '', '金正恩', 'a1'.repeat(200)]) {
    t.equal(popularity.of(key), 0, key)
    for (const times of [1, 2, 3]) t.equal(popularity.asked(key), times, key)
    t.equal(popularity.of(key), 3, key)
  }
  for (let time = 0; time < 1000; time++) popularity.asked('popular')
  t.equal(popularity.asked('popular'), popularity.of('popular'))
  t.ok(popularity.of('popular') > 200)
})

t.test(
  'what is asked for once passes for nothing else, and what was popular once is forgotten',
  async (t) => {
    const popularity = new Popularity()
    const taken = Array.from({ length: 10_000 }, (_, number) => popularity.asked(`a${number}`))
    t.ok(taken.filter((times) => times > 1).length < 600)
    for (let time = 0; time < 200; time++) popularity.asked('popular')
    t.ok(popularity.of('popular') >= 200)
    for (let ask = 0; ask < 12_000_000; ask++) popularity.asked(`b${ask % 1000}`)
    t.equal(popularity.of('popular'), 0)
  },
)
