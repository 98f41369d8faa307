// The long runs of what the tests do for seconds.   npm run soak [-- --minutes 30 --seed N --only crash,mixed,…]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installedPrograms } from '../store/postgres/server.ts'
import { attackAll } from './attacks.ts'
import { crashService } from './crash.ts'
import { crashImport } from './crash-import.ts'
import { judgedByDescription } from './described.ts'
import { fuzzPages } from './fuzz-pages.ts'
import { fuzzRequests } from './fuzz-requests.ts'
import { readLargePages } from './large-pages.ts'
import { failuresOf } from './long-tests.ts'
import { mixedWork } from './mixed.ts'
import { overload } from './overload.ts'
import { kill, serve } from './process.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: {
      type: 'string',
      default: 'files,mixed,overload,attacks,crash,import,requests,large,pages,rounds,installed',
    },
    minutes: { type: 'string', default: '30' },
    storm: { type: 'string', default: '60' },
    attack: { type: 'string', default: '' },
    rounds: { type: 'string', default: '500' },
    requests: { type: 'string', default: '200000' },
    pages: { type: 'string', default: '1000000' },
    size: { type: 'string', default: '500000' },
  },
})
const seed = Number(values.seed)
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-soak-'))

const say = (line: string) => process.stdout.write(`${line}\n`)
let lastSaid = 0
/** A line each ten seconds. */
function progress(line: () => string): void {
  if (performance.now() - lastSaid < 10_000) return
  lastSaid = performance.now()
  say(line())
}
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

const runs: Record<string, () => Promise<{ did: string; faults: string[] }>> = {
  async files() {
    const { status } = spawnSync('npm', ['test', '--', 'test/**/*.soak.ts'], { stdio: 'inherit' })
    return { did: 'the test files *.soak.ts', faults: status === 0 ? [] : ['see above'] }
  },
  async mixed() {
    const { requests, stalled, backups, holdings, faults } = await mixedWork({
      database: join(folder, 'mixed.db'),
      seconds: Number(values.minutes) * 60,
      seed,
      onHolding: ({ memory, files, log }, requests) =>
        progress(
          () => `mixed: ${requests} requests, ${megabytes(memory)}, ${files} files, log ${megabytes(log)}`,
        ),
    })
    const peak = Math.max(...holdings.map(({ memory }) => memory))
    return {
      did: `${requests} requests, ${stalled} stalled readers and ${backups} backups in ${values.minutes} minutes, at most ${megabytes(peak)}`,
      faults,
    }
  },
  async overload() {
    const { calm, storm, after, offered, drained, memory, faults } = await overload({
      database: join(folder, 'overload.db'),
      seconds: Number(values.storm),
      seed,
    })
    const phases = Object.entries({ calm, storm, after }).map(
      ([name, { answered, refused, unsent }]) =>
        `${name} ${answered.count} answered (p99 ${answered.p99.toFixed(1)} ms), ${refused.count} refused (p99 ${refused.p99.toFixed(1)} ms), ${unsent} not sent`,
    )
    const grown = `memory ${megabytes(memory.calm)}, then ${megabytes(memory.storm)}`
    return {
      did: `${phases.join('; ')}; ${offered.toFixed(1)} times the calm load, over after ${drained.toFixed(0)} ms; ${grown}`,
      faults,
    }
  },
  async attacks() {
    const { attacks, faults } = await attackAll({
      database: join(folder, 'attacks.db'),
      seconds: Number(values.storm),
      seed,
      named: values.attack,
      onAttack: (name, { slowest, busiest, memory, probes }) =>
        say(
          `attacks: ${name}: ${probes} looks, the slowest ${slowest.toFixed(0)} ms, at most ${busiest} ms on the processor, ${megabytes(memory)}`,
        ),
    })
    return { did: `${Object.keys(attacks).length} attacks of ${values.storm} s each`, faults }
  },
  async crash() {
    const { rounds, operations, faults } = await crashService({
      database: join(folder, 'crash.db'),
      rounds: Number(values.rounds),
      seed,
      onRound: (round) => progress(() => `crash: ${round} of ${values.rounds}`),
    })
    return { did: `killed ${rounds} times, ${operations} operations acknowledged`, faults }
  },
  async import() {
    // Most of a round is the start of a process.
    const most = Math.ceil(Number(values.rounds) / 5)
    const { rounds, ended, halfway, faults } = await crashImport({
      folder,
      rounds: most,
      seed,
      onRound: (round) => progress(() => `import: ${round} of ${most}`),
    })
    return {
      did: `killed ${rounds} times, ${halfway} of them halfway, ${ended} archives ended complete`,
      faults,
    }
  },
  async requests() {
    const service = await serve(join(folder, 'requests.db'), {
      READS_AT_ONCE: '0',
      WRITES_AT_ONCE: '0',
    })
    const { requests, statuses, faults } = await fuzzRequests({
      port: Number(new URL(service.address).port),
      seed,
      requests: Number(values.requests),
      silence: 2000,
      onProgress: (done) => progress(() => `requests: ${done} of ${values.requests}`),
    })
    await kill(service.child)
    return { did: `${requests} requests, ${JSON.stringify(statuses)}`, faults }
  },
  async large() {
    // What is linear stays below two seconds; the parser's limit of 8 MiB holds several times as much as these.
    const { pages, slowest, faults } = readLargePages({
      size: Number(values.size),
      noticeable: 500,
      longest: 2000,
      onPage: (done) => progress(() => `large: ${done} pages`),
    })
    return { did: `${pages} pages of ${values.size} bytes; the slowest, ${slowest}`, faults }
  },
  async rounds() {
    const most = Math.ceil(Number(values.rounds) / 25)
    const tests: [file: string, rounds: number][] = [
      ['store/sqlite.test.ts', 10 * most],
      ['store/postgres.test.ts', 10 * most],
      ['store/postgres/failover.soak.ts', most],
      ['store/postgres/nodes.soak.ts', 3 * most],
      ['cli/queue.soak.ts', most],
    ]
    const faults: string[] = []
    for (const [file, rounds] of tests) {
      say(`rounds: ${file}, ${rounds}`)
      faults.push(...(await failuresOf(file, { ROUNDS: String(rounds), SEED: String(seed) })))
    }
    return { did: `${tests.length} tests, of up to ${10 * most} rounds`, faults }
  },
  async installed() {
    // The oldest PostgreSQL that is supported; the development dependency brings a newer one.
    const programs = installedPrograms()
    if (programs === undefined) return { did: 'nothing', faults: ['PostgreSQL is not installed'] }
    const faults = await failuresOf('store/postgres.test.ts', { POSTGRES_BIN: programs })
    return { did: `a store on ${programs}`, faults }
  },
  async described() {
    const service = await serve(join(folder, 'described.db'), { READS_AT_ONCE: '0', WRITES_AT_ONCE: '0' })
    const { judged, faults } = await judgedByDescription({
      address: service.address,
      folder,
      seed,
      requests: 2000,
    })
    await kill(service.child)
    return { did: `${judged} answers judged by Redocly`, faults }
  },
  async pages() {
    const { pages, articles, slowest, faults } = await fuzzPages({
      seed,
      pages: Number(values.pages),
      onProgress: (done, found) =>
        progress(() => `pages: ${done} of ${values.pages}, ${found.length} faults`),
    })
    return { did: `${pages} pages, ${articles} articles, the slowest ${slowest.toFixed(0)} ms`, faults }
  },
}

say(`seed ${seed}`)
for (const name of values.only.split(',')) {
  const run = runs[name]
  if (run === undefined) {
    say(`there is no ${name}: ${Object.keys(runs).join(', ')}`)
    process.exitCode = 2
    continue
  }
  const { did, faults } = await run()
  say(`${name}: ${did}; ${faults.length} faults`)
  for (const fault of faults.slice(0, 50)) say(`  ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}
rmSync(folder, { recursive: true })
