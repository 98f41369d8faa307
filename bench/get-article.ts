// How close is GET /articles/{id} to bare Fastify answering the same bytes?   node bench/get-article.ts [ARTICLES]
import { openStore } from '../src/store/sqlite/open.ts'
import { archiveOf, entryOf, randomOf, zipf } from './archive.ts'
import { compare, type Standing, startServer } from './compare.ts'
import { type PeerName, peers } from './peers.ts'
import { report, spread } from './report.ts'

const count = Number(process.argv[2] ?? 20_000)
const chosen = 20_000
const mostForPeers = 20_000
const peerNames: Record<PeerName, string> = {
  rows: 'Fastify and a SELECT of JSON',
  'json-server': 'json-server',
}
const database = await archiveOf(count)
const hot = `/articles/${entryOf(0).article.id}`
const store = await openStore({ path: database })
const answer = await store.article(entryOf(0).article.id)
await store.close()

const random = randomOf(1)
const pathOf = (number: number) => `/articles/${entryOf(number).article.id}`
const anywhere = Array.from({ length: chosen }, () => pathOf(Math.floor(random() * count)))
const popular = Array.from({ length: chosen }, () => pathOf(zipf(random, count)))
const etag = `"${answer.etag}"`
const conditional = `if-none-match: ${etag}\r\n`

const bare = await startServer({ kind: 'bare', body: answer.json.toString(), etag })
const ours = await startServer({ kind: 'broadsheet', database })
// What they hold in memory, or take to build, keeps the peers to the smaller archives.
const others = []
if (count <= mostForPeers) {
  for (const kind of Object.keys(peers) as PeerName[]) {
    const server = await startServer({ kind, database })
    others.push(
      { name: `${peerNames[kind]}, one article`, server, paths: [hot] },
      { name: `${peerNames[kind]}, uniformly random`, server, paths: anywhere },
    )
  }
}
const standings = await compare([
  { name: 'bare Fastify, one answer', server: bare, paths: [hot] },
  { name: 'one hot article', server: ours, paths: [hot] },
  { name: 'Zipf over the archive', server: ours, paths: popular },
  { name: 'uniformly random over the archive', server: ours, paths: anywhere },
  { name: 'bare Fastify, 304', server: bare, paths: [hot], headers: conditional },
  { name: 'one hot article, 304', server: ours, paths: [hot], headers: conditional },
  ...others,
])
for (const { server } of [{ server: bare }, { server: ours }, ...others]) server.stop()

const limitOf = (standing: Standing) => standings[standing.name.endsWith(', 304') ? 4 : 0] ?? standing
report({
  title: `GET article, ${count} articles`,
  note: `Bytes of the hot answer: ${answer.json.length}. The ratios are to bare Fastify in the same run.`,
  columns: [
    'what',
    'requests/s',
    'ratio',
    'spread',
    'p50 ms',
    'p99 ms',
    'p99 ratio',
    'server CPU µs',
    'statuses',
  ],
  rows: standings.map((s) => [
    s.name,
    s.rate.toFixed(0),
    (s.rate / limitOf(s).rate).toFixed(2),
    `±${(100 * spread(s.rates)).toFixed(0)} %`,
    s.p50.toFixed(2),
    s.p99.toFixed(2),
    (s.p99 / limitOf(s).p99).toFixed(2),
    s.cpu.toFixed(1),
    JSON.stringify(s.statuses),
  ]),
})
