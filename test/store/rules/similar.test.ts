import t from 'tap'
import { fold } from '../../../src/fold.ts'
import { kindOf, overlapOf, sampleLimit, shinglesOf, sketchOf } from '../../../src/store/rules/similar.ts'
import { below, randomOf } from '../../faults/random.ts'
import { text, words } from '../texts.ts'

t.test('a sketch is the least of all shingles', async (t) => {
  const random = randomOf(12)
  const topic = words(random, 300)
  for (const paragraphs of [1, 2, 5, 20, 80]) {
    const folded = fold(text(random, topic, paragraphs))
    const sketch = sketchOf(folded)
    t.same(sketch, shinglesOf(folded).slice(0, sketch.length))
    t.ok(sketch.length >= 12 && sketch.length <= 48)
  }
  const monotonous = fold('同样的话。'.repeat(2000))
  t.same(sketchOf(monotonous), shinglesOf(monotonous), 'also of a text that repeats itself')
})

t.test('overlap counts what the shorter text shares', async (t) => {
  const of = (...values: number[]) => Uint32Array.from(values)
  t.equal(overlapOf(of(1, 2, 3, 4), of(1, 2, 3, 4)), 1)
  t.equal(overlapOf(of(1, 2), of(1, 2, 3, 4)), 1)
  t.equal(overlapOf(of(1, 5), of(1, 2, 3, 4)), 0.5)
  t.equal(overlapOf(of(), of(1)), 0)
})

t.test('a text of megabytes is sampled', async (t) => {
  const random = randomOf(14)
  const han = Array.from({ length: 2_600_000 }, () => String.fromCharCode(0x4e00 + below(random, 20_000)))
  const folded = fold(han.join(''))
  const whole = shinglesOf(folded, sampleLimit(han.length))
  t.ok(whole.length > 18_000 && whole.length < 22_000, `${whole.length} shingles`)
  const some = shinglesOf(fold(han.slice(1_000_000, 1_200_000).join('')), sampleLimit(han.length))
  t.ok(overlapOf(whole, some) > 0.99, 'and what is a part of it is a part of the sample')
})

t.test('what an overlap is called', async (t) => {
  t.same([0, 0.09, 0.1, 0.59, 0.6, 1].map(kindOf), [
    undefined,
    undefined,
    'related',
    'related',
    'reprint',
    'reprint',
  ])
})
