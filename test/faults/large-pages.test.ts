import t from 'tap'
import { readLargePages } from './large-pages.ts'

/** Bytes of a page; a soak takes larger ones. */
const size = Number(process.env.LARGE_PAGE ?? 50_000)

t.test('a page that repeats one thing to no end takes linear time', async (t) => {
  t.comment(`LARGE_PAGE=${size}`)
  const { faults, slowest } = readLargePages({ size, noticeable: 150, longest: 2000 })
  t.same(faults, [])
  t.comment(`the slowest, ${slowest}`)
})
