import t from 'tap'
import { blocksOf } from '../../../../src/store/sqlite/search/batch.ts'
import { BlockReader } from '../../../../src/store/sqlite/search/block.ts'
import { randomOf } from '../../../faults/random.ts'

type Lists = Map<number, number[]>

function expected(documents: readonly Float64Array[]): Lists {
  const lists: Lists = new Map()
  documents.forEach((grams, ordinal) => {
    for (const gram of grams) lists.set(gram, [...(lists.get(gram) ?? []), ordinal])
  })
  return lists
}

function written(documents: readonly Float64Array[]): Lists {
  const steps = blocksOf(documents)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const lists: Lists = new Map()
  const reader = new BlockReader()
  const ordinals = new Uint32Array(512)
  let last = -1
  for (const { content, gram } of step.value) {
    reader.open(content, gram)
    while (reader.next()) {
      if (reader.gram < last) throw new Error('the grams are not in order')
      last = reader.gram
      const some = ordinals.subarray(0, reader.read(ordinals, 0))
      lists.set(reader.gram, [...(lists.get(reader.gram) ?? []), ...some])
    }
  }
  return lists
}

const sorted = (lists: Lists) => JSON.stringify([...lists].sort(([one], [other]) => one - other))

t.test('a segment has each gram with the documents that have it', async (t) => {
  const random = randomOf(7)
  const below = (most: number) => Math.floor(random() * most)
  const highest = 2 ** 45 - 1
  for (const [documents, most, grams] of [
    [0, 0, 1],
    [1, 0, 1],
    [1, 50, 2 ** 45],
    [3, 40, 30],
    [256, 300, 2 ** 40],
    [256, 300, 500],
  ] as const) {
    const all = Array.from({ length: documents }, () => {
      const some = new Set(Array.from({ length: below(most + 1) }, () => below(grams)))
      return Float64Array.from(some.add(highest)).sort()
    })
    t.ok(sorted(written(all)) === sorted(expected(all)), `${documents} documents`)
  }
})
