import t from 'tap'
import type { Article } from '../../../../src/article.ts'
import { copyOf } from '../../../../src/bytes.ts'
import { Encoder, type Pieces } from '../../../../src/store/sqlite/codebooks/codebook.ts'
import { Decoder } from '../../../../src/store/sqlite/codebooks/decoder.ts'
import { PieceCopier } from '../../../../src/store/sqlite/codebooks/piece-copier.ts'
import { etagOf, recordOf } from '../../../../src/store/sqlite/codebooks/record.ts'
import { StoredRecord } from '../../../../src/store/sqlite/codebooks/stored-record.ts'
import { randomOf } from '../../../faults/random.ts'
import { parsed } from '../../entries.ts'

const pieces: Pieces = [...'abcdefghijklmnopqrstuvwxyz":,{}[]0123456789-', '的', '香港', 'http', 'paragraph']
const encoder = new Encoder(pieces)
const decoder = new Decoder(pieces, new PieceCopier())
const href = '/articles/a1'

function articleOf(id: string, paragraphs: string[]): Article {
  const { body, ...rest } = parsed({ id, paragraphs })
  const { paragraphs: texts, language, length, parser, missing, ...head } = rest
  const image = { type: 'image', src: 'https://example.org/香港.jpg', alt: null, caption: '"𠮷"' } as const
  const heading = { type: 'heading', level: 2, text: '小标题' } as const
  return {
    ...head,
    body: [heading, ...body, image],
    paragraphs: texts,
    language,
    length,
    revision: 3,
    parser,
    missing,
    ingestedAt: '2026-01-02T03:04:05.678Z',
    updatedAt: '2026-02-03T04:05:06.789Z',
    href,
    links: { raw: `${href}/raw`, revisions: `${href}/revisions`, similar: `${href}/similar` },
  }
}

const coding = { number: 7, encoder }
const storedOf = (article: Article) => new StoredRecord(recordOf(article, coding), () => decoder)

const rows: [what: string, paragraphs: string[]][] = [
  ['an article', ['香港的「第一段」。', 'Second: "quoted" \\ 𠮷\n', '第三段']],
  ['one without paragraphs', []],
  ['a long one', Array.from({ length: 3000 }, (_, index) => `第${index}段香港的`)],
]

for (const [what, paragraphs] of rows)
  t.test(`${what} is answered as it was`, async (t) => {
    const article = articleOf('a1', paragraphs)
    const json = JSON.stringify(article)
    const record = storedOf(article)
    const answer = record.answer()
    const { validators } = answer
    t.equal(copyOf(answer).toString(), json)
    t.equal(validators.etag, etagOf(json))
    t.equal(validators.updatedAt, article.updatedAt)
    t.equal(record.json().toString(), json)
    t.strictSame(record.article(), article)
    t.strictSame(record.searchableText(), { title: article.title, text: paragraphs.join('\n') })
    const { id, json: summary } = record.summary()
    t.equal(id, 'a1')
    t.equal(JSON.parse(summary.toString()).excerpt.slice(0, 5), (paragraphs[0] ?? '').slice(0, 5))
  })

t.test('times are kept as they were given', async (t) => {
  const rows: [ingestedAt: string, updatedAt: string][] = [
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.679Z'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05.678Z', '昨天,"今天"'],
    ['', ''],
  ]
  for (const [ingestedAt, updatedAt] of rows) {
    const article = { ...articleOf('a1', ['第一']), ingestedAt, updatedAt }
    const record = storedOf(article)
    t.equal(record.json().toString(), JSON.stringify(article))
    t.match(JSON.parse(record.summary().json.toString()), { ingestedAt, updatedAt, href })
  }
})

t.test('records that share a decoder do not disturb each other', async (t) => {
  const [one, two] = [storedOf(articleOf('a1', ['第一'])), storedOf(articleOf('a2', ['第二', '第三']))]
  const text = one.text()
  t.equal(two.article().id, 'a2')
  t.equal(one.etag, etagOf(one.json()))
  const answer = two.answer()
  t.equal(copyOf(answer).toString(), two.json().toString())
  t.equal(one.text(), text)
  t.throws(() => copyOf(answer), /stands there no longer/)
  t.equal(two.searchableText().text, '第二\n第三')
})

t.test('a damaged record is an error or the text of an answer, never anything else', async (t) => {
  const record = recordOf(articleOf('a1', ['香港的「第一段」。', '第二段']), coding)
  const random = randomOf(11)
  let refused = 0
  for (let round = 0; round < 3000; round++) {
    const bytes = Buffer.from(record)
    const at = 1 + Math.floor(random() * (bytes.length - 1))
    bytes[at] = 1 + Math.floor(random() * 127)
    const damaged = random() < 0.2 ? bytes.toString('latin1', 0, at) : bytes.toString('latin1')
    try {
      const json = new StoredRecord(damaged, () => decoder).json()
      if (damaged !== record) t.ok(json.length < 128 * damaged.length)
    } catch (error) {
      t.ok(error instanceof Error)
      refused++
    }
  }
  t.ok(refused > 300)
  t.equal(new StoredRecord(record, () => decoder).article().id, 'a1')
})
