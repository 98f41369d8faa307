import t from 'tap'
import type { SearchDocument } from '../../src/store/sqlite/search/search.ts'
import { similarTo } from '../../src/store/sqlite/search/similar.ts'
import { below, pick, type Random, randomOf } from '../faults/random.ts'
import { Archive } from './archive.ts'
import { text, words } from './texts.ts'

/** Every so many characters one is another. */
const edited = (random: Random, original: string, every: number) =>
  Array.from(original, (character, index) =>
    index % every === every - 1 ? String.fromCharCode(0x4e00 + below(random, 2000)) : character,
  ).join('')

t.test('reprints, shortened copies and quotations among articles on the same topic', async (t) => {
  const archive = new Archive(t.testdir())
  const random = randomOf(11)
  const topic = words(random, 300)
  const original = text(random, topic, 12)
  const paragraphs = original.split('\n')
  const english = Array.from({ length: 400 }, () =>
    pick(random, [
      'the',
      'minister',
      'said',
      'talks',
      'on',
      'trade',
      'were',
      'held',
      'in',
      'city',
      'of',
      'and',
      'new',
      'old',
      'a',
    ]),
  ).join(' ')
  const articles: [key: number, text: string][] = [
    [1, original],
    [2, original],
    [3, original.replaceAll('。', '.').replaceAll('，', ' ').replaceAll('\n', '\n\n')],
    [4, edited(random, original, 60)],
    [5, paragraphs.slice(0, 4).join('\n')],
    [6, [text(random, topic, 8), ...paragraphs.slice(2, 5)].join('\n')],
    [7, `${text(random, topic, 11)}\n${paragraphs[3]}`],
    [8, english],
    [9, english.toUpperCase()],
    [10, `${english} more was said on the next day`],
    [11, '短'],
    [12, '短'],
    [13, ''],
  ]
  const others = Array.from({ length: 200 }, (_, index) => [100 + index, text(random, topic, 10)] as const)
  for (let start = 0; start < others.length; start += 20) {
    archive.write(others.slice(start, start + 20).map(([key, body]) => document(key, body)))
  }
  archive.write(articles.map(([key, body]) => document(key, body)))

  const similar = (key: number, limit = 10) =>
    similarTo(archive.connection, key, { limit, textOf: archive.textOf })
  const kinds = (key: number) => Object.fromEntries(similar(key).map((one) => [one.key, one.kind]))
  t.same(kinds(1), { 2: 'reprint', 3: 'reprint', 4: 'reprint', 5: 'reprint', 6: 'related' })
  t.same(kinds(5), { 1: 'reprint', 2: 'reprint', 3: 'reprint', 4: 'reprint', 6: 'related', 7: 'related' })
  t.same(kinds(100), {}, 'the same topic is no likeness')
  t.same(kinds(8), { 9: 'reprint', 10: 'reprint' })
  t.same(kinds(11), {}, 'too short to be told')
  t.same(kinds(13), {})
  t.same(
    similar(1, 3).map(({ key, similarity }) => [key, Number(similarity.toFixed(1))]),
    [
      [2, 1],
      [3, 1],
      [5, 1],
    ],
    'most similar first, no more than asked for',
  )
  archive.write([document(3, '完全不同的文章')], [2])
  t.same(kinds(1), { 4: 'reprint', 5: 'reprint', 6: 'related' }, 'deleted and changed articles are not found')
})

function document(key: number, body: string): SearchDocument {
  return { key, title: `标题${key}`, text: body, published: key * 86_400 }
}

t.test('of long texts as much is compared as takes no long time, and reprints are told', async (t) => {
  const archive = new Archive(t.testdir())
  const random = randomOf(13)
  const han = (length: number) =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + below(random, 20_000))).join('')
  const base = han(400_000)
  const articles = Array.from({ length: 8 }, (_, index) => document(1 + index, `${base}${index}`))
  for (const article of articles) archive.write([article])
  const half = `${han(100_000)}${base.slice(200_000, 300_000)}`
  archive.write([document(20, half)])

  let read = 0
  const textOf: typeof archive.textOf = (key) => {
    const found = archive.textOf(key)
    read += found.text.length
    return found
  }
  const found = similarTo(archive.connection, 1, { limit: 20, textOf })
  t.ok(read < 3_000_000, `${read} characters were read`)
  t.ok(found.length >= 5, `${found.length} of 7 are compared`)
  t.ok(
    found.every(({ kind, similarity }) => kind === 'reprint' && similarity > 0.99),
    'those that share most come first',
  )
  const [one] = similarTo(archive.connection, 20, { limit: 1, textOf: archive.textOf })
  t.equal(one?.kind, 'related')
  t.ok(Math.abs((one?.similarity ?? 0) - 0.5) < 0.02, `half of it is told from a sample: ${one?.similarity}`)
})
