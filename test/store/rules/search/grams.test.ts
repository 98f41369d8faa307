import t from 'tap'
import { gramsOf, gramsOfTerm, sketchGram } from '../../../../src/store/rules/search/grams.ts'
import type { FoldedArticle } from '../../../../src/store/rules/search/searchable.ts'
import { sketchOf } from '../../../../src/store/rules/similar.ts'
import { randomOf } from '../../../faults/random.ts'

/** The grams of an article, worked out from those that a search for each piece of it asks for. */
function expected({ title, text }: FoldedArticle): number[] {
  const grams = new Set([...sketchOf(text)].map(sketchGram))
  const times = new Map<string, number>()
  for (const [part, isTitle] of [
    [title, true],
    [text, false],
  ] as const) {
    for (let start = 0; start < part.length; start++) {
      for (const length of [1, 2, 3].filter((length) => start + length <= part.length)) {
        const term = part.slice(start, start + length)
        const of = gramsOfTerm(term)
        for (const gram of of.grams) grams.add(gram)
        if (length === 3) continue
        if (isTitle) for (const gram of of.titleGrams) grams.add(gram)
        times.set(term, (times.get(term) ?? 0) + 1)
        if (times.get(term) === 3) for (const gram of of.oftenGrams) grams.add(gram)
      }
    }
  }
  return [...grams].sort((one, other) => one - other)
}

const alphabets = [
  '一二三四五金正恩',
  'ab1',
  'aé\u0301我\u{1F600}',
  '甲',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '\0\ud800\udc00\uffff ·',
]

t.test('an article has exactly the grams that searches for its pieces ask for', async (t) => {
  const random = randomOf(7)
  const below = (most: number) => Math.floor(random() * most)
  const articles: FoldedArticle[] = [
    { title: '', text: '' },
    { title: '同样', text: '同样' },
    { title: '只有标题', text: '' },
    { title: '', text: '一' },
  ]
  for (const longest of [3, 6, 40, 300]) {
    for (let count = 0; count < 40; count++) {
      const alphabet = alphabets[below(alphabets.length)] ?? ''
      const textOf = (length: number) =>
        Array.from({ length }, () => alphabet[below(alphabet.length)]).join('')
      articles.push({ title: textOf(below(10)), text: textOf(below(longest + 1)) })
    }
  }
  for (const article of articles) {
    const found = [...gramsOf(article)]
    const wanted = expected(article)
    t.equal(found.join(), wanted.join(), JSON.stringify(article).slice(0, 60))
  }
})

t.test('an article of very many grams', async (t) => {
  const units = Array.from({ length: 1100 }, (_, index) => String.fromCharCode(0x4e00 + index))
  const text = units.flatMap((one, index) => units.slice(index).map((other) => one + other)).join('')
  const pairs = new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
  t.ok(pairs.size > 1_000_000)
  const grams = new Set(gramsOf({ title: '', text }))
  t.ok([...pairs].every((pair) => grams.has(gramsOfTerm(pair).grams[0] as number)))
})

t.test('a gram keeps to 45 bits, and a pair of units to 32', async (t) => {
  for (const gram of gramsOf({ title: '\uffff\uffff\uffff', text: '\u2e7f\u2e7f\u2e7f abc' })) {
    t.ok(Number.isSafeInteger(gram) && gram >= 0 && gram < 2 ** 45)
  }
  const [pair] = gramsOfTerm('\uffff\ufffe').grams
  t.equal((pair as number) | 0, (0xffff << 16) | 0xfffe)
})
