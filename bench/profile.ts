// Where does the time of an import and of an answer go?   node bench/profile.ts [ARTICLES] [FOLDER | ARCHIVE.tar.xz]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '../src/store/sqlite/open.ts'
import { jsonOf } from '../src/store/store.ts'
import { archiveOf } from './archive.ts'
import { startLoad } from './compare.ts'
import { unpacked } from './corpus.ts'
import { type Draw, idOf, pathsOf } from './draws.ts'
import { report } from './report.ts'
import { listen, type Served } from './server.ts'

type Frame = { functionName: string; url: string }
/** What V8's sampling profiler writes: a tree of frames, and how long each sample took, in microseconds. */
type Profile = {
  nodes: { id: number; callFrame: Frame; children?: number[] }[]
  samples?: number[]
  timeDeltas?: number[]
}
type Part = [frame: RegExp, name: string]

const other = 'other'
const engine: Part[] = [
  [/^\(idle\)/, 'waiting'],
  [/^\(garbage collector\)/, 'garbage collection'],
]

/** An import's time belongs to who called for it: a library's, to the module that uses it. */
const ofImport: Part[] = [
  ...engine,
  [/packing\.ts/, 'pages: compression and SHA-256'],
  [/node_modules\/(htmlparser2|domhandler|entities|domutils|css-select|boolbase)/, 'pages: HTML to tree'],
  [/src\/parse\//, 'pages: tree to article'],
  [/sqlite\/(search|grams|minhash|similar)/, 'store: search index'],
  [/stored-article/, 'store: answers coded'],
  [/src\/store\/|better-sqlite3/, 'store: rows'],
  [/src\/fold|src\/(article|page)\.ts/, 'store: rows'],
  [/src\/(ingest|cli)\//, 'files, threads and messages'],
]

/** An answer's time belongs to the code that took it; what native code takes that is not named here, to who called it. */
const ofAnswer: Part[] = [
  ...engine,
  [
    /^(writev|write\w+String|writeBuffer|WriteWrap|runMicrotasks|getLibuvNow|now|\(program\))/,
    'native code: sockets, system calls, HTTP parser',
  ],
  [/node:_http_(outgoing|common)/, 'Node.js: headers out'],
  [/node:_http/, 'Node.js: requests and responses'],
  [/node:(net|stream|internal\/(stream|streams|timers|js_stream))/, 'Node.js: sockets, streams, timers'],
  [/node:/, 'Node.js: all else'],
  // Its functions are native and have no names, as a rule.
  [/better-sqlite3|^$/, 'SQLite, with what it reads'],
  [/node_modules\//, 'Fastify'],
  [/src\/store\//, 'SQLite, with what it reads'],
  [/src\/|bench\//, 'Broadsheet: all else'],
]

/** @returns microseconds by part; what no pattern knows belongs to its caller's part */
function timesOf({ nodes, samples = [], timeDeltas = [] }: Profile, parts: Part[]) {
  const partOf = ({ functionName, url }: Frame) => {
    const text = url === '' || url.startsWith('evalmachine') ? functionName : url
    return parts.find(([pattern]) => pattern.test(text))?.[1]
  }
  const byNode = new Map(nodes.map((node) => [node.id, node]))
  const names = new Map<number, string>()
  const visit = (id: number, caller: string) => {
    const node = byNode.get(id)
    if (node === undefined) return
    const name = partOf(node.callFrame) ?? caller
    names.set(id, name)
    for (const child of node.children ?? []) visit(child, name)
  }
  visit(nodes[0]?.id ?? 0, other)
  const times = new Map<string, number>()
  samples.forEach((id, index) => {
    const name = names.get(id) ?? other
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0))
  })
  return times
}

/** Profiles the whole import, thread by thread. */
function profileImport(folder: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-profile-'))
  const command = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
  const profiling = ['--cpu-prof', `--cpu-prof-dir=${scratch}`, '--cpu-prof-interval=500']
  const importing = [command, 'import', folder, '--database', join(scratch, 'import.db')]
  const { status, stdout } = spawnSync(process.execPath, [...profiling, ...importing], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the import failed: ${stdout}`)
  const threads = readdirSync(scratch)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => JSON.parse(readFileSync(join(scratch, name), 'utf8')) as Profile)
    .map((profile) => timesOf(profile, ofImport))
  rmSync(scratch, { recursive: true })
  const names = [...new Set(threads.flatMap((times) => [...times.keys()]))]
  const total = (name: string) => threads.reduce((sum, times) => sum + (times.get(name) ?? 0), 0)
  const stores = (times: Map<string, number>) => times.has('store: search index')
  report({
    title: 'Where the time of an import goes',
    note: `Seconds, by V8's sampling profiler, which slows the import a little: ${stdout.trim().split('; ')[0]}.`,
    columns: [
      'part',
      ...threads.map((times) => (stores(times) ? 'thread that stores' : 'thread that reads')),
      'both',
    ],
    rows: names
      .sort((a, b) => total(b) - total(a))
      .map((name) => [
        name,
        ...threads.map((times) => ((times.get(name) ?? 0) / 1e6).toFixed(1)),
        (total(name) / 1e6).toFixed(1),
      ]),
  })
}

const seconds = 5

/** Microseconds of this process by part for one answer, while a client in another process asks for it. */
async function profileAnswers(
  served: Served,
  paths: string[] | Draw,
  headers = '',
): Promise<Map<string, number>> {
  const port = await listen(served)
  const load = startLoad()
  const session = new Session()
  session.connect()
  const warmUps = Array.isArray(paths) ? 1 : 20
  for (let run = 0; run < warmUps; run++)
    await load.run({ port, paths, headers, connections: 32, seconds: 3, seed: -run - 1 })
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 200 })
  await session.post('Profiler.start')
  const { rate } = await load.run({ port, paths, headers, connections: 32, seconds, seed: 1 })
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  load.stop()
  const times = timesOf(profile, ofAnswer)
  return new Map([...times].map(([name, time]) => [name, time / (rate * seconds)]))
}

function reportAnswers(title: string, columns: Record<string, Map<string, number>>): void {
  const all = Object.values(columns)
  const most = (name: string) => Math.max(...all.map((times) => times.get(name) ?? 0))
  const names = [...new Set(all.flatMap((times) => [...times.keys()]))]
  report({
    title,
    note: 'Microseconds of one thread an answer, by V8’s sampling profiler.',
    columns: ['part', ...Object.keys(columns)],
    rows: names
      .sort((a, b) => most(b) - most(a))
      .map((name) => [name, ...all.map((times) => (times.get(name) ?? 0).toFixed(2))]),
  })
}

const count = Number(process.argv[2] ?? 20_000)
const inMemory = 20_000
profileImport(unpacked(process.argv[3]))

const database = await archiveOf(count)
const ours: Served = { kind: 'broadsheet', database }
const store = await openStore({ path: database })
const answer = await store.article(idOf(0))
await store.close()
const headers = { etag: `"${answer.etag}"` }
const bare: Served = { kind: 'bare', body: jsonOf(answer).toString(), headers, unchanged: headers }
const hot = [`/articles/${idOf(0)}`]
const known = `if-none-match: "${answer.etag}"\r\n`
reportAnswers('Where the time of a hot answer goes', {
  'bare Fastify': await profileAnswers(bare, hot),
  Broadsheet: await profileAnswers(ours, hot),
  'bare Fastify, 304': await profileAnswers(bare, hot, known),
  'Broadsheet, 304': await profileAnswers(ours, hot, known),
})

const anywhere: Draw = { law: 'uniform', articles: count }
const some = pathsOf(anywhere, 1, inMemory)
const ids = [...new Set(some)].map((path) => path.slice('/articles/'.length))
const memory: Served = { kind: 'memory', database, ids, headers: {} }
reportAnswers(`Where the time of an answer from all over ${count} articles goes`, {
  'Broadsheet, random': await profileAnswers(ours, anywhere),
  'Broadsheet, Zipf': await profileAnswers(ours, { law: 'zipf', articles: count }),
  'bare Fastify, random from memory': await profileAnswers(memory, some),
})
process.exit()
