// How long does a search take, at the store, for names of two characters and more?   node bench/search.ts [ARTICLES]
import { openStore } from '../src/store/sqlite/open.ts'
import { archiveOf, tagOf } from './archive.ts'
import { randomOf, zipf } from './draws.ts'
import { percentile, report } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const queries = 200
const store = await openStore({ path: await archiveOf(count) })
const random = randomOf(3)
const namesOf = (length: number) => {
  const names: string[] = []
  while (names.length < queries) {
    const name = tagOf(zipf(random, 20_000))
    if (name.length === length) names.push(name)
  }
  return names
}
const kinds: [string, string[]][] = [
  ['names of 2 characters', namesOf(2)],
  ['names of 3 characters', namesOf(3)],
  ['names of 4 characters', namesOf(4)],
  ['two names', namesOf(2).map((name, index) => `${name} ${tagOf(index % 50)}`)],
  ['one character', namesOf(2).map((name) => name.slice(0, 1))],
]
const rows: string[][] = []
for (const [kind, names] of kinds) {
  for (const sort of ['newest', 'relevance'] as const) {
    const times: number[] = []
    let hits = 0
    for (const q of names) {
      const started = performance.now()
      const { items } = await store.list({ filter: { q }, sort, limit: 20 })
      times.push(performance.now() - started)
      hits += items.length
    }
    rows.push([
      kind,
      sort,
      (hits / names.length).toFixed(1),
      ...[0.5, 0.95, 0.99].map((part) => percentile(times, part).toFixed(2)),
    ])
  }
}
await store.close()
report({
  title: `Search, ${count} articles`,
  note: `Milliseconds for the first 20 of ${queries} queries each, drawn by frequency from the archive's names; snippets included.`,
  columns: ['query', 'order', 'hits on the page', 'p50', 'p95', 'p99'],
  rows,
})
