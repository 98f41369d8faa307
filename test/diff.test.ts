import t from 'tap'
import { diffArticles } from '../src/diff.ts'
import { below, randomOf } from './faults/random.ts'
import { processorTime } from './processor-time.ts'
import { parsed } from './store/entries.ts'

const longest = 2000
const random = randomOf(7)
const han = (length: number) =>
  Array.from({ length }, () => String.fromCharCode(0x4e00 + below(random, 20_000))).join('')

const article = (paragraphs: string[]) => parsed({ id: 'a1', paragraphs })

const paragraphsOf = (from: string[], to: string[]) => diffArticles(article(from), article(to)).paragraphs

t.test('paragraphs by their place', async (t) => {
  const rows: [
    name: string,
    from: string[],
    to: string[],
    added: number[],
    removed: number[],
    altered: number[][],
  ][] = [
    ['none', ['甲', '乙'], ['甲', '乙'], [], [], []],
    ['one more', ['甲', '乙'], ['甲', '丙', '乙'], [1], [], []],
    ['one less', ['甲', '丙', '乙'], ['甲', '乙'], [], [1], []],
    ['another', ['甲'], ['乙'], [0], [0], []],
    ['altered', ['石桥周三重新开放。'], ['石桥周四重新开放。'], [], [], [[0, 0]]],
    [
      'altered behind one that is new',
      ['头', '石桥周三重新开放。', '尾'],
      ['头', '磨坊停了。', '石桥周四重新开放。', '尾'],
      [1],
      [],
      [[1, 2]],
    ],
    [
      'two altered',
      ['石桥周三重新开放。', '书记说了很多话。'],
      ['石桥周四重新开放。', '书记说了许多话。'],
      [],
      [],
      [
        [0, 0],
        [1, 1],
      ],
    ],
    ['repeated', ['甲', '甲', '乙'], ['甲', '乙', '乙'], [1], [1], []],
  ]
  for (const [name, from, to, added, removed, altered] of rows) {
    const found = paragraphsOf(from, to)
    t.same(
      [
        found.added.map(({ index }) => index),
        found.removed.map(({ index }) => index),
        found.altered.map((one) => [one.from.index, one.to.index]),
      ],
      [added, removed, altered],
      name,
    )
  }
})

t.test('what is too long to compare is removed and added, in good time', async (t) => {
  const start = han(3500)
  const rows: [name: string, from: string[], to: string[]][] = [
    ['a paragraph of megabytes', [han(2_600_000)], [han(2_600_000)]],
    [
      'a hundred long paragraphs',
      Array.from({ length: 100 }, () => han(26_000)),
      Array.from({ length: 100 }, () => han(26_000)),
    ],
    [
      'long paragraphs that differ at their end',
      Array.from({ length: 740 }, (_, i) => `${start}${String.fromCharCode(0x4e00 + i)}`),
      Array.from({ length: 740 }, (_, i) => `${start}${String.fromCharCode(0x5e00 + i)}`),
    ],
    [
      'more paragraphs than a call takes arguments',
      ['甲'],
      Array.from({ length: 300_000 }, (_, i) => `p${i}`),
    ],
  ]
  for (const [name, from, to] of rows) {
    const began = processorTime()
    const { added, removed, altered } = paragraphsOf(from, to)
    const took = processorTime() - began
    t.same([removed.length, added.length, altered.length], [from.length, to.length, 0], name)
    t.ok(took < longest, `${name} took ${took.toFixed(0)} ms`)
  }
})

t.test('many gaps share what may be compared', async (t) => {
  const versions = Array.from({ length: 2 }, () =>
    Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? `第${i}段` : han(4000))),
  )
  const began = processorTime()
  const { removed, added } = paragraphsOf(versions[0]!, versions[1]!)
  t.same([removed.length, added.length], [300, 300])
  t.ok(processorTime() - began < longest)
})
