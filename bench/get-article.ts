// How close is GET /articles/{id} to bare Fastify answering the same bytes?
//   node bench/get-article.ts [ARTICLES] [postgres://USER@HOST/COPY_OF_THAT_ARCHIVE]
import { archiveOf } from './archive.ts'
import { answerOf, type Contender, compare, type Standing, startPeers, startServer } from './compare.ts'
import { type Draw, idOf, pathsOf } from './draws.ts'
import { report, spread } from './report.ts'
import type { Served } from './server.ts'

const count = Number(process.argv[2] ?? 20_000)
/** Drawn articles that are answered from memory. */
const chosenInMemory = 20_000
/** Until what is kept ready changes little. */
const warmUps = 15
const archive = await archiveOf(count)
const database = process.argv[3] ?? archive
const anywhere: Draw = { law: 'uniform', articles: count }
const popular: Draw = { law: 'zipf', articles: count }
const hot = [`/articles/${idOf(0)}`]
const serverOf = (cacheSize?: number) => startServer({ kind: 'broadsheet', database, cacheSize })
const ours = await serverOf()
const page = [`/articles/${idOf(0)}?format=html`]
const answer = await answerOf(ours, hot[0] ?? '')
const conditional = `if-none-match: ${answer.headers.etag}\r\n`
const { headers: unchanged } = await answerOf(ours, hot[0] ?? '', {
  'if-none-match': answer.headers.etag ?? '',
})
const compressed = 'accept-encoding: gzip\r\n'

const one: Served = { kind: 'bare', ...answer, unchanged }
const bare = await startServer(one)
const { headers } = answer
const barePage = await startServer({ kind: 'bare', ...(await answerOf(ours, page[0] ?? '')) })
const fromMemory = async (draw: Draw, isCompressed = false) => {
  const paths = pathsOf(draw, 1, chosenInMemory)
  const ids = [...new Set(paths)].map((path) => path.slice('/articles/'.length))
  return {
    server: await startServer({ kind: 'memory', database: archive, ids, headers, isCompressed }),
    paths,
  }
}
const popularOnes = { name: 'bare Fastify, Zipf from memory', ...(await fromMemory(popular)) }
const anyOnes = { name: 'bare Fastify, random from memory', ...(await fromMemory(anywhere)) }
const oneAnswer = { name: 'bare Fastify, one answer', server: bare, paths: hot }
const oneCompressed = {
  name: 'bare Fastify, one compressed answer',
  server: await startServer({ ...one, isCompressed: true }),
  paths: hot,
}
const popularCompressed = {
  name: 'bare Fastify, Zipf from memory, compressed',
  ...(await fromMemory(popular, true)),
}
const onePage = { name: 'bare Fastify, one reading page', server: barePage, paths: page }
const oneKnown = { name: 'bare Fastify, 304', server: bare, paths: hot, headers: conditional }
const others = (await startPeers(archive, count)).flatMap(({ name, server }) => [
  { name: `${name}, one article`, server, paths: hot, limit: oneAnswer },
  { name: `${name}, uniformly random`, server, paths: anywhere, limit: anyOnes },
])
const contenders: (Contender & { limit?: Contender })[] = [
  oneAnswer,
  { name: 'one hot article', server: ours, paths: hot, limit: oneAnswer },
  popularOnes,
  {
    name: 'Zipf over the archive',
    server: await serverOf(),
    paths: popular,
    limit: popularOnes,
    file: archive,
    warmUps,
  },
  anyOnes,
  {
    name: 'uniformly random over the archive',
    server: await serverOf(),
    paths: anywhere,
    limit: anyOnes,
    file: archive,
    warmUps,
  },
  {
    name: 'uniformly random, nothing kept',
    server: await serverOf(0),
    paths: anywhere,
    limit: anyOnes,
    file: archive,
  },
  oneKnown,
  { name: 'one hot article, 304', server: ours, paths: hot, headers: conditional, limit: oneKnown },
  onePage,
  { name: 'one hot reading page', server: ours, paths: page, limit: onePage },
  oneCompressed,
  { name: 'one hot article, gzip', server: ours, paths: hot, headers: compressed, limit: oneCompressed },
  popularCompressed,
  {
    name: 'Zipf over the archive, gzip',
    server: await serverOf(),
    paths: popular,
    headers: compressed,
    limit: popularCompressed,
    file: archive,
    warmUps,
  },
  ...others,
]
const standings = await compare(contenders)
for (const { server } of contenders) server.stop()

const standingOf = ({ name }: Contender) => standings.find((standing) => standing.name === name)
const rateToOne = (standing: Standing) => standing.rate / (standingOf(oneAnswer)?.rate ?? 0)
report({
  title: `GET article, ${count} articles`,
  note: `Bytes of the hot answer: ${Buffer.byteLength(answer.body)}. The ratios are to bare Fastify that answers the same requests with the same bytes, header fields included, in the same run; "to one" is to bare Fastify with that one answer for every request. "From the disk": what the system did not have in memory, a request; the archive's file is read once before each run of Zipf and random. Those draw their articles anew in each run, each from a process of its own, behind ${3 * warmUps} seconds of the same; "nothing kept" is with CACHE_SIZE=0.`,
  columns: [
    'what',
    'requests/s',
    'ratio',
    'to one',
    'spread',
    'p50 ms',
    'p99 ms',
    'p99 ratio',
    'server CPU µs',
    'KB from the disk',
    'statuses',
  ],
  rows: standings.map((s, index) => {
    const { limit } = contenders[index] ?? {}
    const to = (limit && standingOf(limit)) ?? s
    return [
      s.name,
      s.rate.toFixed(0),
      (s.rate / to.rate).toFixed(2),
      rateToOne(s).toFixed(2),
      `±${(100 * spread(s.rates)).toFixed(0)} %`,
      s.p50.toFixed(2),
      s.p99.toFixed(2),
      (s.p99 / to.p99).toFixed(2),
      s.cpu.toFixed(1),
      (s.disk / 1000).toFixed(1),
      JSON.stringify(s.statuses),
    ]
  }),
})
