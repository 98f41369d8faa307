import t, { type Test } from 'tap'
import type { ArticleSort } from '../../src/query.ts'
import { undated } from '../../src/store/rules/terms.ts'
import { maintain } from '../../src/store/sqlite/search/merge.ts'
import type { SearchDocument } from '../../src/store/sqlite/search/search.ts'
import { segmentsWhere } from '../../src/store/sqlite/search/segments.ts'
import { IndexedSums } from '../../src/store/sqlite/verify/search.ts'
import { below, pick, type Random, randomOf } from '../faults/random.ts'
import { Archive } from './archive.ts'

const sorts: ArticleSort[] = ['newest', 'oldest', 'relevance']
const day = 86_400

const article = (
  key: number,
  title: string,
  text: string,
  published: number | null = key * day,
): SearchDocument => ({
  key,
  title,
  text,
  published,
})

t.test('texts and what finds them', async (t) => {
  const archive = new Archive(t.testdir())
  archive.write([
    article(1, '習近平會見普京', '雙方談到北京。王小明報導。'),
    article(2, '夏天的雨', '王大小和李明都没有来。小明来了，王也来了。'),
    article(3, 'US and CNN', 'Reporters say “100% true” — a"b, 5" tall; ＣＮＮ　ｎｅｗｓ.'),
    article(4, '', '😀笑，😁也笑。\n第二段：乾坤', null),
    article(5, '北京北京', '王小明，王小明，王小明。'),
  ])
  const rows: [q: string, newest: number[]][] = [
    ['习近平', [1]],
    ['習近平', [1]],
    ['王小明', [5, 1]],
    ['小明', [5, 2, 1]],
    ['王', [5, 2, 1]],
    ['王 小明', [5, 2, 1]],
    ['王小明 -北京', []],
    ['-北京', [3, 2, 4]],
    ['-王小明', [3, 2, 4]],
    ['-王小明 -雨', [3, 4]],
    ['cnn', [3]],
    ['cnn news', [3]],
    ['"cnn news"', [3]],
    ['ue', [3]],
    ['tru', [3]],
    ['trx', []],
    ['epor say', [3]],
    ['"Reporters say"', [3]],
    ['"Reporters  say"', []],
    ['100%', [3]],
    ['%', [3]],
    ['*', []],
    ['a"b', [3]],
    ['5"', [3]],
    ['"', [3]],
    ['-', [3]],
    ['NEAR(王 小明)', []],
    ['title:北京 OR 雨', []],
    ['。小', [2]],
    ['，王', [5, 2]],
    ['笑，', [4]],
    ['😀', [4]],
    ['😂', []],
    ['"笑。\n第二"', [4]],
    ['干坤', [4]],
    ['乾', [4]],
    ['北京北京', [5]],
    ['京王', []],
    ['', [5, 3, 2, 1, 4]],
    ['  ', [5, 3, 2, 1, 4]],
  ]
  for (const [q, newest] of rows) {
    t.same(
      archive.found(q, 'newest').map(({ key }) => key),
      newest,
      `q=${q}`,
    )
    t.equal(archive.count(q), newest.length, `count of ${q}`)
  }
})

t.test('relevance puts title over text, often over seldom, newer over older', async (t) => {
  const archive = new Archive(t.testdir())
  archive.write([
    article(1, '普京访华', '记者报导。'),
    article(2, '记者报导', '普京。'),
    article(3, '记者报导', '普京说，普京又说，普京还说。'),
    article(4, '记者报导', '普京来了。'),
    article(5, '普京与普京', '普京。', day),
    article(6, '访华', '普京。'),
  ])
  const keys = (q: string) => archive.found(q, 'relevance').map(({ key }) => key)
  t.same(keys('普京'), [5, 1, 3, 6, 4, 2])
  t.same(keys('普京 访华'), [1, 6])
  t.same(keys('普京 记者'), [4, 3, 2, 1])
})

const alphabet = [...'王小明北京的，。 \n', 'a', 'b', 'c', '1', '習', '习', '😀', '\ue000', 'é', 'ﬁ']

const textOf = (random: Random, longest: number) =>
  Array.from({ length: below(random, longest) }, () => pick(random, alphabet)).join('')

function randomArticle(random: Random, key: number, longest: number): SearchDocument {
  const published =
    below(random, 8) === 0
      ? null
      : below(random, 40) * day + (below(random, 3) === 0 ? below(random, day) : 0)
  return { key, title: textOf(random, 10), text: textOf(random, longest), published }
}

function randomQuery(random: Random): string {
  const term = () => {
    const text = textOf(random, 6).replaceAll('"', '')
    return below(random, 3) === 0 ? `"${text}"` : text.replace(/\s/g, '')
  }
  const terms = Array.from({ length: 1 + below(random, 3) }, () =>
    below(random, 5) === 0 ? `-${term()}` : term(),
  )
  return terms.join(' ')
}

/** Compares what the index finds with a plain scan, in every order, whole and paged. */
function compare(t: Test, archive: Archive, random: Random, queries: number): void {
  const different: unknown[] = []
  for (let index = 0; index < queries; index++) {
    const q = randomQuery(random)
    const sort = pick(random, sorts)
    const from = below(random, 40) * day
    const range = below(random, 3) === 0 ? { from, to: from + below(random, 20) * day } : undefined
    const expected = archive.scanned(q, sort, range)
    const found = archive.found(q, sort, range)
    if (JSON.stringify(found) !== JSON.stringify(expected))
      different.push({ q, sort, range, found, expected })
    const paged = archive.paged(q, sort, 1 + below(random, 5), range)
    if (JSON.stringify(paged) !== JSON.stringify(expected))
      different.push({ q, sort, range, paged, expected })
    const all = archive.scanned(q, 'newest').length
    if (archive.count(q) !== all) different.push({ q, count: archive.count(q), all })
    const estimate = archive.estimate(q, 50)
    if (estimate < Math.min(50, all) || estimate > 50) different.push({ q, estimate, all })
    const keys = [...archive.articles.keys()].filter(() => below(random, 4) === 0)
    const hits = archive.matching(q, keys).map(({ key }) => key)
    const expectedHits = new Set(archive.scanned(q, 'newest').map(({ key }) => key))
    if (`${hits}` !== `${keys.filter((key) => expectedHits.has(key))}`) different.push({ q, keys, hits })
    if (different.length > 3) break
  }
  t.same(different, [])
}

for (const seed of [1, 2, 3]) {
  t.test(`an index that is written at random finds what a plain scan finds, seed ${seed}`, async (t) => {
    const random = randomOf(seed)
    const archive = new Archive(t.testdir())
    let next = 1
    for (let round = 0; round < 8; round++) {
      for (let transaction = 0; transaction < 25; transaction++) {
        const keys = [...archive.articles.keys()]
        const removed = keys.length > 20 ? [pick(random, keys), pick(random, keys)] : []
        const changed = keys.filter((key) => below(random, 30) === 0 && !removed.includes(key))
        const added = Array.from({ length: below(random, 4) }, () => next++)
        const articles = [...changed, ...added].map((key) => randomArticle(random, key, 60))
        if (below(random, 6) === 0) archive.writeInVain(articles, removed)
        archive.write(articles, removed)
      }
      compare(t, archive, random, 40)
    }
    const counted = archive.connection.values<number>(
      'SELECT sum(documents - deleted) FROM search_segments WHERE state = 1',
    )
    t.equal(counted.get(), archive.articles.size)
  })
}

t.test('what a merge leaves goes as fast as merges may leave it', async (t) => {
  const random = randomOf(6)
  const archive = new Archive(t.testdir())
  const { connection } = archive
  const text = () =>
    String.fromCharCode(...Array.from({ length: 1500 }, () => 0x4e00 + below(random, 20_000)))
  for (let start = 1; start < 2500; start += 500)
    archive.write(Array.from({ length: 500 }, (_, index) => article(start + index, '', text())))
  const blocks = () => connection.values<number>('SELECT count(*) FROM search_blocks').get() ?? 0
  const before = blocks()
  connection.run('UPDATE search_segments SET state = 3')
  for (const _ of maintain(connection, 0));
  const few = before - blocks()
  t.ok(few > 0 && few < before, `${few} of ${before} blocks go where nothing is merged`)
  const postings = 2500 * 1500
  for (const _ of maintain(connection, postings));
  t.equal(blocks(), 0, 'all go where as much is merged')
})

t.test('merges that take many transactions, with changes meanwhile', async (t) => {
  const random = randomOf(4)
  const archive = new Archive(t.testdir())
  const han = Array.from({ length: 3000 }, (_, index) => String.fromCharCode(0x4e00 + index))
  const long = (key: number): SearchDocument => ({
    ...randomArticle(random, key, 60),
    text: Array.from({ length: 3000 }, () => pick(random, han)).join('') + textOf(random, 60),
  })
  const { connection } = archive
  for (let key = 1; key <= 150; key++)
    connection.run('INSERT INTO articles (id, revision) VALUES (?, 1)', `a${key}`)
  const sound = (when: string) => {
    const sums = new IndexedSums(connection, 150)
    const faults = [...sums.read()].filter((fault) => fault !== undefined)
    const wrong = [...archive.articles.values()].flatMap(
      ({ key, published, ...article }) => sums.faultOf(key, published ?? undated, article) ?? [],
    )
    t.same([faults, wrong], [[], []], when)
  }
  let wasMerging = 0
  for (let key = 1; key <= 150; key++) {
    const removed = key % 3 === 0 ? [below(random, key) + 1] : []
    const changed = key % 5 === 0 ? [below(random, key) + 1].filter((one) => !removed.includes(one)) : []
    archive.write([...new Set([...changed, key])].filter((one) => !removed.includes(one)).map(long), removed)
    if (segmentsWhere(archive.connection, 'state = 2').length === 0) continue
    wasMerging++
    if (wasMerging % 6 === 0) compare(t, archive, random, 4)
    if (wasMerging % 6 === 1) sound('half done')
  }
  t.ok(wasMerging > 10, 'merges were seen half done')
  sound('in the end')
  compare(t, archive, random, 20)
  t.ok(segmentsWhere(archive.connection, 'state = 1').length < 30, 'segments stay few')
})

t.test('a hit at both ends of the longest lists', async (t) => {
  const archive = new Archive(t.testdir())
  const count = 3000
  archive.write(
    Array.from({ length: count }, (_, index) => {
      const rare = index % 997 === 0 ? '乙丙' : ''
      const half = index % 2 === 0 ? '丁' : ''
      return article(index + 1, '', `甲${rare}${half}`, Math.floor(index / 7) * day)
    }),
  )
  for (const q of ['甲', '乙丙', '丁', '甲 -丁', '甲 乙丙 -丁', '甲 丁']) {
    for (const sort of sorts) t.same(archive.found(q, sort), archive.scanned(q, sort), `${q} ${sort}`)
    t.same(archive.paged(q, 'oldest', 300), archive.scanned(q, 'oldest'), `${q} in pages`)
  }
})

t.test('a text of many different grams, a query of many terms, a long phrase', async (t) => {
  const archive = new Archive(t.testdir())
  const text = Array.from({ length: 30_000 }, (_, index) =>
    String.fromCharCode(0x4e00 + ((index * 7919) % 20_000)),
  ).join('')
  archive.write([article(1, '', text), article(2, '', '别的')])
  const terms = Array.from({ length: 1000 }, (_, index) => text.slice(index * 20, index * 20 + 2))
  t.same(
    archive.found(terms.join(' '), 'relevance').map(({ key }) => key),
    [1],
  )
  t.same(archive.found([...terms, '没有'].join(' '), 'newest'), [])
  t.same(
    archive.found(`别的 ${terms.map((term) => `-${term}`).join(' ')}`, 'newest').map(({ key }) => key),
    [2],
  )
  t.same(
    archive.found(text.slice(100, 5000), 'newest').map(({ key }) => key),
    [1],
  )
  t.same(archive.found(`${text.slice(100, 5000)}别`, 'newest'), [])
})

t.test('what cannot be read is an error, never no hits', async (t) => {
  const archive = new Archive(t.testdir())
  archive.write([article(1, '普京', '普京访华')])
  const { connection } = archive
  const content = connection.values<Uint8Array>('SELECT content FROM search_blocks').get() as Uint8Array
  for (const [at, bit] of [
    [0, 1],
    [5, 1],
    [content.length - 1, 128],
  ] as const) {
    const flipped = content.slice()
    flipped[at] = (flipped[at] as number) ^ bit
    connection.run('UPDATE search_blocks SET content = ?', flipped)
    t.throws(() => archive.found('普京', 'newest'), /damaged/)
    t.throws(() => archive.count('普京'), /damaged/)
  }
  connection.run('DELETE FROM search_blocks')
  t.throws(() => archive.found('普京', 'newest'), /missing/)
  connection.run('DROP TABLE search_segments')
  t.throws(() => archive.found('普京', 'newest'))
})
