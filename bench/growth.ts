// What does an archive of this size take on disk, at start and in memory?   node bench/growth.ts [ARTICLES]
import { statSync } from 'node:fs'
import { openStore } from '../src/store/sqlite/open.ts'
import { archiveOf, entryOf } from './archive.ts'
import { startServer } from './compare.ts'
import { randomOf } from './draws.ts'
import { median, report } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const starts = 5
const sample = 2000
const database = await archiveOf(count)
const random = randomOf(5)
const rawSize =
  (Array.from({ length: sample }, () => entryOf(Math.floor(random() * count)).page.bytes.length).reduce(
    (a, b) => a + b,
    0,
  ) /
    sample) *
  count

const opening: number[] = []
for (let start = 0; start < starts; start++) {
  const began = performance.now()
  const store = await openStore({ path: database })
  await store.ready()
  opening.push(performance.now() - began)
  await store.close()
}
const server = await startServer({ kind: 'broadsheet', database })
const { memory } = await server.usage()
server.stop()
const size = statSync(database).size
report({
  title: `Size and start, ${count} articles`,
  note: `The store holds raw pages, ready answers and the search index. Start: opened and ready, median of ${starts}.`,
  columns: ['bytes an article', 'of the raw pages', 'start ms', 'memory after start MB'],
  rows: [
    [
      (size / count).toFixed(0),
      (size / rawSize).toFixed(2),
      median(opening).toFixed(0),
      (memory / 1e6).toFixed(0),
    ],
  ],
})
