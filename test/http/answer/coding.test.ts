import { randomBytes } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import t from 'tap'
import { type Bytes, bytesOf, copyOf } from '../../../src/bytes.ts'
import { CodedAnswers, type Coding, codingFor, offered } from '../../../src/http/answer/coding.ts'

const decoded: Record<Coding, (bytes: Buffer) => Buffer> = {
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  gzip: gunzipSync,
}
const short = Buffer.from('一段新闻。'.repeat(400))
const long = Buffer.from('一段新闻。'.repeat(4000))

/** What is kept under an ETag: a long answer is never compressed at once. */
function keptOf(answers: CodedAnswers, etag: string, coding: Coding): Buffer | undefined {
  const kept = answers.atOnce(bytesOf(long), etag, coding)
  return kept && copyOf(kept)
}

t.test('an answer is compressed once for each coding', async (t) => {
  const answers = new CodedAnswers(100_000)
  for (const coding of offered) {
    t.equal(keptOf(answers, 'short', coding), undefined)
    const made = copyOf(answers.atOnce(bytesOf(short), 'short', coding) as Bytes)
    t.strictSame(decoded[coding](made), short, coding)
    t.strictSame(keptOf(answers, 'short', coding), made)
    t.strictSame(await answers.of(long, 'short', coding), made, 'what is kept is not compressed again')
    t.strictSame(decoded[coding](await answers.of(short, 'other', coding)), short)
    const aside = await answers.of(long, 'long', coding)
    t.strictSame(decoded[coding](aside), long)
    t.strictSame(keptOf(answers, 'long', coding), aside)
  }
})

t.test('those who ask at once for a long one get the same', async (t) => {
  const answers = new CodedAnswers(0)
  const asked = await Promise.all(Array.from({ length: 10 }, () => answers.of(long, 'one', 'br')))
  t.equal(new Set(asked).size, 1)
  const again = await answers.of(long, 'one', 'br')
  t.not(again, asked[0], 'and it is compressed again where there is no room for it')
  t.strictSame(again, asked[0])
})

t.test('as many are kept as there is room for', async (t) => {
  const answers = new CodedAnswers(10_000)
  const etags = ['first', 'second', 'third', 'fourth', 'fifth']
  const bodies = new Map(etags.map((etag) => [etag, randomBytes(4000)]))
  for (const [etag, body] of bodies) answers.atOnce(bytesOf(body), etag, 'gzip')
  const kept = etags.filter((etag) => keptOf(answers, etag, 'gzip') !== undefined)
  t.equal(kept.length, 2)
  t.ok(kept.includes('fifth'))
  for (const etag of kept) t.strictSame(gunzipSync(keptOf(answers, etag, 'gzip') as Buffer), bodies.get(etag))
  const whole = randomBytes(20_000)
  t.strictSame(gunzipSync(await answers.of(whole, 'whole', 'gzip')), whole)
  t.equal(keptOf(answers, 'whole', 'gzip'), undefined, 'larger than all the room')
})

t.test('what a request asks for', async (t) => {
  const cases: [field: string | undefined, length: number, coding: Coding | null][] = [
    [undefined, 10_000, null],
    ['', 10_000, null],
    ['identity', 10_000, null],
    ['gzip', 10_000, 'gzip'],
    ['gzip', 1399, null],
    ['gzip', 1400, 'gzip'],
    ['gzip, deflate, br, zstd', 10_000, 'zstd'],
    ['gzip, deflate, br', 10_000, 'br'],
    ['br;q=0.5, gzip', 10_000, 'gzip'],
    ['deflate', 10_000, null],
    ['*', 10_000, 'zstd'],
    ['gzip;q=0', 10_000, null],
  ]
  for (const round of ['first', 'again'])
    for (const [field, length, coding] of cases)
      t.equal(codingFor({ 'accept-encoding': field }, length), coding, `${field} ${length} ${round}`)
})
