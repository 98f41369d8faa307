import t from 'tap'
import { bytesOf, copyOf } from '../src/bytes.ts'

t.test('copies stay what they were, however many there are', async (t) => {
  const lengths = Array.from({ length: 500 }, (_, index) => (index * 7919) % 40_000)
  const source = Buffer.alloc(40_000)
  const copies = lengths.map((length, index) => {
    const filled = source.fill(index % 251).subarray(0, length)
    return copyOf(bytesOf(filled))
  })
  for (const [index, copy] of copies.entries())
    t.ok(copy.equals(Buffer.alloc(lengths[index] ?? 0, index % 251)), `${copy.length} bytes`)
})
