// What does an archive of this size take on disk, at start and in memory, of either engine?
//   node bench/growth.ts [ARTICLES] [postgres://USER@HOST/EMPTY_DATABASE]
import { openStore } from '../src/store/open.ts'
import { archiveOf } from './archive.ts'
import { startServer } from './compare.ts'
import { command, measured } from './measured.ts'
import { median, report } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const starts = 5
const made = await archiveOf(count)
const database = process.argv[3] ?? made
if (database !== made) await measured([command, 'copy', made, database])

const opening: number[] = []
for (let start = 0; start < starts; start++) {
  const began = performance.now()
  const store = await openStore(database)
  await store.ready()
  opening.push(performance.now() - began)
  await store.close()
}
const store = await openStore(database, { access: 'read' })
const { articles, size, rawSize } = await store.statistics()
await store.close()
if (articles !== count) throw new Error(`${articles} of ${count} articles are there`)
const server = await startServer({ kind: 'broadsheet', database })
const { memory } = await server.usage()
server.stop()
report({
  title: `Size and start, ${count} articles${database === made ? '' : ', PostgreSQL'}`,
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
