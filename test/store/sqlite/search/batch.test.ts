import t from 'tap'
import { gramsOfTerm, sketchGram } from '../../../../src/store/rules/search/grams.ts'
import { GramBatch, type IndexedText } from '../../../../src/store/sqlite/search/batch.ts'
import { type Block, BlockReader } from '../../../../src/store/sqlite/search/block.ts'
import { randomOf } from '../../../faults/random.ts'

type Lists = Map<number, number[]>

/** What a segment of these texts has to hold, worked out from what is looked up for each term of one to three units. */
function expected(texts: readonly IndexedText[]): Lists {
  const lists: Lists = new Map()
  texts.forEach(({ title, text, sketch }, ordinal) => {
    const grams = new Set([...sketch].map(sketchGram))
    const times = new Map<string, number>()
    for (const whole of [title, text]) {
      for (let start = 0; start < whole.length; start++) {
        for (const length of [1, 2, 3].filter((length) => start + length <= whole.length)) {
          const term = whole.slice(start, start + length)
          const of = gramsOfTerm(term)
          for (const gram of of.grams) grams.add(gram)
          if (length === 3) continue
          if (whole === title) for (const gram of of.titleGrams) grams.add(gram)
          times.set(term, (times.get(term) ?? 0) + 1)
          if (times.get(term) === 3) for (const gram of of.oftenGrams) grams.add(gram)
        }
      }
    }
    for (const gram of grams) lists.set(gram, [...(lists.get(gram) ?? []), ordinal])
  })
  return lists
}

function listsOf(blocks: readonly Block[]): Lists {
  const lists: Lists = new Map()
  const reader = new BlockReader()
  const ordinals = new Uint32Array(512)
  for (const { content, gram } of blocks) {
    reader.open(content, gram)
    while (reader.next()) {
      const some = ordinals.subarray(0, reader.read(ordinals, 0))
      lists.set(reader.gram, [...(lists.get(reader.gram) ?? []), ...some])
    }
  }
  return lists
}

function blocksOf(batch: GramBatch): Block[] {
  const steps = batch.blocks()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const inOrder = (lists: Lists) => [...lists].sort(([one], [other]) => one - other)

/** @returns the first places where two lists differ: tap takes minutes to show how long ones do */
function differences(found: readonly unknown[], wanted: readonly unknown[]): unknown[] {
  const places = Array.from({ length: Math.max(found.length, wanted.length) }, (_, place) => ({
    place,
    found: JSON.stringify(found[place]),
    wanted: JSON.stringify(wanted[place]),
  }))
  return places.filter(({ found, wanted }) => found !== wanted).slice(0, 5)
}

const alphabets = [
  '一二三四五金正恩',
  'ab1',
  'aé\u0301我\u{1F600}',
  '甲',
  'abcdefghijklmnopqrstuvwxyz0123456789',
]

t.test('a batch has the grams of its documents, whatever stood in its room before', (t) => {
  const batch = new GramBatch()
  const random = randomOf(7)
  const below = (most: number) => Math.floor(random() * most)
  const textOf = (length: number) => {
    const alphabet = alphabets[below(alphabets.length)] ?? ''
    return Array.from({ length }, () => alphabet[below(alphabet.length)]).join('')
  }
  for (const [documents, longest] of [
    [1, 0],
    [3, 40],
    [600, 6],
    [40, 300],
    // So many are sorted by larger digits.
    [300, 500],
    [2, 3],
  ] as const) {
    const texts = Array.from({ length: documents }, () => ({
      title: textOf(below(10)),
      text: textOf(below(longest + 1)),
      sketch: Uint32Array.from({ length: below(4) }, () => below(2) * 2 ** 31 + below(5)),
    }))
    batch.clear()
    for (const text of texts) batch.add(text)
    const lists = expected(texts)
    const grams = inOrder(lists).flatMap(([gram, ordinals]) => ordinals.map(() => gram))
    const found = batch.grams().sort((a, b) => a - b)
    t.strictSame(differences(found, grams), [], `${documents} documents`)
    t.equal(batch.postings, [...lists.values()].flat().length)
    t.strictSame(differences([...listsOf(blocksOf(batch))], inOrder(lists)), [])
  }
  t.end()
})

t.test('a document of very many grams', (t) => {
  const batch = new GramBatch()
  const units = Array.from({ length: 1100 }, (_, index) => String.fromCharCode(0x4e00 + index))
  // All pairs of two of them, and the first ones again: over a million.
  const all = units.flatMap((one, index) => units.slice(index).map((other) => one + other)).join('')
  const text = all + all.slice(0, 10)
  const short = { title: '', text: '甲乙', sketch: new Uint32Array(0) }
  batch.add({ title: '', text: '戊己庚辛', sketch: new Uint32Array(0) })
  batch.clear()
  batch.add({ title: '', text, sketch: new Uint32Array(0) })
  batch.add(short)
  const lists = listsOf(blocksOf(batch))
  t.strictSame(lists.get(gramsOfTerm('甲乙').grams[0] as number), [1])
  const pairs = new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
  t.ok(pairs.size > 1_000_000)
  const wrong = [...pairs].filter((pair) => lists.get(gramsOfTerm(pair).grams[0] as number)?.join() !== '0')
  t.strictSame(wrong, [])
  batch.clear()
  batch.add(short)
  t.strictSame([...listsOf(blocksOf(batch))], inOrder(expected([short])), 'and one of few behind it')
  t.end()
})
