// How long does a search take, for names of two characters and more?
//   node bench/search.ts [ARTICLES] [postgres://USER@HOST/COPY_OF_THAT_ARCHIVE]
import { archiveOf, tagOf } from './archive.ts'
import { type Server, startLoad, startPeers, startServer } from './compare.ts'
import { randomOf, zipf } from './draws.ts'
import { percentile, report } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const limit = 20
/** Of each kind. All are different: what is asked for again is answered from memory. */
const queries = 100
/** All contenders are asked some of the queries, then all the next ones. */
const rounds = 5
/** Peers may look through all texts for each. */
const queriesOfPeers = 20
/** Seconds that some queries may take. */
const patience = 120
const bareName = 'bare Fastify'
const archive = await archiveOf(count)
const database = process.argv[3] ?? archive
const ours = await startServer({ kind: 'broadsheet', database })

const random = randomOf(3)
function namesOf(length: number, queryOf = (name: string) => name): string[] {
  const names = new Set<string>()
  while (names.size < queries) {
    const name = tagOf(zipf(random, 20_000))
    if (name.length === length) names.add(queryOf(name))
  }
  return [...names]
}
const kinds: [name: string, queries: string[]][] = [
  ['names of 2 characters', namesOf(2)],
  ['names of 3 characters', namesOf(3)],
  ['names of 4 characters', namesOf(4)],
  ['two names', namesOf(2, (name) => `${name} ${tagOf(zipf(random, 50))}`)],
  ['one character', namesOf(3, (name) => name.slice(0, 1))],
]

/** `latencies`: milliseconds, of each query. */
type Contender = { name: string; server: Server; paths: string[]; latencies: number[]; statuses: Set<string> }
const contender = (name: string, server: Server, paths: string[]): Contender => ({
  name,
  server,
  paths,
  latencies: [],
  statuses: new Set(),
})
const others = await startPeers(archive, count)
const servers = [ours, ...others.map(({ server }) => server)]

const searches: { kind: string; sort: string; contenders: Contender[] }[] = []
for (const [kind, all] of kinds) {
  for (const sort of ['newest', 'relevance']) {
    const paths = all.map((q) => `/articles?q=${encodeURIComponent(q)}&sort=${sort}&limit=${limit}`)
    // Asked in another order, it is another address: the query that is measured is still new.
    const sample = `/articles?limit=${limit}&sort=${sort}&q=${encodeURIComponent(all[0] ?? '')}`
    const answer = await fetch(`http://127.0.0.1:${ours.port}${sample}`)
    if (!answer.ok) throw new Error(`${sample}: ${answer.status}`)
    const bare = await startServer({ kind: 'bare', body: await answer.text(), headers: {} })
    servers.push(bare)
    const contenders = [contender('broadsheet', ours, paths), contender(bareName, bare, paths)]
    // json-server knows of no relevance, and neither peer was given two names apart.
    const isForPeers = sort === 'newest' && !all[0]?.includes(' ')
    for (const { name, server, pathOf } of isForPeers ? others : []) {
      const asked = all.slice(0, queriesOfPeers).map((q) => pathOf({ q, limit }))
      contenders.push(contender(name, server, asked))
    }
    searches.push({ kind, sort, contenders })
  }
}

const load = startLoad()
for (let round = 0; round < rounds; round++) {
  for (const { contenders } of searches) {
    for (const { server, paths, latencies, statuses } of contenders) {
      const share = paths.length / rounds
      const some = paths.slice(round * share, (round + 1) * share)
      const { port } = server
      const result = await load.run({
        port,
        paths: some,
        headers: '',
        connections: 1,
        seconds: patience,
        seed: 0,
        once: true,
      })
      latencies.push(...result.latencies)
      for (const status of Object.keys(result.statuses)) statuses.add(status)
    }
  }
}
load.stop()

/** @returns how many articles the answers hold on the average: what finds nothing is fast */
async function hitsOf({ server, paths }: Contender): Promise<number> {
  let hits = 0
  for (const path of paths) {
    const answer = (await (await fetch(`http://127.0.0.1:${server.port}${path}`)).json()) as
      | unknown[]
      | { items: unknown[] }
    hits += 'items' in answer ? answer.items.length : answer.length
  }
  return hits / paths.length
}
const rows: string[][] = []
for (const { kind, sort, contenders } of searches) {
  const limits = contenders.find(({ name }) => name === bareName)?.latencies ?? []
  for (const one of contenders) {
    const { name, latencies, statuses } = one
    rows.push([
      kind,
      sort,
      name,
      (await hitsOf(one)).toFixed(1),
      ...[0.5, 0.95, 0.99].map((part) => percentile(latencies, part).toFixed(2)),
      (percentile(latencies, 0.95) / percentile(limits, 0.95)).toFixed(1),
      [...statuses].join(' '),
    ])
  }
}
for (const server of servers) server.stop()

report({
  title: `Search, ${count} articles`,
  note: `Milliseconds for the first ${limit} of ${queries} different queries each, one after the other over one connection, drawn by frequency from the archive's names; snippets included. Peers were asked ${queriesOfPeers} of them, and answer with whole articles. The ratio is to bare Fastify with an answer to one of the queries.`,
  columns: [
    'query',
    'order',
    'answered by',
    'hits on the page',
    'p50',
    'p95',
    'p99',
    'p95 ratio',
    'statuses',
  ],
  rows,
})
