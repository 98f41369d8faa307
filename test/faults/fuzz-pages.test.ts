import t from 'tap'
import { fuzzPages, longest } from './fuzz-pages.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const pages = Number(process.env.FUZZ_PAGES ?? 500)

t.test('mutated pages give an article that its schema allows, or a reason', async (t) => {
  t.comment(`SEED=${seed} FUZZ_PAGES=${pages}`)
  const result = await fuzzPages({ seed, pages })
  t.same(result.faults.slice(0, 20), [])
  t.ok(result.articles > pages / 10, `${result.articles} of them are articles`)
  t.comment(`the slowest took ${result.slowest.toFixed(0)} of ${longest} ms`)
})
