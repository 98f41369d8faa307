// What does a list cost, on the first and on the thousandth page?   node bench/lists.ts [ARTICLES]
import { archiveOf, tagOf } from './archive.ts'
import { answerOf, type Contender, compare, type Standing, startPeers, startServer } from './compare.ts'
import type { ListQuery } from './peers.ts'
import { report } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const thousandth = 999
const database = await archiveOf(count)
const ours = await startServer({ kind: 'broadsheet', database })

type List = { next: string | null }
async function pageAfter(path: string, pages: number): Promise<string> {
  let at = path
  for (let page = 0; page < pages; page++) {
    const { next } = JSON.parse((await answerOf(ours, at)).body) as List
    if (next === null) break
    at = next
  }
  return at
}

const name = tagOf(0)
const tag = encodeURIComponent(name)
const first = `/tags/${tag}?limit=20`
const small = `/tags/${tag}?limit=2`
/** `query`: the list as peers are asked for it. */
const lists: { title: string; path: string; query?: ListQuery }[] = [
  { title: 'first page of a tag', path: first, query: { tag: name, limit: 20 } },
  { title: 'first page of a tag, 2 articles', path: small, query: { tag: name, limit: 2 } },
  {
    title: 'thousandth page of a tag, 2 articles',
    path: await pageAfter(small, thousandth),
    query: { tag: name, limit: 2, page: thousandth + 1 },
  },
  { title: 'newest articles', path: '/articles' },
  { title: 'a source', path: '/articles?source=rfa', query: { source: 'rfa', limit: 20 } },
  { title: 'a tag and a source', path: `/articles?tag=${tag}&source=rfa` },
  { title: 'a year of a source', path: '/articles?source=rfa&from=2015-01-01&to=2015-12-31' },
  { title: 'all tags, by count', path: '/tags' },
  { title: 'sources', path: '/sources' },
]
const others = await startPeers(database, count)
const servers = [ours, ...others.map(({ server }) => server)]
const contenders: (Contender & { limit: Contender | null })[] = []
for (const { title, path, query } of lists) {
  const server = await startServer({ kind: 'bare', ...(await answerOf(ours, path)) })
  servers.push(server)
  const limit = { name: `${title}: bare`, server, paths: [path] }
  contenders.push({ ...limit, limit: null }, { name: title, server: ours, paths: [path], limit })
  if (query === undefined) continue
  for (const peer of others) {
    const paths = [peer.pathOf(query)]
    contenders.push({ name: `${title}: ${peer.name}`, server: peer.server, paths, limit })
  }
}
const standings = await compare(contenders, { repetitions: 3, seconds: 2 })
for (const server of servers) server.stop()

const standingOf = (title: string): Standing => {
  const standing = standings.find((one) => one.name === title)
  if (standing === undefined) throw new Error(`${title} was not measured`)
  return standing
}
report({
  title: `Lists, ${count} articles`,
  note: 'The ratio is to bare Fastify that answers with the bytes of this program in the same run. Peers answer with whole articles.',
  columns: ['list', 'requests/s', 'ratio', 'p50 ms', 'p99 ms', 'server CPU µs', 'statuses'],
  rows: contenders.flatMap(({ name: title, limit }) => {
    if (limit === null) return []
    const { rate, p50, p99, cpu, statuses } = standingOf(title)
    const ratio = rate / standingOf(limit.name).rate
    return [
      [
        title,
        rate.toFixed(0),
        ratio.toFixed(2),
        p50.toFixed(2),
        p99.toFixed(2),
        cpu.toFixed(0),
        JSON.stringify(statuses),
      ],
    ]
  }),
})
