// What does a list cost, on the first and on the thousandth page?   node bench/lists.ts [ARTICLES]
import { archiveOf, tagOf } from './archive.ts'
import { compare, startServer } from './compare.ts'
import { report } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const thousandth = 999
const database = await archiveOf(count)
const ours = await startServer({ kind: 'broadsheet', database })
const address = `http://127.0.0.1:${ours.port}`

type List = { next: string | null }
const get = async (path: string): Promise<string> => {
  const response = await fetch(address + path)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.text()
}
async function pageAfter(path: string, pages: number): Promise<string> {
  let at = path
  for (let page = 0; page < pages; page++) {
    const { next } = JSON.parse(await get(at)) as List
    if (next === null) break
    at = next
  }
  return at
}

const tag = encodeURIComponent(tagOf(0))
const first = `/tags/${tag}?limit=20`
const small = `/tags/${tag}?limit=2`
const lists: [name: string, path: string][] = [
  ['first page of a tag', first],
  ['first page of a tag, 2 articles', small],
  ['thousandth page of a tag, 2 articles', await pageAfter(small, thousandth)],
  ['newest articles', '/articles'],
  ['a source', '/articles?source=rfa'],
  ['a tag and a source', `/articles?tag=${tag}&source=rfa`],
  ['a year of a source', '/articles?source=rfa&from=2015-01-01&to=2015-12-31'],
  ['all tags, by count', '/tags'],
  ['sources', '/sources'],
]
const contenders = []
const bares = []
for (const [name, path] of lists) {
  const bare = await startServer({ kind: 'bare', body: await get(path), etag: '"bare"' })
  bares.push(bare)
  contenders.push(
    { name: `${name}: bare`, server: bare, paths: [path] },
    { name, server: ours, paths: [path] },
  )
}
const standings = await compare(contenders, { repetitions: 3, seconds: 2 })
for (const server of [...bares, ours]) server.stop()

report({
  title: `Lists, ${count} articles`,
  note: 'The ratio is to bare Fastify answering the same bytes in the same run.',
  columns: ['list', 'requests/s', 'ratio', 'p50 ms', 'p99 ms', 'server CPU µs'],
  rows: lists.map(([name], index) => {
    const limit = standings[index * 2]
    const mine = standings[index * 2 + 1]
    if (limit === undefined || mine === undefined) throw new Error(`${name} was not measured`)
    return [
      name,
      mine.rate.toFixed(0),
      (mine.rate / limit.rate).toFixed(2),
      mine.p50.toFixed(2),
      mine.p99.toFixed(2),
      mine.cpu.toFixed(0),
    ]
  }),
})
