// How long does a search take, for names of two characters and more?   node bench/search.ts [ARTICLES]
import { archiveOf, tagOf } from './archive.ts'
import { type Server, startLoad, startServer } from './compare.ts'
import { randomOf, zipf } from './draws.ts'
import { mostForPeers, peerNames, peers } from './peers.ts'
import { percentile, report } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const limit = 20
/** Of each kind. All are different: what is asked for again is answered from memory. */
const queries = 100
/** All contenders are asked some of the queries, then all the next ones. */
const rounds = 5
/** They look through all texts. */
const queriesOfPeers = 20
const patience = 120
const database = await archiveOf(count)
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
const others = []
for (const peer of count <= mostForPeers ? peerNames : [])
  others.push({ ...peers[peer], server: await startServer({ kind: peer, database }) })
const servers = [ours, ...others.map(({ server }) => server)]

const searches: { kind: string; sort: string; contenders: Contender[] }[] = []
for (const [kind, all] of kinds) {
  for (const sort of ['newest', 'relevance']) {
    const paths = all.map((q) => `/articles?q=${encodeURIComponent(q)}&sort=${sort}&limit=${limit}`)
    // Asked in another order, it is another address: the query that is measured is still new.
    const sample = `/articles?limit=${limit}&sort=${sort}&q=${encodeURIComponent(all[0] ?? '')}`
    const answer = await fetch(`http://127.0.0.1:${ours.port}${sample}`)
    if (!answer.ok) throw new Error(`${sample}: ${answer.status}`)
    const bare = await startServer({ kind: 'bare', body: await answer.text(), etag: '"bare"' })
    servers.push(bare)
    const contenders = [contender('broadsheet', ours, paths), contender('bare Fastify', bare, paths)]
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
for (const server of servers) server.stop()

report({
  title: `Search, ${count} articles`,
  note: `Milliseconds for the first ${limit} of ${queries} different queries each, one after the other over one connection, drawn by frequency from the archive's names; snippets included. Peers were asked ${queriesOfPeers} of them, and answer with whole articles. The ratio is to bare Fastify with an answer to one of the queries.`,
  columns: ['query', 'order', 'answered by', 'p50', 'p95', 'p99', 'p95 ratio', 'statuses'],
  rows: searches.flatMap(({ kind, sort, contenders }) => {
    const bare = contenders.find(({ name }) => name === 'bare Fastify')
    const least = percentile(bare?.latencies ?? [], 0.95)
    return contenders.map(({ name, latencies, statuses }) => [
      kind,
      sort,
      name,
      ...[0.5, 0.95, 0.99].map((part) => percentile(latencies, part).toFixed(2)),
      (percentile(latencies, 0.95) / least).toFixed(1),
      [...statuses].join(' '),
    ])
  }),
})
