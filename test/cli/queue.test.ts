// Work that any number of processes share; ROUNDS says how often one of them is killed.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openStore } from '../../src/store/open.ts'
import { kill } from '../faults/process.ts'
import { below, randomOf } from '../faults/random.ts'
import { mirrorPage } from '../http/pages.ts'
import { gzipped, tarOf } from '../ingest/items.ts'
import { machinesOf } from '../store/postgres/server.ts'
import { complaints, ended, lines, refused, run, start } from './command.ts'

const rounds = Number(process.env.ROUNDS ?? 1)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

const machine = await (await machinesOf(t))()
machine.initialise(['--locale=C'])
await machine.start()
let databases = 0
async function makeDatabase(): Promise<string> {
  const name = `archive_${databases++}`
  await machine.run(`CREATE DATABASE ${name}`)
  return name
}
const jobsIn = async (name: string): Promise<number> =>
  (await machine.ask<number>('SELECT count(*)::integer FROM broadsheet_jobs.job', name)) ?? 0

const write = (folder: string, ids: readonly string[]) => {
  mkdirSync(folder, { recursive: true })
  for (const id of ids) writeFileSync(join(folder, `${id}.md`), mirrorPage({ id }))
}
const idsOf = (count: number) => Array.from({ length: count }, (_, number) => `a${1000 + number}`)

/** What several jobs share: many files, and a container that is too large for one. */
async function makeInput(folder: string, inFolder: number, inContainer: number): Promise<void> {
  write(join(folder, 'city'), idsOf(inFolder))
  for (const name of ['empty.md', 'picture.jpg']) writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'damaged.html.gz'), gzipped('<p>').subarray(0, 12))
  // Larger than a container that is one job.
  const filling = `<!-- ${' '.repeat((9 * 1024 * 1024) / inContainer)} -->`
  const members = Array.from({ length: inContainer }, (_, number) => {
    const id = `b${number}`
    return { name: `pages/city/${id}.md`, text: mirrorPage({ id }) + filling }
  })
  writeFileSync(join(folder, 'large.tar'), await tarOf(members))
}

/** All articles with their pages as an export has them, but for the times at which they came. */
async function exported(database: string): Promise<string[]> {
  const { stdout } = await run(['export', '--raw', '--database', database])
  return lines(stdout).map((line) =>
    line.replaceAll(/"(?:(?:ingested|updated|received|captured)At|at)":"[^"]*"/g, ''),
  )
}

async function startWorker(t: Test, database: string): Promise<ChildProcess> {
  const worker = start(['worker', '--database', database])
  t.teardown(() => kill(worker))
  for (const stream of [worker.stdout, worker.stderr])
    stream?.on('data', (part) => process.env.SHOW && t.comment(String(part)))
  return worker
}

const counted =
  /^(\d+) pages: (\d+) created, (\d+) updated, (\d+) unchanged, (\d+) failed, (\d+) passed over \((.*?)\);/

t.test('workers that are killed leave every page once, and the same articles as an import', async (t) => {
  t.comment(`SEED=${seed}`)
  const random = randomOf(seed)
  const folder = t.testdir()
  const pages = Math.max(250, 200 * rounds)
  await makeInput(join(folder, 'pages'), pages, pages)
  const plain = join(folder, 'plain.db')
  const expected = await run(['import', 'pages', '--database', plain], { folder })
  const name = await makeDatabase()
  const database = machine.url(name)
  const args = ['import', 'pages', '--queue', '--database', database]
  const first = start(args, { folder })
  t.teardown(() => kill(first))
  first.stdout?.resume()
  first.stderr?.resume()
  const workers = await Promise.all([startWorker(t, database), startWorker(t, database)])
  const storedOf = async () =>
    (await machine.ask<number>('SELECT articles FROM broadsheet.state', name).catch(() => 0)) ?? 0
  while ((await storedOf()) === 0) await pause(50)
  await kill(first)
  const importing = ended(start(args, { folder }))
  let halfway = 0
  for (let round = 0; round < rounds; round++) {
    await pause(below(random, 1000))
    const index = below(random, workers.length)
    await kill(workers[index]!)
    if ((await storedOf()) < 2 * pages) halfway++
    workers[index] = await startWorker(t, database)
  }
  t.ok(halfway > 0, `${halfway} were killed before all was done`)
  const { code, stdout, stderr } = await importing
  t.equal(code, 1, 'one file is damaged')
  t.comment(stdout, stderr)
  t.match(stderr, /damaged\.html\.gz: /)
  const [, ...plainCounts] = counted.exec(expected.stdout) ?? []
  const [, ...counts] = counted.exec(stdout) ?? []
  t.strictSame([counts[0], ...counts.slice(4)], [plainCounts[0], ...plainCounts.slice(4)], stdout)
  t.strictSame(await exported(database), await exported(plain))
  t.equal(await jobsIn(name), 0, 'nothing is left of them')
  const store = await openStore(database, { access: 'read' })
  for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
  await store.close()
})

t.test('two workers share an import, one is told to stop; run again it adds nothing', async (t) => {
  const folder = t.testdir()
  // Three jobs of up to 500 files.
  write(join(folder, 'pages'), idsOf(1001))
  const name = await makeDatabase()
  const database = machine.url(name)
  const args = ['import', 'pages', '--queue', '--database', database]
  const first = start(args, { folder })
  const end = ended(first)
  while ((await jobsIn(name).catch(() => 0)) < 3) await pause(50)
  first.kill('SIGINT')
  t.match(await end, { code: 130, stdout: / 3 jobs go on: run the same command again to see them\n$/ })
  const again = ended(start(args, { folder }))
  const stopped = await startWorker(t, database)
  await startWorker(t, database)
  while (((await machine.ask<number>('SELECT articles FROM broadsheet.state', name)) ?? 0) === 0)
    await pause(20)
  t.ok((await jobsIn(name)) <= 3, 'and no job is there twice')
  stopped.kill('SIGTERM')
  t.strictSame(await once(stopped, 'exit'), [0, null])
  const { code, stdout } = await again
  t.equal(code, 0)
  // A server that is slow to answer has the worker begin a job again: what it stored is then known.
  t.match(
    stdout,
    /^1001 pages: \d+ created, 0 updated, \d+ unchanged, 0 failed; /,
    'what is left was given back',
  )
  const { stdout: more } = await run(args, { folder })
  t.match(more, /^1001 pages: 0 created, 0 updated, 1001 unchanged, 0 failed; /)

  for (const [command, says] of [
    ['reparse', /^1001 articles: 0 changed, 1001 unchanged, 0 failed\n$/],
    ['rebuild', /^1001 articles: 1001 rebuilt, 0 failed\n$/],
  ] as const)
    t.match(await run([command, '--queue', '--database', database]), { code: 0, stdout: says })
  t.equal(await jobsIn(name), 0)
})

t.test('what no worker can do is named at the end, and is tried again by the same command', async (t) => {
  const folder = t.testdir()
  write(join(folder, 'pages'), idsOf(3))
  const name = await makeDatabase()
  const database = machine.url(name)
  const args = ['import', 'pages', '--queue', '--database', database]
  const importing = ended(start(args, { folder }))
  while ((await jobsIn(name).catch(() => 0)) === 0) await pause(50)
  renameSync(join(folder, 'pages'), join(folder, 'elsewhere'))
  await machine.run('UPDATE broadsheet_jobs.job SET retry_limit = 1', name)
  await startWorker(t, database)
  const { code, stdout, stderr } = await importing
  t.equal(code, 1)
  t.match(stdout, /^0 pages: .*; 1 jobs failed\n$/)
  t.match(complaints(stderr), /^\S+\/pages\/a1000\.md and 2 files more: There is no such file\. /m)
  const store = await openStore(database)
  t.match(await store.queueDepth?.(), { waiting: 0, active: 0, failed: 1 })
  await store.close()
  renameSync(join(folder, 'elsewhere'), join(folder, 'pages'))
  t.match(await run(args, { folder }), { code: 0, stdout: /^3 pages: 3 created, / })
  t.equal(await jobsIn(name), 0)
})

t.test('what cannot be left to workers is refused', async (t) => {
  const folder = t.testdir()
  const none = 'a queue needs a PostgreSQL database: DATABASE=postgres://USER@HOST/DATABASE'
  const postgres = ['--database', machine.url(await makeDatabase())]
  for (const [args, says] of [
    [['import', '.', '--queue', '--database', 'a.db'], none],
    [['reparse', '--queue', '--database', 'a.db'], none],
    [['rebuild', '--queue', '--database', 'a.db'], none],
    [['worker', '--database', 'a.db'], none],
    [['import', '.', '--queue', '--dry-run', ...postgres], '--queue and --dry-run do not go together'],
    [['reparse', '--queue', '--after', 'a1', ...postgres], '--queue and --after do not go together'],
    [['import', '-', '--queue', ...postgres], '--queue takes files that workers can read, not -'],
  ] as const)
    t.strictSame(await refused(t, args, { folder }), { code: 1, stderr: `broadsheet: ${says}\n` })
  t.strictSame(readdirSync(folder), [], 'and no database is made')
})
