import t from 'tap'
import { HashPlaces, none } from '../src/hash-places.ts'

function valuesOf(places: HashPlaces, hash: number): number[] {
  const values = []
  for (let place = places.first(hash); place !== none; place = places.next(hash, place)) {
    values.push(places.at(place))
  }
  return values
}

t.test('what is added is found by its hash', async (t) => {
  const places = new HashPlaces(16)
  t.equal(places.count, 16)
  for (const hash of [0, 1, -1, 5, 2 ** 31 - 1, -(2 ** 31)]) {
    t.strictSame(valuesOf(places, hash), [], `${hash}`)
    t.equal(places.add(hash, 7), 0)
    t.equal(places.add(hash, 8), 0)
    t.strictSame(valuesOf(places, hash), [7, 8], `${hash}`)
    places.set(places.first(hash), 0)
    t.strictSame(valuesOf(places, hash), [8], `${hash}`)
    places.clear()
  }
})

t.test('hashes that share places stand in each other’s way, others do not', async (t) => {
  const places = new HashPlaces(8)
  places.add(1, 100)
  for (const hash of [0, 2, 4, 6]) t.equal(places.add(hash, hash + 1), 0)
  t.equal(places.add(8, 9), 7, 'the last one goes')
  t.strictSame(
    [0, 1, 2, 4, 6, 8].map((hash) => valuesOf(places, hash)),
    [[1], [100], [3], [5], [], [9]],
  )
  places.set(places.first(2), 0)
  t.equal(places.add(6, 7), 0, 'where one is free, none goes')
})

t.test('there are four places at least', async (t) => {
  for (const count of [1, 2, 4]) t.equal(new HashPlaces(count).count, 4)
})
