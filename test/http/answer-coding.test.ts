import { randomBytes } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import t from 'tap'
import { CodedAnswers, type Coding, offered } from '../../src/http/answer-coding.ts'

const decoded: Record<Coding, (bytes: Buffer) => Buffer> = {
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  gzip: gunzipSync,
}
const body = Buffer.from('一段新闻。'.repeat(400))

t.test('an answer is compressed once for each coding', async (t) => {
  const answers = new CodedAnswers(100_000)
  for (const coding of offered) {
    const coded = await answers.of(body, 'one', coding)
    t.strictSame(decoded[coding](coded), body, coding)
    t.equal(coded.buffer.byteLength, coded.length, 'in memory of its own')
    t.equal(await answers.of(body, 'one', coding), coded)
    t.not(await answers.of(body, 'two', coding), coded)
  }
})

t.test('those who ask at once get the same', async (t) => {
  const answers = new CodedAnswers(0)
  const asked = await Promise.all(Array.from({ length: 10 }, () => answers.of(body, 'one', 'br')))
  t.equal(new Set(asked).size, 1)
  t.not(
    await answers.of(body, 'one', 'br'),
    asked[0],
    'and is compressed again where there is no room for it',
  )
})

t.test('as many are kept as there is room for', async (t) => {
  const answers = new CodedAnswers(10_000)
  const large = randomBytes(4000)
  const etags = ['first', 'second', 'third', 'fourth', 'fifth']
  const made = new Map<string, Buffer>()
  for (const etag of etags) made.set(etag, await answers.of(large, etag, 'gzip'))
  t.equal(await answers.of(large, 'fifth', 'gzip'), made.get('fifth'))
  let kept = 0
  for (const etag of etags) {
    const again = await answers.of(large, etag, 'gzip')
    t.strictSame(gunzipSync(again), large)
    if (again === made.get(etag)) kept++
  }
  t.ok(kept <= 2, `${kept} of 5`)
  const whole = randomBytes(20_000)
  t.not(
    await answers.of(whole, 'whole', 'br'),
    await answers.of(whole, 'whole', 'br'),
    'larger than all the room',
  )
})
