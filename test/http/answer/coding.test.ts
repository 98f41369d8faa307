import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import t from 'tap'
import { type Coding, codingFor, codings, compressed } from '../../../src/http/answer/coding.ts'

const decoded: Record<Coding, (bytes: Buffer) => Buffer> = {
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  gzip: gunzipSync,
}
const short = Buffer.from('一段新闻。'.repeat(400))
const long = Buffer.from('一段新闻。'.repeat(4000))

t.test('a short answer is compressed at once, a long one on another thread', async (t) => {
  for (const coding of codings) {
    const atOnce = compressed(short, coding)
    t.ok(Buffer.isBuffer(atOnce), coding)
    t.strictSame(decoded[coding](await atOnce), short, coding)
    const aside = compressed(long, coding)
    t.ok(aside instanceof Promise, coding)
    t.strictSame(decoded[coding](await aside), long, coding)
  }
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
    ['*', 10_000, 'gzip'],
    ['br, *;q=0.1', 10_000, 'br'],
    ['gzip;q=0.5, *', 10_000, 'gzip'],
    ['*;q=0', 10_000, null],
    ['gzip;q=0, *', 10_000, null],
    ['identity, *;q=0', 10_000, null],
    ['gzip;q=0', 10_000, null],
  ]
  for (const round of ['first', 'again'])
    for (const [field, length, coding] of cases)
      t.equal(codingFor({ 'accept-encoding': field }, length), coding, `${field} ${length} ${round}`)
})
